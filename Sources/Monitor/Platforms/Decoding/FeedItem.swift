import FoundationEssentials
import Parsing

/// One feed entry as the platforms' rules look at it.
struct FeedItem {
    /// `atom:id`, `guid`; empty when there is none.
    var id: String
    /// Plain text.
    var title: String
    /// Absolute where a base is known; empty when there is none.
    var link: String
    /// Seconds since 1970.
    var published: Int?
    var updated: Int?
    /// The content, or the summary where there is none.
    var body: FeedText
    /// Terms, in order.
    var categories: [String]

    init(_ entry: FeedEntry) {
        id = entry.id ?? ""
        title = entry.title ?? ""
        link = entry.link ?? ""
        published = entry.published.flatMap { EpochSeconds($0)?.value }
        updated = entry.updated.flatMap { EpochSeconds($0)?.value }
        body = entry.content ?? entry.summary ?? FeedText(source: "", isHTML: false)
        categories = entry.categories
    }
}

/// Paths of links, without a general URL type: what status pages put into ids.
enum LinkPath {
    /// The last part of the path, query and fragment left out; nil when there is none.
    static func lastPart(_ link: String) -> String? {
        let bytes = link.utf8
        let end = bytes.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
        var path = bytes[..<end]
        while path.last == UInt8(ascii: "/") { path.removeLast() }
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else {
            return path.isEmpty || path.contains(UInt8(ascii: ":")) ? nil : String(path)
        }
        // Of "https://host" the host is no path.
        let before = path[..<slash]
        guard before.last != UInt8(ascii: "/") || before.dropLast().last != UInt8(ascii: ":") else { return nil }
        let last = path[bytes.index(after: slash)...]
        return last.isEmpty || last.contains(UInt8(ascii: ":")) ? nil : String(last)
    }

    /// With runs of slashes in the path made one, as in "https://status.openai.com//incidents/ID".
    static func withSingleSlashes(_ link: String) -> String {
        guard let scheme = link.firstRange(of: "://") else { return link }
        var path: [UInt8] = []
        for byte in link[scheme.upperBound...].utf8 where byte != UInt8(ascii: "/") || path.last != byte { path.append(byte) }
        return link[..<scheme.upperBound] + String(decoding: path, as: UTF8.self)
    }
}
