/// Remembers what names mean by their address: the XML parser's dictionary keeps one copy of each name, so that the same name has the same address for
/// as long as that dictionary lives.
struct NameCache<Meaning> {
    private var slots: [(address: UInt, meaning: Meaning?)] = Array(repeating: (0, nil), count: 64)

    /// The meaning of the name at `address`, found out once.
    @inline(__always)
    mutating func meaning(at address: UInt, finding find: () -> Meaning?) -> Meaning? {
        // Names are at least a few bytes apart; one that takes another's place is found out anew.
        let slot = Int(truncatingIfNeeded: (address ^ (address >> 6)) & 63)
        if slots[slot].address == address { return slots[slot].meaning }
        let found = find()
        slots[slot] = (address, found)
        return found
    }

    mutating func forget() {
        for slot in slots.indices { slots[slot] = (0, nil) }
    }
}
