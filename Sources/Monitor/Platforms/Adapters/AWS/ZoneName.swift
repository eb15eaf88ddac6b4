/// Zone names as Rails prints them on status pages, and the offsets that they stand for.
enum ZoneName {
    /// Seconds east of Greenwich; nil when the name is not known or stands for more than one zone in the world.
    static func offset(_ name: String) -> Int? {
        if name.isEmpty { return nil }
        if let minutes = minutesEast[name.uppercased()] { return minutes * 60 }
        return numericOffset(name)
    }

    /// The likeliest meaning of a name that stands for several.
    static func likeliestOffset(_ name: String) -> Int? { ambiguousMinutesEast[name.uppercased()].map { $0 * 60 } }

    /// "+03", "-0330", "+05:30".
    private static func numericOffset(_ name: String) -> Int? {
        guard let sign = name.first, sign == "+" || sign == "-" else { return nil }
        let digits = name.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy(\.isASCIIDigit) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        let minutes = digits.count == 2 ? value * 60 : value / 100 * 60 + value % 100
        guard minutes <= 14 * 60 else { return nil }
        return (sign == "-" ? -minutes : minutes) * 60
    }

    private static let minutesEast: [String: Int] = [
        "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
        "MSK": 180, "SAST": 120, "CAT": 120, "WAT": 60, "EAT": 180, "PKT": 300, "NPT": 345, "WIB": 420, "ICT": 420, "HKT": 480,
        "SGT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660,
        "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
        "AKST": -540, "AKDT": -480, "HST": -600, "NST": -210, "NDT": -150, "ADT": -180, "BRT": -180, "ART": -180, "CLT": -240,
        "CLST": -180, "COT": -300, "PET": -300,
    ]

    /// IST: India, Israel, Ireland. CST: North America, China. BST: Britain, Bangladesh. AST: the Atlantic, Arabia.
    private static let ambiguousMinutesEast: [String: Int] = ["IST": 330, "CST": -360, "BST": 60, "AST": -240]
}
