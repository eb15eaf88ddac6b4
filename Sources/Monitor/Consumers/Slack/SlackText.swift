/// Text in Slack's messages <https://docs.slack.dev/messaging/formatting-message-text>.
enum SlackText {
    /// The three characters that steer Slack's parsing, as entities: no mention, no link, no command is left. For plain text objects.
    static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: nil
        }
    }

    /// A link as it stands between angle brackets; empty when it is none that may be followed.
    static func link(_ url: String) -> String {
        SafeLink.of(url).map { TextLimit.fitted($0, to: 3 * SafeLink.maximumBytes, escape: escape) } ?? ""
    }

    /// For text that Slack reads as mrkdwn: that has no escapes for its marks, so that each is shown by its look-alike.
    static func escapeInMarkdown(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "*": "\u{2217}"
        case "_": "\u{FF3F}"
        case "~": "\u{223C}"
        case "`": "\u{02CB}"
        // A bare "@here" or "#channel" is a name where link names is on.
        case "@": "\u{FF20}"
        default: escape(scalar)
        }
    }
}
