import Consumers
import FoundationEssentials
import Monitor
import Synchronization
import Testing

private func event(_ number: Int = 0, message: String = "Größe\n\"日本\"", title: String = "Trouble") -> StatusEvent {
    StatusEvent(
        id: "abc/\(number)", provider: "Acme", message: message, timestamp: Date(timeIntervalSince1970: 1_784_505_600),
        status: .inProgress, severity: .major, incident: "abc", title: title, url: "https://status.acme.example/abc")
}

private final class Said: Sendable {
    private let outputs = Mutex<[CommandOutput]>([])
    var all: [CommandOutput] { outputs.withLock { $0 } }
    func add(_ output: CommandOutput) { outputs.withLock { $0.append(output) } }
}

private func shell(_ script: String, said: Said = Said(), _ change: (inout CommandOptions) -> Void = { _ in }) -> CommandConsumer {
    var options = CommandOptions("sh", ["-c", script, "sh", "$HOME; rm -rf \"x\""])
    change(&options)
    return CommandConsumer(options) { said.add($0) }
}

private func failure(_ consumer: CommandConsumer, _ events: [StatusEvent]) async -> DeliveryError? {
    do {
        try await consumer.deliver(events[...])
        return nil
    } catch {
        return error as? DeliveryError
    }
}

@Suite("The command")
struct CommandConsumerTests {
    @Test("Each event is a run of its own, with its JSON on standard input, in order")
    func runs() async throws {
        let said = Said()
        try await shell("cat", said: said).deliver([event(0), event(1), event(2)])
        let read = try said.all.map { try JSONDecoder().decode(StatusEvent.self, from: Data($0.lines.joined().utf8)) }
        #expect(read == [event(0), event(1), event(2)])
        #expect(said.all.map(\.event) == ["abc/0", "abc/1", "abc/2"])
        #expect(said.all.allSatisfy { !$0.hasFailed })
    }

    @Test("Its arguments are no shell's, and its environment is the event's and what is configured")
    func environment() async throws {
        let said = Said()
        let consumer = shell("echo \"$1\"; env | sort", said: said) { options in
            options.environment = ["TOKEN": Secret("t0k"), "LANG": Secret("C")]
            options.template = try? MessageTemplate("{provider} says {status}")
        }
        try await consumer.deliver([event(title: "two\nlines $(id)")])
        let lines = try #require(said.all.first?.lines)
        #expect(lines.first == "$HOME; rm -rf \"x\"")
        let names = Set(lines.dropFirst().compactMap { $0.split(separator: "=").first.map(String.init) })
        #expect(
            names.subtracting(["PWD", "SHLVL", "_", "OLDPWD"]).allSatisfy {
                $0 == "PATH" || $0 == "LANG" || $0 == "TOKEN" || $0.hasPrefix("STATUS_")
            })
        for line in [
            "TOKEN=t0k", "LANG=C", "STATUS_ID=abc/0", "STATUS_STATUS=in_progress", "STATUS_SEVERITY=major", "STATUS_TITLE=two lines $(id)",
            "STATUS_TEXT=Acme says In progress", "STATUS_TIMESTAMP=2026-07-20T00:00:00Z", "STATUS_PROVIDER=Acme",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test("Status 75 asks for another try as often as it comes; those before are delivered")
    func temporary() async {
        let consumer = shell("case $STATUS_ID in abc/1) echo busy >&2; exit 75;; esac")
        for _ in 0..<5 {
            let error = await failure(consumer, [event(0), event(1), event(2)])
            #expect(error == DeliveryError(.temporary, detail: "sh asks for another try (status 75): busy", delivered: 1, refused: 1))
        }
    }

    @Test("Any other failure is tried some times, then the event is refused, and the next one starts anew")
    func refused() async {
        let consumer = shell("echo no >&2; exit 3") { $0.attempts = 3 }
        for event in [event(0), event(1)] {
            #expect(
                await failure(consumer, [event]) == DeliveryError(.temporary, detail: "sh ended with status 3: no (try 1 of 3)", refused: 1)
            )
            #expect(
                await failure(consumer, [event]) == DeliveryError(.temporary, detail: "sh ended with status 3: no (try 2 of 3)", refused: 1)
            )
            #expect(await failure(consumer, [event]) == DeliveryError(.refused, detail: "sh ended with status 3: no", refused: 1))
        }
        let impatient = shell("kill -9 $$") { $0.attempts = 1 }
        #expect(await failure(impatient, [event()]) == DeliveryError(.refused, detail: "sh was ended by signal 9", refused: 1))
    }

    @Test("A command that hangs ends with its time")
    func timeLimit() async {
        let consumer = shell("sleep 1000") {
            $0.timeLimit = .milliseconds(200)
            $0.attempts = 1
        }
        let error = await failure(consumer, [event()])
        #expect(error?.code == .refused)
        #expect(error?.detail == "sh did not end in 0.2 seconds")
    }

    @Test("A command that is not there is tried again later, for it may be installed")
    func missing() async {
        for program in ["/nonexistent/command", "no-such-command-anywhere"] {
            let error = await failure(CommandConsumer(CommandOptions(program)) { _ in }, [event()])
            #expect(error?.code == .temporary)
            #expect(error?.detail.hasPrefix("\(program) cannot be started: ") == true)
        }
    }

    @Test("A command need not read its input, and what it prints is bounded and harmless")
    func bounded() async throws {
        let said = Said()
        try await shell("yes \"$(printf '\\033[2Jx')\" | head -n 100000; exit 0", said: said).deliver([
            event(message: String(repeating: "long ", count: 100_000))
        ])
        let lines = try #require(said.all.first?.lines)
        #expect(lines.count == 20)
        #expect(lines.allSatisfy { $0 == "␛[2Jx" })
    }
}
