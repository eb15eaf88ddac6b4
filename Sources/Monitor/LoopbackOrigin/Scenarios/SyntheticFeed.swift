/// Atom pages in the shape that Statuspage serves: 25 incidents of five to seven updates, about 65 kB, 4 to 5 kB in gzip.
/// The same number gives the same page on every machine.
enum SyntheticFeed {
    /// In what a page differs from the reading before.
    enum Change: Sendable, Hashable {
        /// Only in the feed's own `updated`: no entry differs.
        case feedDate
        /// In the text of each entry.
        case everyEntry
    }

    static let pageCount = 50
    private static let entryCount = 25

    /// - Parameters:
    ///   - number: 0 ..< ``pageCount``.
    ///   - edition: pages of different editions differ in what `change` says.
    static func page(_ number: Int, edition: Int = 0, change: Change = .feedDate) -> [UInt8] {
        var random = SeededRandom(state: UInt64(number) &* 0x9e37_79b9 &+ 1)
        let host = "status.provider\(number).example"
        var time = UTCTime(secondsSinceEpoch: 1_784_522_640)
        let second = change == .feedDate ? edition % 60 : 0
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
              <id>tag:\(host),2005:/history</id>
              <link rel="alternate" type="text/html" href="https://\(host)"/>
              <link rel="self" type="application/atom+xml" href="https://\(host)/history.atom"/>
              <title>Provider \(number) Status - Incident History</title>
              <updated>\(time.adding(seconds: second).rfc3339)</updated>
              <author>
                <name>Provider \(number)</name>
              </author>

            """
        for _ in 0..<entryCount {
            text += entry(host: host, time: &time, remark: change == .everyEntry ? edition : 0, random: &random)
        }
        return Array((text + "</feed>\n").utf8)
    }

    private static func entry(host: String, time: inout UTCTime, remark: Int, random: inout SeededRandom) -> String {
        let component = random.pick(IncidentTexts.components)
        let region = random.pick(IncidentTexts.regions)
        let symptom = random.pick(IncidentTexts.symptoms)
        let number = random.next(below: 90_000_000) + 10_000_000
        let count = 5 + random.next(below: 3)
        time = time.adding(seconds: -3_600 * (5 + random.next(below: 86)))
        let published = time
        var update = published.adding(seconds: 4 * 3_600)
        let last = update
        let paragraphs = (0..<count).map { index in
            let share = 2 + random.next(below: 59)
            let (status, words) = IncidentTexts.update(index, of: count, component, region, symptom, share)
            update = update.adding(seconds: -60 * (9 + random.next(below: 30)))
            return "<p><small>\(update.monthName) <var data-var='date'>\(update.day)</var>, "
                + "<var data-var='time'>\(update.clock)</var> UTC</small><br><strong>\(status)</strong> - \(words)"
                + (remark == 0 ? "" : " Remark \(remark).") + "</p>"
        }
        let content = paragraphs.joined(separator: "\n").map { $0 == "<" ? "&lt;" : $0 == ">" ? "&gt;" : String($0) }.joined()
        return """
              <entry>
                <id>tag:\(host),2005:Incident/\(number)</id>
                <published>\(published.rfc3339)</published>
                <updated>\(last.rfc3339)</updated>
                <link rel="alternate" type="text/html" href="https://\(host)/incidents/\(String(number, radix: 36))"/>
                <title>\(component): \(symptom) in \(region)</title>
                <content type="html">\(content)</content>
              </entry>

            """
    }
}
