/// Finds how far bytes are valid UTF-8 of characters that XML allows.
enum UTF8Scanner {
    /// The length of the longest prefix that can be copied as it is: whole, valid characters, none of them forbidden in XML.
    static func cleanPrefix(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var index = 0
        while index < count {
            // Sixteen ASCII characters at a time; what could be something else is sorted out one by one.
            while index &+ 16 <= count {
                guard unsafe suspects(start + index) | suspects(start + index + 8) == 0 else { break }
                index &+= 16
            }
            if index &+ 8 <= count, unsafe suspects(start + index) == 0 { index &+= 8 }
            let end = min(index &+ 8, count)
            while index < end {
                let byte = unsafe start[index]
                if byte >= 0x20, byte < 0x80 {
                    index &+= 1
                } else if byte < 0x20 {
                    guard byte == 0x0A || byte == 0x0D || byte == 0x09 else { return index }
                    index &+= 1
                } else {
                    let length = unsafe characterLength(start + index, count - index)
                    guard length > 0 else { return index }
                    index &+= length
                }
            }
        }
        return index
    }

    /// The top bits of those of eight bytes that may not be printable ASCII: a byte below 0x20 borrows its top bit in the subtraction.
    @inline(__always)
    private static func suspects(_ start: UnsafePointer<UInt8>) -> UInt64 {
        let word = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
        return (word | ((word &- 0x2020_2020_2020_2020) & ~word)) & 0x8080_8080_8080_8080
    }

    /// The length of the valid, allowed character of two to four bytes at `start`, or 0.
    private static func characterLength(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        unsafe isNoncharacter(start, count) ? 0 : scalarLength(start, count)
    }

    /// The length of the valid character of two to four bytes at `start`, or 0 (Unicode table 3-7).
    static func scalarLength(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let lead = unsafe start[0]
        guard count >= 2, lead >= 0xC2, lead <= 0xF4 else { return 0 }
        let second = unsafe start[1]
        guard second & 0xC0 == 0x80 else { return 0 }
        if lead < 0xE0 { return 2 }
        guard count >= 3, unsafe start[2] & 0xC0 == 0x80 else { return 0 }
        if lead < 0xF0 {
            if lead == 0xE0, second < 0xA0 { return 0 }
            if lead == 0xED, second > 0x9F { return 0 }
            return 3
        }
        guard count >= 4, unsafe start[3] & 0xC0 == 0x80 else { return 0 }
        if lead == 0xF0, second < 0x90 { return 0 }
        if lead == 0xF4, second > 0x8F { return 0 }
        return 4
    }

    /// Whether the bytes are the start of a character whose end has not come yet.
    static func isBrokenOff(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let lead = unsafe start[0]
        let length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
        guard length > count, lead <= 0xF4 else { return false }
        guard count >= 2 else { return true }
        let second = unsafe start[1]
        switch lead {
        case 0xE0: guard second >= 0xA0, second <= 0xBF else { return false }
        case 0xED: guard second >= 0x80, second <= 0x9F else { return false }
        case 0xF0: guard second >= 0x90, second <= 0xBF else { return false }
        case 0xF4: guard second >= 0x80, second <= 0x8F else { return false }
        default: guard second & 0xC0 == 0x80 else { return false }
        }
        return unsafe count < 3 || start[2] & 0xC0 == 0x80
    }

    /// U+FFFE or U+FFFF, valid in UTF-8 and not in XML.
    static func isNoncharacter(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        unsafe count >= 3 && start[0] == 0xEF && start[1] == 0xBF && (start[2] == 0xBE || start[2] == 0xBF)
    }
}
