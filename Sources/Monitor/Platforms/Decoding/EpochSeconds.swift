import FoundationEssentials
import Parsing

/// A time as whole seconds since 1970, within the years 1970 to 9999: what ids are made of and what a page can sensibly mean.
struct EpochSeconds {
    let value: Int

    /// RFC 3339 as JSON writes it, or a number of seconds or milliseconds.
    init?(_ text: String) {
        if let number = Int(text) {
            self.init(number: number)
        } else if let date = DateParser.rfc3339(text) {
            self.init(date)
        } else {
            return nil
        }
    }

    init?(_ date: Date) {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
        value = Int(seconds)
    }

    /// Seconds, or milliseconds where seconds would lie past the year 5000.
    init?(number: Int) {
        let seconds = number >= 100_000_000_000 ? number / 1000 : number
        guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
        value = seconds
    }
}
