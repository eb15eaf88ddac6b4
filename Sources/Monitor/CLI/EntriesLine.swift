import FoundationEssentials
import Monitor
import Parsing

/// A parsed feed as one line of JSON. Every key is there always; what the feed does not say is null.
struct EntriesLine {
    let bytes: [UInt8]
    let isOK: Bool

    init(file: String, outcome: Result<Feed, ParseError>) {
        switch outcome {
        case .success(let feed): self.init(file: file, feed: feed, error: nil)
        case .failure(let error): self.init(file: file, feed: nil, error: error.description)
        }
    }

    init(file: String, error: String) { self.init(file: file, feed: nil, error: error) }

    private init(file: String, feed: Feed?, error: String?) {
        var json = JSONLineWriter()
        json.object { json in
            json.field("file", file)
            json.field("ok", feed != nil)
            json.field("error", error)
            json.field("version", feed?.version.rawValue)
            json.field("encoding", feed?.encoding)
            json.key("feed")
            json.object { json in
                json.field("title", feed?.title)
                json.field("link", feed?.link)
                json.field("id", feed?.id)
                json.field("subtitle", feed?.subtitle)
                json.field("updated", feed?.updated.map(Monitor.RFC3339.string(from:)))
            }
            json.key("entries")
            json.array(feed?.entries ?? []) { json, entry in Self.append(entry, to: &json) }
        }
        bytes = json.line
        isOK = feed != nil
    }

    private static func append(_ entry: FeedEntry, to json: inout JSONLineWriter) {
        json.object { json in
            json.field("id", entry.id)
            json.field("title", entry.title)
            json.field("link", entry.link)
            json.field("summary", entry.summary?.plainText)
            json.field("content", entry.content?.plainText)
            json.field("published", entry.published.map(Monitor.RFC3339.string(from:)))
            json.field("updated", entry.updated.map(Monitor.RFC3339.string(from:)))
        }
    }
}

extension FeedText {
    /// The text as a person reads it.
    fileprivate var plainText: String { isHTML ? HTMLText.plainText(source) : source }
}
