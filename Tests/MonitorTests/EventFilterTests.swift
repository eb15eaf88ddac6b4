import Monitor
import Testing

@Suite("Event filter")
struct EventFilterTests {
    @Test(
        "An asterisk stands for any text, a question mark for one character, case does not count",
        arguments: [
            ("API", "api", true), ("API", "API v2", false), ("api*", "API v2", true), ("*east*", "us-east-1", true), ("*", "", true),
            ("", "", true),
            ("?", "", false), ("a?c", "abc", true), ("a?c", "ac", false), ("*a*b", "xxaxxbxxb", true), ("*a*b", "xxaxxbxxc", false),
            ("**", "anything", true), ("é*", "École", true),
        ])
    func glob(pattern: String, text: String, matches: Bool) { #expect(GlobPattern(pattern).matches(text) == matches) }

    @Test("A pattern of many asterisks is decided quickly")
    func hostilePattern() {
        let pattern = GlobPattern(String(repeating: "*a", count: 30) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }

    @Test("Each condition that is set must hold")
    func conditions() {
        let event = update("a", 1, severity: .major)
        func passes(_ filter: EventFilter) -> Bool { filter.passes(event) }
        #expect(passes(EventFilter()))
        #expect(passes(EventFilter(providers: ["ac*"], services: ["api"], kinds: [.incident], severity: .major)))
        #expect(!passes(EventFilter(providers: ["GitHub"])))
        #expect(!passes(EventFilter(services: ["Web"])))
        #expect(!passes(EventFilter(kinds: [.maintenance, .source])))
        #expect(!passes(EventFilter(severity: .critical)))
    }

    @Test("A service is matched as a whole or by one of the components; where the page names none, the event passes")
    func services() {
        var event = update("a", 1)
        event.components = ["Pages", "Actions"]
        event.service = "Pages, Actions"
        #expect(EventFilter(services: ["actions"]).passes(event))
        #expect(EventFilter(services: ["Pages, *"]).passes(event))
        #expect(!EventFilter(services: ["Page"]).passes(event))
        event.components = []
        event.service = ""
        #expect(EventFilter(services: ["actions"]).passes(event))
    }

    @Test("Severities are ordered, and one that the page does not say passes")
    func severities() {
        #expect(StatusEvent.Severity.none < .minor && .minor < .major && StatusEvent.Severity.major < .critical)
        let filter = EventFilter(severity: .minor)
        let passing = StatusEvent.Severity.allCases.filter { filter.passes(update("a", 1, severity: $0)) }
        #expect(Set(passing) == [.minor, .major, .critical, .unknown])
    }

    @Test("A batch keeps its order, and is itself when all pass")
    func batches() {
        let events = [update("a", 1, severity: .minor), update("b", 2, severity: .critical), update("c", 3, severity: .major)]
        #expect(EventFilter(severity: .major).passing(events[...]).map(\.incident) == ["b", "c"])
        #expect(EventFilter(severity: .minor).passing(events[1...]) == events[1...])
    }
}
