/// The names that a configuration may use: which providers and platforms there are is not this target's business.
public struct Vocabulary: Sendable {
    /// A provider that needs no address.
    public struct KnownProvider: Sendable {
        /// As the configuration names it, in lower case ("github").
        public var identifier: String
        /// As events name it ("GitHub").
        public var name: String
        /// Other words for it.
        public var aliases: [String]

        public init(identifier: String, name: String, aliases: [String] = []) {
            self.identifier = identifier
            self.name = name
            self.aliases = aliases
        }

        var words: [String] { [identifier, name] + aliases }
    }

    public var providers: [KnownProvider]
    /// What `platform:` may say.
    public var platforms: [String]

    public init(providers: [KnownProvider], platforms: [String]) {
        self.providers = providers
        self.platforms = platforms
    }

    /// Finds a provider by its identifier, its name or another word for it; case, spaces and punctuation make no difference.
    public func provider(named word: String) -> KnownProvider? {
        let wanted = Self.plain(word)
        guard !wanted.isEmpty else { return nil }
        return providers.first { $0.words.contains { Self.plain($0) == wanted } }
    }

    /// The identifier that a word which names no provider was probably meant to be.
    public func suggestion(for word: String) -> String? {
        EditDistance.nearest(to: word, among: providers.flatMap(\.words)).flatMap { provider(named: $0)?.identifier }
    }

    private static func plain(_ word: String) -> String { word.lowercased().filter { $0.isLetter || $0.isNumber } }
}
