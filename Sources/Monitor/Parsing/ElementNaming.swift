/// Tells what the names of elements mean in the document at hand.
///
/// Confined to its parser.
@safe struct ElementNaming {
    private var names = NameCache<FeedName>()
    private var namespaces = NameCache<FeedNamespace>()
    private var prefixes = NameCache<FeedNamespace>()
    /// The namespace of the document's root, whatever it is; compared and never read.
    private var rootURI: UnsafePointer<UInt8>?

    /// A new document has this root; nil as long as it has none.
    mutating func begin(root: StartTag?) { unsafe rootURI = root?.uri }

    /// The parser has a new dictionary: addresses mean nothing any more.
    mutating func forget() {
        names.forget()
        namespaces.forget()
        prefixes.forget()
    }

    mutating func name(of tag: StartTag) -> FeedName? {
        unsafe names.meaning(at: UInt(bitPattern: tag.name)) { FeedName(tag.localName) }
    }

    mutating func namespace(of tag: StartTag) -> FeedNamespace {
        if let uri = unsafe tag.uri {
            let known = namespaces.meaning(at: UInt(bitPattern: uri)) { FeedNamespace(uri: tag.namespaceURI) }
            // What the root is in is the feed's own, even where RSS says that it is Atom.
            if unsafe uri == rootURI, known != .rdf { return .core }
            if let known { return known }
            if unsafe tag.prefix == nil { return .core }
        }
        guard let prefix = unsafe tag.prefix else { return .core }
        return prefixes.meaning(at: UInt(bitPattern: prefix)) { FeedNamespace(prefix: tag.prefixName) } ?? .foreign
    }
}

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
