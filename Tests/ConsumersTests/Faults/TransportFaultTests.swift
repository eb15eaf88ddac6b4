import FoundationEssentials
import Monitor
import SQLiteJournal
import Support
import Synchronization
import Testing
import Transfer

@testable import Consumers

/// Something that takes events by another way than HTTP, and that can be made to fail for a while.
private protocol Peer: Sendable {
    /// The consumer that delivers to it.
    func consumer() throws -> any EventConsumer
    func recover() throws
    /// The numbers of the updates that it has, in order.
    var taken: [Int] { get }
    func end()
}

extension Peer {
    func end() {}
}

/// The numbers of the updates that a text speaks of, in order.
private func tokens(_ text: String) -> [Int] {
    text.split(separator: "Token").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) }
}

/// A mail server that answers badly at one point of the dialogue.
private struct MailPeer: Peer {
    let server: ScriptedMailServer
    /// For one mail: a busy machine is no silent server, and a silent one is waited for.
    let timeout: Duration

    init(_ answers: [String: ScriptedMailServer.Answer], timeout: Duration = .seconds(60)) throws {
        server = try ScriptedMailServer(answers)
        self.timeout = timeout
    }

    func consumer() throws -> any EventConsumer {
        var options = EmailOptions(
            from: try #require(MailAddress("status@acme.test")), to: [try #require(MailAddress("ops@acme.test"))],
            rate: DeliveryRate(10_000, per: .seconds(1)))
        options.template = try MessageTemplate("{message}")
        var mailServer = server.server
        mailServer.timeout = timeout
        return EmailConsumer(options, sender: MailClient(mailServer))
    }

    func recover() { server.change(to: [:]) }
    func end() { server.stop() }
    var taken: [Int] { tokens(server.lines.joined(separator: "\n")) }
}

/// A file whose folder is not there.
private struct FilePeer: Peer {
    let folder: TemporaryFolder
    private var path: String { folder.path + "/later/events.jsonl" }
    func consumer() -> any EventConsumer { FileConsumer(FileOptions(path: path)) }
    func recover() throws { try FileManager.default.createDirectory(atPath: folder.path + "/later", withIntermediateDirectories: false) }
    var taken: [Int] { tokens(String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)) }
}

/// A command that asks for another try, or is not there, until it is told otherwise.
private struct CommandPeer: Peer {
    let folder: TemporaryFolder
    let isAbsent: Bool
    private var program: String { folder.path + "/tell" }
    private var flag: String { folder.path + "/well" }
    private var file: String { folder.path + "/told" }

    init(isAbsent: Bool) throws {
        folder = try TemporaryFolder()
        self.isAbsent = isAbsent
        if !isAbsent { try install() }
    }

    private func install() throws {
        try Data("#!/bin/sh\ntest -e '\(flag)' || exit 75\ncat >> '\(file)'\n".utf8).write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    }

    func consumer() -> any EventConsumer { CommandConsumer(CommandOptions(program)) { _ in } }

    func recover() throws {
        try Data().write(to: URL(filePath: flag))
        if isAbsent { try install() }
    }
    var taken: [Int] { tokens(String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)) }
}

/// A terminal's output on a disk that is full.
private final class OutputPeer: Peer, TextOutput {
    private let state = Mutex<(text: String, isWell: Bool)>(("", false))

    func consumer() -> any EventConsumer { ConsoleConsumer(output: self) }
    func recover() { state.withLock { $0.isWell = true } }
    var taken: [Int] { tokens(state.withLock { $0.text }) }

    func write(_ bytes: [UInt8]) async throws(OutputError) {
        let isWell = state.withLock { state in
            if state.isWell { state.text += String(decoding: bytes, as: UTF8.self) }
            return state.isWell
        }
        if !isWell { throw OutputError(.failed, detail: "no space left on device") }
    }
}

