import FoundationEssentials
import Monitor
import Parsing

/// Any Atom or RSS feed: an entry is a text that may grow, and each state of the text is an event of its own.
///
/// The incident is the entry's id, else its link, else a hash of its title; the event's id is `ENTRY/HASH` with sixteen hexadecimal digits of a
/// hash over title and text, white space made even, so that mark-up and dates that move alone change nothing.
struct GenericFeed: FeedDialect {
    static let platform = Platform.feed
    static let granularity = PollResult.Granularity.wholeText

    static func recognises(_ item: FeedItem) -> Bool { true }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        let text = item.body.plainText
        let hash = ContentHash.hash(Self.evenlySpaced(item.title) + "\n" + Self.evenlySpaced(text))
        let entry = !item.id.isEmpty ? item.id : !item.link.isEmpty ? item.link : Self.hexadecimal(ContentHash.hash(item.title))
        let status = Self.leadingState(item.title) ?? Self.leadingState(text) ?? .update
        let title = item.title.isEmpty ? entry : item.title
        let time = item.updated ?? item.published
        return [
            StatusEvent(
                id: "\(entry)/\(Self.hexadecimal(hash))", provider: context.provider,
                message: StatusEvent.message(title: title, status: status, text: text),
                timestamp: time.map { Date(timeIntervalSince1970: Double($0)) } ?? context.receivedAt ?? Date(timeIntervalSince1970: 0),
                kind: status.isOfMaintenance ? .maintenance : .incident, status: status, incident: entry, title: title, url: item.link)
        ]
    }

    private static func evenlySpaced(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func hexadecimal(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The state that a text begins with, as in "[Resolved] Slow queries", "Resolved: …", "Status: Monitoring".
    static func leadingState(_ text: String) -> StatusEvent.Status? {
        var rest = text.prefix(60)
        if rest.lowercased().hasPrefix("status:") { rest = rest.dropFirst(7).drop(while: \.isWhitespace) }
        if rest.first == "[" {
            return StatusEvent.Status(pageWord: rest.dropFirst().prefix { $0 != "]" })
        }
        let word = rest.prefix { $0.isLetter || $0 == " " || $0 == "_" }
        let next = rest.dropFirst(word.count).first
        guard next == nil && rest.count == text.count || next == ":" || next == "-" || next == "–" || next?.isNewline == true else {
            return nil
        }
        return StatusEvent.Status(pageWord: word)
    }
}
