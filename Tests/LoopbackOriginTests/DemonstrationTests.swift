import FoundationEssentials
import Monitor
import Platforms
import Testing

@Suite("The demonstration's pages")
struct DemonstrationTests {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/scripts/demo-pages/"

    @Test(
        "Each page can be read at every time, adds one update at a time, and ends with its incident resolved",
        arguments: [("openai/feed.atom", 4), ("github/history.atom", 4), ("aws/rss/all.rss", 3)])
    func tellAStory(_ page: String, _ updates: Int) throws {
        let recordings = try FileManager.default.contentsOfDirectory(atPath: Self.folder + page).sorted()
        let deduplication = Deduplication(now: { Date(timeIntervalSince1970: 1_784_539_800) })
        var announced: [[StatusEvent]] = []
        for recording in recordings {
            let body = try #require(FileManager.default.contents(atPath: Self.folder + page + "/" + recording))
            let reading = try PayloadDecoder().decode([UInt8](body), context: DecodingContext(provider: page))
            let result = PollResult(events: reading.events, format: reading.format, granularity: reading.granularity)
            announced.append(deduplication.admit(result, from: page))
        }
        #expect(announced.allSatisfy { $0.count <= 1 })
        let events = announced.joined()
        #expect(events.count == updates)
        #expect(Set(events.map(\.incident)).count == 1 || page.hasPrefix("aws"))
        #expect(events.last?.status == .resolved)
    }
}
