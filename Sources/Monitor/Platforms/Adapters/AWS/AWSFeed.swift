import Monitor
import Parsing

/// AWS's `rss/all.rss`, and its feeds of single services: one item an update.
struct AWSFeed: FeedDialect {
    static let platform = Platform.aws

    static func recognises(_ item: FeedItem) -> Bool { item.id.contains("aws.amazon.com/#") }

    func events(of item: FeedItem, context: DecodingContext) throws(SourceError) -> [StatusEvent] {
        let fragment = item.id.split(separator: "#", maxSplits: 1).dropFirst().first ?? item.id[...]
        let cut = fragment.lastIndex(of: "_")
        let epoch = cut.flatMap { Int(fragment[$0...].dropFirst()) }.flatMap { EpochSeconds(number: $0)?.value }
        let code = epoch == nil ? fragment : fragment[..<cut!]
        guard !code.isEmpty, let seconds = epoch ?? item.published ?? item.updated else {
            throw context.malformed("the item \"\(item.id.prefix(120))\" names no service, or has no time")
        }
        let title = AWSTitle(item.title)
        let update = AWSUpdate(
            service: AWSServiceCode(code: String(code)), seconds: seconds, title: title.title,
            text: item.body.plainText,
            isResolved: title.isResolved, severity: AWSUpdate.severity(title.isResolved ? .unknown : title.severity), url: item.link)
        return [update.event(provider: context.provider)]
    }
}
