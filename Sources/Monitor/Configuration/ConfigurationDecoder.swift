import Monitor

/// Turns a document's nodes into a ``Configuration``.
struct ConfigurationDecoder {
    private static let intervals: ClosedRange<Duration> = .seconds(1) ... .seconds(86_400)
    private static let timeouts: ClosedRange<Duration> = .seconds(1) ... .seconds(300)
    private static let bodySizes = 1 << 10...256 << 20
    /// Public pages are asked no more often than this without a word to the operator.
    private static let politeInterval = Duration.seconds(30)

    private static let keys = [
        "concurrency", "memory", "certificates", "state", "defaults", "providers", "consumers", "backlog", "edits", "allow", "journal",
        "confirm", "flood",
    ]
    private static let overrideKeys = ["name", "url", "platform", "interval", "timeout", "maximum_body", "services", "kinds", "severity"]

    private let vocabulary: Vocabulary
    var nodes: NodeDecoder
    var configuration = Configuration()
    /// Then the list of names is not whole, and a filter that names another is no further fault.
    private var hasRefusedProvider = false
    private static let maximumSuggestions = 100
    private var unknownProviders = 0

    init(vocabulary: Vocabulary, nodes: NodeDecoder) {
        self.vocabulary = vocabulary
        self.nodes = nodes
    }

    /// Decodes a whole document; `nil` is an empty one.
    static func decode(_ root: YAMLNode?, vocabulary: Vocabulary, nodes: NodeDecoder) -> (Configuration, NodeDecoder) {
        var decoder = ConfigurationDecoder(vocabulary: vocabulary, nodes: nodes)
        if let root { decoder.document(root) }
        return (decoder.configuration, decoder.nodes)
    }

    private mutating func document(_ root: YAMLNode) {
        let fields = nodes.fields(of: root, called: "the configuration", keys: Self.keys)
        if let node = fields["concurrency"], let value = nodes.integer(node, called: "concurrency", in: 1...4096) {
            configuration.concurrency = value
        }
        if let node = fields["memory"] { configuration.memory = nodes.choice(node, called: "memory") ?? configuration.memory }
        if let node = fields["certificates"] { configuration.certificates = nodes.path(node, called: "certificates") }
        if let node = fields["state"] { configuration.state = nodes.text(node, called: "state") }
        if let node = fields["journal"] { journal(node) }
        if let node = fields["confirm"], let value = nodes.integer(node, called: "confirm", in: 1...100) { configuration.confirm = value }
        if let node = fields["flood"], let value = nodes.integer(node, called: "flood", in: 1...100_000) { configuration.flood = value }
        if let node = fields["backlog"] { configuration.backlog = nodes.choice(node, called: "backlog") ?? configuration.backlog }
        if let node = fields["edits"] { configuration.edits = nodes.choice(node, called: "edits") ?? configuration.edits }
        if let node = fields["defaults"] { defaults(node) }
        if let node = fields["providers"] { providers(node) }
        if let node = fields["consumers"] { consumers(node) }
        if let node = fields["allow"] {
            configuration.allow = nodes.texts(node, called: "allow").compactMap { allowed($0.text, at: $0.position) }
        }
    }

    private mutating func journal(_ node: YAMLNode) {
        let fields = nodes.fields(of: node, called: "journal", keys: ["keep", "maximum_size"])
        let ages = Duration.seconds(3600) ... .seconds(3650 * 86_400)
        if let node = fields["keep"], let keep = nodes.duration(node, called: "keep", in: ages) { configuration.journal.keep = keep }
        if let node = fields["maximum_size"], let size = nodes.byteCount(node, called: "maximum_size", in: 1 << 20...1 << 40) {
            configuration.journal.maximumBytes = size
        }
    }

    private mutating func defaults(_ node: YAMLNode) {
        let fields = nodes.fields(of: node, called: "defaults", keys: ["interval", "timeout", "maximum_body"])
        let pace = pace(fields)
        configuration.defaults.interval = pace.interval ?? configuration.defaults.interval
        configuration.defaults.timeout = pace.timeout ?? configuration.defaults.timeout
        configuration.defaults.maximumBodyBytes = pace.maximumBodyBytes ?? configuration.defaults.maximumBodyBytes
    }

    private mutating func allowed(_ text: String, at position: SourcePosition) -> String? {
        if NetworkName.isValid(text) { return text }
        nodes.report("allow names hosts, addresses and networks such as 10.0.0.0/8, not \"\(text.prefix(80))\"", at: position)
        return nil
    }

