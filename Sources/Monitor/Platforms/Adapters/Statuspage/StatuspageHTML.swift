import Monitor

/// Splits the HTML of one Statuspage feed entry into its updates.
///
/// Each update is `<p><small>Jul <var>20</var>, <var>04:44</var> UTC</small><br><strong>Resolved</strong> - text</p>`, newest
/// first. Templates differ in white space, in `<var>` (absent before 2015), and texts may hold paragraphs of their own, so an update
/// goes from its header to the next header, whatever stands between.
struct StatuspageHTML {
    /// An update's header and where its parts stand.
    struct Header {
        var time: StatuspageTime
        var status: Range<Int>
        /// Where the block that holds the header begins: the end of the text before it.
        var start: Int
        var textStart: Int
    }

    /// All headers, in the page's order.
    static func headers(in html: Span<UInt8>) -> [Header] {
        var headers: [Header] = []
        var search = 0
        while let small = html.firstIndex(ofASCII: "<small", from: search) {
            search = small + 6
            guard let header = header(at: small, in: html) else { continue }
            search = header.textStart
            headers.append(header)
        }
        return headers
    }

    /// Whether the HTML, as far as the first of its headers, announces a planned maintenance.
    static func isScheduledEvent(_ html: Span<UInt8>, before first: Header?) -> Bool {
        html.extracting(0..<(first?.start ?? html.count)).firstIndex(ofASCII: "this is a scheduled event") != nil
    }

    /// The word in the `<strong>` that HTML without any header begins with, after its opening tags.
    static func leadingState(of html: Span<UInt8>) -> StatusEvent.Status? {
        guard let strong = html.firstIndex(ofASCII: "<strong>"), strong < 40,
            let end = html.firstIndex(ofASCII: "</strong>", from: strong)
        else { return nil }
        return StatusEvent.Status(pageWord: html.text(strong + 8..<end))
    }

    private static func header(at small: Int, in html: Span<UInt8>) -> Header? {
        guard let open = html.firstIndex(of: UInt8(ascii: ">"), from: small),
            let close = html.firstIndex(ofASCII: "</small>", from: open), close - open < 200,
            let time = StatuspageTime(html.extracting(open + 1..<close))
        else { return nil }
        var index = html.skippingWhiteSpace(from: close + 8)
        while html.hasASCII("<br", at: index), let end = html.firstIndex(of: UInt8(ascii: ">"), from: index) {
            index = html.skippingWhiteSpace(from: end + 1)
        }
        guard html.hasASCII("<strong>", at: index), let end = html.firstIndex(ofASCII: "</strong>", from: index) else { return nil }
        return Header(
            time: time, status: index + 8..<end, start: blockStart(before: small, in: html),
            textStart: skippingDash(from: end + 9, in: html))
    }

    /// Back over white space and one `<p>`.
    private static func blockStart(before small: Int, in html: Span<UInt8>) -> Int {
        var index = small
        while index > 0, html[index - 1].isASCIISpace { index -= 1 }
        guard index > 0, html[index - 1] == UInt8(ascii: ">") else { return small }
        var open = index - 1
        while open > 0, index - open < 200, html[open] != UInt8(ascii: "<") { open -= 1 }
        return html.hasASCII("<p", at: open) ? open : small
    }

    /// Over " - ", whichever dash it is.
    private static func skippingDash(from start: Int, in html: Span<UInt8>) -> Int {
        let index = html.skippingWhiteSpace(from: start)
        if index < html.count, html[index] == UInt8(ascii: "-") { return index + 1 }
        for dash: StaticString in ["&ndash;", "&mdash;", "\u{2013}", "\u{2014}"] where html.hasASCII(dash, at: index) {
            return index + dash.utf8CodeUnitCount
        }
        return start
    }
}

extension Span<UInt8> {
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        var index = start
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }
}
