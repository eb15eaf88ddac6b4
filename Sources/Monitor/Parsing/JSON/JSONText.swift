/// The text of a JSON string that was found valid.
enum JSONText {
    /// The UTF-16 unit that four hexadecimal digits name; nil when they are something else.
    static func unit(at digits: UnsafePointer<UInt8>) -> UInt16? {
        var unit: UInt16 = 0
        for index in 0..<4 {
            let byte = unsafe digits[index]
            let value: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = byte &- UInt8(ascii: "a") &+ 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = byte &- UInt8(ascii: "A") &+ 10
            default: return nil
            }
            unit = unit &<< 4 | UInt16(value)
        }
        return unit
    }

    /// The string that the bytes between the quotation marks stand for. No escape makes a text longer.
    static func unescaped(_ text: ByteView) -> String {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { buffer in
            guard let output = buffer.baseAddress else { return "" }
            var written = 0
            var index = 0
            while index < text.count {
                let start = index
                while index < text.count, text[index] != UInt8(ascii: "\\") { index &+= 1 }
                unsafe (output + written).update(from: text.pointer + start, count: index - start)
                written &+= index - start
                guard index &+ 1 < text.count else { break }
                if text[index &+ 1] == UInt8(ascii: "u") {
                    let scalar = scalar(in: text, at: &index)
                    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                        unsafe output[written] = byte
                        written &+= 1
                    }
                } else {
                    unsafe output[written] = control(text[index &+ 1])
                    written &+= 1
                    index &+= 2
                }
            }
            return unsafe String(decoding: UnsafeBufferPointer(start: output, count: written), as: UTF8.self)
        }
    }

    /// What the letter after a backslash stands for.
    private static func control(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    /// The scalar of the one or two `\u` at the index, which goes to the byte after them.
    private static func scalar(in text: ByteView, at index: inout Int) -> Unicode.Scalar {
        func unit() -> UInt16? {
            guard index &+ 6 <= text.count else {
                index = text.count
                return nil
            }
            defer { index &+= 6 }
            return unsafe self.unit(at: text.pointer + index + 2)
        }
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard let first = unit() else { return replacement }
        guard UTF16.isLeadSurrogate(first), let second = unit() else { return Unicode.Scalar(first) ?? replacement }
        return Unicode.Scalar(0x10000 &+ (UInt32(first & 0x3FF) &<< 10 | UInt32(second & 0x3FF))) ?? replacement
    }
}
