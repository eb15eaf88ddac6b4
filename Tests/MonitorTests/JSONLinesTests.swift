import FoundationEssentials
import Monitor
import Testing

@Suite("JSON Lines")
struct JSONLinesTests {
    @Test("One event is one line with the model's keys in their order")
    func keys() {
        var event = update("a", 5, .inProgress, "Half done.", severity: .major, kind: .maintenance)
        event.components = ["API", "Web"]
        event.service = "API, Web"
        #expect(
            String(decoding: JSONLines.encode(event), as: UTF8.self) == """
                {"id":"a/5","provider":"Acme","service":"API, Web","message":"Trouble with a: In progress - Half done.",\
                "timestamp":"2026-07-20T00:05:00Z","kind":"maintenance","status":"in_progress","severity":"major","incident":"a",\
                "title":"Trouble with a","url":"https://status.acme.example/incidents/a","components":["API","Web"],"revision":1}

                """)
    }

    @Test("Every character reads back, and none but the last breaks the line or steers a terminal")
    func characters() throws {
        var text = "\"\\/ \u{1F469}\u{200D}\u{1F4BB} \u{10FFFF}\u{FFFF}\u{E000}"
        for value in (0..<0x300 as Range<UInt32>) { Unicode.Scalar(value).map { text.unicodeScalars.append($0) } }
        for value in (0x2000..<0x2100 as Range<UInt32>) { Unicode.Scalar(value).map { text.unicodeScalars.append($0) } }
        let event = update("a", 5, .update, text, title: text)
        let line = JSONLines.encode(event)
        #expect(try JSONDecoder().decode(StatusEvent.self, from: Data(line)) == event)
        let scalars = String(decoding: line.dropLast(), as: UTF8.self).unicodeScalars
        #expect(line.last == 0x0A)
        #expect(!scalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || [0x2028, 0x2029, 0x202E].contains($0.value) })
    }

    @Test("A random event reads back from both encoders, which agree", arguments: 0..<50 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func text() -> String {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                let limit: UInt32 = [0x80, 0x800, 0x10000, 0x110000].randomElement(using: &random) ?? 0x80
                if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) { scalars.append(scalar) }
            }
            return String(scalars)
        }
        let event = StatusEvent(
            id: text(), provider: text(), service: text(), message: text(),
            timestamp: Date(timeIntervalSince1970: Double(Int.random(in: 0..<4_000_000_000, using: &random)) + 0.125),
            kind: StatusEvent.Kind.allCases.randomElement(using: &random) ?? .incident,
            status: StatusEvent.Status.allCases.randomElement(using: &random) ?? .update,
            severity: StatusEvent.Severity.allCases.randomElement(using: &random) ?? .none, incident: text(), title: text(), url: text(),
            components: [text(), text()], revision: Int.random(in: 1..<9, using: &random))
        #expect(try JSONDecoder().decode(StatusEvent.self, from: Data(JSONLines.encode(event))) == event)
        #expect(try JSONDecoder().decode(StatusEvent.self, from: JSONEncoder().encode(event)) == event)
    }

    @Test("A time that is none is an error")
    func badTime() {
        let line = String(decoding: JSONLines.encode(update("a", 5)), as: UTF8.self).replacing("2026-07-20T", with: "yesterday ")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(StatusEvent.self, from: Data(line.utf8)) }
    }
}
