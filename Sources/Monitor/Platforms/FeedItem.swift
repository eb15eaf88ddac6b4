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

    init(_ entry: FeedEntry) {
        id = entry.id ?? ""
        title = entry.title ?? ""
        link = entry.link ?? ""
        published = entry.published.flatMap { EpochSeconds($0)?.value }
        updated = entry.updated.flatMap { EpochSeconds($0)?.value }
        body = entry.content ?? entry.summary ?? FeedText(source: "", isHTML: false)
    }
}

/// Paths of links, without a general URL type: what status pages put into ids.
enum LinkPath {
    /// The last part of the path, query and fragment left out; nil when there is none.
    static func lastPart(_ link: String) -> String? {
        let path = link.prefix { $0 != "?" && $0 != "#" }
        guard let last = path.split(separator: "/", omittingEmptySubsequences: true).last, !last.contains(":") else { return nil }
        // Of "https://host" the host is no path.
        if let scheme = path.firstRange(of: "://"), path[scheme.upperBound...].split(separator: "/").count < 2 { return nil }
        return String(last)
    }

    /// With runs of slashes in the path made one, as in "https://status.openai.com//incidents/ID".
    static func withSingleSlashes(_ link: String) -> String {
        guard let scheme = link.firstRange(of: "://"), link[scheme.upperBound...].contains("//") else { return link }
        var text = String(link[..<scheme.upperBound])
        for character in link[scheme.upperBound...] where !(character == "/" && text.last == "/" && text.count > 8) {
            text.append(character)
        }
        return text
    }
}
