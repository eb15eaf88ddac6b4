import FoundationEssentials
import Monitor
@testable import Platforms
import Support
import Testing

@Suite("Status pages that providers make for themselves")
struct OwnStatusPagesTests {
    @Test("Azure: an item is a text, with categories as components; mitigated is resolved")
    func azure() throws {
        let reading = try decode("azure/feed.xml", provider: "Azure")
        #expect(reading.platform == .azure)
        #expect(reading.granularity == .wholeText)
        #expect(reading.events.map(\.status) == [.resolved, .investigating])
        #expect(reading.events.map(\.components) == [["Teapots"], ["Kettles", "West"]])
        #expect(reading.events[1].incident == "KETTLE-1")
        #expect(reading.events[1].timestamp == (try time("2026-09-07T09:35:00Z")))
        #expect(reading.events[1].message == "Service Issue - Several Kettles - West: Investigating - Kettles in the West boil slowly.")
        #expect(reading.events.allSatisfy { $0.url == "https://azure.status.microsoft/en-us/status/history/" })
    }

    @Test("Azure: a channel without items is Azure's by its own link, and quiet")
    func azureQuiet() throws {
        let reading = try decode("azure/quiet.xml")
        #expect(reading.platform == .azure)
        #expect(reading.events.isEmpty)
    }

