internal import CCurl

/// Carries out transfers through libcurl, all on one serial queue, and hands their results to the tasks that wait for them.
///
/// Made for polling many small resources: connections, TLS sessions and handles are kept for the next poll of their host;
/// at most ``TransferConfiguration/concurrency`` transfers are in flight, others wait with no thread. See
/// <https://curl.se/libcurl/c/libcurl-multi.html> for the interface beneath.
public final class TransferEngine: HTTPClient, Sendable {
    /// Runs tasks on the engine's queue: see ``TransferExecutor`` for when that pays.
    public let executor: TransferExecutor

    /// Once in a process; libcurl is never taken down, for other parts may use it.
    private static let isSetUp = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Throws: ``TransferError/Code/internalError`` when the system gives no descriptors or no memory.
    public init(_ configuration: TransferConfiguration = TransferConfiguration()) throws(TransferError) {
        guard Self.isSetUp else { throw TransferError(.internalError, url: "", detail: "libcurl cannot be set up") }
        executor = TransferExecutor()
        let loop = try TransferLoop(configuration)
        loop.attach(to: executor)
        executor.adopt(loop)
    }

    deinit { unsafe executor.send(.stop(nil)) }

    /// Carries out one transfer.
    ///
    /// - Returns: the answer that ends the chain of redirects. For a 2xx answer its body was read to the end; of any other answer
    ///   the head is complete and at most 4 KiB of the body are kept.
    /// - Throws: ``TransferError``. When the task is cancelled, at whatever step, the transfer ends at once with
    ///   ``TransferError/Code/cancelled``.
    public func fetch(_ request: TransferRequest) async throws(TransferError) -> TransferOutcome {
        let transfer = Transfer(request)
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                unsafe transfer.continuation = continuation
                executor.send(.submit(transfer))
            }
        } onCancel: {
            executor.send(.cancel(transfer))
        }
        return try transfer.outcome()
    }

    /// What the engine holds now.
    public func statistics() async -> TransferStatistics {
        await unsafe withUnsafeContinuation { unsafe executor.send(.report($0)) }
    }

    /// Ends the engine: every transfer that waits or is in flight fails with ``TransferError/Code/engineStopped``, as does every
    /// later one. Returns when all connections, handles and descriptors are closed.
    public func shutdown() async {
        await unsafe withUnsafeContinuation { unsafe executor.send(.stop($0)) }
    }
}
