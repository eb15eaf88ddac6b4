/// Something that carries out transfers: the engine in production, a recording in tests.
public protocol HTTPClient: Sendable {
    /// Carries out one transfer, following redirects by the request's policy.
    ///
    /// - Returns: any complete HTTP answer, whatever its status.
    /// - Throws: ``TransferError`` when no complete answer came. Cancelling the task ends the transfer.
    func fetch(_ request: TransferRequest) async throws(TransferError) -> TransferOutcome
}
