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

    /// All that is due before a time, in no order.
    ///
    /// - Complexity: O(n).
    func items(dueBefore time: Duration) -> [Item] { items.filter { $0.due < time } }

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
