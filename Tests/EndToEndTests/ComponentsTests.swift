import LoopbackOrigin
import Monitor
import Support
import Testing

@Suite("components")
struct ComponentsTests {
    private static let list = """
        {"page":{"id":"acme0page123","name":"Acme","url":"https://status.acme.example"},"components":[
          {"id":"g1","name":"Core","group":true,"group_id":null},
          {"id":"c1","name":"Search","group":false,"group_id":"g1"},
          {"id":"c2","name":"API \\u001b[31m","group":false,"group_id":"g1"},
          {"id":"c3","name":"Compute (us-east-1)","group":false,"group_id":null},
          {"id":"c3b","name":"Compute (us-east-1)","group":false,"group_id":null}]}
        """

    private static let incidents = """
        {"page":{"id":"acme0page123","name":"Acme","url":"https://status.acme.example"},"incidents":[
          \(incident("aaaaaaaaaaa1", "Search is slow", "Search", impact: "minor")),
          \(incident("aaaaaaaaaaa2", "API is down", "API", impact: "critical"))]}
        """

    private static func incident(_ id: String, _ name: String, _ component: String, impact: String) -> String {
        """
        {"id":"\(id)","name":"\(name)","status":"investigating","impact":"\(impact)","created_at":"2026-07-20T04:44:00Z",
         "components":[{"id":"c","name":"\(component)","group":false}],
         "incident_updates":[{"id":"u\(id)","status":"investigating","body":"We look.","display_at":"2026-07-20T04:44:00Z"}]}
        """
    }

    private static func origin(_ answers: [String: String]) throws -> OriginServer {
        try OriginServer.start { request in
            answers[String(request.path)].map { .ok(Array($0.utf8), contentType: "application/json") } ?? .status(404)
        }
    }

    @Test("lists a page's components with their groups and regions, each once, in the page's order")
    func lists() async throws {
        let origin = try Self.origin(["/api/v2/components.json": Self.list])
        let text = try await Program.run("components", origin.url("/"))
        #expect(text.ending == .exited(0))
        #expect(text.standardError.isEmpty)
        #expect(text.standardOutput == "Core - Search\nCore - API ␛[31m\nCompute (us-east-1)\n")
        let json = try await Program.run("components", origin.url("/"), "--format", "json")
        #expect(
            json.lines == [
                #"{"component":"Core - Search","group":"Core","name":"Search","region":null}"#,
                #"{"component":"Core - API \u001b[31m","group":"Core","name":"API \u001b[31m","region":null}"#,
                #"{"component":"Compute (us-east-1)","group":null,"name":"Compute (us-east-1)","region":"us-east-1"}"#,
            ])
        await origin.stop()
    }

    @Test("falls back to the summary, then to what the page's events name")
    func fallsBack() async throws {
        let summary = try Self.origin(["/api/v2/summary.json": Self.list])
        #expect(try await Program.run("components", summary.url("/")).lines.count == 3)
        await summary.stop()

        let maintenances = "{\"page\":{\"id\":\"acme0page123\"},\"scheduled_maintenances\":[]}"
        let origin = try Self.origin([
            "/": "<html><title>Acme</title><img src='//x.example/statuspage.io/i.png'></html>", "/api/v2/incidents.json": Self.incidents,
            "/api/v2/scheduled-maintenances.json": maintenances,
        ])
        #expect(try await Program.run("components", origin.url("/")).standardOutput == "API\nSearch\n")
        let folder = try TemporaryFolder()
        let file = try folder.write("providers: [{ name: Acme, url: \"\(origin.url("/api/v2/incidents.json"))\" }]\n", as: "c.yaml")
        #expect(try await Program.run("components", "Acme", "--config", file).standardOutput == "API\nSearch\n")
        await origin.stop()
    }

    @Test("says so where there is nothing to list, and ends with 1 when the page cannot be read")
    func nothing() async throws {
        let quiet = "{\"page\":{\"id\":\"acme0page123\"},\"incidents\":[]}"
        let origin = try Self.origin(["/incidents.json": quiet])
        let none = try await Program.run("components", origin.url("/incidents.json"))
        #expect(none.ending == .exited(0))
        #expect(none.standardOutput.isEmpty)
        #expect(none.standardError == "127.0.0.1:\(origin.port): neither a list of components nor an event that names one\n")
        let failed = try await Program.run("components", origin.url("/"))
        #expect(failed.ending == .exited(1))
        #expect(failed.standardError.contains("404"))
        await origin.stop()
        #expect(try await Program.run("components", "gihub").ending == .exited(64))
        #expect(try await Program.run("components").ending == .exited(64))
    }

    @Test("what it lists chooses events: by name, glob, regular expression, kind and severity, of a provider and for a consumer")
    func chooses() async throws {
        let origin = try Self.origin(["/incidents.json": Self.incidents])
        let folder = try TemporaryFolder()
        func titles(_ selection: String) async throws -> [String] {
            let file = try folder.write(
                "providers: [{ name: Acme, url: \"\(origin.url("/incidents.json"))\", \(selection) }]\n", as: "c.yaml")
            return try await Program.run("check", "--config", file, "--format", "json").events().map(\.title)
        }
        #expect(try await titles("services: API") == ["API is down"])
        #expect(try await titles("services: 's*'") == ["Search is slow"])
        #expect(try await titles("services: ['re:^(api|web)$']") == ["API is down"])
        #expect(try await titles("services: [Web]") == [])
        #expect(try await titles("kinds: [maintenance]") == [])
        #expect(try await titles("severity: major") == ["API is down"])
        #expect(try await titles("kinds: incident").count == 2)
        await origin.stop()
    }
}
