import FoundationEssentials
import Monitor
import Support
import Testing

@testable import Consumers

@Suite("What is posted")
struct PayloadTests {
    static let hostile = HostileTexts.all

    /// Longer than any receiver takes, in every way to count.
    static let long = [
        String(repeating: "word ", count: 6_000), String(repeating: "<&>*@_", count: 900), String(repeating: "👩‍👩‍👧‍👦é漢", count: 800),
        "a" + String(repeating: "\u{301}", count: 5_000), String(repeating: "\"\\\u{1}", count: 6_000),
        String(repeating: "a\n\n\n", count: 2_000),
    ]

    static var corpus: [StatusEvent] {
        var events: [StatusEvent] = []
        for status in StatusEvent.Status.allCases { events.append(made("s", 1, status)) }
        for kind in StatusEvent.Kind.allCases {
            for severity in StatusEvent.Severity.allCases { events.append(made("k", 1, severity: severity, kind: kind)) }
        }
        for text in hostile + long + ["", " ", "\n"] {
            events.append(made(text, 1, text: text, title: text, provider: text, service: text, url: text))
            events.append(made("u", 1, url: "https://status.example/" + text))
        }
        return events
    }

    @Test("keeps to its receiver's published rules and sizes, whatever a page says", arguments: Sink.allCases)
    func schema(sink: Sink) async throws {
        for event in Self.corpus {
            for body in try await bodies(sink, [event]) { #expect(sink.faults(body) == [], "\(event.title.prefix(60)) \(event.status)") }
        }
    }

    @Test(
        "keeps to them with a template, too", arguments: Sink.allCases,
        ["{message}", "{provider}{title}{service}{url}", "x{service}\n{title}"])
    func template(sink: Sink, text: String) async throws {
        let template = try MessageTemplate(text)
        for event in Self.corpus.suffix(2 * (Self.hostile.count + Self.long.count + 3)) {
            for body in try await bodies(sink, [event], template: template) {
                #expect(sink.faults(body) == [], "\(event.title.prefix(60))")
            }
        }
    }

    @Test("as one message for many keeps to them", arguments: Sink.allCases)
    func digest(sink: Sink) async throws {
        for text in Self.hostile + Self.long + ["short"] {
            let events = (0..<64).map { made("i\($0 / 2)", $0, title: text, provider: $0 % 3 == 0 ? text : "Acme") }
            for body in try await bodies(sink, events) { #expect(sink.faults(body) == [], "\(text.prefix(60))") }
        }
    }

    @Test("shows no control characters and nothing that reorders text", arguments: [Sink.slackWebhook, .discord, .teams, .pagerDuty])
    func controls(sink: Sink) async throws {
        for text in Self.hostile {
            let event = made("i", 1, text: text, title: text, provider: text, service: text)
            for template in [nil, try MessageTemplate("{message} {title}")] {
                for body in try await bodies(sink, [event], template: template) {
                    for shown in try JSONValue.read(body).allTexts {
                        let bad = shown.unicodeScalars.filter { scalar in
                            (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
                                || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                                || ["\u{200E}", "\u{200F}", "\u{FEFF}", "\u{2028}", "\u{2029}", "\u{61C}"].contains(scalar)
                                || (0xE0000...0xE007F).contains(scalar.value)
                        }
                        #expect(bad.isEmpty, "\(sink): \(shown.debugDescription)")
                    }
                }
            }
        }
    }

    @Test("to Slack can mention nobody, link nowhere and format nothing", arguments: [Sink.slackWebhook, .slackBot])
    func slack(sink: Sink) async throws {
        for text in Self.hostile {
            let event = made("i", 1, text: text, title: text, provider: text, service: text)
            for template in [nil, try MessageTemplate("{message} {title} {provider}")] {
                for body in try await bodies(sink, [event], template: template) {
                    let message = try JSONValue.read(body)
                    #expect(message["mrkdwn"] == .bool(false))
                    #expect(message["unfurl_links"] == .bool(false))
                    #expect(message["text"]?.text?.contains { "<>".contains($0) } == false)
                    for block in message["blocks"]?.items ?? [] {
                        for part in [block["text"]].compactMap(\.self) {
                            let shown = part["text"]?.text ?? ""
                            #expect(!shown.contains { "<>".contains($0) }, "\(shown)")
                            #expect(ampersandsAreEntities(shown), "\(shown)")
                            if part["type"]?.text == "mrkdwn" { #expect(!shown.contains { "*_~`@".contains($0) }, "\(shown)") }
                            if part["type"]?.text == "plain_text" { #expect(part["emoji"] == .bool(false)) }
                        }
                    }
                    // The one link of a message is the incident's own.
                    let links = message.allTexts.flatMap { $0.split(separator: "<").dropFirst() }
                    #expect(links.allSatisfy { $0.hasPrefix("https://status.acme.example/incidents/abc|Incident>") })
                }
            }
        }
    }

    @Test("has a template's link as it is, where it can be followed")
    func templateLink() async throws {
        let event = made("i", 1, url: "https://status.acme.example/a_b?x=1&y=*<2>")
        let slack = try await bodies(.slackWebhook, [event], template: MessageTemplate("<{url}|more>"))
        let text = try JSONValue.read(slack[0])["blocks"]?.items?.first?["text"]
        #expect(text?["text"]?.text == "<https://status.acme.example/a_b?x=1&amp;y=%2A%3C2%3E|more>")
        #expect(text?["verbatim"] == .bool(true))
        let discord = try await bodies(.discord, [event], template: MessageTemplate("{url}"))
        #expect(try JSONValue.read(discord[0])["content"]?.text == "https://status.acme.example/a_b?x=1&y=%2A%3C2%3E")
        let none = try await bodies(.discord, [made("i", 1, url: "javascript:alert(1)")], template: MessageTemplate("x{url}"))
        #expect(try JSONValue.read(none[0])["content"]?.text == "x")
    }

    private func ampersandsAreEntities(_ text: String) -> Bool {
        text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().allSatisfy { rest in
            // An entity that the cut fell into ends with the ellipsis.
            ["amp;", "lt;", "gt;"].contains { rest.hasPrefix($0) } || rest.hasSuffix("…")
        }
    }

    @Test("to Discord mentions nobody, in no place, and every mark has its backslash")
    func discord() async throws {
        for text in Self.hostile {
            let event = made("i", 1, text: text, title: text, provider: text, service: "API")
            for template in [nil, try MessageTemplate("{message} {title} {provider}")] {
                for body in try await bodies(.discord, [event], template: template) {
                    let message = try JSONValue.read(body)
                    let embed = message["embeds"]?.items?.first
                    for shown in [message["content"], embed?["title"], embed?["description"]].compactMap({ $0?.text }) {
                        #expect(!shown.contains("@everyone") && !shown.contains("@here"), "\(shown)")
                        #expect(isEscaped(shown), "\(shown)")
                    }
                }
            }
        }
    }

    /// Whether each of Discord's marks follows a backslash, and none is left over.
    private func isEscaped(_ text: String) -> Bool {
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            if scalar == "\\" {
                guard let next = scalars.next(), next.properties.generalCategory != .decimalNumber else { return false }
            } else if "*_~`|<>[]#".unicodeScalars.contains(scalar) {
                return false
            }
        }
        return true
    }

    @Test("to Teams stands in text runs, which know no markdown")
    func teams() async throws {
        let text = "*bold* _it_ ~strike~ `code` [x](https://evil.example) <at>Everyone</at> {{DATE(2026-01-01,SHORT)}} # head"
        let body = try await bodies(.teams, [made("i", 1, text: text)])
        #expect(try JSONValue.read(body[0]).allTexts.contains(text))
        for text in Self.hostile {
            for body in try await bodies(.teams, [made("i", 1, text: text, title: text, provider: text, service: text)]) {
                let content = try JSONValue.read(body)["attachments"]?.items?.first?["content"]
                // No mention without its entity, no markdown outside of a TextBlock.
                #expect(content?["msteams"] == nil)
                for block in content?["body"]?.items ?? [] {
                    #expect(block["type"] == .text("RichTextBlock"))
                    #expect(block["inlines"]?.items?.allSatisfy { $0["type"] == .text("TextRun") && $0["selectAction"] == nil } == true)
                }
            }
        }
    }

    @Test(
        "as a link is http or https alone",
        arguments: ["javascript:alert(1)", "file:///etc/passwd", "https://a b/", "ftp://x/", "//x/", ""])
    func links(url: String) async throws {
        for sink in Sink.allCases where sink != .webhook {
            for body in try await bodies(sink, [made("i", 1, url: url)]) {
                let payload = String(decoding: body, as: UTF8.self)
                for word in ["javascript", "file:", "ftp:", "OpenUrl", "\"links\"", "|Incident>", "\"url\""] {
                    #expect(!payload.contains(word), "\(sink) \(word)")
                }
            }
        }
        #expect(SafeLink.of("https://x.example/a|b>c<d\"é") == "https://x.example/a%7Cb%3Ec%3Cd%22%C3%A9")
    }

    @Test("that is too long is cut between characters and ends with an ellipsis", arguments: 1...40)
    func cuts(limit: Int) {
        let text = "ab👩‍👩‍👧‍👦cd&<é" + String(repeating: "x", count: 40)
        let cut = TextLimit.fitted(text, to: limit, escape: SlackText.escape)
        #expect(cut.utf16.count <= limit)
        #expect(cut.hasSuffix("…"))
        let whole: [String] = ["a", "b", "👩‍👩‍👧‍👦", "c", "d", "&amp;", "&lt;", "é"] + Array(repeating: "x", count: 40)
        let prefixes = (0...whole.count).map { whole.prefix($0).joined() }
        #expect(prefixes.contains(String(cut.dropLast())))
        #expect(TextLimit.fitted("whole", to: 5) == "whole")
        #expect(TextLimit.fitted("", to: 0) == "")
    }
}
