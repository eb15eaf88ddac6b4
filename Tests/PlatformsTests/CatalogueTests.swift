import FoundationEssentials
import Platforms
import Support
import Testing

@Suite("The catalogue's entries")
struct CatalogueTests {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    private static let text = root + "/Sources/Monitor/Platforms/Catalogue/CatalogueText.swift"

    private func plain(_ word: String) -> String { String(word.lowercased().filter { $0.isLetter || $0.isNumber }) }

    @Test("are many, and each is well-formed: an id that is easy to type, a name, a web address, a platform that there is")
    func wellFormed() throws {
        let all = BuiltInProviders.all
        #expect(all.count >= 1300)
        for provider in all {
            let id = provider.id.unicodeScalars
            #expect(id.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "-" }, "\(provider.id)")
            #expect(id.first != "-" && id.last != "-" && !id.isEmpty && id.count <= 48, "\(provider.id)")
            #expect(!provider.name.isEmpty && provider.name == provider.name.split(separator: " ").joined(separator: " "), "\(provider.id)")
            #expect(provider.name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "|" && $0.value != 0x7F }, "\(provider.id)")
            for url in [provider.homePage] + provider.readAt.filter({ $0.contains("://") }) { expectAddress(url, provider.id) }
            for identifier in provider.readAt.filter({ !$0.contains("://") }) {
                #expect(identifier.allSatisfy { $0.isHexDigit } && identifier.count == 24, "\(provider.id)")
            }
            for alias in provider.aliases {
                #expect(alias.unicodeScalars.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "-" || $0 == "." }, "\(alias)")
            }
            #expect(!provider.sources.isEmpty, "\(provider.id)")
        }
    }

    private func expectAddress(_ text: String, _ id: String) {
        #expect(text.hasPrefix("https://") || text.hasPrefix("http://"), "\(id)")
        let url = URL(string: text)
        #expect(url?.host?.contains(".") == true && url?.user == nil && url?.query == nil && url?.fragment == nil, "\(id)")
        #expect(text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0 != "\"" && $0 != "|" && $0 != "%" }, "\(id)")
    }

    @Test("name every platform in the program's words")
    func platforms() throws {
        let source = try #require(FileManager.default.contents(atPath: Self.text))
        let lines = String(decoding: source, as: UTF8.self).split(separator: "\n").filter { $0.contains("|http") }
        #expect(lines.count == BuiltInProviders.all.count)
        let words = Set(lines.compactMap { $0.split(separator: "|", omittingEmptySubsequences: false).dropFirst(3).first }).subtracting([""]
        )
        #expect(words.count >= 15)
        for word in words { #expect(Platform(rawValue: String(word)) != nil, "\(word)") }
    }

    @Test("are told apart: no id, name or alias of one is another's")
    func unambiguous() throws {
        var owners: [String: String] = [:]
        let all = BuiltInProviders.all
        #expect(Set(all.map { $0.homePage }).count == all.count)
        for provider in all {
            for word in Set(([provider.id, provider.name] + provider.aliases).map(plain)) {
                #expect(owners.updateValue(provider.id, forKey: word) == nil, "\(word) names \(provider.id) and another")
            }
        }
        for (word, id) in owners { #expect(BuiltInProviders.named(word)?.id == id) }
    }

    @Test("are found by their pages' addresses and by those of their documents")
    func byAddress() {
        for provider in BuiltInProviders.all {
            #expect(BuiltInProviders.page(at: provider.homePage)?.id == provider.id)
            for source in provider.sources {
                // What a platform keeps on a host of its own, for all of its pages, leads to none of them.
                for endpoint in source.endpoints where endpoint.url.hasPrefix(provider.homePage) || provider.readAt.contains(endpoint.url) {
                    #expect(BuiltInProviders.page(at: endpoint.url)?.id == provider.id, "\(endpoint.url)")
                }
            }
        }
    }

    @Test(
        "own their hosts, and of a shared host their paths alone",
        arguments: [
            ("http://www.githubstatus.com/history.rss?x=1", "github"), ("https://WWW.GITHUBSTATUS.COM/", "github"),
            ("https://status.aws.amazon.com/rss/ec2-us-east-1.rss", "aws"), ("https://status.miro.com/eu/feed.rss", "miro-eu"),
            ("https://status.miro.com/europe", "miro"), ("https://www.google.com/search", nil), ("https://feeds.feedburner.com/Other", nil),
            ("https://status.acme.example/", nil), ("", nil), ("nonsense", nil), ("https://", nil),
        ] as [(String, String?)])
    func hosts(url: String, id: String?) { #expect(BuiltInProviders.page(at: url)?.id == id) }

    @Test(
        "are known by what people call them, and read where they are known to be",
        arguments: [
            ("gcp", "google-cloud", "https://status.cloud.google.com/incidents.json"),
            ("hashicorp", "hashicorp", "https://status.hashicorp.com/feed.atom"), ("groq", "groq", "https://groqstatus.com/feed.atom"),
            ("claude", "anthropic", "https://status.claude.com/api/v2/incidents.json"),
            ("microsoft azure", "azure", "https://rssfeed.azure.status.microsoft/en-us/status/feed/"),
            ("paypal", "paypal", "https://www.paypal-status.com/feed/atom"),
            ("salesforce", "salesforce", "https://api.status.salesforce.com/v1/incidents/active"),
            ("1password.statuspage.io", "1password", "https://status.1password.com/api/v2/incidents.json"),
            ("githubstatus.com", "github", "https://www.githubstatus.com/api/v2/incidents.json"),
        ])
    func known(word: String, id: String, address: String) throws {
        let provider = try #require(BuiltInProviders.named(word))
        #expect(provider.id == id)
        #expect(provider.sources.flatMap(\.endpoints).map(\.url).contains(address))
    }

    /// The list from which the catalogue was made; beside the project, not in it.
    private static let list: String? = SharedFixtures.folder.map { $0 + "/../catalogue.tsv" }.flatMap { path in
        FileManager.default.fileExists(atPath: path) ? path : nil
    }

    @Test(
        "are what scripts/catalogue makes, byte for byte",
        .enabled(if: list != nil && Python.isPresent, "the list of pages or python3 is absent"))
    func reproducible() async throws {
        let python = try #require(Python.path)
        let list = try #require(Self.list)
        let result = try await ChildProcess(python, ["-I", Self.root + "/scripts/catalogue", "--print", list]).end()
        #expect(result.ending == .exited(0))
        #expect(result.standardError.isEmpty)
        let checkedIn = try #require(FileManager.default.contents(atPath: Self.text))
        #expect(Array(result.standardOutput.utf8) == [UInt8](checkedIn))
    }
}
