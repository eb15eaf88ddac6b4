/// A heap of what is due when; of two due at one time, the one put in first.
///
/// Each place has four children, and an item is 16 bytes: the children are one line of the processor's cache, and a heap of 100,000 is nine levels deep.
struct DueHeap {
    struct Item {
        /// In nanoseconds since the schedule's start.
        fileprivate var nanoseconds: Int64
        /// Goes round after 2^32 items; what is due in the same nanosecond was put in close together.
        fileprivate var order: UInt32
        fileprivate var number: Int32

        var slot: Int { Int(number) }
        /// Since the schedule's start.
        var due: Duration { .nanoseconds(nanoseconds) }

        fileprivate func isBefore(_ other: Item) -> Bool {
            nanoseconds == other.nanoseconds ? Int32(bitPattern: order &- other.order) < 0 : nanoseconds < other.nanoseconds
        }
    }

    private static let arity = 4
    private var items: [Item] = []
    private var nextOrder: UInt32 = 0

    var count: Int { items.count }
    var first: Item? { items.first }

    /// What is due before a time, at most so many, earliest first.
    ///
    /// - Complexity: O(k log k) for k items that are returned.
    func items(dueBefore time: Duration, atMost limit: Int) -> [Item] {
        let end = PackedDuration.nanoseconds(time)
        var found: [Item] = []
        // Where an item's children stand is looked at only once the item itself is taken.
        var places = DueHeap()
        func consider(_ place: Int) {
            if place < items.count, items[place].nanoseconds < end { places.insert(place, nanoseconds: items[place].nanoseconds) }
        }
        consider(0)
        while found.count < limit, let next = places.removeFirst() {
            found.append(items[next.slot])
            for child in 1...Self.arity { consider(Self.arity * next.slot + child) }
        }
        return found
    }

    /// Slots are numbers below 2^31. A time is taken to the nanosecond, never as an earlier one.
    ///
    /// - Complexity: O(log n).
    mutating func insert(_ slot: Int, due: Duration) { insert(slot, nanoseconds: PackedDuration.nanoseconds(due)) }

    private mutating func insert(_ slot: Int, nanoseconds: Int64) {
        let item = Item(nanoseconds: nanoseconds, order: nextOrder, number: Int32(slot))
        nextOrder &+= 1
        items.append(item)
        var place = items.count - 1
        while place > 0 {
            let parent = (place - 1) / Self.arity
            guard item.isBefore(items[parent]) else { break }
            items[place] = items[parent]
            place = parent
        }
        items[place] = item
    }

    /// - Complexity: O(log n).
    mutating func removeFirst() -> Item? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        if items.isEmpty { return first }
        var place = 0
        while true {
            let eldest = Self.arity * place + 1
            guard eldest < items.count else { break }
            var least = eldest
            for child in (eldest + 1)..<max(eldest + 1, min(eldest + Self.arity, items.count)) where items[child].isBefore(items[least]) {
                least = child
            }
            guard items[least].isBefore(last) else { break }
            items[place] = items[least]
            place = least
        }
        items[place] = last
        return first
    }
}
