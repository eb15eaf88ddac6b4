import FoundationEssentials
import Monitor

/// An event in the words that chat messages share; every text is harmless for reading and not yet escaped for its receiver.
struct EventWords {
    /// `GitHub: Pushes are slow`; never empty.
    let heading: String
    /// `Investigating · major · Actions, Pages`
    let facts: String
    /// The update's own words; those of the state when it has none.
    let text: String
    let link: String?
    /// `2026-07-20 04:44 UTC`
    let time: String

    init(_ event: StatusEvent) {
        let title = TerminalText.harmless(event.title)
        let provider = TerminalText.harmless(event.provider)
        let named = [provider, title].filter { !$0.isEmpty }.joined(separator: ": ")
        heading = named.isEmpty ? "Status update" : named
        var facts = [event.status.label]
        if event.kind == .maintenance { facts.append("maintenance") }
        if event.severity != .unknown, event.severity != .none { facts.append(event.severity.rawValue) }
        let service = TerminalText.harmless(event.service)
        if !service.isEmpty { facts.append(service) }
        if event.revision > 1 { facts.append("revision \(event.revision)") }
        self.facts = facts.joined(separator: " · ")
        let own = HarmlessLines.of(String(event.text))
        text = own.isEmpty ? event.status.label : own
        link = SafeLink.of(event.url)
        let stamp = RFC3339.string(from: event.timestamp)
        time = "\(stamp.prefix(10)) \(stamp.dropFirst(11).prefix(5)) UTC"
    }
}
