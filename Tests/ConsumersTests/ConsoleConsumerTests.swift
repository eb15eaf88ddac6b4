import Consumers
import FoundationEssentials
import Monitor
import Support
import Synchronization
import Testing

/// Keeps what is written.
private final class Recording: TextOutput {
    private let bytes = Mutex<[UInt8]>([])
    private let error: OutputError?
    init(failing error: OutputError? = nil) { self.error = error }
    func write(_ new: [UInt8]) throws(OutputError) {
        if let error { throw error }
        bytes.withLock { $0 += new }
    }
    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}

private func event(
    message: String = "Delays: Identified - A switch broke.", provider: String = "Acme", service: String = "API, Web", revision: Int = 1
) -> StatusEvent {
    StatusEvent(
        id: "a/1", provider: provider, service: service, message: message, timestamp: Date(timeIntervalSince1970: 1_784_522_645.25),
        status: .identified, severity: .major, incident: "a", title: "Delays", url: "https://status.acme.example/a",
        components: ["API", "Web"], revision: revision)
}

@Suite("Console")
struct ConsoleConsumerTests {
    @Test("An event is one line with time, provider, severity, status, service, message and link, without colour by default")
    func line() async throws {
        let output = Recording()
        try await ConsoleConsumer(output: output).deliver([event()])
        #expect(
            output.text
                == "2026-07-20 04:44:05Z  Acme  major  identified  [API, Web]  Delays: Identified - A switch broke.  https://status.acme.example/a\n"
        )
    }

    @Test("Batches come in order, a line an event, and a revision is marked")
    func order() async throws {
        let output = Recording()
        try await ConsoleConsumer(output: output).deliver([event(message: "one"), event(message: "two", revision: 3)])
        let lines = output.text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains("  one  "))
        #expect(lines[1].contains("  two (revision 3)  "))
    }

    @Test(
        "Colour needs a terminal that can, and no NO_COLOR",
        arguments: [
            (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true),
            (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm-256color"], true),
        ] as [(Bool, [String: String], Bool)])
    func color(isTerminal: Bool, environment: [String: String], isColored: Bool) async throws {
        let usesColor = ConsoleConsumer.usesColor(isTerminal: isTerminal, environment: environment)
        #expect(usesColor == isColored)
        let output = Recording()
        try await ConsoleConsumer(output: output, usesColor: usesColor).deliver([event()])
        #expect(output.text.contains("\u{1B}[31mmajor\u{1B}[0m") == isColored)
        #expect(output.text.contains("\u{1B}") == isColored)
    }

    @Test(
        "No text of a page can break the line, steer the terminal or hide",
        arguments: HostileTexts.all)
    func harmless(text: String) async throws {
        let output = Recording()
        try await ConsoleConsumer(output: output).deliver([event(message: text, provider: text, service: text)])
        let body = output.text.dropLast()
        #expect(output.text.last == "\n")
        for scalar in body.unicodeScalars {
            #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "U+\(String(scalar.value, radix: 16))")
            #expect(scalar.properties.generalCategory != .format && scalar.value != 0x2028)
        }
    }

    @Test(
        "What people write stays as it is",
        arguments: [
            "Größe — 日本語 «ok»", "👩‍💻 deploys", "naïve e\u{301}", "می‌خواهم", "❤️", "99.9 %",
        ])
    func untouched(text: String) { #expect(TerminalText.harmless(text) == text) }

    @Test("White space is one space, a control character shows as its picture")
    func pictures() {
        #expect(TerminalText.harmless("  a \t\n b  ") == "a b")
        #expect(TerminalText.harmless("a\u{1B}[31m") == "a␛[31m")
        #expect(TerminalText.harmless("a\u{0}\u{7F}") == "a␀␡")
    }

    @Test("As JSON each event is one object on one line, and reads back as it was")
    func json() async throws {
        let output = Recording()
        let events = [event(message: "line one\nline \u{1B}[31mtwo \"quoted\" \\ \u{202E}\u{2028}\u{0}é日👩‍💻"), event(provider: "")]
        try await ConsoleConsumer(output: output, format: .json, usesColor: true).deliver(events[...])
        let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3)
        #expect(try lines.dropLast().map { try JSONDecoder().decode(StatusEvent.self, from: Data($0.utf8)) } == events)
        #expect(!output.text.contains("\u{1B}"))
    }

    @Test("A closed output ends the consumer, any other failure is worth another try")
    func failures() async throws {
        let closed = ConsoleConsumer(output: Recording(failing: OutputError(.closed, detail: "closed")))
        await #expect(throws: DeliveryError(.closed, detail: "closed")) { try await closed.deliver([event()]) }
        let full = ConsoleConsumer(output: Recording(failing: OutputError(.failed, detail: "no room")))
        await #expect(throws: DeliveryError(.temporary, detail: "no room")) { try await full.deliver([event()]) }
    }
}
