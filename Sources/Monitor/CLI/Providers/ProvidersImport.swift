import ArgumentParser
import Configuration
import Consumers
import Parsing
import Platforms

/// `status-monitor providers import`: a feed reader's subscriptions as lines of a configuration.
struct ProvidersImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads a list of feeds in OPML and prints the lines of a configuration's providers.",
        discussion: """
            A page that the catalogue knows becomes its word, any other { name, url }; each page comes once, and two pages of one name are told apart.
            The lines belong under "providers:":

              (echo providers:; status-monitor providers import feeds.opml) > config.yaml

            An outline whose address cannot be polled is named on standard error and left out. A file that cannot be read, or is no OPML, is an error
            with exit code 1.
            """)

    @Argument(help: ArgumentHelp("The OPML file; - is standard input.", valueName: "file"))
    var file: String

    func run() async throws {
        let outlines: [OPMLOutline]
        do {
            let bytes =
                file == "-"
                ? try BoundedFile.read(descriptor: 0, path: "standard input", maximumBytes: OPMLParser.maximumBytes)
                : try BoundedFile.read(file, maximumBytes: OPMLParser.maximumBytes)
            outlines = try OPMLParser.parse(bytes)
        } catch let error as FileReadError {
            StandardErrorLog.write(error.description)
            throw ExitCode.somethingFailed
        } catch let error as ParseError {
            StandardErrorLog.write("\(file): \(error)")
            throw ExitCode.somethingFailed
        }
        var lines = ImportedProviders()
        for outline in outlines { lines.add(outline) }
        for note in lines.notes { StandardErrorLog.write("\(file): \(note)") }
        if outlines.isEmpty { StandardErrorLog.write("\(file): no outline names an address") }
        try await FileDescriptorOutput.standardOutput.write(Array(lines.text.utf8))
    }
}

/// Outlines as lines of a configuration, each page once, each name once.
struct ImportedProviders {
    private(set) var text = ""
    /// What was left out, and why.
    private(set) var notes: [String] = []
    private var pages: Set<String> = []
    /// In lower case, as the configuration compares them.
    private var names: Set<String> = []

    mutating func add(_ outline: OPMLOutline) {
        let addresses = [outline.feedURL, outline.pageURL].compactMap(\.self).map(Self.address)
        if let known = addresses.lazy.compactMap({ BuiltInProviders.page(at: $0) }).first {
            guard pages.insert(known.id).inserted else { return }
            // A page of one's own may have the name already.
            let name = uniqueName(known.name)
            text += name == known.name ? "  - \(known.id)\n" : "  - \(known.id): { name: \(YAMLText.quoted(name)) }\n"
            return
        }
        guard let url = addresses.first(where: { Configuration.Provider.fault(ofAddress: $0) == nil }) else {
            let fault = addresses.first.flatMap { Configuration.Provider.fault(ofAddress: $0) } ?? ""
            notes.append("\"\(outline.name)\" is left out: \(fault)")
            return
        }
        guard pages.insert(Self.place(of: url)).inserted else { return }
        let name = uniqueName(outline.name.isEmpty ? PageProvider.name(forURL: url) : String(outline.name.prefix(200)))
        text += "  - { name: \(YAMLText.quoted(name)), url: \(YAMLText.quoted(url)) }\n"
    }

    private mutating func uniqueName(_ name: String) -> String {
        var unique = name
        var number = 2
        while !names.insert(unique.lowercased()).inserted {
            unique = "\(name) (\(number))"
            number += 1
        }
        return unique
    }

    /// Readers write "feed:" before or instead of a feed's scheme.
    private static func address(_ text: String) -> String {
        let lower = text.lowercased()
        if lower.hasPrefix("feed:http") { return String(text.dropFirst(5)) }
        if lower.hasPrefix("feed://") { return "https" + text.dropFirst(4) }
        return text
    }

    /// What two addresses of one page share: all but the scheme and a slash at the end.
    private static func place(of url: String) -> String {
        var place = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        while place.last == "/" { place.removeLast() }
        return String(place)
    }
}

/// Texts as YAML writes them.
enum YAMLText {
    /// A text in double quotes, which no character of it can end, and in which nothing is filled in from the environment.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            // What YAML does not take as it is, or takes for a line end.
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return substitutionSafe(quoted) + "\""
    }

    /// "${" begins a variable in a configuration; "$${" is the text.
    private static func substitutionSafe(_ text: String) -> String {
        text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${")
    }
}
