import FoundationEssentials
import Monitor
import Platforms
import Support
import Testing
import Transfer

/// How a page of the catalogue is played.
private enum Temper: CaseIterable {
    case real, webPage, failing, slow, quiet

    /// A tenth each, and the rest quiet.
    init(_ index: Int) { self = index % 10 < 4 ? Self.allCases[index % 10] : .quiet }
}

@Suite("All pages of the catalogue", .timeLimit(.minutes(5)))
struct CatalogueRunTests {
    /// Each tenth page in a run of all tests; all of them with `STATUS_MONITOR_CATALOGUE_RUN` set.
    private static let isWhole = ProcessInfo.processInfo.environment["STATUS_MONITOR_CATALOGUE_RUN"] != nil

    /// Those whose documents are on their own hosts: another host serves many pages.
    private static let providers: [BuiltInProvider] = {
        let own = BuiltInProviders.all.filter { provider in
            provider.homePage.hasPrefix("https://")
                && provider.sources.allSatisfy { $0.endpoints.allSatisfy { host(of: $0.url) == host(of: provider.homePage) } }
        }
        var hosts: Set<Substring> = []
        let different = own.filter { hosts.insert(host(of: $0.homePage)).inserted }
        return different.enumerated().filter { isWhole || $0.offset % 7 == 0 }.map(\.element)
    }()

    private static func host(of url: String) -> Substring { url.dropFirst("https://".count).prefix { $0 != "/" } }

    private static let mark = "<title>Status</title><link rel='icon' href='//x.example/statuspage.io/i.ico'>"

    private static func answer(to url: String, as temper: Temper, number: Int) -> PlayedPage.Answer {
        let host = host(of: url)
        let path = url.dropFirst("https://".count + host.count)
        switch temper {
        case .webPage: return .html("<!doctype html><title>App</title><div id=root></div>")
        case .failing: return .status([404, 500, 503, 410][number / 10 % 4])
        case .slow: return .silence
        case .real, .quiet:
            if path.isEmpty || path == "/" { return .html(mark) }
            let isReal = temper == .real
            if path.hasSuffix(".atom") || path.hasSuffix("/atom") { return isReal ? fixture("history.atom", host) : feed(host) }
            if path.hasSuffix(".rss") || path.hasSuffix("/rss") || path.hasSuffix("/feed") {
                return isReal ? fixture("history.rss", host) : feed(host)
            }
            return isReal ? fixture(path.contains("maintenance") ? "scheduled-maintenances.json" : "incidents.json", host) : list(host)
        }
    }

    private static let texts: [String: String] = Dictionary(
        uniqueKeysWithValues: ["history.atom", "history.rss", "incidents.json", "scheduled-maintenances.json"].map {
            ($0, (try? OwnFixtures.text("platforms/statuspage/" + $0)) ?? "")
        })

    private static func fixture(_ name: String, _ host: Substring) -> PlayedPage.Answer {
        let text = (texts[name] ?? "").replacing("status.acme.example", with: host)
        return .document(Array(text.utf8), contentType: name.hasSuffix("json") ? "application/json" : "application/xml")
    }

    private static func list(_ host: Substring) -> PlayedPage.Answer {
        let text =
            "{\"page\":{\"id\":\"abcdefghijkl\",\"name\":\"P\",\"url\":\"https://\(host)\"},\"incidents\":[],\"scheduled_maintenances\":[]}"
        return .document(Array(text.utf8), contentType: "application/json")
    }

    private static func feed(_ host: Substring) -> PlayedPage.Answer {
        let text = """
            <feed xmlns="http://www.w3.org/2005/Atom"><id>tag:\(host),2005:/history</id><title>P Status</title>
            <link rel="alternate" href="https://\(host)"/><updated>2026-07-21T09:00:00Z</updated></feed>
            """
        return .document(Array(text.utf8), contentType: "application/atom+xml")
    }

    @Test("Each has the outcome that its answers give, in three rounds, and none is held up by another")
    func outcomes() async throws {
        let providers = Self.providers
        let tempers = Dictionary(
            uniqueKeysWithValues: providers.enumerated().map { (Self.host(of: $0.element.homePage), (Temper($0.offset), $0.offset)) })
        var page = PlayedPage("https://catalogue.example", [:])
        page.decide = { url in
            guard let (temper, number) = tempers[Self.host(of: url)] else { return .status(404) }
            return Self.answer(to: url, as: temper, number: number)
        }
        let player = try PagePlayer(page, concurrency: 200)
        var options = PageProvider.Options()
        options.limits.stallTimeout = .seconds(2)
        options.limits.transferTimeout = .seconds(2)
        let pages = providers.map { PageProvider.make($0, client: player.client, options: options) }
        for round in 1...3 {
            let wrong = await Self.poll(pages, round: round)
            #expect(wrong.isEmpty, "round \(round): \(wrong.count), \(wrong.prefix(3))")
            if Self.isWhole { print("catalogue: round \(round), \(pages.count) pages, \(Self.residentKilobytes) kB") }
        }
        await player.stop()
    }

    /// What is not as it should be.
    private static func poll(_ pages: [PageProvider], round: Int) async -> [String] {
        await withTaskGroup(of: String?.self) { group in
            for (number, page) in pages.enumerated() {
                group.addTask { await fault(of: page, Temper(number), round: round) }
            }
            return await group.reduce(into: []) { faults, fault in if let fault { faults.append(fault) } }
        }
    }

    private static func fault(of page: PageProvider, _ temper: Temper, round: Int) async -> String? {
        do throws(SourceError) {
            let result = try await page.poll()
            switch temper {
            case .real: return round > 1 || !result.events.isEmpty ? nil : "\(page.name): no events"
            case .quiet: return result.events.isEmpty ? nil : "\(page.name): \(result.events.count) events of a quiet page"
            case .webPage, .failing, .slow: return "\(page.name): read, though it is \(temper)"
            }
        } catch {
            switch temper {
            case .real, .quiet: return "\(error)"
            case .slow: return error.code == .transfer ? nil : "\(error)"
            case .webPage, .failing: return nil
            }
        }
    }

    private static var residentKilobytes: Int {
        let status = FileManager.default.contents(atPath: "/proc/self/status").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
