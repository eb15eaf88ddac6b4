/// Strings: their end, whether all in them is valid, and whether they have to be unescaped.
extension JSONScanner {
    /// Writes down the string whose opening quotation mark is at the index.
    ///
    /// - Returns: false when it does not end.
    @inline(__always)
    mutating func scanString() -> Bool {
        index &+= 1
        let start = index
        skipPlainText()
        guard index < count, unsafe base[index] == UInt8(ascii: "\"") else { return scanOddString(from: start) }
        append(.asciiString, from: start)
        index &+= 1
        return true
    }

    /// Goes to the next byte that is a quotation mark, a backslash, a control character or no ASCII.
    @inline(__always)
    private mutating func skipPlainText() {
        while index &+ 8 <= count {
            let marks = unsafe Self.marks(base + index)
            guard marks == 0 else {
                index &+= marks.trailingZeroBitCount &>> 3
                return
            }
            index &+= 8
        }
        while index < count, unsafe Self.isPlain(base[index]) { index &+= 1 }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The top bits of those of eight bytes that are not plain text. The lowest is right; one after it may come of its borrow.
    @inline(__always)
    private static func marks(_ start: UnsafePointer<UInt8>) -> UInt64 {
        let word = UInt64(littleEndian: unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
        let control = word &- 0x2020_2020_2020_2020
        let quote = (word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101
        let backslash = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
        return (word | control | quote | backslash) & 0x8080_8080_8080_8080
    }

    @inline(never)
    private mutating func scanOddString(from start: Int) -> Bool {
        var (hasEscape, isBroken) = (false, false)
        while index < count {
            let byte = unsafe base[index]
            if byte == UInt8(ascii: "\"") {
                append(isBroken ? .brokenString : hasEscape ? .escapedString : .string, from: start)
                index &+= 1
                return true
            }
            if byte == UInt8(ascii: "\\") {
                hasEscape = true
                guard scanEscape(&isBroken) else { return false }
            } else if byte < 0x20 {
                isBroken = true
                index &+= 1
            } else {
                let length = unsafe UTF8Scanner.scalarLength(base + index, count &- index)
                if length == 0 { isBroken = true }
                index &+= max(length, 1)
            }
            skipPlainText()
        }
        return false
    }

    /// Passes over the escape at the index.
    ///
    /// - Returns: false when the text ends in it, or the string in the four digits.
    private mutating func scanEscape(_ isBroken: inout Bool) -> Bool {
        guard index &+ 1 < count else { return false }
        switch unsafe base[index &+ 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            index &+= 2
        case UInt8(ascii: "u"):
            guard index &+ 6 <= count, unsafe !ByteView(base + index + 2, 4).contains(UInt8(ascii: "\"")) else { return false }
            let unit = unsafe JSONText.unit(at: base + index + 2)
            index &+= 6
            guard let unit, !UTF16.isTrailSurrogate(unit) else {
                isBroken = true
                return true
            }
            guard UTF16.isLeadSurrogate(unit) else { return true }
            if index &+ 6 <= count, unsafe base[index] == UInt8(ascii: "\\"), unsafe base[index &+ 1] == UInt8(ascii: "u"),
                let second = unsafe JSONText.unit(at: base + index + 2), UTF16.isTrailSurrogate(second)
            {
                index &+= 6
            } else {
                isBroken = true
            }
        default:
            isBroken = true
            index &+= 2
        }
        return true
    }
}
