/// Searching in borrowed bytes, for payloads that are thrown away once read: nothing here makes a String or an Array.
extension Span<UInt8> {
    /// The first place at or after `start` where `pattern` (lower-case ASCII) stands, letter case left out of account.
    func firstIndex(ofASCII pattern: StaticString, from start: Int = 0) -> Int? {
        let length = pattern.utf8CodeUnitCount
        guard length > 0, start >= 0, count - start >= length else { return nil }
        let first = unsafe pattern.utf8Start[0]
        let capital = first.isASCIILetter ? first & ~0x20 : first
        var index = start
        while index <= count &- length {
            let byte = self[index]
            if byte == first || byte == capital, hasASCII(pattern, at: index) { return index }
            index &+= 1
        }
        return nil
    }

    /// Whether `pattern` (lower-case ASCII) stands at `index`, letter case left out of account.
    func hasASCII(_ pattern: StaticString, at index: Int) -> Bool {
        let length = pattern.utf8CodeUnitCount
        guard index >= 0, count - index >= length else { return false }
        for offset in 0..<length where unsafe self[index + offset].asciiLowercased != pattern.utf8Start[offset] { return false }
        return true
    }

    /// The first place at or after `start` that holds no white space; `count` when there is none.
    func skippingWhiteSpace(from start: Int) -> Int {
        var index = start
        while index < count, self[index].isASCIISpace { index += 1 }
        return index
    }

    /// The text, with bytes that are no UTF-8 replaced.
    func text(_ range: Range<Int>) -> String {
        let part = extracting(range)
        return unsafe String(unsafeUninitializedCapacity: part.count) { buffer in
            for index in part.indices { unsafe buffer[index] = part[index] }
            return part.count
        }
    }
}

extension UInt8 {
    var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    var asciiLowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}
