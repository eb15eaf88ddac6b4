/// One value of a JSON document, or the key of a member, in eight bytes.
///
/// Bits 60 to 63 are the kind. Of a string or number, bits 0 to 31 tell where its text begins (a string's after the quotation mark) and bits 32
/// to 59 the text's bytes. Of an array or object, bits 0 to 31 are the place of the entry after its end, and bits 32 to 59 its elements or members.
struct JSONEntry: Equatable {
    /// What a value is, as far as that decides how it is read.
    struct Kind: Equatable {
        let rawValue: UInt64

        static var null: Kind { Kind(rawValue: 0) }
        static var `false`: Kind { Kind(rawValue: 1) }
        static var `true`: Kind { Kind(rawValue: 2) }
        /// Digits alone, with or without a minus.
        static var integer: Kind { Kind(rawValue: 3) }
        /// With a fraction or an exponent.
        static var number: Kind { Kind(rawValue: 4) }
        /// What no number of JSON looks like: an error once it is asked for.
        static var brokenNumber: Kind { Kind(rawValue: 5) }
        /// ASCII without escapes.
        static var asciiString: Kind { Kind(rawValue: 6) }
        /// Valid UTF-8 without escapes.
        static var string: Kind { Kind(rawValue: 7) }
        /// Valid UTF-8 with escapes, all of them valid.
        static var escapedString: Kind { Kind(rawValue: 8) }
        /// With a control character, a false escape or false UTF-8: an error once it is asked for.
        static var brokenString: Kind { Kind(rawValue: 9) }
        static var array: Kind { Kind(rawValue: 12) }
        /// All keys are ASCII without escapes, so that they can be compared byte by byte.
        static var object: Kind { Kind(rawValue: 13) }
        static var objectWithOddKeys: Kind { Kind(rawValue: 14) }
        /// A key is a broken string: an error once the object is asked for.
        static var objectWithBrokenKey: Kind { Kind(rawValue: 15) }

        var isContainer: Bool { rawValue >= Self.array.rawValue }
        var isObject: Bool { rawValue >= Self.object.rawValue }
        var isString: Bool { rawValue >= Self.asciiString.rawValue && rawValue <= Self.brokenString.rawValue }
        var isNumber: Bool { rawValue >= Self.integer.rawValue && rawValue <= Self.brokenNumber.rawValue }
    }

    /// What fits into the bits of a length: no document may be longer.
    static let maximumLength = 1 << 28 - 1

    let bits: UInt64

    @inline(__always)
    init(_ kind: Kind, _ place: Int, _ length: Int) {
        bits = kind.rawValue &<< 60 | UInt64(truncatingIfNeeded: length) &<< 32 | UInt64(UInt32(truncatingIfNeeded: place))
    }

    var kind: Kind { Kind(rawValue: bits &>> 60) }
    /// Where the text begins; of an array or object, the entry after its end.
    var place: Int { Int(UInt32(truncatingIfNeeded: bits)) }
    /// The text's bytes; of an array or object, how many elements or members it has.
    var length: Int { Int(UInt32(truncatingIfNeeded: bits &>> 32) & 0x0FFF_FFFF) }
    /// Kind and length in one, to compare both at once.
    var label: UInt32 { UInt32(truncatingIfNeeded: bits &>> 32) }

    /// The label of a key without escapes that has so many bytes, all ASCII.
    static func label(ofKey length: Int) -> UInt32 { UInt32(Kind.asciiString.rawValue) &<< 28 | UInt32(truncatingIfNeeded: length) }
}

/// A document's values in its order: an array's elements, an object's keys and values follow the entry of their array or object.
///
/// A plain struct that its owner frees with ``deallocate()``. A document of nothing but one-digit numbers takes up 8 bytes for each of its own, 12
/// while the tape grows; a usual one less than its own length.
@safe struct JSONTape {
    private(set) var entries: UnsafeMutablePointer<JSONEntry>
    private(set) var count = 0
    private var capacity: Int

    /// - Parameter length: the document's bytes. One value in twelve bytes is what status pages have at most.
    init(forDocumentOf length: Int) {
        capacity = length / 12 + 16
        unsafe entries = .allocate(capacity: capacity)
    }

    func deallocate() { unsafe entries.deallocate() }

    @inline(__always)
    mutating func append(_ entry: JSONEntry) {
        if count == capacity { grow() }
        unsafe entries[count] = entry
        count &+= 1
    }

    subscript(index: Int) -> JSONEntry {
        @inline(__always) get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return unsafe entries[index]
        }
        @inline(__always) set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            unsafe entries[index] = newValue
        }
    }

    /// The entry after a value and all that is in it.
    @inline(__always)
    func end(of index: Int) -> Int {
        let entry = self[index]
        return entry.kind.isContainer ? entry.place : index &+ 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<JSONEntry>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: entries, count: count)
        unsafe entries.deallocate()
        unsafe entries = larger
        capacity *= 2
    }
}
