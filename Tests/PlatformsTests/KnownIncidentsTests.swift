import Monitor
import Testing

@testable import Platforms

@Suite("Incidents that were read before")
struct KnownIncidentsTests {
    private static let url = "https://status.example.com/api/v2/summary.json"

    private func incident(_ id: String, _ text: String, component: String = "API") -> String {
        """
        {"id":"\(id)","name":"Slow \(id)","status":"investigating","impact":"minor","created_at":"2026-01-01T00:00:00Z","incident_updates":[
        {"status":"investigating","body":"\(text)","display_at":"2026-01-01T00:00:00Z","affected_components":null}],
        "components":[{"id":"c1","name":"\(component)","group_id":"g1"}]}
        """
    }

    private func document(
        _ incidents: [String], maintenances: [String] = [], group: String = "Europe", id: String? = "page1",
        url: String = "https://a.example"
    ) -> [UInt8] {
        let page = id.map { #""id":"\#($0)","# } ?? ""
        return Array(
            """
            {"page":{\(page)"name":"Example","url":"\(url)"},
            "components":[{"id":"g1","name":"\(group)","group":true},{"id":"c1","name":"API","group_id":"g1"}],
            "incidents":[\(incidents.joined(separator: ","))],"scheduled_maintenances":[\(maintenances.joined(separator: ","))]}
            """.utf8)
    }

    /// Reads documents one after the other as polls of a page do, each with what the one before left.
    private func readings(_ documents: [UInt8]...) throws -> [Reading] {
        var known: [UInt64] = []
        return try documents.map { bytes in
            var context = DecodingContext(provider: "Example", url: Self.url)
            context.known = known
            let reading = try PayloadDecoder().decode(bytes, context: context)
            known = reading.fingerprints
            return reading
        }
    }

    @Test("are left out while they are the same; what is new or changed is read")
    func leftOut() throws {
        let one = incident("aaaaaaaaaaaa", "First."), two = incident("bbbbbbbbbbbb", "First.")
        let changed = incident("bbbbbbbbbbbb", "Mended."), three = incident("cccccccccccc", "First.")
        let readings = try readings(
            document([one, two]), document([two, one]), document([one, changed]), document([three, one, changed]), document([one]),
            document([one, two]))
        #expect(
            readings.map { $0.events.map(\.incident) } == [
                ["aaaaaaaaaaaa", "bbbbbbbbbbbb"], [], ["bbbbbbbbbbbb"], ["cccccccccccc"], [], ["bbbbbbbbbbbb"],
            ])
        #expect(readings.map(\.isPartial) == [false, true, true, true, true, true])
        #expect(readings[2].events[0].text == "Mended.")
        #expect(readings[2].events[0].components == ["Europe - API"])
        #expect(readings.allSatisfy { $0.components == readings[0].components && $0.pageName == "Example" })
    }

    @Test("are read again when their group has another name, or the page another address")
    func surroundings() throws {
        let one = incident("aaaaaaaaaaaa", "First.")
        let readings = try readings(
            document([one]), document([one], group: "Asia"), document([one], group: "Asia", url: "https://b.example"),
            document([one], group: "Asia", url: "https://b.example"))
        #expect(readings.map { $0.events.first?.components } == [["Europe - API"], ["Asia - API"], ["Asia - API"], nil])
        #expect(readings[2].events.map(\.url) == ["https://b.example/incidents/aaaaaaaaaaaa"])
        #expect(readings.map(\.isPartial) == [false, false, false, true])
    }

    @Test("are read again in another list, for there they are something else")
    func lists() throws {
        let one = incident("aaaaaaaaaaaa", "First.")
        let readings = try readings(document([one]), document([], maintenances: [one]), document([one], maintenances: [one]))
        #expect(readings.map { $0.events.map(\.kind) } == [[.incident], [.maintenance], [.incident]])
    }

    @Test(
        "are read each time where the page does not say who it is, and of incident.io's pages",
        arguments: [nil, "01H7YVZ2G5RZQKTM5E2C8B9WXA"])
    func whole(id: String?) throws {
        let one = incident("aaaaaaaaaaaa", "First.")
        let readings = try readings(document([one], id: id), document([one], id: id))
        #expect(readings.map(\.events.count) == [1, 1])
        #expect(readings.allSatisfy { !$0.isPartial && $0.fingerprints.isEmpty })
    }

    @Test("are told once by a page that is polled, and again in full after what it read could not be kept")
    func polled() async throws {
        let client = RecordedClient()
        let page = PageProvider.make(name: "Example", url: Self.url, client: client)
        let one = incident("aaaaaaaaaaaa", "First."), two = incident("bbbbbbbbbbbb", "First.")
        client.set(Self.url, .ok(document([one])))
        #expect(try await page.poll().events.count == 1)
        client.set(Self.url, .ok(document([one, two])))
        let second = try await page.poll()
        #expect(second.events.map(\.incident) == ["bbbbbbbbbbbb"])
        #expect(second.isPartial)
        page.forget()
        let third = try await page.poll()
        #expect(third.events.count == 2)
        #expect(!third.isPartial)
        #expect(try await page.fetchEvents().count == 2)
    }
}
