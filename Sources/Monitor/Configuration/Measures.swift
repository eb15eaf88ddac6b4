/// Reads durations and sizes as people write them.
public enum Measures {
    /// Reads "300s", "5m", "1h30m", "250ms": whole numbers with a unit each (d, h, m, s, ms), largest first.
    ///
    /// - Returns: nil for anything else, and for what no `Int64` of milliseconds holds.
    public static func duration(_ text: String) -> Duration? {
        let units: [(name: Substring, milliseconds: Int64)] = [
            ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
        ]
        var rest = text[...]
        var total: Int64 = 0
        var nextUnit = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { "0"..."9" ~= $0 }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { "a"..."z" ~= $0 }
            rest = rest.dropFirst(name.count)
            guard let number = Int64(digits), let unit = units.firstIndex(where: { $0.name == name }), unit >= nextUnit else { return nil }
            let (product, overflows) = number.multipliedReportingOverflow(by: units[unit].milliseconds)
            let (sum, sumOverflows) = total.addingReportingOverflow(product)
            guard !overflows, !sumOverflows else { return nil }
            total = sum
            nextUnit = unit + 1
        }
        return .milliseconds(total)
    }

    /// Writes a duration as ``duration(_:)`` reads it.
    static func text(_ duration: Duration) -> String {
        var rest = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        guard rest > 0 else { return "0s" }
        var text = ""
        for (name, size) in [("h", Int64(3_600_000)), ("m", 60_000), ("s", 1000), ("ms", 1)] where rest >= size {
            text += "\(rest / size)\(name)"
            rest %= size
        }
        return text
    }

    /// Reads "8MiB", "512KiB", "2MB", "65536" as bytes.
    static func byteCount(_ text: String) -> Int? {
        let digits = text.prefix { "0"..."9" ~= $0 }
        let factors = [
            "": 1, "B": 1, "kB": 1000, "KB": 1000, "KiB": 1 << 10, "MB": 1_000_000, "MiB": 1 << 20, "GB": 1_000_000_000, "GiB": 1 << 30,
        ]
        let unit = String(text.dropFirst(digits.count).drop { $0 == " " })
        guard let number = Int(digits), let factor = factors[unit] else { return nil }
        let (product, overflows) = number.multipliedReportingOverflow(by: factor)
        return overflows ? nil : product
    }
}