    @Test(
        "Azure: states of titles",
        arguments: [
            ("[RESOLVED] Service Issue - Kettles", StatusEvent.Status.resolved), ("Service Issue - Kettles - Mitigated", .resolved),
            ("Post Incident Review (PIR) - Kettles", .postmortem), ("Final PIR - Kettles", .postmortem),
            ("Resolved in the North. Goes on - Kettles", .resolved), ("Kettles - Not yet resolved", .investigating),
            ("Unresolved - Kettles", .investigating), ("Health Advisory - Kettles - Global", .investigating),
        ])
    func azureTitles(title: String, status: StatusEvent.Status) { #expect(AzureFeed.status(title) == status) }

    @Test("Salesforce: events of incidents have ids; their end is one more once every impact has ended")
    func salesforce() throws {
        let reading = try decode("salesforce/incidents.json", provider: "Salesforce")
        #expect(reading.platform == .salesforce)
        #expect(reading.events.map(\.id) == ["20001/901", "20001/902", "20001/resolved"])
        #expect(reading.events.map(\.status) == [.investigating, .update, .resolved])
        #expect(reading.events.allSatisfy { $0.severity == .major && $0.service == "Carts, Tills" })
        #expect(reading.events[0].title == "Feature disruption of Carts, Tills")
        #expect(reading.events[0].url == "https://status.salesforce.com/incidents/20001")
        let open = try OwnFixtures.text("platforms/salesforce/incidents.json").replacing(#""2026-02-03T04:00:00.000Z""#, with: "null")
        #expect(try decode(text: open).events.map(\.status) == [.investigating, .update])
    }

    @Test("Salesforce: an instance tells its maintenances")
    func salesforceInstance() throws {
        let reading = try decode("salesforce/instance.json", provider: "Salesforce")
        #expect(reading.platform == .salesforce)
        #expect(reading.events.map(\.id) == ["30001/177"])
        #expect(reading.events.map(\.kind) == [.maintenance])
        #expect(reading.events.map(\.message) == ["Greasing of carts: Scheduled - Carts are greased."])
        let quiet = try decode(text: #"{"key":"POD1","status":"OK","Incidents":[],"Maintenances":[]}"#)
        #expect(quiet.events.isEmpty)
    }

    @Test("Heroku: updates of incidents, with state, systems and colour")
    func heroku() throws {
        let reading = try decode("heroku/current-status.json", provider: "Heroku")
        #expect(reading.platform == .heroku)
        #expect(reading.events.map(\.id) == ["3001/2026-07-15T10:00:24Z", "3001/2026-07-15T11:00:52Z"])
        #expect(reading.events.map(\.status) == [.investigating, .update])
        #expect(reading.events.allSatisfy { $0.severity == .minor && $0.components == ["Apps"] })
        #expect(reading.events[0].url == "https://status.heroku.com/incidents/3001")
        let text = try OwnFixtures.text("platforms/heroku/current-status.json")
        let closed = try decode(text: text.replacing(#""resolved": false"#, with: #""resolved": true"#))
        #expect(closed.events.map(\.id) == reading.events.map(\.id) + ["3001/resolved"])
        let told = try decode(
            text: text.replacing(#""resolved": false"#, with: #""resolved": true"#).replacing(
                #""update_type": "update""#, with: #""update_type": "resolved""#))
        #expect(told.events.map(\.id) == reading.events.map(\.id))
        #expect(told.events.last?.status == .resolved)
        #expect(try decode("heroku/quiet.json").events.isEmpty)
    }

    @Test("Stripe: parts with a warning are not well")
    func stripe() throws {
        let reading = try decode("stripe/full.json", provider: "Stripe")
        #expect(reading.platform == .stripe)
        #expect(reading.granularity == .states)
        #expect(reading.states.map(\.id) == ["api", "dashboard"])
        #expect(reading.states.map(\.condition) == [.degraded, .operational])
        #expect(reading.events.map(\.title) == ["Tills"])
        #expect(reading.events.map(\.text) == ["Degraded performance. Slow since noon"])
        let older = try decode("stripe/current.json", provider: "Stripe")
        #expect(older.states.map(\.condition) == [.operational, .majorOutage])
    }

    @Test("Stripe: a page that is down and does not say where is down as a whole; one that is up is quiet")
    func stripeWhole() throws {
        let down = try decode(
            text: #"{"UptimeStatus":"down","message":"Shut.","uptimeData":[{"key":"api","title":"Tills","warning":null}]}"#)
        #expect(down.states.map(\.condition) == [.operational, .majorOutage])
        #expect(down.events.map(\.message) == ["Stripe: Investigating - Major outage. Shut."])
        let well = try decode(text: #"{"UptimeStatus":"up","message":"","uptimeData":[{"key":"api","title":"Tills","warning":null}]}"#)
        #expect(well.events.isEmpty)
        #expect(well.states.count == 1)
    }

    @Test(
        "Apple: one message under several services is one update, in JSON and in JSONP", arguments: ["system_status.json", "developer.js"])
    func apple(name: String) throws {
        let reading = try decode("apple/" + name, provider: "Apple")
        #expect(reading.platform == .apple)
        #expect(reading.events.map(\.id) == ["2000001579/resolved", "2000001581/ongoing"])
        #expect(reading.events.map(\.components) == [["Press"], ["Orchard", "Press"]])
        #expect(reading.events.map(\.status) == [.resolved, .investigating])
        #expect(reading.events.map(\.severity) == [.critical, .major])
        #expect(reading.events[1].message == "Orchard, Press (Issue): Investigating - Fruit falls.\nSome users are affected")
        #expect(reading.events[0].timestamp == Date(timeIntervalSince1970: 1_658_881_620))
    }

    @Test("Apple: services without events are quiet")
    func appleQuiet() throws {
        #expect(try decode(text: #"{"drPost":false,"services":[{"serviceName":"Orchard","events":[]}]}"#).events.isEmpty)
        #expect(try decode(text: #"callback({"services":[{"serviceName":"Orchard","events":[]}]})"#).platform == .apple)
    }

    @Test("Uptime.com: updates have ids, in the open incidents and in the history")
    func uptimeCom() throws {
        let reading = try decode("uptime.com/ajax.json", url: "https://status.uptime.com/statuspage/bosco/ajax")
        #expect(reading.platform == .uptimeCom)
        #expect(reading.events.map(\.id) == ["722/1290", "722/1291", "721/1287"])
        #expect(reading.events.map(\.status) == [.investigating, .update, .scheduled])
        #expect(reading.events.map(\.kind) == [.incident, .incident, .maintenance])
        #expect(reading.events.map(\.severity) == [.major, .major, .none])
        #expect(reading.events[0].components == ["Vending - Rye"])
        #expect(reading.events[0].url == "https://status.uptime.com/statuspage/bosco/incidents/722")
        let history = try decode("uptime.com/history.json", url: "https://status.uptime.com/statuspage/bosco/history")
        #expect(history.events.map(\.status) == [.investigating, .update, .resolved])
        #expect(history.events.prefix(2).map(Essence.init) == reading.events.prefix(2).map(Essence.init))
        #expect(try decode("uptime.com/quiet.json").events.isEmpty)
    }

    @Test("DatoCMS: an incident or a maintenance is a file, named by its address")
    func datoCMS() throws {
        let address = "https://raw.example/data/incidents/2026-01-18-reels.json"
        let reading = try decode("datocms/incident.json", url: address)
        #expect(reading.platform == .datoCMS)
        #expect(
            reading.events.map(\.id) == ["11:42:54Z", "13:58:21Z", "20:52:34Z"].map { "2026-01-18-reels/2026-01-18T\($0)" })
        #expect(reading.events.map(\.status) == [.investigating, .update, .resolved])
        #expect(reading.events.allSatisfy { $0.severity == .critical && $0.title == "Reels stood still" })
        let maintenance = try decode("datocms/maintenance.json", url: "")
        #expect(maintenance.events.map(\.status) == [.inProgress, .completed])
        #expect(maintenance.events.allSatisfy { $0.kind == .maintenance && $0.components == ["billing"] && $0.severity == .none })
        #expect(Set(maintenance.events.map(\.incident)).count == 1)
    }
}
