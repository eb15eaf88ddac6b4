import Monitor

/// A message of Slack's Block Kit <https://docs.slack.dev/reference/block-kit/blocks>, for webhooks and `chat.postMessage` alike.
struct SlackMessage: Encodable {
    /// Of the text that notifications show. Slack cuts at 40,000 and advises 4,000.
    static let textLimit = 4_000
    static let headerLimit = 150
    static let sectionLimit = 3_000

    struct Text: Encodable {
        var type: String
        var text: String
        /// Of plain text alone: whether `:name:` becomes an emoji.
        var emoji: Bool?
        /// Of mrkdwn alone: no address and no name becomes a link by itself.
        var verbatim: Bool?

        static func plain(_ text: String, limit: Int) -> Text {
            Text(type: "plain_text", text: TextLimit.fitted(text, to: limit, escape: SlackText.escape), emoji: false)
        }

        /// - Parameter text: escaped already.
        static func markdown(_ text: String) -> Text { Text(type: "mrkdwn", text: text, verbatim: true) }
    }

    struct Block: Encodable {
        var type: String
        var text: Text?
        var elements: [Text]?
    }

    var text: String
    var blocks: [Block]
    /// The fallback text is no mrkdwn.
    var mrkdwn = false
    var unfurlLinks = false
    var unfurlMedia = false
    // For chat.postMessage alone.
    var channel: String?
    var threadTs: String?
    var linkNames: Bool?

    init(_ event: StatusEvent, template: MessageTemplate?) {
        let words = EventWords(event)
        let fallback = "\(words.heading)\n\(words.facts)\n\(words.text)"
        if let template {
            let text = template.text(of: event, link: SlackText.link) { field in
                TextLimit.fitted(HarmlessLines.of(field), to: Self.sectionLimit, escape: SlackText.escapeInMarkdown)
            }
            self.text = TextLimit.fitted(fallback, to: Self.textLimit, escape: SlackText.escape)
            // A message needs a text, whatever the template left of it.
            let shown = text.isEmpty ? TextLimit.fitted(words.heading, to: Self.sectionLimit, escape: SlackText.escapeInMarkdown) : text
            blocks = [Block(type: "section", text: .markdown(TextLimit.fitted(shown, to: Self.sectionLimit)))]
            return
        }
        text = TextLimit.fitted(fallback, to: Self.textLimit, escape: SlackText.escape)
        let address = SlackText.link(event.url)
        let link = address.isEmpty || address.utf16.count > 2_900 ? "" : "<\(address)|Incident> · "
        blocks = [
            Block(type: "header", text: .plain(words.heading, limit: Self.headerLimit)),
            Block(type: "section", text: .plain("\(words.facts)\n\(words.text)", limit: Self.sectionLimit)),
            Block(type: "context", elements: [.markdown("\(link)\(words.time)")]),
        ]
    }

    init(_ digest: EventDigest) {
        text = TextLimit.fitted(digest.heading, to: Self.textLimit, escape: SlackText.escape)
        let lines = digest.lines(limit: Self.sectionLimit, escape: SlackText.escape)
        blocks = [
            Block(type: "header", text: .plain(digest.heading, limit: Self.headerLimit)),
            Block(type: "section", text: Text(type: "plain_text", text: lines, emoji: false)),
        ]
    }
}