    /// A duration, or `adaptive`.
    private mutating func interval(_ node: YAMLNode) -> Configuration.Interval? {
        let word = node.scalar?.text ?? ""
        if word == "adaptive" { return .adaptive }
        if let near = EditDistance.nearest(to: word, among: ["adaptive"]) {
            nodes.report(
                "interval must be a duration such as 300s, or adaptive, not \"\(word.prefix(80))\"", at: node.position, suggestion: near)
            return nil
        }
        return nodes.duration(node, called: "interval", in: Self.intervals).map { .fixed($0) }
    }

    private mutating func pace(
        _ fields: [String: YAMLNode]
    ) -> (interval: Configuration.Interval?, timeout: Duration?, maximumBodyBytes: Int?) {
        (
            fields["interval"].flatMap { interval($0) },
            fields["timeout"].flatMap { nodes.duration($0, called: "timeout", in: Self.timeouts) },
            fields["maximum_body"].flatMap { nodes.byteCount($0, called: "maximum_body", in: Self.bodySizes) }
        )
    }
}

// MARK: Providers
extension ConfigurationDecoder {
    private mutating func providers(_ node: YAMLNode) {
        var places: [String: SourcePosition] = [:]
        let items = nodes.items(of: node, called: "providers")
        if items.isEmpty, case .sequence = node.content {
            nodes.report("providers is empty: name one, or leave it out to watch the default ones", at: node.position)
        }
        for item in items {
            guard let provider = provider(item) else {
                hasRefusedProvider = true
                continue
            }
            let name = displayName(of: provider)
            if let first = places[name.lowercased()] {
                nodes.report(
                    "a provider named \"\(name)\" is already in line \(first.line); another page of it needs a \"name\" of its own",
                    at: provider.position)
                continue
            }
            places[name.lowercased()] = provider.position
            configuration.providers.append(provider)
        }
    }

    /// The name that a provider's events will carry.
    private func displayName(of provider: Configuration.Provider) -> String {
        if let name = provider.name { return name }
        switch provider.source {
        case .catalogue(let identifier, _): return vocabulary.provider(named: identifier)?.name ?? identifier
        case .page(let url): return vocabulary.provider(at: url)?.name ?? PageAddress.hostAndPort(of: url)
        }
    }

    private mutating func provider(_ item: YAMLNode) -> Configuration.Provider? {
        switch item.content {
        case .scalar: return namedProvider(item)
        case .sequence:
            nodes.report("a provider is a name, an address or a mapping, not a list", at: item.position)
            return nil
        case .mapping(let pairs):
            // `- github: { interval: 60s }`: one key that is the provider's name. All else is `- { url: …, name: … }`.
            if pairs.count == 1, let pair = pairs.first, let word = pair.key.scalar?.text, !Self.overrideKeys.contains(word) {
                return overriddenProvider(pair, word: word)
            }
            return ownProvider(item)
        }
    }

    /// `- github`, `- https://status.acme.example`
    private mutating func namedProvider(_ item: YAMLNode) -> Configuration.Provider? {
        guard let text = nodes.text(item, called: "a provider") else { return nil }
        if text.contains("://") {
            guard let url = nodes.address(item, called: "the address") else { return nil }
            return Configuration.Provider(.page(url: url), position: item.position)
        }
        guard let known = known(text, at: item.position) else { return nil }
        return Configuration.Provider(.catalogue(known.identifier, url: nil), position: item.position)
    }

    /// `- github: { url: …, interval: … }`
    private mutating func overriddenProvider(_ pair: YAMLNode.Pair, word: String) -> Configuration.Provider? {
        let known = known(word, at: pair.key.position)
        let fields = nodes.fields(of: pair.value, called: "provider \(word)", keys: Self.overrideKeys)
        let url = fields["url"].flatMap { nodes.address($0, called: "url") }
        guard let known else { return nil }
        var provider = Configuration.Provider(.catalogue(known.identifier, url: url), position: pair.key.position)
        complete(&provider, fields)
        return provider
    }

