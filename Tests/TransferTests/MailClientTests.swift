import Glibc
import Support
import Testing
import Transfer

private let mail = OutgoingMail(
    sender: "monitor@acme.test", recipients: ["ops@acme.test"], content: Array("Subject: x\r\n\r\nfirst\r\n.\r\n..dots\r\nlast\r\n".utf8))

private func failure(_ server: ScriptedMailServer, _ change: (inout MailServer) -> Void = { _ in }, mail: OutgoingMail = mail) async
    -> MailError?
{
    var settings = server.server
    change(&settings)
    do throws(MailError) {
        try await MailClient(settings).send(mail)
        return nil
    } catch {
        return error
    }
}

@Suite("Mail", .timeLimit(.minutes(5)))
struct MailClientTests {
    @Test("A mail goes to all recipients under its envelope, its points doubled")
    func envelope() async throws {
        let server = try ScriptedMailServer()
        var mail = mail
        mail.recipients = ["ops@acme.test", "more@acme.test"]
        #expect(await failure(server, mail: mail) == nil)
        let lines = server.lines
        #expect(lines.contains { $0.hasPrefix("MAIL FROM:<monitor@acme.test>") })
        #expect(lines.filter { $0.hasPrefix("RCPT") } == ["RCPT TO:<ops@acme.test>", "RCPT TO:<more@acme.test>"])
        let content = lines.drop { $0 != "DATA" }.dropFirst().prefix { $0 != "." }
        #expect(Array(content) == ["Subject: x", "", "first", "..", "...dots", "last"])
        server.stop()
    }

    @Test(
        "4xx at any command asks for another try, 5xx refuses the mail",
        arguments: ["MAIL", "RCPT", "DATA", "."], [("451 later", MailError.Code.temporary), ("550 never", .refused)])
    func refusals(verb: String, answer: (line: String, code: MailError.Code)) async throws {
        let server = try ScriptedMailServer([verb: .line(answer.line)])
        let error = await failure(server)
        #expect(error?.code == answer.code)
        #expect(error?.reply == Int(answer.line.prefix(3)))
        #expect(error?.detail == "127.0.0.1:\(server.port) answered \(verb == "." ? "DATA" : verb): \(answer.line)")
        server.stop()
    }

    @Test(
        "What is not about the mail refuses none: a server that is closed, full, or wants a log-in",
        arguments: [
            ("CONNECT", "554 no service"), ("CONNECT", "421 too busy"), ("EHLO", "550 go away"), ("MAIL", "530 5.7.0 log in first"),
        ])
    func notAboutTheMail(verb: String, line: String) async throws {
        var answers: [String: ScriptedMailServer.Answer] = [verb: .line(line)]
        if verb == "EHLO" { answers["HELO"] = .line(line) }
        let server = try ScriptedMailServer(answers)
        #expect(await failure(server)?.code == .temporary)
        server.stop()
    }

    @Test("A mail that is accepted is delivered, although the connection breaks right after")
    func resetAfterAcceptance() async throws {
        let server = try ScriptedMailServer([".": .reset(after: "250 queued")])
        #expect(await failure(server) == nil)
        server.stop()
    }

    @Test("A server that takes the mail and then says nothing more is not waited for")
    func silentFarewell() async throws {
        let server = try ScriptedMailServer(["QUIT": .silence])
        #expect(await failure(server) == nil)
        server.stop()
    }

    @Test("A connection that breaks before asks for another try", arguments: ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."])
    func reset(verb: String) async throws {
        let server = try ScriptedMailServer([verb: .reset(after: nil)])
        #expect(await failure(server)?.code == .temporary)
        server.stop()
    }

    @Test("A server that says nothing is given up after the time for a mail", arguments: ["CONNECT", "MAIL", "."])
    func silence(verb: String) async throws {
        let server = try ScriptedMailServer([verb: .silence])
        let error = await failure(server) { $0.timeout = .milliseconds(200) }
        #expect(error?.code == .temporary)
        server.stop()
    }

    @Test("A server that offers no STARTTLS gets nothing in the clear")
    func noStartTLS() async throws {
        let server = try ScriptedMailServer()
        let error = await failure(server) {
            $0.security = .startTLS
            $0.user = "user"
            $0.password = "CANARY"
        }
        #expect(error?.code == .temporary)
        #expect(error?.detail.contains("offers no STARTTLS") == true)
        #expect(!server.lines.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("AUTH") })
        server.stop()
    }

    @Test("A password that is not accepted asks for another try, and is not told")
    func wrongPassword() async throws {
        let server = try ScriptedMailServer(["EHLO": .line("250-mail.test\r\n250 AUTH PLAIN"), "AUTH": .line("535 5.7.8 no")])
        let error = await failure(server) {
            $0.user = "user"
            $0.password = "CANARY"
        }
        #expect(error?.code == .temporary)
        #expect(error?.detail.contains("535 5.7.8 no") == true)
        #expect(error?.detail.contains("CANARY") == false)
        server.stop()
    }

    @Test("Nobody listens: another try")
    func connectionRefused() async throws {
        let server = try ScriptedMailServer()
        #expect(await failure(server) { $0.port = 1 }?.code == .temporary)
        #expect(server.connections == 0)
        server.stop()
    }

    @Test("No address can end its command", arguments: ["a@b>\r\nRCPT TO:<x@y", "a b@c", "a\u{0}@b", "é@b"])
    func injection(address: String) async throws {
        let server = try ScriptedMailServer()
        var mail = mail
        mail.recipients = [address]
        #expect(await failure(server, mail: mail)?.code == .refused)
        mail = OutgoingMail(sender: address, recipients: ["ops@acme.test"], content: [])
        #expect(await failure(server, mail: mail)?.code == .refused)
        #expect(server.connections == 0)
        server.stop()
    }

    @Test("A cancelled mail ends at once, under way or not", arguments: [false, true])
    func cancellation(before: Bool) async throws {
        let server = try ScriptedMailServer(["MAIL": .silence])
        let client = MailClient(server.server)
        let task = Task<Void, any Error> {
            if before { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            try await client.send(mail)
        }
        if !before { while !server.lines.contains(where: { $0.hasPrefix("MAIL") }) { try await Task.sleep(for: .milliseconds(1)) } }
        task.cancel()
        let result = await task.result
        let error = #expect(throws: MailError.self) { try result.get() }
        #expect(error?.code == .cancelled)
        server.stop()
    }

    @Test("Descriptors are all closed, however mails end")
    func descriptors() async {
        await #expect(processExitsWith: .success) {
            let well = try ScriptedMailServer()
            let badly = try ScriptedMailServer(["DATA": .reset(after: "451 later")])
            let silent = try ScriptedMailServer(["MAIL": .silence])
            func round() async throws {
                _ = await failure(well)
                _ = await failure(badly)
                _ = await failure(silent) { $0.timeout = .milliseconds(20) }
            }
            // Dispatch and the runtime open theirs at the first use, that of their timers included.
            try await round()
            try await Task.sleep(for: .milliseconds(1))
            let before = try openDescriptors()
            for _ in 0..<10 { try await round() }
            // The servers close their ends a moment later.
            for _ in 0..<1_000 where try openDescriptors() > before { try await Task.sleep(for: .milliseconds(5)) }
            guard try openDescriptors() <= before else { exit(3) }
        }
    }
}
