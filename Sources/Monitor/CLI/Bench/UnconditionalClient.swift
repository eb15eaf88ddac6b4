import Synchronization
import Transfer

/// Makes an origin whose pages never change behave like one whose pages do: sends no validators and, if wanted, lets each body
/// end in a number of line ends that differs from poll to poll, which changes the body and says nothing.
struct UnconditionalClient: HTTPClient {
    private let client: any HTTPClient
    private let variesBody: Bool

    init(_ client: any HTTPClient, variesBody: Bool) {
        self.client = client
        self.variesBody = variesBody
    }

    func fetch(_ request: TransferRequest) async throws(TransferError) -> TransferOutcome {
        var request = request
        request.validators = Validators()
        if variesBody { request.knownBody = nil }
        let outcome = try await client.fetch(request)
        if variesBody, let receiver = request.receiver { Self.vary(receiver) }
        return outcome
    }

    private static let polls = Atomic<Int>(0)
    private static let lineEnds = [UInt8](repeating: 10, count: 251)

    /// A prime number of lengths: two polls in a row of one page differ unless the pages are a multiple of it.
    private static func vary(_ receiver: any BodyReceiver) {
        let poll = polls.wrappingAdd(1, ordering: .relaxed).oldValue
        _ = unsafe receiver.receive(lineEnds.span.extracting(first: 1 + poll % lineEnds.count).bytes)
    }
}
