/// The published rules for what each receiver takes.
extension Sink {
    func faults(_ bytes: [UInt8]) -> [String] {
        guard let payload = try? JSONValue.read(bytes) else { return ["no JSON"] }
        var check = SchemaCheck()
        switch self {
        case .slackWebhook: Self.slack(payload, isBot: false, &check)
        case .slackBot: Self.slack(payload, isBot: true, &check)
        case .discord: Self.discord(payload, &check)
        case .teams:
            Self.teams(payload, &check)
            check.require(bytes.count <= 28 * 1024, "\(bytes.count) bytes")
        case .webhook: Self.webhook(payload, &check)
        case .pagerDuty:
            Self.pagerDuty(payload, &check)
            check.require(bytes.count <= 512 * 1000, "\(bytes.count) bytes")
        }
        return check.faults
    }

    /// docs.slack.dev: chat.postMessage, incoming webhooks, Block Kit's header, section and context.
    private static func slack(_ payload: JSONValue, isBot: Bool, _ check: inout SchemaCheck) {
        let message = check.object(
            payload, "message", required: ["text", "blocks"] + (isBot ? ["channel"] : []),
            optional: ["mrkdwn", "unfurl_links", "unfurl_media", "thread_ts", "link_names"])
        check.text(message["text"], "text", 1...40_000)
        for (index, block) in check.items(message["blocks"], "blocks", 1...50).enumerated() {
            let path = "blocks[\(index)]"
            switch block["type"]?.text {
            case "header":
                let block = check.object(block, path, required: ["type", "text"])
                slackText(block["text"], path, types: ["plain_text"], 1...150, &check)
            case "section":
                let block = check.object(block, path, required: ["type", "text"])
                slackText(block["text"], path, types: ["plain_text", "mrkdwn"], 1...3_000, &check)
            case "context":
                let block = check.object(block, path, required: ["type", "elements"])
                for element in check.items(block["elements"], path, 1...10) {
                    slackText(element, path, types: ["plain_text", "mrkdwn"], 1...3_000, &check)
                }
            default: check.require(false, "\(path) has an unknown type")
            }
        }
    }

    private static func slackText(
        _ value: JSONValue?, _ path: String, types: [String], _ lengths: ClosedRange<Int>, _ check: inout SchemaCheck
    ) {
        let isPlain = value?["type"]?.text == "plain_text"
        let text = check.object(value, path + ".text", required: ["type", "text"], optional: isPlain ? ["emoji"] : ["verbatim"])
        check.oneOf(text["type"], path + ".text.type", types)
        check.text(text["text"], path + ".text.text", lengths)
    }

    /// docs.discord.com: execute webhook, embed limits.
    private static func discord(_ payload: JSONValue, _ check: inout SchemaCheck) {
        let message = check.object(payload, "message", required: ["allowed_mentions"], optional: ["content", "embeds"])
        check.require(message["allowed_mentions"] == .object(["parse": .array([])]), "mentions are allowed")
        check.require(message["content"] != nil || message["embeds"] != nil, "an empty message")
        if let content = message["content"] { check.text(content, "content", 1...2_000) }
        guard let embeds = message["embeds"] else { return }
        var total = 0
        for embed in check.items(embeds, "embeds", 1...10) {
            let fields = check.object(
                embed, "embed", required: ["title", "description"], optional: ["url", "timestamp", "color", "footer"])
            check.text(fields["title"], "title", 1...256)
            check.text(fields["description"], "description", 1...4_096)
            if let url = fields["url"] { check.link(url, "url") }
            if case .number(let color) = fields["color"] { check.require((0...0xFFFFFF).contains(color), "color") }
            if let footer = fields["footer"] {
                check.text(check.object(footer, "footer", required: ["text"])["text"], "footer", 1...2_048)
            }
            total += [fields["title"], fields["description"], fields["footer"]?["text"]].reduce(0) { $0 + ($1?.text?.utf16.count ?? 0) }
        }
        check.require(total <= 6_000, "the embeds have \(total) characters")
    }

    /// adaptivecards.io: AdaptiveCard, RichTextBlock, TextRun, Action.OpenUrl of version 1.4.
    private static func teams(_ payload: JSONValue, _ check: inout SchemaCheck) {
        let message = check.object(payload, "message", required: ["type", "attachments"])
        check.oneOf(message["type"], "type", ["message"])
        for attachment in check.items(message["attachments"], "attachments", 1...1) {
            let fields = check.object(attachment, "attachment", required: ["contentType", "content"], optional: ["contentUrl"])
            check.oneOf(fields["contentType"], "contentType", ["application/vnd.microsoft.card.adaptive"])
            let card = check.object(fields["content"], "card", required: ["type", "version", "body"], optional: ["$schema", "actions"])
            check.oneOf(card["type"], "card.type", ["AdaptiveCard"])
            check.oneOf(card["version"], "card.version", ["1.2", "1.3", "1.4"])
            for block in check.items(card["body"], "body", 1...20) {
                let block = check.object(block, "block", required: ["type", "inlines"], optional: ["spacing"])
                check.oneOf(block["type"], "block.type", ["RichTextBlock"])
                if let spacing = block["spacing"] { check.oneOf(spacing, "spacing", ["Small", "Medium", "Large"]) }
                for run in check.items(block["inlines"], "inlines", 1...20) {
                    let run = check.object(run, "run", required: ["type", "text"], optional: ["weight", "isSubtle", "color"])
                    check.oneOf(run["type"], "run.type", ["TextRun"])
                    check.text(run["text"], "run.text", 1...20_000)
                    if let color = run["color"] { check.oneOf(color, "color", ["Default", "Good", "Warning", "Attention"]) }
                    if let weight = run["weight"] { check.oneOf(weight, "weight", ["Default", "Bolder"]) }
                }
            }
            for action in card["actions"].map({ check.items($0, "actions", 1...1) }) ?? [] {
                let action = check.object(action, "action", required: ["type", "title", "url"])
                check.oneOf(action["type"], "action.type", ["Action.OpenUrl"])
                check.link(action["url"], "action.url")
            }
        }
    }

    /// This program's own: the event's object of JSON Lines, and `text` where there is a template.
    private static func webhook(_ payload: JSONValue, _ check: inout SchemaCheck) {
        let event = check.object(
            payload, "event",
            required: [
                "id", "provider", "service", "message", "timestamp", "kind", "status", "severity", "incident", "title", "url", "components",
                "revision",
            ], optional: ["text"])
        check.text(event["id"], "id", 1...1_000_000)
    }

    /// developer.pagerduty.com: Events API v2.
    private static func pagerDuty(_ payload: JSONValue, _ check: inout SchemaCheck) {
        let event = check.object(
            payload, "event", required: ["routing_key", "event_action", "dedup_key", "payload"],
            optional: ["links", "client", "client_url"])
        check.oneOf(event["event_action"], "event_action", ["trigger", "resolve", "acknowledge"])
        check.text(event["dedup_key"], "dedup_key", 1...255)
        let alert = check.object(
            event["payload"], "payload", required: ["summary", "source", "severity"],
            optional: ["timestamp", "component", "group", "class", "custom_details"])
        check.text(alert["summary"], "summary", 1...1_024)
        check.text(alert["source"], "source", 1...1_024)
        check.oneOf(alert["severity"], "severity", ["critical", "error", "warning", "info"])
        for link in event["links"].map({ check.items($0, "links", 1...10) }) ?? [] {
            check.link(check.object(link, "link", required: ["href"], optional: ["text"])["href"], "href")
        }
    }
}
