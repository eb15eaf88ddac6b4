import FoundationEssentials
import Monitor
import Testing

@Suite("Entries with one growing text")
struct WholeTextTests {
    private var seen = SeenUpdates()
    private mutating func read(_ events: StatusEvent..., format: String = "rss") -> [String] {
        seen.admit(textPage(events, format: format), policy: .init(), now: time(1000)).map(\.id)
    }

    private let first = wholeText("e", 900, .investigating, "We are investigating slow logins.")

    @Test("A text that is longer by a sentence is the next update, under the id that the page gives")
    mutating func growth() {
        #expect(read(first) == [first.id])
        let grown = wholeText("e", 900, .investigating, "We are investigating slow logins. A fix is being rolled out.")
        #expect(read(grown) == [grown.id])
        #expect(read(grown) == [])
    }

    @Test("A mended word, white space and reordering are nothing")
    mutating func nothing() {
        let other = wholeText("f", 950, .investigating, "Mail is late.")
        _ = read(first, other)
        #expect(read(other, first) == [])
        #expect(read(wholeText("e", 900, .investigating, "We are investigating  slow\nlogins."), other) == [])
        #expect(read(wholeText("e", 900, .investigating, "We are investigating slow log-ins."), other) == [])
    }

    @Test("A rewritten text and a new state are the next update")
    mutating func rewritten() {
        _ = read(first)
        let rewritten = wholeText("e", 900, .investigating, "Root cause found: certificates expired overnight.")
        #expect(read(rewritten) == [rewritten.id])
        let resolved = wholeText(
            "e", 900, .resolved, "Root cause found: certificates expired overnight.", title: "[Resolved] Trouble with e")
        #expect(read(resolved).count == 1)
    }

    @Test("An entry or a text that vanishes and comes back is nothing")
    mutating func comesBack() {
        _ = read(first)
        let grown = wholeText("e", 900, .investigating, "We are investigating slow logins. A fix is being rolled out.")
        #expect(read(grown) == [grown.id])
        #expect(read() == [])
        #expect(read(grown) == [])
        #expect(read(first) == [])
        #expect(read(grown) == [])
    }

    @Test("Two entries under one identifier are two")
    mutating func sharedIdentifier() {
        let a = wholeText("e", 900, .investigating, "Mail is late.")
        let b = wholeText("e", 910, .investigating, "Logins fail.")
        #expect(read(a, b) == [a.id, b.id])
        #expect(read(a, b) == [])
    }

    @Test(
        "A sentence ends where a point stands before white space",
        arguments: [
            ("Up 99.9% of the time", "Up 99.95% of the time", 0),
            ("We look into it.", "We look into it. Fixed.", 1),
            ("We look into it", "We look into it. It is fixed!", 1),
            ("Done.", "Done...", 0),
        ])
    mutating func sentences(old: String, new: String, count: Int) {
        _ = read(wholeText("e", 900, .investigating, old))
        #expect(read(wholeText("e", 900, .investigating, new)).count == count)
    }
}
