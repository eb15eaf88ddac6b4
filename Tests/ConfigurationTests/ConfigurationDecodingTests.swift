import Configuration
import Monitor
import Testing

@Suite("A configuration that is right")
struct ConfigurationDecodingTests {
    @Test("has its defaults when the file is empty or holds comments alone", arguments: ["", "# nothing yet\n", "---\n", "~\n", "{}"])
    func defaults(text: String) throws {
        let configuration = try read(text)
        #expect(configuration == Configuration())
        #expect(configuration.concurrency == 20)
        #expect(configuration.defaults.interval == .adaptive)
        #expect(configuration.backlog == .open)
        #expect(configuration.edits == .substantial)
    }

    @Test("sets every option of the top level")
    func topLevel() throws {
        let configuration = try read(
            """
            concurrency: 64
            defaults: { interval: 1h30m, timeout: 10s, maximum_body: 2MiB }
            backlog: all
            edits: none
            consumers:
              - console: { format: json, severity: major, kinds: [incident, maintenance], services: API }
            """)
        #expect(configuration.concurrency == 64)
        #expect(configuration.defaults.interval == .fixed(.seconds(5400)))
        #expect(configuration.defaults.timeout == .seconds(10))
        #expect(configuration.defaults.maximumBodyBytes == 2 << 20)
        #expect(configuration.backlog == .all)
        #expect(configuration.edits == .none)
        var options = Configuration.ConsoleOptions()
        options.format = .json
        var consumer = Configuration.Consumer(name: "console", .console(options), position: SourcePosition(line: 6, column: 5))
        consumer.filter.severity = .major
        consumer.filter.kinds = [.incident, .maintenance]
        consumer.filter.services = ["API"]
        #expect(configuration.consumers == [consumer])
    }

