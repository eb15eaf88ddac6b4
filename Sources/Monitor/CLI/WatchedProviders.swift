import ArgumentParser
import Configuration
import Kafka
import Platforms

extension Vocabulary {
    /// The catalogue and the platforms of this program.
    static let current: Vocabulary = {
        var vocabulary = Vocabulary(
            platforms: Platform.allCases.map(\.rawValue), find: { BuiltInProviders.named($0).map(KnownProvider.init) },
            words: { BuiltInProviders.words }, findPage: { BuiltInProviders.page(at: $0).map(KnownProvider.init) })
        vocabulary.kafkaPropertyFault = { KafkaSettings.fault(ofProperty: $0, value: $1) }
        return vocabulary
    }()
}

extension Vocabulary.KnownProvider {
    init(_ provider: BuiltInProvider) { self.init(identifier: provider.id, name: provider.name, aliases: provider.aliases) }
}

extension Configuration {
    /// What is watched when nothing is named.
    private static let defaultProviders = ["openai", "github", "aws"]

    /// The providers that the configuration names, or the default ones.
    var watchedProviders: [Provider] {
        guard providers.isEmpty else { return providers }
        return Self.defaultProviders.map { Provider(.catalogue($0, url: nil)) }
    }

    /// The same configuration with other pages, named by a person: those of this configuration by their names, those of the catalogue, and any
    /// by its address.
    ///
    /// - Throws: ``ExitCode/usageError`` after the unknown words were named on standard error.
    func selecting(_ words: [String]) throws -> Configuration {
        guard !words.isEmpty else { return self }
        var selected: [Provider] = []
        var hasFault = false
        for word in words {
            do throws(UnknownPage) {
                let provider = try self.provider(named: word)
                // One page that is named twice is polled once.
                if !selected.contains(where: { $0.displayName == provider.displayName }) { selected.append(provider) }
            } catch {
                hasFault = true
                StandardErrorLog.write("Error: \(error.message)")
            }
        }
        if hasFault { throw ExitCode.validationFailure }
        var configuration = self
        configuration.providers = selected
        return configuration
    }

    private struct UnknownPage: Error {
        var message: String
    }

    private func provider(named word: String) throws(UnknownPage) -> Provider {
        if word.contains("://") {
            if let fault = Provider.fault(ofAddress: word) { throw UnknownPage(message: "\"\(word)\" cannot be polled: \(fault)") }
            return Provider(.page(url: word))
        }
        let known = Vocabulary.current.provider(named: word)
        let names = [word.lowercased(), known?.name.lowercased()]
        if let configured = providers.first(where: { names.contains($0.displayName.lowercased()) }) { return configured }
        if let known { return Provider(.catalogue(known.identifier, url: nil)) }
        let near = Vocabulary.current.suggestion(for: word).map { " (did you mean \"\($0)\"?)" }
        throw UnknownPage(
            message:
                "unknown provider \"\(word)\"\(near ?? ": \"status-monitor providers\" lists those that are known, any other is named by its address")"
        )
    }
}

extension Configuration.Provider {
    /// The name that its events carry.
    var displayName: String {
        if let name { return name }
        switch source {
        case .catalogue(let identifier, _): return BuiltInProviders.named(identifier)?.name ?? identifier
        case .page(let url): return PageProvider.name(forURL: url)
        }
    }
}
