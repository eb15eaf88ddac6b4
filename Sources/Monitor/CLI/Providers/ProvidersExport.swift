import ArgumentParser
import Configuration
import Consumers
import Platforms
import Transfer

/// `status-monitor providers export`: pages as a list for feed readers.
struct ProvidersExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes pages as OPML 2.0, which feed readers and \"providers import\" read.",
        discussion: """
            With --config the pages of the configuration are written, without it those of the catalogue; words and addresses choose among them, as check
            does. A page with a feed is an outline of type rss, any other one of type link. User names and passwords in addresses are left out.
            """)

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var loggingOptions: LoggingOptions

    @Argument(help: ArgumentHelp("What to write.", valueName: "name-or-url"))
    var pages: [String] = []

    func run() async throws {
        var outlines: [OPMLText.Outline]
        if configurationOptions.config == nil, pages.isEmpty {
            outlines = BuiltInProviders.all.map { Self.outline($0, name: $0.name) }
        } else {
            let configuration = try configurationOptions.load(logger: loggingOptions.makeLogger()).selecting(pages)
            outlines = configuration.watchedProviders.map { Self.outline(of: $0) }
        }
        outlines.sort { ($0.name.lowercased(), $0.page) < ($1.name.lowercased(), $1.page) }
        try await FileDescriptorOutput.standardOutput.write(Array(OPMLText.document(outlines).utf8))
    }

    private static func outline(of provider: Configuration.Provider) -> OPMLText.Outline {
        let platform = provider.platform.flatMap { Platform(name: $0) }
        switch provider.source {
        case .catalogue(let identifier, nil):
            if let known = BuiltInProviders.named(identifier) { return outline(known, name: provider.displayName) }
            return OPMLText.Outline(name: provider.displayName, page: "")
        case .catalogue(let identifier, let url?):
            let known = platform ?? BuiltInProviders.named(identifier)?.platform
            return outline(
                name: provider.displayName, home: url, sources: PageProvider.sources(forURL: url, platform: known), isSure: known != nil)
        case .page(let url):
            return outline(
                name: provider.displayName, home: url, sources: PageProvider.sources(forURL: url, platform: platform),
                isSure: platform != nil)
        }
    }

    private static func outline(_ known: BuiltInProvider, name: String) -> OPMLText.Outline {
        outline(name: name, home: known.homePage, sources: known.sources, isSure: known.platform != nil || !known.readAt.isEmpty)
    }

    /// - Parameter isSure: whether the sources are known to be there; else only a document that is the address itself is.
    private static func outline(name: String, home: String, sources: [PageSource], isSure: Bool) -> OPMLText.Outline {
        let endpoints = sources.flatMap(\.endpoints).filter { isSure || $0.url == home }
        let feed = endpoints.first { $0.kind == .atom || $0.kind == .rss }
        return OPMLText.Outline(name: name, page: OPMLText.public(home), feed: feed.map { OPMLText.public($0.url) })
    }
}

/// OPML 2.0 (opml.org/spec2.opml).
enum OPMLText {
    struct Outline {
        var name: String
        var page: String
        var feed: String?
    }

    static func document(_ outlines: [Outline]) -> String {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0">
              <head>
                <title>Status pages</title>
              </head>
              <body>

            """
        for outline in outlines {
            let name = escaped(outline.name)
            if let feed = outline.feed {
                text += "    <outline text=\"\(name)\" title=\"\(name)\" type=\"rss\""
                text += " xmlUrl=\"\(escaped(feed))\" htmlUrl=\"\(escaped(outline.page))\"/>\n"
            } else {
                text += "    <outline text=\"\(name)\" type=\"link\" url=\"\(escaped(outline.page))\"/>\n"
            }
        }
        return text + "  </body>\n</opml>\n"
    }

    /// An address without the user name and password that may stand in it.
    static func `public`(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return url }
        return url[..<scheme.upperBound] + String(rest[rest.index(after: at)...])
    }

    /// A text for an attribute's value; what XML 1.0 forbids is left out.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case "\0"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
