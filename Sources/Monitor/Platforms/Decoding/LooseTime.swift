import Parsing

/// Times as self-hosted pages print them: RFC 3339, a date and a clock without a zone (UTC is meant), or Go's
/// "2025-09-12 19:20:02 +0200 CEST".
enum LooseTime {
    /// Seconds since 1970; nil for anything else, such as Hugo's "<no value>".
    static func seconds(_ text: String) -> Int? {
        var reader = Reader(text)
        return reader.dateAndClock() ?? EpochSeconds(text)?.value
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var index = 0

        init(_ text: String) { bytes = Array(text.utf8.prefix(64)) }

        mutating func dateAndClock() -> Int? {
            guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2), take(" ") || take("T"),
                let hour = number(2), take(":"), let minute = number(2)
            else { return nil }
            var second = 0
            if take(":") {
                guard let number = number(2) else { return nil }
                second = number
                if take(".") { while index < bytes.count, bytes[index].isASCIIDigit { index += 1 } }
            }
            guard let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second) else { return nil }
            while take(" ") {}
            guard let offset = offset() else { return nil }
            let seconds = time.epochSeconds - offset
            return seconds >= 0 ? seconds : nil
        }

        /// East of UTC, in seconds; nothing is UTC. What follows an offset is Go's name of the zone.
        private mutating func offset() -> Int? {
            if index == bytes.count || take("Z") || rest == "UTC" { return 0 }
            let sign = take("+") ? 1 : take("-") ? -1 : 0
            guard sign != 0, let hours = number(2) else { return nil }
            _ = take(":")
            guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
            return sign * (hours * 3600 + minutes * 60)
        }

        private var rest: String { String(decoding: bytes[index...], as: UTF8.self) }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }

        private mutating func number(_ digits: Int) -> Int? {
            guard bytes.count - index >= digits else { return nil }
            var value = 0
            for byte in bytes[index..<index + digits] {
                guard byte.isASCIIDigit else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            index += digits
            return value
        }
    }
}
