import Monitor

/// Cachet, versions 2 (`api/v1/…`, verified with a captured body, transcribed) and 3 (`api/…` in JSON:API and `rss`, from its public source
/// code, cachethq/core).
///
/// Both keep ids of updates; the incident's own message is its first update, 0. Version 3's feed knows that first update alone, under the
/// incident's GUID, which its JSON has too. Times have no zone and are read as UTC, Cachet's default. Watching is monitoring, Fixed is
/// resolved; how bad an incident is only its components' states tell, where a document includes them.
enum CachetAdapter: PlatformAdapter {
    static let platform = Platform.cachet

    static func recognises(_ document: JSONOutline) -> Bool {
        guard document.kind == .object else { return false }
        return Cachet2.recognises(document) || Cachet3.recognises(document)
    }

    static func read(_ document: JSONSource, context: DecodingContext) throws(SourceError) -> Reading {
        Cachet2.recognises(document.outline)
            ? try Cachet2(context: context).reading(document) : try Cachet3(context: context).reading(document)
    }

    static var feedDialect: (any FeedDialect.Type)? { CachetFeed.self }

    /// Which version a page runs its address does not tell: the other version's documents are not found there.
    static func sources(of page: PageLocation) -> [PageSource] {
        let newest = "?sort=id&order=desc&per_page=50"
        let included = "?include=updates,components&per_page=50"
        return [
            PageSource(
                PageEndpoint("\(page.base)/api/incidents\(included)", .json), PageEndpoint("\(page.base)/api/schedules\(included)", .json)),
            PageSource(
                PageEndpoint("\(page.base)/api/v1/incidents\(newest)", .json),
                PageEndpoint("\(page.base)/api/v1/schedules\(newest)", .json)),
            page.document("/api/v1/incidents\(newest)", .json),
            page.document("/rss", .rss),
        ]
    }

    static func locate(in html: HTMLPage) -> PageLocation? {
        html.contains("vendor/cachethq/cachet/") || html.contains("powered by <a href=\"https://cachethq.io")
            ? PageLocation(html.base) : nil
    }
}

/// What both versions' documents mean.
enum CachetWords {
    static func status(incident value: Int?) -> StatusEvent.Status? {
        switch value {
        case 0: .scheduled
        case 1: .investigating
        case 2: .identified
        case 3: .monitoring
        case 4: .resolved
        default: nil
        }
    }

    /// 1 operational, 2 performance issues, 3 partial outage, 4 major outage.
    static func severity(component value: Int?) -> StatusEvent.Severity {
        switch value {
        case 2: .minor
        case 3: .major
        case 4: .critical
        default: .unknown
        }
    }

    /// A planned maintenance has no history: the states that it has come to, each at the time that the page gives.
    static func updates(ofSchedule value: Int, created: Int, starts: Int?, ended: Int?, message: String) -> [IdentifiedUpdate] {
        var updates = [IdentifiedUpdate(id: "0", seconds: created, status: .scheduled, text: message)]
        let start = starts ?? created
        if value >= 1 { updates.append(IdentifiedUpdate(id: "1", seconds: max(start, created), status: .inProgress, text: message)) }
        if value >= 2 {
            updates.append(IdentifiedUpdate(id: "2", seconds: max(ended ?? start, created), status: .completed, text: message))
        }
        return updates
    }
}
