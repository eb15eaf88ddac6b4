import FoundationEssentials
import Monitor

/// Events of an invented page, short to write.
func update(
    _ incident: String, _ minute: Int, _ status: StatusEvent.Status = .investigating, _ text: String = "We look into it.",
    title: String? = nil, severity: StatusEvent.Severity = .minor, kind: StatusEvent.Kind = .incident
) -> StatusEvent {
    let title = title ?? "Trouble with \(incident)"
    return StatusEvent(
        id: "\(incident)/\(minute)", provider: "Acme", message: StatusEvent.message(title: title, status: status, text: text),
        timestamp: time(minute), kind: kind, status: status, severity: severity, incident: incident, title: title,
        url: "https://status.acme.example/incidents/\(incident)", components: ["API"])
}

/// The whole text of an entry, as plain feeds have it.
func wholeText(_ entry: String, _ minute: Int, _ status: StatusEvent.Status = .update, _ text: String, title: String? = nil) -> StatusEvent
{
    var event = update(entry, minute, status, text, title: title)
    event.id = "\(entry)/\(StableHash.of(text))"
    return event
}

/// Minutes after 2026-07-20T00:00Z.
func time(_ minute: Int) -> Date { Date(timeIntervalSince1970: 1_784_505_600 + Double(minute) * 60) }

func page(_ events: [StatusEvent], format: String = "atom", isPartial: Bool = false) -> PollResult {
    PollResult(events: events, format: format, isPartial: isPartial)
}

func textPage(_ events: [StatusEvent], format: String = "rss") -> PollResult {
    PollResult(events: events, format: format, granularity: .wholeText)
}
