public import Monitor

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

    /// What `platform:` may say.
    public var platforms: [String]
    /// What is wrong with a property of librdkafka, in words that do not show its value; nil for nothing.
    public var kafkaPropertyFault: @Sendable (_ name: String, _ value: Secret) -> String? = { _, _ in nil }
    private let find: @Sendable (String) -> KnownProvider?
    private let words: @Sendable () -> [String]
    private let findPage: @Sendable (String) -> KnownProvider?

    /// A vocabulary of few providers.
    public init(providers: [KnownProvider], platforms: [String]) {
        self.init(
            platforms: platforms,
            find: { word in
                let wanted = Self.plain(word)
                return wanted.isEmpty ? nil : providers.first { $0.words.contains { Self.plain($0) == wanted } }
            },
            words: { providers.flatMap(\.words) }, findPage: { _ in nil })
    }

    /// A vocabulary that is looked up elsewhere: nothing of it is held.
    ///
    /// - Parameters:
    ///   - find: the provider that a word names, whatever its case, spaces and punctuation.
    ///   - words: all words that name a provider.
    ///   - findPage: the provider whose page is at an address.
    public init(
        platforms: [String], find: @escaping @Sendable (String) -> KnownProvider?, words: @escaping @Sendable () -> [String],
        findPage: @escaping @Sendable (String) -> KnownProvider?
    ) {
        self.platforms = platforms
        self.find = find
        self.words = words
        self.findPage = findPage
    }

    /// Finds a provider by its identifier, its name or another word for it; case, spaces and punctuation make no difference.
    public func provider(named word: String) -> KnownProvider? { find(word) }

    /// The provider whose page is at an address: an address without a name of its own bears that one's.
    public func provider(at url: String) -> KnownProvider? { findPage(url) }

    /// The identifier that a word which names no provider was probably meant to be.
    public func suggestion(for word: String) -> String? {
        EditDistance.nearest(to: word, among: words()).flatMap { provider(named: $0)?.identifier }
    }

    private static func plain(_ word: String) -> String { word.lowercased().filter { $0.isLetter || $0.isNumber } }
}
