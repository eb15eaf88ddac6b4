import Monitor
import Platforms
import Support
import Testing
import Transfer

@Suite("The catalogue")
struct BuiltInProvidersTests {
    @Test(
        "OpenAI, GitHub and AWS are found by id, name and alias",
        arguments: [("openai", "OpenAI"), ("OpenAI", "OpenAI"), ("Git Hub", "GitHub"), ("amazon", "AWS")])
    func named(word: String, name: String) { #expect(BuiltInProviders.named(word)?.name == name) }

    @Test("What names nobody is found by no part of a name")
    func unknown() {
        for word in ["nobody", "", " ", "-", "githu", "https://www.githubstatus.com"] { #expect(BuiltInProviders.named(word) == nil) }
    }

    @Test("Pages of a known platform tell where their components are listed")
    func componentSources() throws {
        let list = "https://www.githubstatus.com/api/v2/components.json"
        #expect(try #require(BuiltInProviders.named("github")).componentSources.first?.endpoints.map(\.url) == [list])
        #expect(try #require(BuiltInProviders.named("aws")).componentSources.isEmpty)
        #expect(PageProvider.componentSources(forURL: "https://www.githubstatus.com/").first?.endpoints.map(\.url) == [list])
        #expect(PageProvider.componentSources(forURL: "https://www.githubstatus.com/history.atom").isEmpty)
        #expect(PageProvider.componentSources(forURL: "https://status.acme.example", platform: .aws).isEmpty)
    }

    @Test("A Statuspage document lists its components with their groups, and a poll hands them on")
    func components() async throws {
        let url = "https://status.acme.example/api/v2/components.json"
        let client = RecordedClient()
        client.set(url, .ok(try OwnFixtures.bytes("platforms/statuspage/components.json")))
        let result = try await PageProvider.make(name: "Acme", url: url, client: client).poll()
        #expect(result.components == [ComponentName(group: "Core", name: "Search")])
        #expect(result.events.isEmpty)
        #expect(try decode("statuspage/history.atom").components.isEmpty)
    }

    @Test("A word lists the providers that it stands in; none lists all")
    func matching() {
        #expect(BuiltInProviders.matching("").count == BuiltInProviders.all.count)
        #expect(BuiltInProviders.matching("Git Hub").map(\.id) == ["github"])
        #expect(BuiltInProviders.matching("githubstatus.com").map(\.id) == ["github"])
        let incidentIO = BuiltInProviders.matching("incident.io")
        #expect(incidentIO.contains { $0.id == "openai" } && !incidentIO.contains { $0.id == "github" })
        #expect(BuiltInProviders.matching("no such provider").isEmpty)
    }

    @Test(
        "An override may point to any format of the page and keeps the provider's name",
        arguments: [
            ("github", "http://127.0.0.1:8080/history.atom", "statuspage/history.atom"),
            ("github", "http://127.0.0.1:8080/api/v2/summary.json", "statuspage/summary.json"),
            ("openai", "http://127.0.0.1:8080/api/v2/summary.json", "incidentio/summary.json"),
            ("openai", "http://127.0.0.1:8080/f07", "incidentio/feed.rss"), ("aws", "http://127.0.0.1:8080/all.rss", "aws/all.rss"),
            ("aws", "http://127.0.0.1:8080/public/currentevents", "aws/currentevents.json"),
        ])
    func override(id: String, url: String, payload: String) async throws {
        let client = RecordedClient()
        client.set(url, .ok(try OwnFixtures.bytes("platforms/" + payload)))
        let builtIn = try #require(BuiltInProviders.named(id))
        let page = PageProvider.make(builtIn, url: url, interval: .seconds(60), client: client)
        let result = try await page.poll()
        #expect(page.name == builtIn.name)
        #expect(page.pollInterval == .seconds(60))
        #expect(!result.events.isEmpty)
        #expect(result.events.allSatisfy { $0.provider == builtIn.name })
        #expect(client.urls == [url])
    }

    @Test("A page given by its home address is looked for where pages keep their documents, one given by a document is read there")
    func addresses() {
        let home = PageProvider.sources(forURL: "https://status.acme.example/")
        #expect(home.first?.endpoints.map(\.url).first == "https://status.acme.example/api/v2/incidents.json")
        #expect(home.last?.endpoints.map(\.url) == ["https://status.acme.example/"])
        #expect(
            PageProvider.sources(forURL: "https://acme.example/status/feed?x=1") == [
                PageSource(PageEndpoint("https://acme.example/status/feed?x=1"))
            ])
        #expect(PageProvider.name(forURL: "https://www.githubstatus.com/history.rss") == "GitHub")
        #expect(PageProvider.name(forURL: "https://status.acme.example/history.rss") == "status.acme.example")
    }
}