    @Test("names providers in every form: by name, with overrides, by address, with a name of their own")
    func providerForms() throws {
        let providers = try read(
            """
            providers:
              - OpenAI
              - github: { url: "http://127.0.0.1:8080/history.atom", interval: 60s }
              - aws:
              - https://status.acme.example/
              - { name: Beta, url: https://status.beta.example, platform: statuspage, services: [API, Web], maximum_body: 512KiB }
            """
        ).providers
        #expect(
            providers.map(\.source) == [
                .catalogue("openai", url: nil), .catalogue("github", url: "http://127.0.0.1:8080/history.atom"),
                .catalogue("aws", url: nil),
                .page(url: "https://status.acme.example/"), .page(url: "https://status.beta.example"),
            ])
        #expect(providers.map(\.name) == [nil, nil, nil, nil, "Beta"])
        #expect(providers.map(\.interval) == [nil, .fixed(.seconds(60)), nil, nil, nil])
        #expect(providers[4].platform == "statuspage")
        #expect(providers[4].selection.services == ["API", "Web"])
        #expect(providers[4].maximumBodyBytes == 512 << 10)
        #expect(providers.map(\.position.line) == [2, 3, 4, 5, 6])
    }

    @Test("chooses events of a provider by service, kind and severity")
    func selection() throws {
        let provider = try #require(
            try read("providers: [{ github: { services: ['API*', 're:^us-'], kinds: [incident, source], severity: major } }]").providers
                .first)
        #expect(provider.selection.services == [try ServicePattern(parsing: "API*"), try ServicePattern(parsing: "re:^us-")])
        #expect(provider.selection.kinds == [.incident, .source])
        #expect(provider.selection.severity == .major)
        #expect(provider.selection.providers.isEmpty)
        #expect(try read("providers: [github]").providers.first?.selection.isEmpty == true)
    }

    @Test("calls a page by the name of the provider whose it is, and else by its host and port")
    func namesOfPages() throws {
        let vocabulary = Vocabulary(
            platforms: [], find: { _ in nil }, words: { [] },
            findPage: { $0 == "https://www.githubstatus.com" ? .init(identifier: "github", name: "GitHub") : nil })
        func faults(_ text: String) -> [String] {
            do {
                _ = try ConfigurationFile.decode(Array(text.utf8), file: "c.yaml", vocabulary: vocabulary)
                return []
            } catch {
                return error.issues.map(\.description)
            }
        }
        let found = faults("providers: [https://www.githubstatus.com, { name: GitHub, url: https://a.example }]")
        #expect(found.count == 1)
        #expect(found.first?.contains("a provider named \"GitHub\" is already in line 1") == true)
        #expect(faults("providers: [\"http://127.0.0.1:1/a\", \"http://127.0.0.1:2/a\"]").isEmpty)
    }

    @Test("may watch two pages of one provider under two names")
    func twoNames() throws {
        let providers = try read("providers: [github, { github: { name: GitHub EU, url: https://eu.githubstatus.com } }]").providers
        #expect(providers.map(\.name) == [nil, "GitHub EU"])
    }

    @Test("may share values through anchors")
    func anchors() throws {
        let providers = try read(
            """
            providers:
              - openai: &slow { interval: 10m }
              - github: *slow
            """
        ).providers
        #expect(providers.map(\.interval) == [.fixed(.seconds(600)), .fixed(.seconds(600))])
    }

    @Test("is read in UTF-16 too, as libyaml does")
    func utf16() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + "concurrency: 7".utf8.flatMap { [$0, 0] as [UInt8] }
        let configuration = try ConfigurationFile.decode(bytes, file: "c.yaml", vocabulary: vocabulary).configuration
        #expect(configuration.concurrency == 7)
    }

    @Test("lets a page's interval follow its news where none is stated, or where it says so")
    func adaptiveInterval() throws {
        let configuration = try read(
            """
            defaults: { interval: 10m }
            providers:
              - openai
              - github: { interval: adaptive }
            """)
        #expect(configuration.defaults.interval == .fixed(.seconds(600)))
        #expect(configuration.providers.map(\.interval) == [nil, .adaptive])
        #expect(try read("defaults: { interval: adaptive }") == Configuration())
    }

    @Test("warns of hasty intervals, on public pages alone")
    func warns() throws {
        let found = try warnings(
            """
            state: /var/lib/status-monitor/journal.db
            providers:
              - github: { interval: 5s }
              - openai: { interval: 1s, url: "http://127.0.0.1:8080/feed.atom" }
              - { url: "http://192.168.1.9/history.atom", interval: 2s }
              - { url: "https://status.acme.example", interval: 29s }
            """)
        #expect(found.count == 2)
        #expect(found[0].hasPrefix("c.yaml:3:25: warning: an interval of 5s"))
        #expect(found[1].hasPrefix("c.yaml:6:53: warning: an interval of 29s"))
    }

    @Test("says what is spared, and which certificates are trusted")
    func memory() throws {
        let text = "memory: small\ncertificates: roots/own.pem\n"
        let configuration = try ConfigurationFile.decode(Array(text.utf8), file: "/etc/monitor/c.yaml", vocabulary: vocabulary)
            .configuration
        #expect(configuration.memory == .small)
        #expect(configuration.certificates == "/etc/monitor/roots/own.pem")
        #expect(Configuration().memory == .fast)
        #expect(
            faults("memory: smal\n") == ["c.yaml:1:9: memory must be one of small, fast, not \"smal\" (did you mean \"small\"?)"])
    }

    @Test("says where the journal is, what it keeps, and when a page counts as unreadable")
    func journal() throws {
        let text = """
            state: /var/lib/status-monitor/journal.db
            journal: { keep: 7d, maximum_size: 1GiB }
            confirm: 5
            flood: 20
            """
        let configuration = try ConfigurationFile.decode(Array(text.utf8), file: "c.yaml", vocabulary: vocabulary).configuration
        #expect(configuration.state == "/var/lib/status-monitor/journal.db")
        #expect(configuration.journal.keep == .seconds(7 * 86_400))
        #expect(configuration.journal.maximumBytes == 1 << 30)
        #expect(configuration.confirm == 5)
        #expect(configuration.flood == 20)
    }
}
