/// The time above an update in a Statuspage feed, such as "Jul 20, 04:44 UTC": local to the page, and without a year.
struct StatuspageTime: Equatable {
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    /// Written by a few old templates only.
    var year: Int?
    /// The zone as written ("UTC", "PDT", "+03"); empty when there is none.
    var zone: String

    /// Reads the header's bytes, its `<var>` tags included. Of a range ("04:00 - 06:00 UTC") the start counts.
    init?(_ html: Span<UInt8>) {
        var reader = HeaderReader(html)
        guard let month = Self.month(reader.letters()), let day = reader.number(1...2) else { return nil }
        var found = reader.number(2...4)
        if let number = found, number > 31, reader.peek() != UInt8(ascii: ":") {
            year = number
            found = reader.number(1...2)
        }
        guard let hour = found, reader.take(UInt8(ascii: ":")), let minute = reader.number(2...2) else { return nil }
        guard CivilTime(year: 2000, month: month, day: day, hour: hour, minute: minute) != nil else { return nil }
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        zone = reader.zone()
    }

    /// Seconds since 1970 if this were UTC in the given year, or in the latest year before it that has the day (29 February).
    func secondsAsUTC(inYear year: Int) -> Int? {
        for candidate in stride(from: year, through: year - 8, by: -1) {
            if let time = CivilTime(year: candidate, month: month, day: day, hour: hour, minute: minute) {
                return time.epochSeconds
            }
        }
        return nil
    }

    private static func month(_ word: (UInt8, UInt8, UInt8)?) -> Int? {
        guard let word else { return nil }
        let key = UInt32(word.0) << 16 | UInt32(word.1) << 8 | UInt32(word.2)
        return months.firstIndex(of: key).map { $0 + 1 }
    }

    private static let months: [UInt32] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}

/// Walks a header's visible characters.
private struct HeaderReader {
    private var visible: [UInt8] = []
    private var index = 0

    init(_ html: Span<UInt8>) {
        visible.reserveCapacity(32)
        var isTag = false
        for place in html.indices {
            switch html[place] {
            case UInt8(ascii: "<"): isTag = true
            case UInt8(ascii: ">"): isTag = false
            case let byte: if !isTag { visible.append(byte) }
            }
        }
    }

    func peek() -> UInt8? { index < visible.count ? visible[index] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        skip(while: \.isASCIISpace)
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    private mutating func skip(while condition: (UInt8) -> Bool) {
        while let byte = peek(), condition(byte) { index += 1 }
    }

    /// The first three of the next letters in lower case; nil when there are fewer.
    mutating func letters() -> (UInt8, UInt8, UInt8)? {
        skip(while: \.isASCIISpace)
        var word: [UInt8] = []
        while let byte = peek(), byte.isASCIILetter || byte == UInt8(ascii: ".") {
            word.append(byte.asciiLowercased)
            index += 1
            guard word.count < 16 else { return nil }
        }
        return word.count >= 3 ? (word[0], word[1], word[2]) : nil
    }

    /// The next number, white space and commas before it left out.
    mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        skip { $0.isASCIISpace || $0 == UInt8(ascii: ",") }
        let start = index
        var (value, count) = (0, 0)
        while count < digits.upperBound, let byte = peek(), byte.isASCIIDigit {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            index += 1
            count += 1
        }
        guard digits.contains(count) else {
            index = start
            return nil
        }
        return value
    }

    /// The last word, when it is a zone's name or a sign and digits.
    mutating func zone() -> String {
        var word: [UInt8] = []
        while let byte = peek() {
            index += 1
            if byte.isASCIISpace {
                word.removeAll(keepingCapacity: true)
                skip(while: \.isASCIISpace)
                guard peek() != nil else { break }
            } else if word.count < 12 {
                word.append(byte)
            }
        }
        guard let first = word.first else { return "" }
        let isName = word.allSatisfy(\.isASCIILetter)
        let isOffset = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        return isName || isOffset && word.count > 1 ? String(decoding: word, as: UTF8.self) : ""
    }
}
