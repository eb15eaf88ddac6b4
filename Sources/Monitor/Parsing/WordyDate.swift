internal import FoundationEssentials

/// Dates with words in them, in any order: RFC 822 and its kin, asctime, "5. März 2004 um 10:30 Uhr", "2004년 05월 28일"; and numbers with slashes or dots.
struct WordyDate {
    private var time = CivilTime(year: 0)
    private var month: Int?
    private var numbers: [(value: Int, digits: Int)] = []
    private var monthIsFirstWord = false
    private var hasTime = false
    private var hasYear = false
    private var separators: [Character] = []

    static func parse(_ text: String) -> Date? {
        var date = WordyDate()
        guard date.read(text.lowercased()) else { return nil }
        return date.time.date
    }

    private mutating func read(_ text: String) -> Bool {
        var rest = text[...]
        var isFirstWord = true
        while let first = rest.first {
            if first.isNumber, first.isASCII {
                guard readNumber(&rest) else { return false }
            } else if first.isLetter {
                let word = String(rest.prefix { $0.isLetter || $0 == "'" })
                guard let end = readWord(word, rest.dropFirst(word.count), isFirst: isFirstWord) else { return false }
                rest = end
                isFirstWord = false
            } else if first == "(" || first == "[" {
                // A comment (RFC 2822 section 3.2.3), or a zone's name behind its number.
                rest = rest.firstIndex(of: first == "(" ? ")" : "]").map { rest[$0...].dropFirst() } ?? ""
            } else if (first == "+" || first == "-"), hasTime,
                numbers.count + (month == nil ? 0 : 1) >= 3 || hasTime && ZoneNames.signed(rest.prefix { !$0.isWhitespace }) != nil
            {
                let zone = rest.prefix { !$0.isWhitespace && $0 != "(" }
                guard let offset = ZoneNames.signed(zone) else { return false }
                time.offset = offset
                rest = rest.dropFirst(zone.count)
            } else {
                guard " ,.-/\t\n\r;:'\"|º°·".contains(first) || first.isWhitespace else { return false }
                if first == "/" || first == "." || first == "-" { separators.append(first) }
                rest = rest.dropFirst()
            }
        }
        return assemble()
    }

    /// A number of a day or year, or a time of day.
    private mutating func readNumber(_ rest: inout Substring) -> Bool {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 6, let value = Int(digits) else { return false }
        let after = rest.dropFirst(digits.count)
        if let next = after.first, next == ":" || next == "時" || next == "时" || next == "點" || next == "点" || next == "시", digits.count <= 2
        {
            return readClock(hour: value, after.dropFirst(), &rest)
        }
        // "10h30", and "10.30" behind a whole date.
        if after.first == "h", !hasTime, after.dropFirst().first?.isNumber ?? false {
            return readClock(hour: value, after.dropFirst(), &rest)
        }
        rest = after
        if let next = rest.first {
            switch next {
            case "年", "년":
                (time.year, hasYear) = (ZoneNames.fullYear(value, digits: digits.count), true); rest = rest.dropFirst(); return true
            case "月", "월": month = value; rest = rest.dropFirst(); return true
            case "日", "일": time.day = value; numbers.append((value, digits.count)); rest = rest.dropFirst(); return true
            default: break
            }
        }
        // A zone without its sign, or a time without colons, tells nothing that can be relied on.
        guard numbers.count < 3 else { return hasTime }
        numbers.append((value, digits.count))
        return true
    }

    private mutating func readClock(hour: Int, _ text: Substring, _ rest: inout Substring) -> Bool {
        guard !hasTime else { return false }
        hasTime = true
        time.hour = time.hour >= 100 ? hour + time.hour - 100 : hour
        var text = text.drop { $0 == " " }
        var parts: [Int] = []
        while parts.count < 2 {
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, digits.count <= 2, let value = Int(digits) else { break }
            parts.append(value)
            text = text.dropFirst(digits.count)
            guard let mark = text.first,
                mark == ":" || mark == "分" || mark == "분" || (mark == "." && parts.count == 1 && text.dropFirst().first?.isNumber == true)
            else { break }
            if mark != ":" || parts.count < 2 { text = text.dropFirst() }
            if mark != ":" { text = text.drop { $0 == " " } }
        }
        guard let minute = parts.first else { return false }
        time.minute = minute
        time.second = parts.count > 1 ? parts[1] : 0
        if let mark = text.first, mark == "秒" || mark == "초" { text = text.dropFirst() }
        if let mark = text.first, mark == "." || mark == "," || mark == ":", let next = text.dropFirst().first, next.isNumber,
            parts.count == 2
        {
            let digits = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
            time.fraction = Double("0." + digits) ?? 0
            text = text.dropFirst(1 + digits.count)
        }
        if let half { guard ZoneNames.setHalf(half, of: &time) else { return false } }
        rest = text
        return true
    }

