import Synchronization

/// The providers that are watched. One more is one call of ``register(_:)``, at any time.
public final class ProviderRegistry: Sendable {
    /// Two providers have one name.
    public struct DuplicateName: Error, Sendable, Hashable, CustomStringConvertible {
        public var name: String
        public var description: String { "a provider named \"\(name)\" is registered already; give this one another name" }
    }

    private struct State {
        var providers: [any StatusProvider] = []
        var names: Set<String> = []
        var nextObserver = 0
        var observers: [Int: @Sendable (any StatusProvider) -> Void] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// Adds a provider. A running scheduler polls it from now on.
    public func register(_ provider: any StatusProvider) throws(DuplicateName) {
        let observers: [@Sendable (any StatusProvider) -> Void]? = state.withLock { state in
            guard state.names.insert(provider.name).inserted else { return nil }
            state.providers.append(provider)
            return Array(state.observers.values)
        }
        guard let observers else { throw DuplicateName(name: provider.name) }
        for observer in observers { observer(provider) }
    }

    /// All providers, in the order of their registration.
    public var providers: [any StatusProvider] { state.withLock { $0.providers } }

    /// Calls `observer` for each later provider, until ``stopObserving(_:)``.
    ///
    /// - Returns: the providers there are now, each of them or its call but never both, and a token.
    func observe(_ observer: @escaping @Sendable (any StatusProvider) -> Void) -> (providers: [any StatusProvider], token: Int) {
        state.withLock { state in
            state.nextObserver += 1
            state.observers[state.nextObserver] = observer
            return (state.providers, state.nextObserver)
        }
    }

    func stopObserving(_ token: Int) { state.withLock { _ = $0.observers.removeValue(forKey: token) } }
}
