internal import FoundationEssentials

/// What all entries of a document share: the base URLs and the kind of feed.
///
/// Confined to its parser.
final class FeedContext {
    /// Base URLs in the order in which `xml:base` brought them up; fields name theirs by index.
    var bases: [String] = []
    var isAtom = false
    /// The feed's own page, for links of entries where no base is known.
    var feedLink: String?
}

/// Makes strings and dates of recorded fields, and chooses where a feed says a thing in several ways.
struct EntryAssembly {
    let record: FieldRecord
    let context: FeedContext

    func entry() -> FeedEntry {
        FeedEntry(
            id: identity, title: title, link: link,
            summary: text(record.first(of: .summary, .moduleSummary, .fallbackSummary, .shortSummary)),
            content: text(record.first(of: .content, .encodedContent)), published: published, updated: updated,
            categories: record.fields.filter { $0.kind == .category }.map { record.string(of: $0) })
    }

    func feed(version: FeedVersion, encoding: String, entries: [FeedEntry]) -> Feed {
        Feed(
            version: version, encoding: encoding, title: title, link: link,
            id: record.last(.id).map { record.string(of: $0) }
                ?? record.first(of: .moduleID, .identifier).map { record.string(of: $0) },
            subtitle: text(record.first(of: .summary, .moduleSummary, .fallbackSummary, .shortSummary)).map(\.plainText).flatMap {
                $0.isEmpty ? nil : $0
            },
            updated: date(.built, .updated, .modified, .moduleUpdated, .date, .published, .modulePublished, .issued), entries: entries)
    }

    private var identity: String? {
        guard let field = record.last(.id) ?? record.first(of: .moduleID, .about, .identifier) else { return nil }
        return record.string(of: field)
    }

    private var title: String? {
        guard let field = record.first(of: .title, .moduleTitle), let title = text(field)?.plainText else { return nil }
        let line = HTMLText.singleLine(title)
        return line.isEmpty ? nil : line
    }

    /// The address of the entry's page: an alternate link, then RSS's `link`, then an identifier that is an address itself.
    var link: String? {
        if let field = record.first(of: .link, .textLink, .otherLink, .permalink) {
            let resolved = resolve(field)
            if !resolved.isEmpty { return resolved }
        }
        guard let field = record.last(.id) ?? record.first(of: .about) else { return nil }
        let text = record.string(of: field)
        let lower = text.prefix(8).lowercased()
        // An RSS identifier that says it is no permanent link is none, even when it looks like one.
        guard context.isAtom || field.kind == .about, lower.hasPrefix("http://") || lower.hasPrefix("https://") else { return nil }
        return text
    }

    private func resolve(_ field: FieldRecord.Field) -> String {
        let reference = HTMLText.withoutBlanks(record.string(of: field))
        let base = field.base >= 0 ? context.bases[Int(field.base)] : context.feedLink
        guard let base else { return reference }
        return URLReference.resolve(reference, against: base)
    }

    private var published: Date? {
        if let date = date(.published, .modulePublished, .issued, .created) { return date }
        return context.isAtom ? nil : date(.date)
    }

    private var updated: Date? { date(.updated, .modified, .date, .moduleUpdated, .built) }

    /// The last readable date of the first kind that has one. Of hundreds that are none, few are tried.
    private func date(_ kinds: FieldKind...) -> Date? {
        for kind in kinds {
            for field in record.fields.lazy.reversed().filter({ $0.kind == kind }).prefix(8) {
                if let date = DateParser.feedDate(record.bytes(of: field)) { return date }
            }
        }
        return nil
    }

    private func text(_ field: FieldRecord.Field?) -> FeedText? {
        guard let field else { return nil }
        let source = record.string(of: field)
        switch field.form {
        case .plain: return FeedText(source: source, isHTML: false)
        case .html, .markup: return FeedText(source: source, isHTML: true)
        case .undeclared: return FeedText(source: source, isHTML: HTMLText.looksLikeHTML(source))
        case .base64:
            guard let decoded = Base64.decodeText(source) else { return FeedText(source: source, isHTML: false) }
            return FeedText(source: decoded, isHTML: HTMLText.looksLikeHTML(decoded))
        }
    }
}

extension FeedText {
    /// The text without mark-up, blanks at its ends cut off.
    public var plainText: String { isHTML ? HTMLText.plainText(source) : HTMLText.trimmed(source) }
}

/// Atom's out-of-band content: base64 (RFC 4648) of a text.
enum Base64 {
    /// The decoded text, or nil when it is no base64 or no UTF-8.
    static func decodeText(_ text: String) -> String? {
        guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !data.isEmpty else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
