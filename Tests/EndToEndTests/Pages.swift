/// Small pages of the shapes that GitHub, OpenAI and AWS serve. The texts are made up.
enum Pages {
    /// One update of an incident, for ``githubAtom(_:)``.
    struct Update {
        var day: String
        var time: String
        var status: String
        var text: String
    }

    /// One incident with its updates, newest first, as a Statuspage feed lists them.
    struct Incident {
        var code: String
        var title: String
        var published: String
        var updates: [Update]
    }

    static let outage = Incident(
        code: "abc123def456", title: "Pushes are slow", published: "2026-07-20T05:10:00Z",
        updates: [
            Update(day: "20", time: "05:10", status: "Resolved", text: "Pushes are as fast as before."),
            Update(day: "20", time: "04:44", status: "Investigating", text: "We look into slow pushes &amp; fetches."),
        ])

    static let open = Incident(
        code: "zyx987wvu654", title: "Pages do not build", published: "2026-07-21T09:00:00Z",
        updates: [Update(day: "21", time: "09:00", status: "Investigating", text: "Builds wait longer than usual.")])

    /// A Statuspage `history.atom`.
    static func githubAtom(_ incidents: [Incident]) -> [UInt8] {
        let entries = incidents.enumerated().map { number, incident in
            let content = incident.updates.map { update in
                "<p> <small>Jul <var data-var='date'>\(update.day)</var>, <var data-var='time'>\(update.time)</var> UTC</small><br> "
                    + "<strong>\(update.status)</strong> - \(update.text) </p>"
            }.joined(separator: " ")
            return """
                  <entry>
                    <id>tag:www.githubstatus.com,2005:Incident/\(1000 + number)</id>
                    <published>\(incident.published)</published>
                    <updated>\(incident.published)</updated>
                    <link rel="alternate" type="text/html" href="https://www.githubstatus.com/incidents/\(incident.code)"/>
                    <title>\(incident.title)</title>
                    <content type="html">\(escaped(content))</content>
                  </entry>
                """
        }.joined(separator: "\n")
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
              <id>tag:www.githubstatus.com,2005:/history</id>
              <link rel="alternate" type="text/html" href="https://www.githubstatus.com"/>
              <title>GitHub Status - Incident History</title>
              <updated>2026-07-21T09:00:00Z</updated>
            \(entries)
            </feed>
            """.utf8)
    }

    /// An incident.io `api/v2/summary.json`.
    static let openAISummary = Array(
        """
        {"page":{"id":"01JMDK9XYNY6RXSED6SDWW50WY","name":"OpenAI","url":"https://status.openai.com/","updated_at":"2026-07-20T10:00:00Z"},
         "status":{"indicator":"minor","description":"Partial System Degradation"},
         "components":[{"id":"01JMXBRMFEQW613TFE89F45035","name":"Realtime","status":"degraded_performance","page_id":"01JMDK9XYNY6RXSED6SDWW50WY",
           "position":0,"created_at":"2025-02-25T01:32:55Z","updated_at":"2026-07-20T10:00:00Z"}],
         "incidents":[{"id":"01M3Q4RK1SM4EMK445GGPG7C0N","name":"Elevated errors in Realtime","status":"monitoring","impact":"minor",
           "created_at":"2026-07-20T09:30:00Z","updated_at":"2026-07-20T10:00:00Z","page_id":"01JMDK9XYNY6RXSED6SDWW50WY",
           "incident_updates":[
            {"id":"01M3Q6J3T2220NEB407NX63SS9","incident_id":"01M3Q4RK1SM4EMK445GGPG7C0N","status":"monitoring","body":"A fix is out.",
             "created_at":"2026-07-20T10:00:00Z","display_at":"2026-07-20T10:00:00Z","updated_at":"2026-07-20T10:00:00Z"},
            {"id":"01M3Q4RK1S5K0NQDA0FZ267QJC","incident_id":"01M3Q4RK1SM4EMK445GGPG7C0N","status":"investigating","body":"We look into it.",
             "created_at":"2026-07-20T09:30:00Z","display_at":"2026-07-20T09:30:00Z","updated_at":"2026-07-20T09:30:00Z"}]}]}
        """.utf8)

    /// An incident.io `feed.atom`: of each incident its identifier (a ULID), and its newest update's time and status.
    static func incidentAtom(_ incidents: [(id: String, updated: String, status: String)]) -> [UInt8] {
        let entries = incidents.map { incident in
            """
              <entry>
                <title>Elevated errors</title>
                <id>https://status.openai.com//incidents/\(incident.id)</id>
                <link href="https://status.openai.com//incidents/\(incident.id)"/>
                <updated>\(incident.updated)</updated>
                <summary type="html"><![CDATA[<b>Status: \(incident.status)</b><br/><br/>We tell more later.]]></summary>
              </entry>
            """
        }.joined(separator: "\n")
        return Array(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>OpenAI status</title><generator>incident.io</generator>\n\(entries)\n</feed>"
                .utf8)
    }

    /// An AWS `rss/all.rss`.
    static let awsRSS = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?>
          <rss version="2.0">
            <channel>
              <title><![CDATA[Amazon Web Services Service Status]]></title>
              <link>http://status.aws.amazon.com/</link>
              <lastBuildDate>Mon, 20 Jul 2026 00:05:42 PDT</lastBuildDate>
              <description><![CDATA[Amazon Web Services Service Status]]></description>
              <item>
                <title><![CDATA[Service is operating normally: [RESOLVED] Increased API error rates]]></title>
                <link>http://status.aws.amazon.com/</link>
                <pubDate>Mon, 20 Jul 2026 02:16:32 PDT</pubDate>
                <guid isPermaLink="false">http://status.aws.amazon.com/#ec2-us-east-1_1784538992</guid>
                <description><![CDATA[Between 1:00 AM and 2:00 AM PDT we saw errors. The issue has been resolved.]]></description>
              </item>
              <item>
                <title><![CDATA[Informational message: Increased API error rates]]></title>
                <link>http://status.aws.amazon.com/</link>
                <pubDate>Mon, 20 Jul 2026 01:10:00 PDT</pubDate>
                <guid isPermaLink="false">http://status.aws.amazon.com/#ec2-us-east-1_1784535000</guid>
                <description><![CDATA[We are investigating increased API error rates.]]></description>
              </item>
            </channel>
          </rss>
        """.utf8)

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
        return result
    }
}
