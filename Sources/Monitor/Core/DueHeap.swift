/// A binary heap of what is due when; of two due at one time, the one put in first.
struct DueHeap {
    struct Item {
        /// Since the schedule's start.
        var due: Duration
        var order: UInt64
        var slot: Int

        static func < (left: Item, right: Item) -> Bool { left.due == right.due ? left.order < right.order : left.due < right.due }
    }

    private var items: [Item] = []
    private var nextOrder: UInt64 = 0

    var count: Int { items.count }
    var first: Item? { items.first }

    /// What is due before a time, at most so many, earliest first.
    ///
    /// - Complexity: O(k log k) for k items that are returned.
    func items(dueBefore time: Duration, atMost limit: Int) -> [Item] {
        var found: [Item] = []
        // Where an item's children stand is looked at only once the item itself is taken.
        var places = DueHeap()
        func consider(_ place: Int) {
            if place < items.count, items[place].due < time { places.insert(place, due: items[place].due) }
        }
        consider(0)
        while found.count < limit, let next = places.removeFirst() {
            found.append(items[next.slot])
            consider(2 * next.slot + 1)
            consider(2 * next.slot + 2)
        }
        return found
    }

    /// - Complexity: O(log n).
    mutating func insert(_ slot: Int, due: Duration) {
        items.append(Item(due: due, order: nextOrder, slot: slot))
        nextOrder += 1
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard items[child] < items[parent] else { break }
            items.swapAt(child, parent)
            child = parent
        }
    }

    /// - Complexity: O(log n).
    mutating func removeFirst() -> Item? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        if items.isEmpty { return first }
        items[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < items.count else { return first }
            if child + 1 < items.count && items[child + 1] < items[child] { child += 1 }
            guard items[child] < items[parent] else { return first }
            items.swapAt(child, parent)
            parent = child
        }
    }
}
