/// The names that a configuration may use: which providers and platforms there are is not this target's business.
public struct Vocabulary: Sendable {
    /// A provider that needs no address.
    public struct KnownProvider: Sendable {
        /// As the configuration names it, in lower case ("github").
        public var identifier: String
        /// As events name it ("GitHub").
        public var name: String

        public init(identifier: String, name: String) {
            self.identifier = identifier
            self.name = name
        }
    }

    public var providers: [KnownProvider]
    /// What `platform:` may say.
    public var platforms: [String]

    public init(providers: [KnownProvider], platforms: [String]) {
        self.providers = providers
        self.platforms = platforms
    }

    /// Finds a provider by its identifier or its name, whatever the case of its letters.
    public func provider(named word: String) -> KnownProvider? {
        let wanted = word.lowercased()
        return providers.first { $0.identifier == wanted || $0.name.lowercased() == wanted }
    }

    /// The identifier that a word which names no provider was probably meant to be.
    public func suggestion(for word: String) -> String? {
        EditDistance.nearest(to: word, among: providers.map(\.identifier) + providers.map { $0.name })
            .flatMap { provider(named: $0)?.identifier }
    }
}
