/// Zones by name and number, and the century of short years.
enum ZoneNames {
    /// Hours east of UTC: RFC 822's, then those that feeds use besides.
    private static let hours: [String: Double] = [
        "ut": 0, "utc": 0, "gmt": 0, "z": 0, "zulu": 0, "wet": 0, "uct": 0,
        "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
        "et": -5, "ct": -6, "mt": -7, "pt": -8,
        "ast": -4, "adt": -3, "akst": -9, "akdt": -8, "hst": -10, "hast": -10, "hadt": -9, "nst": -3.5, "ndt": -2.5,
        "bst": 1, "ist": 5.5, "west": 1, "cet": 1, "cest": 2, "cedt": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
        "trt": 3,
        "msk": 3, "msd": 4, "gst": 4, "pkt": 5, "wib": 7, "ict": 7, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8,
        "acst": 9.5, "acdt": 10.5,
        "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nzt": 12, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5,
        "pet": -5, "sast": 2, "eat": 3,
        "wat": 1, "cat": 2,
    ]

    /// Seconds east of UTC of a zone's name in lower case; nil when it is none. Single letters as RFC 822 has them.
    static func offset(of name: String) -> Int? {
        if let known = hours[name] { return Int(known * 3600) }
        guard name.utf8.count == 1, let letter = name.utf8.first else { return nil }
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "i"): return -(Int(letter) - 0x60) * 3600
        case UInt8(ascii: "k")...UInt8(ascii: "m"): return -(Int(letter) - 0x61) * 3600
        case UInt8(ascii: "n")...UInt8(ascii: "y"): return (Int(letter) - 0x6D) * 3600
        default: return nil
        }
    }

    /// "+02:00", "-0500", "+1", "GMT+2", "PST", "p.m. EST": what stands behind a time, in lower case. False when it is none of these.
    static func read(_ text: String, into time: inout CivilTime) -> Bool {
        var rest = HTMLText.trimmed(text)[...]
        if let open = rest.firstIndex(where: { $0 == "(" || $0 == "[" }), open != rest.startIndex {
            rest = HTMLText.trimmed(String(rest[..<open]))[...]
        }
        for (word, isAfternoon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)] where rest.hasPrefix(word) {
            let after = rest.dropFirst(word.count)
            guard after.isEmpty || after.first == " " else { continue }
            guard setHalf(isAfternoon, of: &time) else { return false }
            rest = HTMLText.trimmed(String(after))[...]
            break
        }
        while rest.first == "(" || rest.first == "[" { rest = rest.dropFirst() }
        while rest.last == ")" || rest.last == "]" || rest.last == "." { rest = rest.dropLast() }
        guard !rest.isEmpty else { return true }
        let name = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(name.count)
        var offset = 0
        if !name.isEmpty {
            // A name that nobody knows is taken as UTC rather than losing the date.
            guard name.utf8.count <= 5 else { return rest.first == "/" }
            offset = Self.offset(of: String(name)) ?? 0
        }
        let digits = rest.drop { $0 == " " }
        if let number = signed(digits) {
            offset = name.isEmpty || ["gmt", "utc", "ut", "z"].contains(name) ? number : offset
        } else if !digits.isEmpty {
            // "-05:00 GMT" and the like: the number comes first.
            guard let blank = digits.firstIndex(of: " "), let number = signed(digits[..<blank]) else { return false }
            offset = number
        }
        time.offset = offset
        return true
    }

    /// Twelve-hour clocks.
    static func setHalf(_ isAfternoon: Bool, of time: inout CivilTime) -> Bool {
        guard time.hour <= 12 else { return isAfternoon }
        if isAfternoon, time.hour < 12 { time.hour += 12 } else if !isAfternoon, time.hour == 12 { time.hour = 0 }
        return true
    }

    /// Seconds of "+0200", "-5:30", "+01"; nil for what is no such number.
    static func signed(_ text: some StringProtocol) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-" || sign == "\u{2212}" else { return nil }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty, first.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), first.utf8.count <= 6,
            let number = Int(first)
        else { return nil }
        var (hours, minutes) = (number, 0)
        if parts.count >= 2 {
            guard parts.count <= 3, first.utf8.count <= 2, let value = Int(parts[1]), parts[1].utf8.count == 2 else { return nil }
            minutes = value
        } else if first.utf8.count > 2 {
            let value = first.utf8.count == 6 ? number / 100 : first.utf8.count == 5 ? number / 10 : number
            (hours, minutes) = (value / 100, value % 100)
        }
        guard hours <= 25, minutes < 60 else { return nil }
        return (sign == "+" ? 1 : -1) * (hours * 3600 + minutes * 60)
    }

    /// The year that a short one means (RFC 2822 section 4.3).
    static func fullYear(_ year: Int, digits: Int) -> Int {
        switch digits {
        case 1, 2: year < 50 ? 2000 + year : 1900 + year
        case 3: 1900 + year
        default: year
        }
    }
}
