import Support
import Testing

@testable import Platforms

/// A page that answers a detection without a network.
struct ToldPage {
    /// By address; any other answers `otherwise`.
    var answers: [String: DetectionAnswer] = [:]
    var otherwise = DetectionAnswer(url: "", status: 404)

    init(_ answers: [String: DetectionAnswer] = [:]) { self.answers = answers }

    /// What the detection came to, and what it asked.
    func detect(_ url: String) -> (result: DetectionResult, asked: [String]) {
        var detection = PageDetection(url: url)
        var asked: [String] = []
        while asked.count < 20 {
            switch detection.next() {
            case .end(let result): return (result, asked)
            case .ask(let endpoint, _):
                asked.append(endpoint.url)
                var answer = answers[endpoint.url] ?? otherwise
                if answer.url.isEmpty { answer.url = endpoint.url }
                detection.take(answer)
            }
        }
        Issue.record("it never ends")
        return (DetectionResult(page: nil, notes: [], retryAfter: nil, isTransient: false), asked)
    }
}

/// A payload of the project's own, "platforms/" left out.
func answer(_ fixture: String, from url: String = "") throws -> DetectionAnswer {
    DetectionAnswer(url: url, status: 200, body: try OwnFixtures.bytes("platforms/" + fixture))
}

/// A web page with that in its head and body.
func webPage(_ head: String = "", body: String = "", from url: String = "") -> DetectionAnswer {
    DetectionAnswer(url: url, status: 200, body: Array("<!DOCTYPE html><html><head>\(head)</head><body>\(body)</body></html>".utf8))
}

/// What every Statuspage's web page has in its head.
let statuspageMark = "<link rel=\"shortcut icon\" href=\"//dka575ofm4ao0.cloudfront.net/statuspage.io/favicon.ico\">"
