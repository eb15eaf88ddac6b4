public import Monitor

/// Whom mails come from and go to, and what they say.
public struct EmailOptions: Sendable, Hashable {
    public var from: MailAddress
    public var to: [MailAddress]
    /// The subject of a mail about one event; nil for the usual one.
    public var subject: MessageTemplate?
    /// The text about each event; nil for the usual one.
    public var template: MessageTemplate?
    public var rate: DeliveryRate

    public init(from: MailAddress, to: [MailAddress], rate: DeliveryRate = EmailConsumer.usualRate) {
        self.from = from
        self.to = to
        self.rate = rate
    }
}
