import Monitor
import Transfer

extension SourceError {
    /// What an answer that is neither success nor a valid 304 means, and what to do about it.
    init(answer: TransferOutcome, provider: String, url: String) {
        let status = answer.status
        let advice =
            switch status {
            case 304: "says \"not modified\" to a request that did not ask; a cache on the way is at fault"
            case 401: "wants a log-in; a Statuspage answers so when its page is not active"
            case 403: "refuses to be read from here"
            case 404: "has no such document; check the address, the page may have moved to another platform"
            case 410: "is gone for good; remove the provider, or give its new address"
            case 429: "asks to be polled less often"
            case 500...599: "fails at the moment; it is asked again later"
            case 300...399: "redirects without saying where to"
            default: "gives no readable answer"
            }
        self.init(
            status == 410 ? .gone : .httpStatus, provider: provider, url: url, detail: "HTTP \(status): the page \(advice)",
            httpStatus: status,
            retryAfter: answer.retryAfter)
    }
}

extension SourceError {
    /// Whether it says that something else is where the page was: another format, another platform's payload, nothing.
    var isOfShape: Bool { code == .wrongFormat || code == .gone || httpStatus == 404 }

    /// The same, of a page that is to be polled on: that its old address is gone for good does not mean that the page is.
    var askedAgain: SourceError {
        var error = self
        if code == .gone { error.code = .httpStatus }
        return error
    }

    /// No page that is known was found at an address.
    init(notDetected result: DetectionResult, provider: String, url: String) {
        let seen = result.notes.map { "\($0.url): \($0.seen)" }.joined(separator: "; ")
        let advice = result.isTransient ? "it is asked again later" : "give the address of one of its documents, or its platform"
        self.init(
            result.isTransient ? .transfer : .wrongFormat, provider: provider, url: RedactedURL.of(url),
            detail: "what kind of page this is could not be found out (\(seen)); \(advice)", retryAfter: result.retryAfter)
    }
}
