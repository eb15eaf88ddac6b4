import FoundationEssentials
import Monitor

/// A mail about some events (RFC 5322), as text with nothing in it that a page could steer it by: what comes from pages goes through
/// ``TerminalText`` and is encoded.
struct MailMessage {
    /// Header and body, lines ended by CR LF.
    let content: [UInt8]

    /// - Parameter events: at least one.
    init(_ events: ArraySlice<StatusEvent>, _ options: EmailOptions, date: Date) {
        let first = events.first
        let incidents = Set(events.map { [$0.provider, $0.incident] })
        let domain = options.from.domain
        let identifier = Self.identifier("event", events.flatMap { [$0.provider, $0.id] }, domain)
        var header = MailHeader()
        header.add("Date", token: Self.date(date))
        header.add("From", [options.from])
        header.add("To", options.to)
        header.add("Subject", text: Self.subject(events, incidents.count, options))
        header.add("Message-ID", token: identifier)
        if incidents.count == 1, let first {
            let thread = Self.identifier("incident", [first.provider, first.incident], domain)
            header.add("In-Reply-To", token: thread)
            header.add("References", token: thread)
        }
        header.add("Auto-Submitted", token: "auto-generated")
        header.add("MIME-Version", token: "1.0")
        header.add("Content-Type", token: "text/plain; charset=utf-8")
        let body = MailBody(Self.text(events, options))
        header.add("Content-Transfer-Encoding", token: body.encoding)
        content = header.bytes + [13, 10] + body.bytes
    }

    // MARK: Words

    private static func subject(_ events: ArraySlice<StatusEvent>, _ incidents: Int, _ options: EmailOptions) -> String {
        guard let first = events.first, let last = events.last else { return "" }
        guard incidents == 1 else { return EventDigest(events).heading }
        if let template = options.subject, events.count == 1 { return template.text(of: first) { TerminalText.harmless($0) } }
        let count = events.count > 1 ? " (\(events.count) updates)" : ""
        return "[\(TerminalText.harmless(last.provider))] \(TerminalText.harmless(last.title)): \(last.status.label)\(count)"
    }

    private static func text(_ events: ArraySlice<StatusEvent>, _ options: EmailOptions) -> String {
        var parts = events.map { event in
            options.template.map { $0.text(of: event) { HarmlessLines.of($0) } } ?? text(of: event)
        }
        if events.count > 1 { parts.insert(EventDigest(events).heading, at: 0) }
        return parts.joined(separator: "\n\n\n")
    }

    private static func text(of event: StatusEvent) -> String {
        let words = EventWords(event)
        let link = words.link.map { "\n\n\($0)" } ?? ""
        return "\(words.heading)\n\(words.facts)\n\(words.time)\n\n\(words.text)\(link)"
    }

    // MARK: Tokens

    /// A message identifier (RFC 5322, 3.6.4) that follows from the words: the same in every process.
    private static func identifier(_ kind: String, _ words: [String], _ domain: Substring) -> String {
        let text = words.joined(separator: "\u{0}")
        let hashes = [UInt64(1), 2].map { seed in
            let digits = String(StableHash.of(text, seed: seed), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return "<\(kind).\(hashes.joined())@\(domain)>"
    }

    /// RFC 5322, 3.3, in UTC.
    static func date(_ date: Date) -> String {
        let text = RFC3339.string(from: date)
        let days = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
        // 1970 began on a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7 + 7) % 7]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months[min(max((Int(text.dropFirst(5).prefix(2)) ?? 1) - 1, 0), 11)]
        return "\(weekday), \(text.dropFirst(8).prefix(2)) \(month) \(text.prefix(4)) \(text.dropFirst(11).prefix(8)) +0000"
    }
}
