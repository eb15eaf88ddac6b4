/// Takes a body as it arrives. Called on the engine's queue: it must not block.
public protocol BodyReceiver: AnyObject, Sendable {
    /// A 2xx answer begins; what an earlier attempt delivered is void.
    func begin(status: Int, contentType: String?)
    /// The next decoded bytes, which are valid during the call alone.
    ///
    /// - Returns: false to end the transfer, which then fails with ``TransferError/Code/refusedByReceiver``.
    func receive(_ bytes: RawSpan) -> Bool
}