    /// Whether a word before the time said "in the afternoon".
    private var half: Bool?

    /// What remains behind a word, nil when it belongs in no date.
    private mutating func readWord(_ word: String, _ rest: Substring, isFirst: Bool) -> Substring? {
        switch word {
        case "am", "pm", "a", "p":
            let isShort = word.count == 1 && !(rest.hasPrefix(".m."))
            if hasTime, !isShort {
                guard ZoneNames.setHalf(word.hasPrefix("p"), of: &time) else { return nil }
                return word.count == 1 ? rest.dropFirst(3) : rest
            }
        case "오전", "上午", "午前": half = false; return rest
        case "오후", "下午", "午後": half = true; return rest
        default: break
        }
        // "mar, 5 ene": what could be a month and is followed by another was a weekday.
        if month == nil || monthIsFirstWord, let found = DateWords.month(word) {
            month = found
            monthIsFirstWord = isFirst
            return rest
        }
        if hasTime || !numbers.isEmpty, let offset = ZoneNames.offset(of: word), !(word == "t" || (word.count == 1 && !hasTime)) {
            time.offset = offset
            return readOffset(behind: word, rest)
        }
        if DateWords.isFiller(word) { return rest }
        // "Europe/Paris": the tables of such zones are not at hand, so that the time is taken as UTC.
        if hasTime, rest.first == "/" { return rest.drop { $0.isLetter || $0 == "/" || $0 == "_" } }
        // A weekday in a language unknown here, or a zone that nobody knows.
        if isFirst, numbers.isEmpty {
            return word.count <= 14 && rest.first.map { $0 == " " || $0 == "," || $0 == "." } ?? false ? rest : nil
        }
        return hasTime && word.count <= 5 && (month != nil || numbers.count == 3) ? rest : nil
    }

    /// "GMT+2": the number counts. "EST-0500" says it twice.
    private mutating func readOffset(behind name: String, _ rest: Substring) -> Substring {
        let number = rest.prefix { !$0.isWhitespace && $0 != ")" && $0 != "(" }
        guard let offset = ZoneNames.signed(number) else { return rest }
        if ["gmt", "utc", "ut", "z"].contains(name) { time.offset = offset }
        return rest.dropFirst(number.count)
    }

    private mutating func assemble() -> Bool {
        if hasYear {
            guard let month else { return false }
            time.month = month
            time.day = numbers.first?.value ?? 1
            return true
        }
        guard let month else { return assembleNumbers() }
        time.month = month
        switch numbers.count {
        case 1:
            guard numbers[0].digits == 4 else { return false }
            time.year = numbers[0].value
        case 2...:
            let yearFirst = numbers[0].digits >= 3 || (numbers[0].value > 31 && numbers[1].value <= 31)
            let (year, day) = yearFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
            guard day.digits <= 2, year.digits <= 4 else { return false }
            time.year = ZoneNames.fullYear(year.value, digits: year.digits)
            time.day = day.value
        default: return false
        }
        return true
    }

    /// Numbers alone: day.month.year with dots, month/day/year with slashes unless that cannot be, and day-month-year with dashes.
    private mutating func assembleNumbers() -> Bool {
        guard numbers.count == 3, separators.count >= 2, separators[0] == separators[1], numbers[1].digits <= 2 else { return false }
        if numbers[0].digits == 4, numbers[2].digits <= 2 {
            (time.year, time.month, time.day) = (numbers[0].value, numbers[1].value, numbers[2].value)
            return true
        }
        guard numbers[0].digits <= 2 else { return false }
        guard numbers[2].digits == 4 || numbers[2].digits == 2 else { return false }
        let (first, second) = (numbers[0].value, numbers[1].value)
        let monthFirst = separators[0] == "/" ? first <= 12 : false
        (time.month, time.day) = monthFirst ? (first, second) : (second, first)
        time.year = ZoneNames.fullYear(numbers[2].value, digits: numbers[2].digits)
        return true
    }
}
