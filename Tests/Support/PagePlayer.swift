import LoopbackOrigin
import Synchronization
public import Transfer

/// Plays status pages of any hosts on one loopback origin, through the real transfer engine.
///
/// The client that it gives sends "https://HOST/PATH" to "http://127.0.0.1:PORT/HOST/PATH" and gives the answer's address back as the host's own, so
/// that no name is looked up, no certificate is needed and nothing leaves the machine.
public final class PagePlayer: Sendable {
    public let client: any HTTPClient
    private let engine: TransferEngine
    private let origin: OriginServer
    private let silence = OriginGate()
    private let shown: Shown

    /// - Parameter concurrency: transfers at one time, whatever host they are for.
    public init(_ page: PlayedPage, concurrency: Int? = nil) throws {
        let shown = Shown(page)
        let silence = silence
        let origin = try OriginServer.start { request in
            let url = "https:/" + request.target
            return Self.reply(shown.page.withLock { $0 }.answer(to: url), to: url, silence)
        }
        self.origin = origin
        self.shown = shown
        var configuration = TransferConfiguration()
        // Every host is played at this address, also those that a page names and nobody else.
        configuration.allowance = AddressAllowance(["127.0.0.1"])
        if let concurrency {
            configuration.concurrency = concurrency
            configuration.concurrencyPerHost = concurrency
            configuration.concurrencyPerAddress = concurrency
        }
        engine = try TransferEngine(configuration)
        client = RoutedClient(engine: engine, base: origin.baseURL)
    }

    /// The page of now; its lock is held for a copy.
    private final class Shown: Sendable {
        let page: Mutex<PlayedPage>
        init(_ page: PlayedPage) { self.page = Mutex(page) }
    }

    /// Shows another page from now on.
    public func show(_ page: PlayedPage) { shown.page.withLock { $0 = page } }

    /// All addresses that were asked, redirects included, in order.
    public var requests: [String] { origin.requests.map { "https:/" + $0.target } }

    /// Ends the origin and the engine.
    public func stop() async {
        silence.open()
        await engine.shutdown()
        await origin.stop()
    }

    private static func reply(_ answer: PlayedPage.Answer, to url: String, _ silence: OriginGate) -> OriginReply {
        switch answer {
        case .document(let body, let contentType): return .ok(body, contentType: contentType)
        case .html(let text): return .ok(Array(text.utf8), contentType: "text/html; charset=utf-8")
        case .status(let status, let retryAfter): return .status(status, retryAfter.map { [("Retry-After", String($0))] } ?? [])
        case .silence: return .held(OriginResponse(), by: silence)
        case .redirect(let target, let status):
            let host = url.dropFirst("https://".count).prefix { $0 != "/" }
            let absolute = target.hasPrefix("/") ? "https://\(host)\(target)" : target
            return .redirect(to: String(absolute.dropFirst("https:/".count)), status: status)
        }
    }
}

/// Sends requests for any host to one origin.
private struct RoutedClient: HTTPClient {
    let engine: TransferEngine
    let base: String

    func fetch(_ request: TransferRequest) async throws(TransferError) -> TransferOutcome {
        var routed = request
        routed.url = base + "/" + request.url.dropFirst("https://".count)
        var outcome = try await engine.fetch(routed)
        outcome.url = original(outcome.url)
        outcome.permanentURL = outcome.permanentURL.map(original)
        return outcome
    }

    private func original(_ url: String) -> String { url.hasPrefix(base) ? "https:/" + url.dropFirst(base.count) : url }
}
