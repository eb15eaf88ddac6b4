import Testing

@testable import Transfer

@Suite("The state machine of a transfer")
struct TransferStateMachineTests {
    private func failure(_ action: TransferStateMachine.EndAction) -> TransferError.Code? {
        if case .fail(let error) = action { error.code } else { nil }
    }

    @Test("A success is delivered and finished")
    func success() throws {
        let machine = try MachineBox()
        #expect(machine.phase == .waiting)
        machine.begin()
        #expect(machine.phase == .running)
        #expect(machine.headCompleted(status: 200, location: "/elsewhere") == .deliver)
        #expect(machine.bodyArrived(byteCount: 10) == .deliver)
        #expect(machine.ended(.complete) == .finish)
        #expect(machine.phase == .finished)
        #expect(machine.bodyBytes == 10)
        #expect(machine.permanentURL == nil)
    }

    @Test("The body's bound counts decoded bytes; the byte that passes it ends the hop")
    func bodyBound() throws {
        let machine = try MachineBox { $0.maximumBodyBytes = 100 }
        machine.begin()
        machine.headCompleted(status: 200, location: nil)
        #expect(machine.bodyArrived(byteCount: 100) == .deliver)
        #expect(machine.bodyArrived(byteCount: 1) == .stop)
        #expect(failure(machine.ended(.failed(23))) == .bodyTooLarge)
    }

    @Test("The head's bound counts all of it")
    func headBound() throws {
        let machine = try MachineBox { $0.maximumHeaderBytes = 100 }
        machine.begin()
        #expect(machine.headerArrived(byteCount: 100))
        #expect(!machine.headerArrived(byteCount: 1))
        #expect(failure(machine.ended(.failed(23))) == .headersTooLarge)
    }

    @Test("Of an answer that is no success a little is kept, and reading ends soon")
    func failureBody() throws {
        let machine = try MachineBox()
        machine.begin()
        #expect(machine.headCompleted(status: 503, location: nil) == .keepLittle)
        #expect(machine.bodyArrived(byteCount: 4_000) == .keep(4_000))
        #expect(machine.bodyArrived(byteCount: 4_000) == .keep(96))
        #expect(machine.bodyArrived(byteCount: 4_000) == .keep(0))
        #expect(machine.bodyArrived(byteCount: 5_000) == .stop)
        #expect(machine.ended(.failed(23)) == .finish)
    }

    @Test("A failure's head stands though its body broke off; a success's does not")
    func brokenBodies() throws {
        for (status, code) in [(200, TransferError.Code.brokenBody), (503, nil)] {
            let machine = try MachineBox()
            machine.begin()
            machine.headCompleted(status: status, location: nil)
            #expect(failure(machine.ended(.failed(18))) == code)
        }
    }

    @Test("An end within the head is a lost connection, even when libcurl is content")
    func endInHead() throws {
        let machine = try MachineBox()
        machine.begin()
        #expect(failure(machine.ended(.complete)) == .connectionLost)
    }

    @Test("A chain is followed hop by hop, and its new address is known when every hop was permanent")
    func chain() throws {
        for (second, permanent) in [(308, "https://a.test/3"), (302, nil)] {
            let machine = try MachineBox("https://a.test/1")
            machine.begin()
            #expect(try machine.headCompleted(status: 301, location: "2") == .redirect(ParsedURL("https://a.test/2"), isPermanent: true))
            #expect(machine.bodyArrived(byteCount: 10) == .keep(0))
            #expect(try machine.ended(.complete) == .follow(ParsedURL("https://a.test/2")))
            #expect(machine.phase == .waiting)
            machine.begin()
            machine.headCompleted(status: second, location: "3")
            #expect(try machine.ended(.complete) == .follow(ParsedURL("https://a.test/3")))
            machine.begin()
            machine.headCompleted(status: 304, location: nil)
            #expect(machine.ended(.complete) == .finish)
            #expect(machine.permanentURL == permanent)
            #expect(machine.redirects == 2)
        }
    }

    @Test("A redirect that is refused fails, however the hop ended")
    func refusedRedirect() throws {
        for end in [TransferStateMachine.End.complete, .failed(23), .failed(18)] {
            let machine = try MachineBox()
            machine.begin()
            machine.headCompleted(status: 302, location: "file:///etc/passwd")
            #expect(machine.bodyArrived(byteCount: 1) == .stop)
            #expect(failure(machine.ended(end)) == .forbiddenRedirect)
        }
    }

    @Test("From a public address no hop leads to a private one; from a private one any may")
    func reach() throws {
        let address = IPAddress(v4: 0x7f00_0001)
        let machine = try MachineBox("https://a.test/1")
        machine.begin()
        #expect(machine.mayConnect(to: address, reach: .private), "whoever configured it meant it")
        machine.connected(to: .private)
        machine.headCompleted(status: 302, location: "2")
        machine.ended(.complete)
        machine.begin()
        #expect(machine.mayConnect(to: IPAddress(v4: 0x0101_0101), reach: .public))
        machine.connected(to: .public)
        machine.headCompleted(status: 302, location: "3")
        machine.ended(.complete)
        machine.begin()
        #expect(!machine.mayConnect(to: address, reach: .private))
        #expect(failure(machine.ended(.failed(7))) == .forbiddenRedirect)
    }

    @Test("One refused address among several does not end a hop that found another")
    func oneRefusedAddress() throws {
        let machine = try MachineBox("https://a.test/1")
        machine.begin()
        machine.connected(to: .public)
        machine.headCompleted(status: 302, location: "2")
        machine.ended(.complete)
        machine.begin()
        #expect(!machine.mayConnect(to: IPAddress(v4: 0x7f00_0001), reach: .private))
        #expect(machine.mayConnect(to: IPAddress(v4: 0x0101_0101), reach: .public))
        machine.connected(to: .public)
        machine.headCompleted(status: 200, location: nil)
        #expect(machine.ended(.complete) == .finish)
    }

    @Test("Cancelling undoes what was done so far, once")
    func cancellation() throws {
        let waiting = try MachineBox()
        #expect(waiting.cancel(.cancelled) == .dequeue)
        #expect(waiting.cancel(.cancelled) == .none)
        let running = try MachineBox()
        running.begin()
        #expect(running.cancel(.engineStopped) == .remove)
        #expect(running.cancel(.cancelled) == .none)
        #expect(running.error(for: .engineStopped).code == .engineStopped)
    }

    @Test("Errors show the URL without its secrets")
    func errorURL() throws {
        let machine = try MachineBox("https://me:pw@a.test/feed?key=abc")
        machine.begin()
        guard case .fail(let error) = machine.ended(.failed(7)) else {
            Issue.record("no failure")
            return
        }
        #expect(error.url == "https://a.test/feed?key=…")
        #expect(error.underlyingCode == 7)
        #expect(!error.description.contains("abc"))
    }
}
