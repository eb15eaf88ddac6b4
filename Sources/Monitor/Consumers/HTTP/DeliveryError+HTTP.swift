import Monitor
import Transfer

extension DeliveryError {
    /// What a transfer without an answer means. The transfer's own words may name addresses, which are secrets here, and are used
    /// only where they do not.
    init(_ error: TransferError, shown: String) {
        switch error.code {
        case .forbiddenAddress: self.init(.refused, detail: "\(shown): \(error.detail)")
        case .invalidURL: self.init(.refused, detail: "\(shown): the address cannot be read; correct it")
        case .invalidField: self.init(.refused, detail: "\(shown): a header field holds a line break or a wrong name; correct it")
        case .requestTooLarge: self.init(.refused, detail: "\(shown): the message is too long to be sent")
        case .forbiddenRedirect, .tooManyRedirects:
            self.init(.refused, detail: "\(shown): the receiver redirects to where nothing is posted; give the address that it means")
        default: self.init(.temporary, detail: "\(shown): \(error.detail)")
        }
    }

    /// What an answer means that is no success; nil for a success.
    ///
    /// - Parameter word: the receiver's own word for it.
    init?(_ answer: SinkAnswer, shown: String, word: String? = nil, retryAfter: Duration? = nil) {
        guard !answer.isSuccess else { return nil }
        let said = word.map { " (\($0))" } ?? ""
        let (code, advice): (Code, String) =
            switch answer.status {
            case 408, 425: (.temporary, "the receiver wants it again")
            case 429: (.temporary, "the receiver asks for fewer messages")
            case 500...599: (.temporary, "the receiver fails at the moment")
            case 401, 403: (.refused, "the receiver does not let this in; check its token, secret or address")
            case 404, 410: (.refused, "there is no such receiver (any more); check its address")
            case 413: (.refused, "the message is too long for the receiver")
            case 300...399: (.refused, "the receiver redirects to where nothing is posted; give the address that it means")
            default: (.refused, "the receiver does not take this message")
            }
        let wait = code == .temporary ? [retryAfter, answer.retryAfter].compactMap(\.self).max() : nil
        self.init(code, detail: "\(shown): HTTP \(answer.status)\(said): \(advice)", retryAfter: wait)
    }
}
