public import Monitor

extension Configuration {
    /// Where events go: one item of the configuration's list.
    public struct Consumer: Sendable, Hashable {
        /// In logs and on the command line; unique in a configuration. Its kind's word when the file gives none.
        public var name: String
        /// Which events it gets.
        public var filter = EventFilter()
        /// The text of its messages; nil for its kind's own.
        public var template: MessageTemplate?
        /// How many messages it sends at most; nil for what its kind's receivers take.
        public var rate: DeliveryRate?
        /// What it is, with the options of its kind.
        public var target: ConsumerTarget
        /// Where the file names it.
        public var position: SourcePosition

        public init(name: String, _ target: ConsumerTarget, position: SourcePosition = SourcePosition(line: 1, column: 1)) {
            self.name = name
            self.target = target
            self.position = position
        }
    }

    /// The kinds of consumers with their options.
    public enum ConsumerTarget: Sendable, Hashable {
        case console(ConsoleOptions)
        case slack(SlackOptions)
        case discord(DiscordOptions)
        case teams(TeamsOptions)
        case webhook(WebhookOptions)
        case pagerDuty(PagerDutyOptions)
        case kafka(KafkaOptions)
        case email(EmailOptions)
        case file(FileOptions)
        case command(CommandOptions)
    }
}
