public import FoundationEssentials
public import Monitor
public import Transfer

extension PageProvider {
    /// How a page is read, beyond where. Copies share what they hold until one is changed, so that thousands of pages with the same options cost no
    /// more than one.
    @dynamicMemberLookup
    public struct Options: Sendable {
        private final class Storage: Sendable {
            let values: Values
            /// The fields of requests by the kinds' ordinals, one list for all pages.
            let fields: [[HeaderField]]

            init(_ values: Values) {
                self.values = values
                let userAgent = HeaderField("User-Agent", values.userAgent)
                fields = PageEndpoint.Kind.allCases.map { [$0.accept, userAgent] }
            }
        }

        private var storage = Storage(Values())

        public init() {}

        /// The fields of a request for a resource of a kind.
        func fields(for kind: PageEndpoint.Kind) -> [HeaderField] { storage.fields[kind.rawValue] }

        public subscript<Value>(dynamicMember path: WritableKeyPath<Values, Value>) -> Value {
            get { storage.values[keyPath: path] }
            set {
                var values = storage.values
                values[keyPath: path] = newValue
                storage = Storage(values)
            }
        }
    }

    /// What ``Options`` holds.
    public struct Values: Sendable {
        /// Bounds of each transfer.
        public var limits = TransferLimits()
        /// Addresses to use instead of a name look-up.
        public var resolve: [HostOverride] = []
        /// Says who asks, so that an operator can tell.
        public var userAgent = "status-monitor/0.1 (reads status pages; obeys Retry-After)"
        /// JSON longer than this is decoded on the global executor, away from the transfers' queue.
        public var inlineJSONBytes = 16_384
        /// Whether results carry what is remembered of the page (``PollResult/memory``), to be kept across restarts.
        public var remembers = false
        /// Whether entries and incidents are told again by their bytes, so that those of a changed document that are as before are not read anew: 8 bytes
        /// each, and 24 more of a feed that changes.
        public var remembersEntries = true
        /// How the interval follows the page's news; nil for one that is always the same.
        public var adaptiveInterval: AdaptiveInterval?
        /// The wall clock, by which updates made after a move are told from those before.
        public var now: @Sendable () -> Date = { Date() }
    }
}
