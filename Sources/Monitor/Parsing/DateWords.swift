/// Months and other words of dates, in the languages that feeds are seen in. All in lower case, without accents.
enum DateWords {
    /// By month, the beginnings that name it; the longest fitting one counts.
    private static let monthStems: [[String]] = [
        ["jan", "jän", "janv", "ene", "gen", "ιαν", "янв", "stycz", "sty", "ocak", "oca", "led", "ian", "tammi", "ianua", "siječ"],
        ["feb", "fev", "fév", "febr", "φεβ", "фев", "lut", "şub", "sub", "úno", "fevr", "helmi"],
        ["mar", "mär", "mrz", "maer", "mrt", "maart", "març", "marz", "μαρ", "μαω", "μάω", "мар", "maaliskuu", "bře", "márc"],
        ["apr", "avr", "abr", "ápr", "απρ", "апр", "kwi", "nis", "dub", "huhti"],
        ["may", "mai", "mag", "mei", "maj", "máj", "maí", "μαι", "μαϊ", "μάι", "мая", "май", "kvě", "touko"],
        ["jun", "juin", "giu", "jún", "ιουν", "ιον", "июн", "cze", "haz", "kesä", "iun", "giugno"],
        ["jul", "juil", "lug", "júl", "ιουλ", "ιολ", "июл", "lip", "tem", "heinä", "iul", "luglio"],
        ["aug", "aoû", "aou", "ago", "αυγ", "авг", "sie", "ağu", "agu", "srp", "elo"],
        ["sep", "set", "sept", "szep", "σεπ", "сен", "wrz", "eyl", "zář", "syys"],
        ["oct", "okt", "out", "ott", "οκτ", "окт", "paź", "eki", "ekim", "říj", "loka"],
        ["nov", "νοε", "ноя", "lis", "kas", "marras"],
        ["dec", "dez", "déc", "dic", "des", "δεκ", "дек", "gru", "ara", "pro", "joulu"],
    ]

    private static let stems: [(stem: String, month: Int)] = monthStems.enumerated()
        .flatMap { index, stems in stems.map { (folded($0), index + 1) } }
        .sorted { $0.0.utf8.count > $1.0.utf8.count }

    /// The month that a word names, nil when it names none.
    static func month(_ word: String) -> Int? {
        let plain = folded(word)
        guard plain.count >= 3, plain.count <= 12 else { return nil }
        return stems.first { plain.hasPrefix($0.stem) }?.month
    }

    /// Words that stand in dates and say nothing: weekdays, "of", "at", "o'clock".
    static func isFiller(_ word: String) -> Bool {
        let plain = folded(word)
        return fillers.contains(plain)
            || weekdayStems.contains { $0.utf8.count < 3 ? plain == $0 : plain.count <= 13 && plain.hasPrefix($0) }
    }

    private static let fillers: Set<String> = [
        "t", "of", "the", "at", "on", "de", "del", "di", "da", "le", "la", "el", "il", "um", "uhr", "den", "der", "am", "a", "as", "à",
        "às", "om", "klo", "kl", "kell",
        "st", "nd", "rd", "th", "er", "ª", "º", "h", "m", "s", "o", "do", "το", "στις", "r", "г", "у", "в", "y", "e", "les", "alle", "ore",
        "ora",
    ]

    /// English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish, Hungarian, Greek, Russian, Czech, Turkish, Finnish, Korean, CJK.
    private static let weekdayStems: [String] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so", "montag", "dienst", "mittw", "donner",
        "freit", "samst", "sonna",
        "sonn", "lun", "mer", "jeu", "ven", "sam", "dim", "mie", "jue", "vie", "sab", "dom", "gio", "seg", "ter", "qua", "qui", "sex",
        "maan", "dins", "woens", "donder",
        "vrij", "zater", "zon", "ma", "wo", "vr", "za", "zo", "man", "tir", "tis", "ons", "tor", "fre", "lor", "lør", "sön", "søn", "pon",
        "wto", "sro", "czw", "pia",
        "sob", "nie", "het", "ked", "sze", "csu", "pen", "szo", "vas", "κυρ", "δευ", "τρι", "τετ", "πεμ", "παρ", "σαβ", "пон", "вто", "сре",
        "чет", "пят", "суб", "вос",
        "пн", "вт", "ср", "чт", "пт", "сб", "вс", "pzt", "sal", "car", "per", "cum", "paz", "su", "ke", "to", "pe", "la", "tu", "we", "th",
        "월", "화", "수", "목", "금", "토",
        "일", "月", "火", "水", "木", "金", "土", "日", "星期", "周", "sr", "sre", "ut", "ct", "ned", "stre", "ctv",
    ].map(folded)

    /// Without accents, in lower case.
    static func folded(_ word: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in word.lowercased().unicodeScalars {
            switch scalar {
            case "á", "à", "â", "ä", "ã", "å", "ą": result.append("a")
            case "é", "è", "ê", "ë", "ě", "ę": result.append("e")
            case "í", "ì", "î", "ï": result.append("i")
            case "ó", "ò", "ô", "ö", "õ", "ő": result.append("o")
            case "ú", "ù", "û", "ü", "ű", "ů": result.append("u")
            case "ç", "č", "ć": result.append("c")
            case "ş", "š", "ś": result.append("s")
            case "ž", "ź", "ż": result.append("z")
            case "ñ", "ń": result.append("n")
            case "ř": result.append("r")
            case "ğ": result.append("g")
            case "ý": result.append("y")
            case "ł": result.append("l")
            case "ά": result.append("α")
            case "έ": result.append("ε")
            case "ή": result.append("η")
            case "ί", "ϊ", "ΐ": result.append("ι")
            case "ό": result.append("ο")
            case "ύ", "ϋ": result.append("υ")
            case "ώ": result.append("ω")
            case "ё": result.append("е")
            case _ where scalar.value >= 0x300 && scalar.value < 0x370: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
