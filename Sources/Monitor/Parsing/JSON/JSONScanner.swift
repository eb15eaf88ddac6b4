/// Reads a JSON text (RFC 8259) once, from its first byte to its last, and writes its values down on a tape.
///
/// It refuses what has no structure of JSON. What is wrong within a number or string is only noted, and an error for who asks for that value. A
/// comma after the last element or member is passed over. There is no recursion: an open array or object keeps on the tape what it is in.
@safe struct JSONScanner {
    let base: UnsafePointer<UInt8>
    let count: Int
    var index = 0
    private(set) var tape: JSONTape
    private let depthLimit: Int
    private var depth = 0
    /// The innermost open array or object, by its entry, whose place is that of the one around it until it is closed.
    private var container = JSONScanner.none
    /// How many elements or members it has so far.
    private var members = 0
    /// The bracket that ends it.
    private var closing: UInt8 = 0

    private static var none: Int { Int(UInt32.max) }

    /// - Safety: the bytes must stay where they are while the scanner is used, and be no more than ``JSONEntry/maximumLength``.
    @unsafe init(_ bytes: ByteView, depthLimit: Int) {
        unsafe base = bytes.pointer
        count = bytes.count
        self.depthLimit = depthLimit
        tape = JSONTape(forDocumentOf: count)
    }

    /// - Returns: false when the text is no JSON.
    mutating func scan() -> Bool {
        _ = nextByte()
        guard scanValue() else { return false }
        while container != Self.none {
            if closing == UInt8(ascii: "}") { guard scanKey() else { return false } }
            guard scanValue() else { return false }
        }
        _ = nextByte()
        return index == count
    }

    /// The byte at the index, after white space; 0 at the end, which is no byte of JSON either.
    @inline(__always)
    private mutating func nextByte() -> UInt8 {
        while index < count {
            let byte = unsafe base[index]
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            index &+= 1
            if byte == 0x0A { skipIndentation() }
        }
        return 0
    }

    /// Goes over the spaces that begin a line, eight at a time.
    @inline(__always)
    private mutating func skipIndentation() {
        while index &+ 8 <= count {
            let others = unsafe UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)) ^ 0x2020_2020_2020_2020
            index &+= others.trailingZeroBitCount &>> 3
            if others != 0 { return }
        }
    }

    @inline(__always)
    private mutating func scanKey() -> Bool {
        guard nextByte() == UInt8(ascii: "\"") else { return false }
        let key = tape.count
        guard scanString() else { return false }
        let kind = tape[key].kind
        if kind != .asciiString { noteOddKey(kind) }
        guard nextByte() == UInt8(ascii: ":") else { return false }
        index &+= 1
        return true
    }

    @inline(never)
    private mutating func noteOddKey(_ kind: JSONEntry.Kind) {
        let object = tape[container]
        guard object.kind != .objectWithBrokenKey else { return }
        let noted: JSONEntry.Kind = kind == .brokenString ? .objectWithBrokenKey : .objectWithOddKeys
        tape[container] = JSONEntry(noted, object.place, object.length)
    }

    @inline(__always)
    private mutating func scanValue() -> Bool {
        switch nextByte() {
        case UInt8(ascii: "\""): guard scanString() else { return false }
        case UInt8(ascii: "{"): return open(.object, closing: UInt8(ascii: "}"))
        case UInt8(ascii: "["): return open(.array, closing: UInt8(ascii: "]"))
        case UInt8(ascii: "n"): guard scanWord("null", .null) else { return false }
        case UInt8(ascii: "t"): guard scanWord("true", .true) else { return false }
        case UInt8(ascii: "f"): guard scanWord("false", .false) else { return false }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
        default: return false
        }
        return finishValue()
    }

    @inline(__always)
    private mutating func scanWord(_ word: StaticString, _ kind: JSONEntry.Kind) -> Bool {
        let length = word.utf8CodeUnitCount
        guard count &- index >= length else { return false }
        for offset in 0..<length { guard unsafe base[index &+ offset] == word.utf8Start[offset] else { return false } }
        index &+= length
        tape.append(JSONEntry(kind, 0, 0))
        return true
    }

    private mutating func open(_ kind: JSONEntry.Kind, closing bracket: UInt8) -> Bool {
        guard depth < depthLimit else { return false }
        depth &+= 1
        index &+= 1
        if container != Self.none { tape[container] = JSONEntry(tape[container].kind, tape[container].place, members) }
        tape.append(JSONEntry(kind, container, 0))
        container = tape.count &- 1
        members = 0
        closing = bracket
        guard nextByte() == bracket else { return true }
        index &+= 1
        close()
        return finishValue()
    }

    @inline(__always)
    private mutating func close() {
        let entry = tape[container]
        tape[container] = JSONEntry(entry.kind, tape.count, members)
        container = entry.place
        depth &-= 1
        guard container != Self.none else { return }
        let outer = tape[container]
        members = outer.length
        closing = outer.kind.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    }

    /// What follows a value: a comma and the next element or member, or the ends of arrays and objects.
    @inline(__always)
    private mutating func finishValue() -> Bool {
        while container != Self.none {
            members &+= 1
            let byte = nextByte()
            if byte == UInt8(ascii: ",") {
                index &+= 1
                guard nextByte() == closing else { return true }
            } else if byte != closing {
                return false
            }
            index &+= 1
            close()
        }
        return true
    }

    /// Writes down the number at the index; whatever else numbers are made of belongs to it.
    @inline(__always)
    private mutating func scanNumber() {
        let start = index
        if unsafe base[index] == UInt8(ascii: "-") { index &+= 1 }
        let digits = index
        while index < count, unsafe base[index] &- UInt8(ascii: "0") < 10 { index &+= 1 }
        if index < count, unsafe JSONNumber.isPart(base[index]) { return scanOddNumber(from: start) }
        let isWhole = unsafe index > digits && (index == digits &+ 1 || base[digits] != UInt8(ascii: "0"))
        tape.append(JSONEntry(isWhole ? .integer : .brokenNumber, start, index &- start))
    }

    @inline(never)
    private mutating func scanOddNumber(from start: Int) {
        while index < count, unsafe JSONNumber.isPart(base[index]) { index &+= 1 }
        let isNumber = unsafe JSONNumber.isNumber(ByteView(base + start, index - start))
        tape.append(JSONEntry(isNumber ? .number : .brokenNumber, start, index &- start))
    }

    /// For the scanning of strings.
    @inline(__always)
    mutating func append(_ kind: JSONEntry.Kind, from start: Int) { tape.append(JSONEntry(kind, start, index &- start)) }
}
