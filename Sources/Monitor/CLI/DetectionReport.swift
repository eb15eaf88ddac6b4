import Consumers
import Monitor
import Platforms

/// What a detection came to, for a person or a program.
struct DetectionReport {
    /// As it was given.
    let url: String
    let result: DetectionResult

    /// The line for the configuration's `providers`; nil when the page is not known.
    var configuration: String? {
        guard let page = result.page else { return nil }
        // The platform says enough where it tells all sources by the page's address; else they are found out again at the start.
        let isTold = PageProvider.sources(forURL: page.address, platform: page.platform) == page.sources
        // "${…}" would be read from the environment.
        let name = (page.name ?? PageProvider.name(forURL: page.address)).filter { $0 != "$" }
        let address = isTold ? page.address : url
        return "- { name: \(Self.scalar(name)), url: \(Self.quoted(address))\(isTold ? ", platform: \(page.platform.rawValue)" : "") }"
    }

    /// Of a page that is known.
    var text: String {
        guard let page = result.page else { return "" }
        var text = "platform  \(page.platform.rawValue)\n"
        if let name = page.name { text += "name      \(TerminalText.harmless(name))\n" }
        text += "page      \(TerminalText.harmless(page.address))\n"
        for (number, source) in page.sources.enumerated() {
            let addresses = source.endpoints.map { TerminalText.harmless($0.url) }.joined(separator: "\n          and ")
            text += "\(number == 0 ? "read at" : "     or")   \(addresses)\n"
        }
        return text + "\nproviders:\n  \(configuration ?? "")\n"
    }

    /// Of a page that is not: what each address answered.
    var failure: [String] {
        ["Error: no status page of a kind that is known was found:"] + result.notes.map { "  \($0.url): \($0.seen)" }
            + (result.retryAfter.map { ["  it asks to be left alone for \($0.components.seconds) s"] } ?? [])
    }

    var jsonLine: [UInt8] {
        var json = JSONLineWriter()
        json.object { json in
            json.field("url", url)
            json.field("platform", result.page?.platform.rawValue)
            json.field("name", result.page?.name)
            json.field("address", result.page?.address)
            json.key("sources")
            json.array(result.page?.sources ?? []) { json, source in
                json.array(source.endpoints) { json, endpoint in json.value(endpoint.url) }
            }
            json.field("configuration", configuration)
            json.key("seen")
            json.array(result.notes) { json, note in
                json.object { json in
                    json.field("url", note.url)
                    json.field("seen", note.seen)
                }
            }
        }
        return json.line
    }

    /// A YAML scalar: plain where that means itself.
    private static func scalar(_ text: String) -> String {
        let isPlain =
            text.first?.isLetter == true && text.last != " "
            && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0"..."9" ~= $0 || " .-_".unicodeScalars.contains($0) }
            && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
        return isPlain ? text : quoted(text)
    }

    /// JSON's strings are YAML's double-quoted ones.
    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        JSONLines.appendString(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
