/// A status page as a ``PagePlayer`` plays it: what each of its addresses answers.
public struct PlayedPage: Sendable {
    /// One answer.
    public enum Answer: Sendable {
        case document([UInt8], contentType: String)
        case html(String)
        case status(Int, retryAfter: Int? = nil)
        /// To a path of the same page, or to an absolute address.
        case redirect(String, status: Int = 301)
        /// Never.
        case silence

        /// One of the project's own payloads, "platforms/…" left out; the media type follows from its name.
        public static func fixture(_ name: String) -> Answer {
            let type =
                switch name.split(separator: ".").last {
                case "json": "application/json"
                case "rss": "application/rss+xml"
                default: "application/atom+xml"
                }
            guard let body = try? OwnFixtures.bytes("platforms/" + name) else { return .status(500) }
            return .document(body, contentType: type)
        }
    }

    /// Scheme and host: "https://status.acme.example".
    public var address: String
    /// By path, or by address for what stands on another host.
    public var answers: [String: Answer]
    /// What any other path of any host answers.
    public var otherwise: Answer
    /// Decides in place of all of these, where many pages are played at one time.
    public var decide: (@Sendable (_ url: String) -> Answer)?

    public init(_ address: String, _ answers: [String: Answer], otherwise: Answer = .status(404)) {
        self.address = address
        self.answers = answers
        self.otherwise = otherwise
    }

    /// What an absolute address answers, its query left out.
    func answer(to url: String) -> Answer {
        let plain = String(url.prefix { $0 != "?" })
        if let decide { return decide(plain) }
        let path = plain.hasPrefix(address) ? String(plain.dropFirst(address.count)) : plain
        return answers[plain] ?? answers[path] ?? (path.isEmpty ? answers["/"] : nil) ?? otherwise
    }
}
