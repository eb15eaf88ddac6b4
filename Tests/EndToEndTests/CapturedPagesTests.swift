import FoundationEssentials
import LoopbackOrigin
import Monitor
import Support
import Testing

@Suite("Pages as their providers served them")
struct CapturedPagesTests {
    /// An update as Python's own XML and JSON libraries read it from the same bytes.
    private struct Update: Hashable, Decodable {
        var provider: String
        var title: String
        var time: String
        var status: String
        var text: String
    }

    private static let reader = #"""
        import sys, re, json, html, email.utils, xml.etree.ElementTree as ET
        from datetime import datetime, timezone, timedelta
        atom, summary, rss = sys.argv[1:4]
        out = []
        words = lambda text: "".join(c for c in text if c.isalnum()).lower()
        minute = lambda d: d.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M")
        def add(provider, title, updates):
            last = None
            for time, status, text in updates:   # oldest first
                shown = status if status != last else "update"   # a page that repeats its state says no new one
                if status != "update": last = status
                out.append(dict(provider=provider, title=words(title), time=time, status=shown, text=words(text)))
        A = "{http://www.w3.org/2005/Atom}"
        for entry in ET.parse(atom).getroot().findall(A + "entry"):
            published = datetime.fromisoformat(entry.findtext(A + "published").replace("Z", "+00:00"))
            content = entry.findtext(A + "content")
            updates = []
            for day, clock, rest in re.findall(r"<small>(.*?)</small>.*?()(<strong>.*?)(?=<p>\s*<small>|$)", content, re.S):
                month, number, hour = re.match(r"(\w+) +(\d+), +([\d:]+) UTC", re.sub("<.*?>", "", day).strip()).groups()
                for year in (published.year + 1, published.year, published.year - 1):
                    when = datetime.strptime(f"{year} {month} {number} {hour} +0000", "%Y %b %d %H:%M %z")
                    if when <= published + timedelta(days=2): break
                status, text = re.match(r"<strong>(.*?)</strong>(.*)", rest, re.S).groups()
                text = html.unescape(re.sub("<.*?>", " ", text))
                updates.append((minute(when), status.lower().replace(" ", "_"), text))
            add("GitHub", entry.findtext(A + "title"), updates[::-1])
        for incident in json.load(open(summary))["incidents"]:
            updates = [(minute(datetime.fromisoformat(u["display_at"].replace("Z", "+00:00"))), u["status"], u["body"])
                       for u in incident["incident_updates"]]
            add("OpenAI", incident["name"], updates[::-1])
        for item in ET.parse(rss).getroot().iter("item"):
            date = item.findtext("pubDate").strip()
            zone = {"PST": "-0800", "PDT": "-0700"}[date[-3:]]
            when = email.utils.parsedate_to_datetime(date[:-3] + zone)
            out.append(dict(provider="AWS", title="", time=minute(when), status="", text=words(html.unescape(re.sub("<.*?>", " ", item.findtext("description"))))))
        json.dump(out, sys.stdout)
        """#

    @Test(
        "come out update for update as another language's libraries read them",
        .enabled(if: SharedFixtures.arePresent, Comment(rawValue: SharedFixtures.absence)),
        .enabled(if: Python.isPresent, Comment(rawValue: Python.absence)))
    func sameUpdates() async throws {
        let atom = "series/github-history-atom/2026-08-21T044736Z.atom"
        let files = [atom, "incidentio/openai-summary-incident.json", "aws/aws-all-2021-12.rss"]
        let bodies = try files.map { try SharedFixtures.bytes($0) }
        let origin = try OriginServer.start { request in
            switch request.path {
            case "/history.atom": .ok(bodies[0])
            case "/summary.json": .ok(bodies[1], contentType: "application/json")
            default: .ok(bodies[2], contentType: "text/xml")
            }
        }
        let folder = try TemporaryFolder()
        let configuration = try folder.write(
            """
            providers:
              - github: { url: "\(origin.url("/history.atom"))" }
              - openai: { url: "\(origin.url("/summary.json"))" }
              - aws: { url: "\(origin.url("/rss/all.rss"))" }
            """, as: "c.yaml")
        let result = try await Program.run("check", "--config", configuration, "--format", "json")
        #expect(result.ending == .exited(0))
        let events = try result.events()
        let paths = try files.map { try SharedFixtures.path($0) }
        let expected = try JSONDecoder().decode([Update].self, from: Data(try await Python.run(Self.reader, paths).utf8))
        #expect(expected.count > 150)

        let counts = Dictionary(grouping: expected, by: \.provider).mapValues(\.count)
        #expect(Dictionary(grouping: events, by: \.provider).mapValues(\.count) == counts)
        #expect(Set(events.map { "\($0.provider) \($0.id)" }).count == events.count)
        let found = events.map { event in
            let isAWS = event.provider == "AWS"
            return Update(
                provider: event.provider, title: isAWS ? "" : Self.words(event.title[...]),
                time: String(RFC3339.string(from: event.timestamp).prefix(16)), status: isAWS ? "" : event.status.rawValue,
                text: Self.words(event.text))
        }
        let missing = Set(expected).subtracting(found)
        let surplus = Set(found).subtracting(expected)
        #expect(missing.isEmpty)
        #expect(surplus.isEmpty)
        await origin.stop()
    }

    private static func words(_ text: Substring) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
