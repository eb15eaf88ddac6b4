/// A doubly linked list of indices into some array; its links live in an ``IndexLinks`` beside that array.
/// Every operation takes constant time and allocates nothing.
struct IndexChain: Equatable {
    fileprivate(set) var first: Int32 = -1
    fileprivate(set) var last: Int32 = -1
    fileprivate(set) var count = 0

    var isEmpty: Bool { first < 0 }
}

/// The links of the chains over one array. An index may be in one chain at a time.
struct IndexLinks {
    private var links: [(previous: Int32, next: Int32)] = []

    /// Makes room for one more index, which is in no chain.
    mutating func grow() { links.append((-1, -1)) }

    func next(after index: Int32) -> Int32 { links[Int(index)].next }

    mutating func append(_ index: Int32, to chain: inout IndexChain) {
        links[Int(index)] = (previous: chain.last, next: -1)
        if chain.last >= 0 { links[Int(chain.last)].next = index } else { chain.first = index }
        chain.last = index
        chain.count += 1
    }

    mutating func prepend(_ index: Int32, to chain: inout IndexChain) {
        links[Int(index)] = (previous: -1, next: chain.first)
        if chain.first >= 0 { links[Int(chain.first)].previous = index } else { chain.last = index }
        chain.first = index
        chain.count += 1
    }

    /// The index must be in `chain`.
    mutating func remove(_ index: Int32, from chain: inout IndexChain) {
        let (previous, next) = links[Int(index)]
        if previous >= 0 { links[Int(previous)].next = next } else { chain.first = next }
        if next >= 0 { links[Int(next)].previous = previous } else { chain.last = previous }
        links[Int(index)] = (-1, -1)
        chain.count -= 1
    }
}
