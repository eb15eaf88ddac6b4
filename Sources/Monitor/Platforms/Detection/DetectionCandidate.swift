/// An address that may tell what a page is, and what would follow if it does.
struct DetectionCandidate {
    /// Why it is asked: what is believed of the answer depends on it.
    enum Trust {
        /// The person named it, or it is the home page of what the person named.
        case given
        /// A platform owns its host.
        case owned
        /// The web page bears the marks of a platform.
        case located
        /// The web page names it as its own content.
        case alternate
        /// Another document of the same page has answered well.
        case document
        /// A guess.
        case probe
    }

    /// What is asked.
    var endpoint: PageEndpoint
    var trust: Trust
    /// Nil when the answer is to tell.
    var platform: Platform?
    var page: PageLocation
    /// Where the page is read if the answer is good.
    var sources: [PageSource] = []
    /// A document of the page that has answered well.
    var known: PageEndpoint?
    var name: String?

    init(endpoint: PageEndpoint, trust: Trust) {
        self.endpoint = endpoint
        self.trust = trust
        page = PageLocation(String(URLOrigin.of(endpoint.url)))
    }
}
