import Monitor
import Testing

@Suite("A message template")
struct MessageTemplateTests {
    @Test("puts an event's fields in their places, each made harmless, and leaves its own words alone")
    func text() throws {
        let template = try MessageTemplate(
            "*{provider}* {{{status}}} {title} / {service} / {severity} / {kind} / {timestamp} / {url} / {message} / {id} / {incident}")
        let text = template.text(of: update("abc", 4, .inProgress, "Now.", title: "*T*")) { "<\($0)>" }
        #expect(
            text == "*<Acme>* {<In progress>} <*T*> / <API> / <minor> / <incident> / <2026-07-20T00:04:00Z> / "
                + "<https://status.acme.example/incidents/abc> / <*T*: In progress - Now.> / <abc/4> / <abc>")
    }

    @Test("does not fill in what a field holds")
    func once() throws {
        let template = try MessageTemplate("{title}")
        #expect(template.text(of: update("abc", 4, title: "{provider}")) { $0 } == "{provider}")
    }

    @Test(
        "is refused with the place of what is wrong",
        arguments: [("{titel}", 0, "titel"), ("ab {x", 3, nil), ("é}", 1, nil), ("{}", 0, "")])
    func faults(text: String, offset: Int, word: String?) {
        do {
            _ = try MessageTemplate(text)
            Issue.record("taken")
        } catch {
            #expect(error.offset == offset)
            #expect(error.word == word)
        }
        #expect(throws: MessageTemplate.Fault.self) { try MessageTemplate(String(repeating: "x", count: 4097)) }
    }
}
