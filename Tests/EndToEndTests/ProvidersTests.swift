import LoopbackOrigin
import Monitor
import Support
import Testing

@Suite("providers")
struct ProvidersTests {
    @Test("lists the catalogue, and only what a word is part of")
    func lists() async throws {
        let all = try await Program.run("providers")
        #expect(all.ending == .exited(0))
        #expect(all.lines.count >= 1300)
        #expect(all.lines.contains { $0.hasPrefix("openai ") && $0.contains("OpenAI") && $0.contains("https://status.openai.com") })
        #expect(all.lines.contains { $0.hasPrefix("github ") })
        #expect(all.lines.contains { $0.hasPrefix("aws ") })
        let one = try await Program.run("providers", "GitHub")
        #expect(one.standardOutput == "github  GitHub  statuspage  https://www.githubstatus.com\n")
        let platform = try await Program.run("providers", "list", "incident.io")
        #expect(platform.lines.contains { $0.hasPrefix("hashicorp ") } && !platform.lines.contains { $0.hasPrefix("github ") })
    }

    @Test("says what may have been meant where nothing is found, which is no failure")
    func nothing() async throws {
        let none = try await Program.run("providers", "gihub")
        #expect(none.ending == .exited(0))
        #expect(none.standardOutput.isEmpty)
        #expect(none.standardError == "no provider is known by \"gihub\" (did you mean \"github\"?)\n")
        let nonsense = try await Program.run("providers", "no such provider at all", "--format", "json")
        #expect(nonsense.ending == .exited(0))
        #expect(nonsense.standardOutput.isEmpty)
        #expect(nonsense.standardError == "no provider is known by \"no such provider at all\"\n")
    }

    @Test("prints one JSON object a line")
    func json() async throws {
        let one = try await Program.run("providers", "github", "--format", "json")
        #expect(
            one.standardOutput
                == """
                {"id":"github","name":"GitHub","aliases":["gh","githubstatus","githubstatus.com","github.com"],\
                "page":"https://www.githubstatus.com","platform":"statuspage"}

                """)
        let unknown = try await Program.run("providers", "stackstatus", "--format", "json")
        #expect(unknown.standardOutput.contains("\"platform\":null"))
        #expect(try await Program.run("providers", "--format", "xml").ending == .exited(64))
    }

    @Test("a provider of the catalogue is used by any of its words, in check and in a configuration")
    func named() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("providers: [gcp, Hugging Face, hashicorp, status.snyk.io, claude]\n", as: "c.yaml")
        // "status.snyk.io" is no word of it: the host without "status." is.
        let refused = try await Program.run("validate", "--config", file)
        #expect(refused.ending == .exited(2))
        let good = try folder.write("providers: [gcp, Hugging Face, hashicorp, snyk.io, claude]\n", as: "d.yaml")
        #expect(try await Program.run("validate", "--config", good).standardOutput == "\(good): can be used: 5 providers, the terminal\n")
        let origin = try OriginServer.start { _ in .ok(Pages.githubAtom([Pages.open])) }
        let moved = try folder.write("providers: [{ claude: { url: \"\(origin.url("/history.atom"))\" } }]\n", as: "e.yaml")
        let events = try await Program.run("check", "anthropic", "--config", moved, "--format", "json").events()
        #expect(events.map(\.provider) == ["Anthropic"])
        await origin.stop()
    }
}

@Suite("providers import and export")
struct ProvidersExchangeTests {
    private static let feeds = """
        <?xml version="1.0" encoding="UTF-8"?>
        <opml version="1.0"><body>
          <outline text="Tools &amp; more">
            <outline text="GitHub Status - Incident History" type="rss" xmlUrl="https://www.githubstatus.com/history.rss"/>
            <outline text="GitHub, again" type="rss" xmlUrl="http://www.githubstatus.com/history.atom/"/>
            <outline title="&quot;Acme&quot;: # [status] ${HOME} \\ *" type="rss" xmlUrl="https://status.acme.example/feed?a=1&amp;b=2"/>
            <outline text="Acme, again" xmlUrl="http://status.acme.example/feed?a=1&amp;b=2"/>
          </outline>
          <outline text="GITHUB" xmlUrl="https://status.github.example/"/>
          <outline xmlUrl="feed://status.beta.example/rss"/>
          <outline text="no" xmlUrl="gopher://old.example/"/>
          <outline text="yes" xmlUrl="https://yes.example/"/>
        </body></opml>
        """

