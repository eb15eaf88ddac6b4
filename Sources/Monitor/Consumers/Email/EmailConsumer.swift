public import FoundationEssentials
public import Monitor
public import Transfer

/// Sends mails: one for what is new of each incident, or one for all when it is a burst.
///
/// All mails about one incident refer to one message that stands for it, so that mail programs show them as one thread. The `Message-ID`
/// follows from the events: a mail that is sent again, because it was not known whether the server has it, has the same.
public final class EmailConsumer: EventConsumer {
    public static let usualRate = DeliveryRate(30, per: .seconds(60))
    /// What is new of more incidents than these goes out as one mail.
    static let mostIncidents = 3
    /// What is more comes in the next mail.
    static let mostEvents = 50

    public let name: String
    private let options: EmailOptions
    private let sender: any MailSender
    private let pace: DeliveryPace
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - time: paces the mails.
    ///   - now: for their dates.
    public init(
        name: String = "email", _ options: EmailOptions, sender: any MailSender, time: Timekeeper = Timekeeper(ContinuousClock()),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.name = name
        self.options = options
        self.sender = sender
        self.now = now
        pace = DeliveryPace(options.rate, time: time)
    }

    public func countSentTogether(of events: ArraySlice<StatusEvent>) -> Int { Self.groups(of: events).first?.count ?? events.count }

    /// - Throws: ``DeliveryError``: temporary or refused as the server answered, with the events whose mails it took as delivered.
    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        var delivered = 0
        for group in Self.groups(of: events) {
            do {
                try await pace.turn()
                let message = MailMessage(group, options, date: now())
                try await sender.send(
                    OutgoingMail(sender: options.from.address, recipients: options.to.map(\.address), content: message.content))
            } catch let error as MailError {
                if error.code == .cancelled { throw CancellationError() }
                throw DeliveryError(
                    error.code == .refused ? .refused : .temporary, detail: error.detail, delivered: delivered, refused: group.count)
            } catch {
                throw error
            }
            delivered += group.count
        }
    }

    /// Which events go into one mail: each incident's, as they come, unless that makes too many mails.
    static func groups(of events: ArraySlice<StatusEvent>) -> [ArraySlice<StatusEvent>] {
        var runs: [ArraySlice<StatusEvent>] = []
        for index in events.indices {
            if let last = runs.last?.last, last.provider == events[index].provider, last.incident == events[index].incident {
                runs[runs.count - 1] = events[runs[runs.count - 1].startIndex...index]
            } else {
                runs.append(events[index...index])
            }
        }
        return (runs.count <= mostIncidents ? runs : [events]).flatMap { pieces(of: $0) }
    }

    private static func pieces(of events: ArraySlice<StatusEvent>) -> [ArraySlice<StatusEvent>] {
        stride(from: events.startIndex, to: events.endIndex, by: mostEvents).map { events[$0..<min($0 + mostEvents, events.endIndex)] }
    }
}
