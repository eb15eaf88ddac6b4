import CEpoll
import Glibc

/// An HTTP/1.1 origin on loopback, for benchmarks, demonstrations and tests: real sockets, real TLS, faults on demand.
///
/// It runs on one thread of its own, from ``start(_:handler:)`` until ``stop()`` or until it is let go of. The handler is
/// called on that thread, one request after another, and must not block.
public final class OriginServer: Sendable {
    /// Decides what a request is answered.
    public typealias Handler = @Sendable (OriginRequest) -> OriginReply

    /// The port that it listens on.
    public let port: UInt16
    /// What clients are to trust, as PEM; nil without TLS.
    public let trustedRoot: String?
    private let host: String
    private let shared: OriginShared

    private init(port: UInt16, configuration: OriginConfiguration, shared: OriginShared) {
        self.port = port
        self.shared = shared
        trustedRoot = configuration.tls?.trustedRoot
        host =
            switch configuration.address {
            case .literal(let text): text.contains(":") ? "[\(text)]" : text
            case .wholeLoopbackNetwork: "127.0.0.1"
            }
    }

    deinit { shared.requestStop() }

    /// Starts to listen. When it returns, connections are taken.
    ///
    /// - Throws: ``OriginError`` when the address is not loopback, the port is taken or a certificate cannot be used.
    public static func start(
        _ configuration: OriginConfiguration = OriginConfiguration(), handler: @escaping Handler
    ) throws(OriginError) -> OriginServer {
        let tls = if let identity = configuration.tls { try TLSContext(identity) } else { TLSContext?.none }
        let (listener, port) = try LoopbackAddress.listen(configuration)
        let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        let wake = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard epoll >= 0, wake >= 0 else {
            let error = errno
            for descriptor in [listener, epoll, wake] where descriptor >= 0 { close(descriptor) }
            throw OriginError(.system, "no descriptors for the origin: \(LoopbackAddress.describe(error))")
        }
        let shared = OriginShared(wakeDescriptor: wake, recordedRequests: configuration.recordedRequests)
        let loop = OriginLoop(
            descriptors: .init(epoll: epoll, listener: listener, wake: wake), configuration: configuration, tls: tls,
            shared: shared, handler: handler)
        try startThread(loop)
        return OriginServer(port: port, configuration: configuration, shared: shared)
    }

    /// `http://127.0.0.1:PORT`, or https.
    public var baseURL: String { "\(trustedRoot == nil ? "http" : "https")://\(host):\(port)" }

    /// The URL of a path that begins with "/".
    public func url(_ path: String) -> String { baseURL + path }

    public var statistics: OriginStatistics { shared.statistics }

    /// The first requests that came, up to the configured number.
    public var requests: [OriginRequest] { shared.requests }

    /// Waits until the counts satisfy the condition. Returns early when the origin ends or the task is cancelled.
    @discardableResult
    public func wait(until isSatisfied: @escaping @Sendable (OriginStatistics) -> Bool) async -> OriginStatistics {
        await shared.wait(forEnd: false, until: isSatisfied)
        return shared.statistics
    }

    /// Closes every connection and ends the thread. When it returns, no descriptor of the origin is left open.
    public func stop() async {
        shared.requestStop()
        await shared.wait(forEnd: true) { _ in false }
    }

    /// The thread is detached: ``stop()`` learns of its end without blocking another.
    private static func startThread(_ loop: OriginLoop) throws(OriginError) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        // Released by runOriginLoop, which is called exactly when the thread was made.
        let context = unsafe Unmanaged.passRetained(loop)
        let result = unsafe pthread_create(&thread, &attributes, runOriginLoop, context.toOpaque())
        guard result == 0 else {
            unsafe context.release()
            loop.abandon()
            throw OriginError(.system, "no thread for the origin: \(LoopbackAddress.describe(result))")
        }
    }
}

private func runOriginLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    unsafe Unmanaged<OriginLoop>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