// The mail servers that tests play each hold threads of the pool while they wait.
@Suite("A receiver that is no web service", .serialized, .timeLimit(.minutes(3)))
struct TransportFaultTests {
    /// What may be wrong with one for a while.
    enum Fault: String, CaseIterable, Sendable {
        case mailServerIsBusy, mailServerHangs, mailServerResetsAfterAccepting, mailServerResetsAtOnce
        case folderIsAbsent, commandAsksForAnotherTry, commandIsAbsent, outputIsFull

        fileprivate func peer() throws -> any Peer {
            switch self {
            case .mailServerIsBusy: try MailPeer(["MAIL": .line("451 4.7.1 try again later")])
            case .mailServerHangs: try MailPeer(["MAIL": .silence], timeout: .milliseconds(300))
            case .mailServerResetsAfterAccepting: try MailPeer([".": .reset(after: nil)])
            case .mailServerResetsAtOnce: try MailPeer(["CONNECT": .reset(after: nil)])
            case .folderIsAbsent: FilePeer(folder: try TemporaryFolder())
            case .commandAsksForAnotherTry: try CommandPeer(isAbsent: false)
            case .commandIsAbsent: try CommandPeer(isAbsent: true)
            case .outputIsFull: OutputPeer()
            }
        }

        /// Whether the receiver has what it did not say that it took.
        var mayRepeat: Bool { self == .mailServerResetsAfterAccepting }
    }

    @Test(
        "that fails for a quarter of an hour is tried again with growing waits: the cursor stays, others get all, and in the end each comes, in order",
        arguments: Fault.allCases)
    func transient(fault: Fault) async throws {
        let peer = try fault.peer()
        let life = try await FaultyLife { _ in try peer.consumer() }
        let name = life.name
        await life.live { $0.waits(name).reduce(.zero, +) >= .seconds(900) }
        await life.besideHas(5)
        let waits = life.waits
        #expect((8...20).contains(waits.count), "\(waits)")
        #expect(life.delivered == [])
        #expect(try await life.cursor() == 1)
        let before = peer.taken
        #expect(before.isEmpty || fault.mayRepeat)
        try peer.recover()
        await life.live { $0.delivered(name).count >= 5 }
        life.growPage()
        while life.log.entries.delivered("beside").count < 6 { await life.moveOn() }
        await life.live { $0.delivered(name).count >= 6 }
        #expect(life.delivered == FaultyLife.events(6).map(\.id))
        #expect(peer.taken.dropFirst(before.count) == [1, 2, 3, 4, 5, 6])
        peer.end()
        await life.end()
    }

    @Test("that refuses every mail holds none up: each is a dead letter")
    func refusedMails() async throws {
        let peer = try MailPeer(["RCPT": .line("550 5.1.1 nobody here")])
        let life = try await FaultyLife { _ in try peer.consumer() }
        let name = life.name
        await life.live { $0.count { if case .refused(name) = $0 { true } else { false } } >= 2 }
        var letters = try await life.journal.deadLetters()
        while letters.count < 5 { letters = try await life.journal.deadLetters() }
        #expect(letters.map(\.event.event.id) == FaultyLife.ids)
        #expect(letters.allSatisfy { $0.reason.contains("550 5.1.1") })
        #expect(life.waits == [])
        #expect(try await life.cursor() == 6)
        peer.end()
        await life.end()
    }

    @Test("that refuses one update for good leaves it as a dead letter and gets the next ones")
    func refusedByCommand() async throws {
        let life = try await FaultyLife { _ in
            var options = CommandOptions("sh", ["-c", "if grep -q Token2x; then exit 3; fi"])
            options.attempts = 2
            return CommandConsumer(options) { _ in }
        }
        let name = life.name
        await life.live { $0.delivered(name).count >= 4 }
        #expect(life.delivered == FaultyLife.ids.filter { $0 != FaultyLife.ids[1] })
        let letters = try await life.journal.deadLetters()
        #expect(letters.map(\.event.event.id) == [FaultyLife.ids[1]])
        #expect(letters.first?.attempts == 2)
        while try await life.cursor() != 6 { await Task.yield() }
        await life.end()
    }
}
