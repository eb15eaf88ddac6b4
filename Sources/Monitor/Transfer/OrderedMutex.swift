internal import Synchronization

/// A `Mutex` whose order ThreadSanitizer can follow.
///
/// The standard library's mutex takes and gives its futex where the sanitizer does not see it, so that every value behind it
/// would be reported as a race. The atomic says the same in its terms, at the price of a load and a store.
struct OrderedMutex<Value>: ~Copyable {
    private let mutex: Mutex<Value>
    private let order = Atomic<Bool>(false)

    init(_ value: sending Value) { mutex = Mutex(value) }

    func withLock<Result>(_ body: (inout sending Value) -> sending Result) -> sending Result {
        mutex.withLock { value in
            _ = order.load(ordering: .acquiring)
            defer { order.store(true, ordering: .releasing) }
            return body(&value)
        }
    }
}
