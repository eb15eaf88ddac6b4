import Monitor

/// Many events as one message, so that a burst does not bury a channel: how many there are, and each incident with its latest state.
struct EventDigest {
    /// More of one provider, or more in all, are told as one message.
    static let mostOfOneProvider = 10
    static let mostInAll = 25

    struct Entry {
        var provider: String
        var title: String
        var status: StatusEvent.Status
        var count: Int
    }

    /// How many events it stands for.
    let count: Int
    /// One for each incident, in the order of their first events.
    let entries: [Entry]

    /// Whether so many wait that one by one they would flood a channel.
    static func isDue(_ events: ArraySlice<StatusEvent>) -> Bool {
        if events.count > mostInAll { return true }
        if events.count <= mostOfOneProvider { return false }
        var counts: [String: Int] = [:]
        for event in events { counts[event.provider, default: 0] += 1 }
        return counts.values.contains { $0 > mostOfOneProvider }
    }

    init(_ events: ArraySlice<StatusEvent>) {
        count = events.count
        var entries: [Entry] = []
        var places: [[String]: Int] = [:]
        for event in events {
            let key = [event.provider, event.incident]
            if let place = places[key] {
                entries[place].count += 1
                // A repeated state says "update" and takes back none.
                if event.status != .update { entries[place].status = event.status }
            } else {
                places[key] = entries.count
                entries.append(Entry(provider: event.provider, title: event.title, status: event.status, count: 1))
            }
        }
        self.entries = entries
    }

    /// `27 updates of 9 incidents at Acme, GitHub and 3 others`
    var heading: String {
        var providers: [String] = []
        for entry in entries where !providers.contains(entry.provider) { providers.append(entry.provider) }
        let named = providers.prefix(3).map(TerminalText.harmless)
        let more = providers.count - named.count
        let tail =
            more > 0 ? named.joined(separator: ", ") + " and \(more) \(more == 1 ? "other" : "others")" : named.joined(separator: ", ")
        return "\(count) updates of \(entries.count) \(entries.count == 1 ? "incident" : "incidents") at \(tail)"
    }

    /// One line an incident, as many as fit into so many UTF-16 code units once escaped; what does not fit is counted in a last line.
    func lines(limit: Int, escape: (Unicode.Scalar) -> String? = { _ in nil }) -> String {
        var text = ""
        var length = 0
        // Kept for "and 1234 more".
        let reserve = 24
        for (index, entry) in entries.enumerated() {
            let count = entry.count > 1 ? " (\(entry.count) updates)" : ""
            let line = TextLimit.fitted(
                "\(TerminalText.harmless(entry.provider)): \(TerminalText.harmless(entry.title)): \(entry.status.label)\(count)", to: 240,
                escape: escape)
            let isLast = index == entries.count - 1
            guard length + line.utf16.count + 1 + (isLast ? 0 : reserve) <= limit else { return text + "and \(entries.count - index) more" }
            text += line + "\n"
            length += line.utf16.count + 1
        }
        return String(text.dropLast())
    }
}
