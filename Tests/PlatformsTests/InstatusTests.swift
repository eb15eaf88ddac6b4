import FoundationEssentials
import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Instatus in each of its formats")
struct InstatusTests {
    private static let code = "clq3wc2ap1350bronl8974abc"

    @Test("The summary tells the state that each incident and maintenance is in")
    func summary() throws {
        let reading = try decode("instatus/summary.json")
        #expect(reading.platform == .instatus)
        #expect(reading.pageName == "Vandelay")
        #expect(reading.events.map(\.id) == ["cmtlnoty400tz1bk3ehvx2def/scheduled", "\(Self.code)/monitoring"])
        #expect(reading.events.map(\.kind) == [.maintenance, .incident])
        #expect(reading.events.map(\.severity) == [.none, .major])
        #expect(reading.events.map(\.timestamp) == [try time("2026-05-03T08:00:00Z"), try time("2026-05-04T17:08:00Z")])
        #expect(reading.events[1].url == "https://status.vandelay.example/incident/\(Self.code)")
    }

    @Test("The feed tells every update, the present state under the summary's id")
    func feed() throws {
        let reading = try decode("instatus/history.atom")
        #expect(reading.platform == .instatus)
        #expect(reading.events.map(\.id) == ["investigating", "investigating.2", "monitoring"].map { "\(Self.code)/\($0)" })
        #expect(reading.events.map(\.status) == [.investigating, .update, .monitoring])
        #expect(reading.events.map(\.text) == ["Latex has not come.", "It is on a ship.", "It was unloaded."])
        #expect(
            reading.events.map(\.timestamp) == [
                try time("2026-05-04T14:58:00Z"), try time("2026-05-04T15:30:00Z"), try time("2026-05-04T17:08:00Z"),
            ])
        let summary = try decode("instatus/summary.json").events.filter { $0.incident == Self.code }
        #expect(summary.map(Essence.init) == reading.events.suffix(1).map(Essence.init))
    }

    @Test("A feed that lists the newest update first gives the same ids and times")
    func newestFirst() throws {
        let text = try OwnFixtures.text("platforms/instatus/history.atom")
        let start = try #require(text.firstRange(of: "&lt;p&gt;&lt;small&gt;"))
        let end = try #require(text.firstRange(of: "</content>"))
        let mark = "&lt;p&gt;&lt;small&gt;"
        let parts = text[start.lowerBound..<end.lowerBound].split(separator: mark, omittingEmptySubsequences: true).reversed()
        let turned = text[..<start.lowerBound] + parts.map { mark + $0 }.joined() + text[end.lowerBound...]
        #expect(try decode(text: String(turned)).events == (try decode(text: text).events))
    }

    @Test("Components are states, grouped, and groups are none")
    func components() throws {
        let reading = try decode("instatus/components.json")
        #expect(reading.platform == .instatus)
        #expect(reading.granularity == .states)
        #expect(reading.states.map(\.name) == ["Trade - Import", "Trade - Export"])
        #expect(reading.states.map(\.condition) == [.majorOutage, .operational])
        #expect(reading.events.map(\.components) == [["Trade - Import"]])
    }

    @Test("A page that says only that it is up is quiet")
    func quiet() throws {
        let reading = try decode("instatus/summary-quiet.json")
        #expect(reading.platform == .instatus)
        #expect(reading.events.isEmpty)
    }
}
