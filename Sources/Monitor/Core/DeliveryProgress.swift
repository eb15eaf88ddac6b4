/// Where a consumer that delivers one event after another tells how far it has come within a batch, so that a crash repeats the event that
/// was under way and not the batch, and a slow receiver makes headway between two crashes.
public enum DeliveryProgress {
    /// Set by the runner for the time of a delivery.
    @TaskLocal static var report: (@Sendable (_ delivered: Int) async -> Void)?

    /// Tells that the first `delivered` events of the batch in hand are delivered. Returns when that is recorded; without a journal at once.
    public static func note(_ delivered: Int) async { await report?(delivered) }
}
