import FoundationEssentials
import Monitor

/// An adaptive card for a Workflows webhook of Microsoft Teams <https://adaptivecards.io/explorer/AdaptiveCard.html>.
///
/// All text stands in text runs, which know no markdown, so that it needs no escapes.
struct TeamsMessage: Encodable {
    /// Of the whole message, in bytes <https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors>.
    static let byteLimit = 28 << 10
    static let titleLimit = 500

    struct Run: Encodable {
        var type = "TextRun"
        var text: String
        var weight: String?
        var isSubtle: Bool?
        var color: String?
    }

    struct Block: Encodable {
        var type = "RichTextBlock"
        var inlines: [Run]
        var spacing: String?
    }

    struct Action: Encodable {
        var type = "Action.OpenUrl"
        var title = "Open the incident"
        var url: String
    }

    struct Card: Encodable {
        var schema = "http://adaptivecards.io/schemas/adaptive-card.json"
        var type = "AdaptiveCard"
        var version = "1.4"
        var body: [Block]
        var actions: [Action]?

        enum CodingKeys: String, CodingKey { case schema = "$schema", type, version, body, actions }
    }

    struct Attachment: Encodable {
        var contentType = "application/vnd.microsoft.card.adaptive"
        var content: Card
    }

    var type = "message"
    var attachments: [Attachment]

    private init(_ body: [Block], link: String? = nil) {
        attachments = [Attachment(content: Card(body: body, actions: link.map { [Action(url: $0)] }))]
    }

    /// - Parameter textLimit: of the update's own words.
    init(_ event: StatusEvent, template: MessageTemplate?, textLimit: Int) {
        let words = EventWords(event)
        if let template {
            let text = template.text(of: event) { TextLimit.fitted(HarmlessLines.of($0), to: textLimit) }
            let shown = TextLimit.fitted(text.isEmpty ? words.heading : text, to: textLimit)
            self.init([Block(inlines: [Run(text: shown)])], link: words.link)
            return
        }
        self.init(
            [
                Block(inlines: [Run(text: TextLimit.fitted(words.heading, to: Self.titleLimit), weight: "Bolder")]),
                Block(
                    inlines: [Run(text: TextLimit.fitted(words.facts, to: Self.titleLimit), color: Self.color(event))], spacing: "Small"),
                Block(inlines: [Run(text: TextLimit.fitted(words.text, to: textLimit))]),
                Block(inlines: [Run(text: words.time, isSubtle: true)], spacing: "Small"),
            ], link: words.link)
    }

    init(_ digest: EventDigest, textLimit: Int) {
        self.init([
            Block(inlines: [Run(text: TextLimit.fitted(digest.heading, to: Self.titleLimit), weight: "Bolder")]),
            Block(inlines: [Run(text: digest.lines(limit: textLimit))]),
        ])
    }

    /// The message as JSON within Teams's bound: text that JSON or UTF-8 make longer is cut shorter.
    static func json(_ make: (_ textLimit: Int) -> TeamsMessage) throws(DeliveryError) -> [UInt8] {
        var limit = 20_000
        while true {
            let bytes = try MessageEncoding.json(make(limit), keys: .useDefaultKeys)
            if bytes.count <= byteLimit || limit < 100 { return bytes }
            limit /= 2
        }
    }

    private static func color(_ event: StatusEvent) -> String {
        if event.status.isClosed { return "Good" }
        return switch event.severity {
        case .critical, .major: "Attention"
        case .minor: "Warning"
        case .none, .unknown: "Default"
        }
    }
}