    /// `- { name: Acme, url: https://status.acme.example }`
    private mutating func ownProvider(_ item: YAMLNode) -> Configuration.Provider? {
        let fields = nodes.fields(of: item, called: "a provider", keys: Self.overrideKeys)
        guard let address = fields["url"] else {
            let name = fields["name"]?.scalar?.text
            let known = name.flatMap { vocabulary.provider(named: $0)?.identifier }
            let hint = known.map { "; to change the catalogue's \($0), write \"- \($0): { … }\"" } ?? ""
            nodes.report("a provider needs a url\(hint)", at: item.position)
            return nil
        }
        let url = nodes.address(address, called: "url")
        var provider = Configuration.Provider(.page(url: url ?? ""), position: item.position)
        complete(&provider, fields)
        return url == nil ? nil : provider
    }

    private mutating func known(_ word: String, at position: SourcePosition) -> Vocabulary.KnownProvider? {
        if let known = vocabulary.provider(named: word) { return known }
        // Looking for what was meant goes through all words there are: not for each of ten thousand slips.
        unknownProviders += 1
        let near = unknownProviders <= Self.maximumSuggestions ? vocabulary.suggestion(for: word) : nil
        let help = near == nil ? "; \"status-monitor providers\" lists those that are known, any other needs a url" : ""
        nodes.report("unknown provider \"\(word.prefix(80))\"\(help)", at: position, suggestion: near)
        return nil
    }

    private mutating func complete(_ provider: inout Configuration.Provider, _ fields: [String: YAMLNode]) {
        provider.name = fields["name"].flatMap { nodes.text($0, called: "name") }
        provider.selection = selection(fields)
        if let node = fields["platform"], let text = nodes.text(node, called: "platform") {
            if vocabulary.platforms.contains(text) {
                provider.platform = text
            } else {
                nodes.report(
                    "platform must be one of \(vocabulary.platforms.joined(separator: ", ")), not \"\(text.prefix(80))\"",
                    at: node.position, suggestion: EditDistance.nearest(to: text, among: vocabulary.platforms))
            }
        }
        let pace = pace(fields)
        provider.interval = pace.interval
        provider.timeout = pace.timeout
        provider.maximumBodyBytes = pace.maximumBodyBytes
        warnOfHaste(provider, at: fields["interval"]?.position)
    }

    /// Says that a short interval is impolite to a public page; a page of one's own may be polled as one likes.
    private mutating func warnOfHaste(_ provider: Configuration.Provider, at position: SourcePosition?) {
        guard let position, case .fixed(let interval) = provider.interval, interval < Self.politeInterval else { return }
        let url: String? =
            switch provider.source {
            case .catalogue(_, let url): url
            case .page(let url): url
            }
        if let url, PageAddress.isPrivate(host: PageAddress.host(of: url)) { return }
        nodes.report(
            "an interval of \(Measures.text(interval)) is shorter than public pages like (30s or more): they may answer 429 or block this address",
            at: position, gravity: .warning)
    }
}

// MARK: Filters
extension ConfigurationDecoder {
    mutating func filter(_ fields: [String: YAMLNode]) -> EventFilter {
        var filter = selection(fields)
        let names = configuration.providers.map { displayName(of: $0) }
        for wanted in fields["providers"].map({ nodes.texts($0, called: "providers") }) ?? [] {
            // "github" stands for the name that its events carry.
            let pattern = GlobPattern(vocabulary.provider(named: wanted.text)?.name ?? wanted.text)
            if !names.isEmpty, !hasRefusedProvider, !names.contains(where: pattern.matches) {
                nodes.report(
                    "no provider named \"\(wanted.text.prefix(80))\" is watched", at: wanted.position,
                    suggestion: EditDistance.nearest(to: wanted.text, among: names))
            }
            filter.providers.append(pattern)
        }
        return filter
    }

    /// What a provider and a consumer choose by alike.
    private mutating func selection(_ fields: [String: YAMLNode]) -> EventFilter {
        var filter = EventFilter()
        for wanted in fields["services"].map({ nodes.texts($0, called: "services") }) ?? [] {
            do throws(ServicePattern.Fault) {
                filter.services.append(try ServicePattern(parsing: wanted.text))
            } catch {
                nodes.report("\"\(wanted.text.prefix(80))\" cannot be used to choose services: \(error)", at: wanted.position)
            }
        }
        if let node = fields["kinds"] { filter.kinds = kinds(node) }
        if let node = fields["severity"] { filter.severity = nodes.choice(node, called: "severity") }
        return filter
    }

    private mutating func kinds(_ node: YAMLNode) -> Set<StatusEvent.Kind> {
        let items: [YAMLNode] = if case .sequence(let items) = node.content { items } else { [node] }
        return Set(items.compactMap { item -> StatusEvent.Kind? in nodes.choice(item, called: "a kind") })
    }
}
