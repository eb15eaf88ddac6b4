/// What tells a value of a document from another by its bytes, so that one which was read before need not be read again.
///
/// The same in every process. It keeps no secret: a page can make two of its own values look alike, and no other's.
public enum JSONDigest {
    /// Of the value that a decoder stands at; nil of a decoder that is not of this module.
    ///
    /// Values that are equal but written in another way (white space, order, escapes) have different digests.
    public static func of(_ decoder: any Decoder) -> UInt64? {
        guard let decoder = decoder as? JSONValueDecoder else { return nil }
        return decoder.document.digest(of: decoder.value)
    }
}

extension JSONDocument {
    /// From the kinds and lengths of all that is in the value, and the bytes from its first text or number to its last: what lies outside of those is
    /// told by the kinds.
    fileprivate func digest(of value: Int) -> UInt64 {
        var shape: UInt64 = 0x9E37_79B9_7F4A_7C15
        var first: Int?
        var end = 0
        for index in value..<tape.end(of: value) {
            let entry = tape[index]
            shape = (shape ^ UInt64(entry.label)) &* 0xFF51_AFD7_ED55_8CCD
            shape ^= shape &>> 32
            guard entry.kind.isString || entry.kind.isNumber else { continue }
            if first == nil { first = entry.place }
            end = entry.place &+ entry.length
        }
        guard let first else { return shape }
        var hash = ContentHash(seed: shape)
        unsafe hash.update(bytes(first..<end).raw)
        return hash.finalize()
    }
}
