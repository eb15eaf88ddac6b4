import Monitor
import Parsing

/// AWS's retired `data.json` (to 2023), verified with captured bytes: what is on now and what was, each with one HTML description that
/// grows by a `<div>` an update.
///
/// An update begins with its time of day, "7:50 AM PST", and with the day before it ("Nov 26, 12:03 AM PST") where that is not the day of
/// the item's `date`. The `date` itself moved by hours while an item was open, within its day. The incident is the service in its region,
/// as in AWS's other formats, the update its time.
struct AWSDashboardData {
    var context: DecodingContext

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object, document.keys.count == 2, document.has("archive", "current") else { return false }
        return ["archive", "current"].allSatisfy { list in
            let item = document.keys(of: list)
            return item.isEmpty || ["service", "summary", "date", "description"].allSatisfy(item.contains)
        }
    }

    func reading(_ payload: JSONSource) throws(SourceError) -> Reading {
        let document = try payload.decode(Document.self, context: context)
        var events: [StatusEvent] = []
        var ordinals: [String: Int] = [:]
        for (list, items) in [("archive", document.archive), ("current", document.current)] {
            for (index, item) in items.enumerated() {
                for update in try updates(of: item, path: "\(list)[\(index)]") {
                    let key = "\(update.service.code)/\(update.seconds)"
                    let ordinal = ordinals[key, default: 0] + 1
                    ordinals[key] = ordinal
                    events.append(update.event(provider: context.provider, ordinal: ordinal))
                }
            }
        }
        StatusEvent.sortOldestFirst(&events)
        return Reading(events: events, format: "json", platform: .aws)
    }

    private func updates(of item: Item, path: String) throws(SourceError) -> [AWSUpdate] {
        let date = try context.seconds(item.date, at: "\(path).date")
        let title = AWSTitle(item.summary)
        let isResolved = title.isResolved || item.status == 0
        let severity = AWSUpdate.severity(AWSTitle.Severity(rawValue: item.status ?? -1) ?? .unknown)
        let html = item.description.utf8Span.span
        var parts = Self.parts(of: html, date: date)
        if parts.isEmpty { parts = [(date, 0..<html.count)] }
        let newest = parts.indices.max { parts[$0].seconds < parts[$1].seconds }
        return parts.indices.map { index in
            AWSUpdate(
                service: AWSServiceCode(code: item.service), serviceName: Self.serviceName(item.serviceName), seconds: parts[index].seconds,
                title: title.title, text: PlainText.ofHTML(html.extracting(parts[index].text)), isResolved: isResolved && index == newest,
                severity: severity, url: "https://status.aws.amazon.com/")
        }
    }

    /// Each update's time and where its text stands, in the page's order.
    private static func parts(of html: Span<UInt8>, date: Int) -> [(seconds: Int, text: Range<Int>)] {
        var parts: [(seconds: Int, text: Range<Int>)] = []
        var search = 0
        while let span = html.firstIndex(ofASCII: "<span class=\"yellowfg\">", from: search) {
            search = span + 23
            guard let close = html.firstIndex(ofASCII: "</span>", from: search), close - search < 60,
                let clock = AWSClock(html.text(search..<close))
            else { continue }
            if let last = parts.indices.last { parts[last].text = parts[last].text.lowerBound..<span }
            parts.append((clock.seconds(near: date), close + 7..<html.count))
            search = close
        }
        return parts
    }

    /// Without the region, which the code tells: "Amazon Kinesis Data Streams (N. Virginia)".
    private static func serviceName(_ name: String?) -> String? {
        guard let name, name.hasSuffix(")"), let bracket = name.lastIndex(of: "(") else { return name }
        var short = name[..<bracket]
        while short.last?.isWhitespace == true { short.removeLast() }
        return String(short)
    }

    private struct Document: Decodable {
        var archive: [Item]
        var current: [Item]
        enum Keys: String, CodingKey { case archive, current }
        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            archive = try fields.list(.archive)
            current = try fields.list(.current)
        }
    }

    private struct Item: Decodable {
        var service: String
        var serviceName: String?
        var summary: String
        var date: String?
        /// 0 normal, 1 informational, 2 degraded, 3 disrupted.
        var status: Int?
        var description: String

        enum Keys: String, CodingKey { case service, summary, date, status, description, serviceName = "service_name" }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Keys.self)
            service = try fields.required(.service)
            serviceName = fields.text(.serviceName)
            summary = fields.text(.summary) ?? ""
            date = fields.text(.date)
            status = fields.integer(.status)
            description = fields.text(.description) ?? ""
        }
    }
}

/// "7:50 AM PST" or "Nov 26, 12:03 AM PST".
struct AWSClock {
    private var month: Int?
    private var day = 1
    private var time: Int
    private var offset: Int

    init?(_ text: String) {
        var words = text.split { $0.isWhitespace || $0 == "," }[...]
        if words.count >= 5, let name = words.first, let number = Int(words[words.startIndex + 1]) {
            guard let month = Self.months.firstIndex(of: name.prefix(3).lowercased()) else { return nil }
            self.month = month + 1
            day = number
            words = words.dropFirst(2)
        }
        guard words.count >= 2 else { return nil }
        let clock = words[words.startIndex].split(separator: ":").map { Int($0) }
        let half = words[words.startIndex + 1].uppercased()
        guard clock.count == 2, let hour = clock[0], let minute = clock[1], (1...12).contains(hour), (0...59).contains(minute),
            half == "AM" || half == "PM"
        else { return nil }
        time = (hour % 12 + (half == "PM" ? 12 : 0)) * 3600 + minute * 60
        let zone = words.count > 2 ? String(words[words.startIndex + 2]) : "PST"
        offset = ZoneName.offset(zone) ?? -8 * 3600
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Of a time without a day, the local day of `date`; of one without a year, the year that puts it nearest to `date`.
    func seconds(near date: Int) -> Int {
        let midnight = (date + offset).flooredDivision(by: 86_400) * 86_400
        guard let month else { return midnight + time - offset }
        let year = CivilTime(epochSeconds: date + offset).year
        let days = (year - 1...year + 1).compactMap { CivilTime(year: $0, month: month, day: day)?.epochSeconds }
        return (days.min { abs($0 - midnight) < abs($1 - midnight) } ?? midnight) + time - offset
    }
}
