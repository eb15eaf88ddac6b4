import Synchronization
import Transfer

/// An HTTP client that gives prepared answers and keeps what it was asked.
final class RecordedClient: HTTPClient {
    struct Answer: Sendable {
        var status = 200
        var body: [UInt8] = []
        var contentType: String?
        var validators = Validators()
        var permanentURL: String?
        var retryAfter: Duration?
        var freshFor: Duration?
        var error: TransferError.Code?
        /// The body comes in pieces of so many bytes.
        var pieceLength = 1 << 20

        static func ok(_ body: [UInt8], etag: String? = nil, contentType: String? = nil, pieceLength: Int = 1 << 20) -> Answer {
            Answer(body: body, contentType: contentType, validators: Validators(etag: etag), pieceLength: pieceLength)
        }

        static func status(_ status: Int, retryAfter: Duration? = nil) -> Answer { Answer(status: status, retryAfter: retryAfter) }
        static func failure(_ code: TransferError.Code) -> Answer { Answer(error: code) }
    }

    private let answers = Mutex<[String: [Answer]]>([:])
    private let asked = Mutex<[TransferRequest]>([])

    /// What a URL answers from now on, one after the other; the last one stays.
    func set(_ url: String, _ answers: Answer...) { self.answers.withLock { $0[url] = answers } }

    var requests: [TransferRequest] { asked.withLock { $0 } }
    var urls: [String] { requests.map(\.url) }

    func fetch(_ request: TransferRequest) async throws(TransferError) -> TransferOutcome {
        asked.withLock { $0.append(request) }
        let answer = answers.withLock { answers -> Answer in
            guard var queue = answers[request.url], let first = queue.first else { return .status(404) }
            if queue.count > 1 { queue.removeFirst() }
            answers[request.url] = queue
            return first
        }
        if let code = answer.error { throw TransferError(code, url: request.url, detail: "\(code)") }
        if (200...299).contains(answer.status), let receiver = request.receiver {
            receiver.begin(status: answer.status, contentType: answer.contentType)
            for start in stride(from: 0, to: answer.body.count, by: answer.pieceLength) {
                let piece = Array(answer.body[start..<min(start + answer.pieceLength, answer.body.count)])
                guard unsafe receiver.receive(piece.span.bytes) else {
                    throw TransferError(.refusedByReceiver, url: request.url, detail: "refused")
                }
            }
        }
        return TransferOutcome(
            status: answer.status, url: answer.permanentURL ?? request.url, permanentURL: answer.permanentURL,
            validators: answer.validators,
            contentType: answer.contentType, retryAfter: answer.retryAfter, freshFor: answer.freshFor, bodyByteCount: answer.body.count)
    }
}
