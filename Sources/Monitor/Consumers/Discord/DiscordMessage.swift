import FoundationEssentials
import Monitor

/// What is posted to a webhook of Discord <https://docs.discord.com/developers/resources/webhook#execute-webhook>.
struct DiscordMessage: Encodable {
    static let contentLimit = 2_000
    static let titleLimit = 256
    /// Discord takes 4,096 in one embed's description and 6,000 in all texts of a message's embeds.
    static let descriptionLimit = 4_096
    static let footerLimit = 256

    struct Embed: Encodable {
        struct Footer: Encodable { var text: String }
        var title: String
        var description: String
        var url: String?
        /// RFC 3339.
        var timestamp: String?
        /// RGB.
        var color: Int
        var footer: Footer?
    }

    struct AllowedMentions: Encodable {
        /// None of "roles", "users" and "everyone".
        var parse: [String] = []
    }

    var content: String?
    var embeds: [Embed]?
    var allowedMentions = AllowedMentions()

    init(_ event: StatusEvent, template: MessageTemplate?) {
        let words = EventWords(event)
        if let template {
            let text = template.text(of: event, link: { SafeLink.of($0) ?? "" }) { field in
                TextLimit.fitted(HarmlessLines.of(field), to: Self.contentLimit, escape: DiscordText.escape)
            }
            // Discord refuses a message without a text.
            let isBlank = text.allSatisfy(\.isWhitespace)
            content =
                isBlank
                ? TextLimit.fitted(words.heading, to: Self.contentLimit, escape: DiscordText.escape)
                : TextLimit.fitted(text, to: Self.contentLimit)
            return
        }
        embeds = [
            Embed(
                title: TextLimit.fitted(words.heading, to: Self.titleLimit, escape: DiscordText.escape),
                description: TextLimit.fitted(words.text, to: Self.descriptionLimit, escape: DiscordText.escape), url: words.link,
                timestamp: RFC3339.string(from: event.timestamp), color: Self.color(event),
                // A footer knows no marks.
                footer: Embed.Footer(text: TextLimit.fitted(words.facts, to: Self.footerLimit)))
        ]
    }

    init(_ digest: EventDigest) {
        embeds = [
            Embed(
                title: TextLimit.fitted(digest.heading, to: Self.titleLimit, escape: DiscordText.escape),
                description: digest.lines(limit: Self.descriptionLimit, escape: DiscordText.escape), color: 0x6B7280)
        ]
    }

    private static func color(_ event: StatusEvent) -> Int {
        if event.status.isClosed { return 0x2EA043 }
        return switch event.severity {
        case .critical: 0xB91C1C
        case .major: 0xEA580C
        case .minor: 0xEAB308
        case .none, .unknown: event.kind == .maintenance ? 0x2563EB : 0x6B7280
        }
    }
}
