public import FoundationEssentials

/// Whether one provider's page can be read: some failed polls in a row give one `unreadable` event, the next good one gives one
/// `readable`. It says nothing of the provider's services.
public struct SourceHealth: Sendable, Hashable, Codable {
    /// Failed polls in a row that make a page unreadable, where nothing else is configured.
    public static let threshold = 3

    /// Failed polls in a row.
    public private(set) var failures = 0
    /// The incident that is open while the page is unreadable.
    var incident: String?

    public init() {}

    /// Whether all is well, so that there is nothing to remember.
    public var isClear: Bool { failures == 0 && incident == nil }

    /// Takes in a failed poll of a page that is watched alone.
    public mutating func failed(_ error: SourceError, at time: Date) -> StatusEvent? {
        count()
        guard error.code == .gone || (failures >= Self.threshold && incident == nil) else { return nil }
        return open(error, at: time)
    }

    /// Counts a failed poll.
    mutating func count() { failures += 1 }

    /// Opens the incident and tells of it, or of one that is open already that the page is gone.
    mutating func open(_ error: SourceError, at time: Date) -> StatusEvent {
        let isGone = error.code == .gone
        let name = incident ?? Self.incident(at: time)
        incident = name
        let address = error.url.isEmpty ? "" : " (\(error.url))"
        let text =
            isGone
            ? "\(error.detail)\(address). The page says that it is gone for good and is polled no more: give its new address."
            : "\(failures) polls in a row failed, the last one: \(error.detail)\(address). This says nothing of \(error.provider) itself."
        return Self.event(isGone ? .gone : .unreadable, provider: error.provider, incident: name, url: error.url, text: text, at: time)
    }

    /// Takes in a poll that read the page.
    ///
    /// - Parameter move: Where the page went, when it is another one since the poll before: told in one event, which also ends the time in which it
    ///   was unreadable.
    public mutating func succeeded(provider: String, move: PageMove? = nil, at time: Date) -> StatusEvent? {
        failures = 0
        let open = incident
        incident = nil
        guard let move else {
            return open.map { name in
                Self.event(.readable, provider: provider, incident: name, url: "", text: "The page can be read again.", at: time)
            }
        }
        let text = "The page \(move.sentence). The configuration should name the new address."
        return Self.event(
            open == nil ? .moved : .readable, provider: provider, incident: open ?? Self.incident(at: time), url: move.url, text: text,
            at: time)
    }

    private enum Change: String { case unreadable, gone, readable, moved }

    private static func incident(at time: Date) -> String { "source-\(RFC3339.string(from: time))" }

    private static func event(
        _ change: Change, provider: String, incident: String, url: String, text: String, at time: Date
    ) -> StatusEvent {
        let title = "Status page of \(provider)"
        let status: StatusEvent.Status =
            switch change {
            case .readable: .readable
            case .moved: .update
            case .unreadable, .gone: .unreadable
            }
        return StatusEvent(
            id: "\(incident)/\(change.rawValue)", provider: provider,
            message: StatusEvent.message(title: title, status: status, text: text), timestamp: time, kind: .source, status: status,
            severity: .unknown, incident: incident, title: title, url: url)
    }
}

/// The form in which it is kept.
extension SourceHealth {
    public func encoded() -> [UInt8] {
        if isClear { return [] }
        var writer = ByteWriter(version: 1)
        writer.append(failures)
        writer.append(optional: incident) { $0.append($1) }
        return writer.sealed()
    }

    public init(encoded bytes: [UInt8]) throws(ByteReader.Malformed) {
        self.init()
        if bytes.isEmpty { return }
        var reader = try ByteReader(sealed: bytes)
        guard reader.version == 1 else { throw ByteReader.Malformed() }
        failures = Int(clamping: try reader.number())
        incident = try reader.optional { (reader) throws(ByteReader.Malformed) in try reader.text() }
    }
}