    @Test("import prints lines that validate accepts: words of the catalogue, else name and address, each page once")
    func imports() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.feeds, as: "feeds.opml")
        let result = try await Program.run("providers", "import", file)
        #expect(result.ending == .exited(0))
        #expect(
            result.standardOutput
                == """
                  - github
                  - { name: "\\"Acme\\": # [status] $${HOME} \\\\ *", url: "https://status.acme.example/feed?a=1&b=2" }
                  - { name: "GITHUB (2)", url: "https://status.github.example/" }
                  - { name: "status.beta.example", url: "https://status.beta.example/rss" }
                  - { name: "yes", url: "https://yes.example/" }

                """)
        #expect(
            result.standardError == "\(file): \"no\" is left out: \"gopher\" is not polled: only https and http are\n")
        let configuration = try folder.write("providers:\n" + result.standardOutput, as: "c.yaml")
        let validated = try await Program.run("validate", "--config", configuration)
        #expect(validated.standardError.isEmpty)
        #expect(validated.standardOutput == "\(configuration): can be used: 5 providers, the terminal\n")
        let piped = try await Program.run("providers", "import", "-", input: Array(Self.feeds.utf8))
        #expect(piped.standardOutput == result.standardOutput)
    }

    @Test("import refuses what is no OPML, hostile, cut short or missing, with exit code 1")
    func refuses() async throws {
        let folder = try TemporaryFolder()
        let refused = [
            ("<html><body/></html>", "HTML where OPML was due"), ("", "the document is empty"),
            ("<!DOCTYPE opml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><opml/>", "document type declaration"),
            ("<opml><body><outline", "ends in the middle"), ("<rss/>", "<rss>, not <opml>"),
        ]
        for (text, reason) in refused {
            let file = try folder.write(text, as: "x.opml")
            let result = try await Program.run("providers", "import", file)
            #expect(result.ending == .exited(1))
            #expect(result.standardOutput.isEmpty)
            #expect(result.standardError.hasPrefix("\(file): ") && result.standardError.contains(reason), "\(result.standardError)")
        }
        let missing = try await Program.run("providers", "import", folder.path + "/none.opml")
        #expect(missing.ending == .exited(1))
        #expect(missing.standardError == "\(folder.path)/none.opml: no such file\n")
        #expect(try await Program.run("providers", "import").ending == .exited(64))
        let empty = try folder.write("<opml version=\"2.0\"><body/></opml>", as: "empty.opml")
        let nothing = try await Program.run("providers", "import", empty)
        #expect(nothing.ending == .exited(0))
        #expect(nothing.standardError == "\(empty): no outline names an address\n")
    }

    @Test("export writes what import reads: a configuration's pages come back as they were")
    func roundTrip() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            providers:
              - openai
              - aws
              - { name: "A & B <\\"C\\">", url: "https://user:secret@status.acme.example/history.atom" }
              - { name: Home, url: https://status.home.example, platform: statuspage }
              - { name: Unsure, url: https://status.unsure.example }
            """, as: "c.yaml")
        let exported = try await Program.run("providers", "export", "--config", file)
        #expect(exported.ending == .exited(0))
        #expect(
            exported.standardOutput
                == """
                <?xml version="1.0" encoding="UTF-8"?>
                <opml version="2.0">
                  <head>
                    <title>Status pages</title>
                  </head>
                  <body>
                    <outline text="A &amp; B &lt;&quot;C&quot;&gt;" title="A &amp; B &lt;&quot;C&quot;&gt;" type="rss" \
                xmlUrl="https://status.acme.example/history.atom" htmlUrl="https://status.acme.example/history.atom"/>
                    <outline text="AWS" title="AWS" type="rss" xmlUrl="https://status.aws.amazon.com/rss/all.rss" \
                htmlUrl="https://health.aws.amazon.com/health/status"/>
                    <outline text="Home" title="Home" type="rss" xmlUrl="https://status.home.example/history.atom" \
                htmlUrl="https://status.home.example"/>
                    <outline text="OpenAI" title="OpenAI" type="rss" xmlUrl="https://status.openai.com/feed.atom" \
                htmlUrl="https://status.openai.com"/>
                    <outline text="Unsure" type="link" url="https://status.unsure.example"/>
                  </body>
                </opml>

                """)
        let list = try folder.write(exported.standardOutput, as: "list.opml")
        let imported = try await Program.run("providers", "import", list)
        #expect(
            imported.lines == [
                "  - { name: \"A & B <\\\"C\\\">\", url: \"https://status.acme.example/history.atom\" }", "  - aws",
                "  - { name: \"Home\", url: \"https://status.home.example/history.atom\" }", "  - openai",
                "  - { name: \"Unsure\", url: \"https://status.unsure.example\" }",
            ])
        let some = try await Program.run("providers", "export", "openai", "Home", "--config", file)
        #expect(some.lines.filter { $0.contains("<outline") }.count == 2)
        #expect(try await Program.run("providers", "export", "opnai").ending == .exited(64))
    }

    @Test("the whole catalogue goes out and comes back")
    func wholeCatalogue() async throws {
        let folder = try TemporaryFolder()
        let all = try await Program.run("providers").lines.map { $0.prefix { $0 != " " } }
        let list = try folder.write(try await Program.run("providers", "export").standardOutput, as: "all.opml")
        let imported = try await Program.run("providers", "import", list)
        #expect(imported.standardError.isEmpty)
        #expect(Set(imported.lines) == Set(all.map { "  - \($0)" }))
        let configuration = try folder.write("providers:\n" + imported.standardOutput, as: "c.yaml")
        let validated = try await Program.run("validate", "--config", configuration)
        #expect(validated.standardOutput == "\(configuration): can be used: \(all.count) providers, the terminal\n")
    }
}
