public import Monitor

/// An event as a person reads it: one line, whatever its texts hold.
///
/// `2026-07-20 04:44:05Z  GitHub  major  investigating  [Actions, Pages]  Title: Investigating - text  https://…`
public struct EventLine: Sendable {
    /// Whether colours are used (ANSI SGR).
    public var usesColor: Bool
    public init(usesColor: Bool) { self.usesColor = usesColor }

    /// The line, without a line feed.
    public func text(of event: StatusEvent) -> String {
        var parts = [time(event), styled(harmless(event.provider), .bold)]
        if event.kind == .maintenance { parts.append(styled("maintenance", .dim)) }
        if event.severity != .unknown { parts.append(styled(event.severity.rawValue, Style(event.severity))) }
        parts.append(styled(event.status.rawValue, Style(event.status)))
        let service = harmless(event.service)
        if !service.isEmpty { parts.append("[\(service)]") }
        let revision = event.revision > 1 ? " (revision \(event.revision))" : ""
        parts.append(harmless(event.message) + revision)
        let url = harmless(event.url)
        if !url.isEmpty { parts.append(styled(url, .dim)) }
        return parts.joined(separator: "  ")
    }

    private func harmless(_ text: String) -> String { TerminalText.harmless(text) }

    /// To the second: a line is for reading, the JSON has the fraction.
    private func time(_ event: StatusEvent) -> String {
        let text = RFC3339.string(from: event.timestamp)
        return styled("\(text.prefix(10)) \(text.dropFirst(11).prefix(8))Z", .dim)
    }

    private func styled(_ text: String, _ style: Style?) -> String {
        guard usesColor, let style else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }

    /// Parameters of "select graphic rendition" (ECMA-48, 8.3.117).
    private enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case boldRed = "1;31"
        case yellow = "33"
        case green = "32"
        case cyan = "36"

        init?(_ severity: StatusEvent.Severity) {
            switch severity {
            case .critical: self = .boldRed
            case .major: self = .red
            case .minor: self = .yellow
            case .none, .unknown: return nil
            }
        }

        init?(_ status: StatusEvent.Status) {
            switch status {
            case .investigating, .unreadable: self = .red
            case .identified, .monitoring, .inProgress, .verifying: self = .yellow
            case .resolved, .completed, .readable, .postmortem: self = .green
            case .scheduled: self = .cyan
            case .update: return nil
            }
        }
    }
}
