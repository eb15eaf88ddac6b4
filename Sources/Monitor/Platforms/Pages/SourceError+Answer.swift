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
