import FoundationEssentials
import Monitor
import Platforms
import Support

/// Decodes one of the project's own payloads.
func decode(
    _ name: String, platform: Platform? = nil, provider: String = "Acme", url: String = "https://status.acme.example/x"
) throws -> Reading {
    try PayloadDecoder(platform: platform).decode(
        OwnFixtures.bytes("platforms/" + name), context: DecodingContext(provider: provider, url: url))
}

func decode(text: String, platform: Platform? = nil) throws -> Reading {
    try PayloadDecoder(platform: platform).decode(
        [UInt8](text.utf8), context: DecodingContext(provider: "Acme", url: "https://a.example/x"))
}

/// The error that decoding ends in; nil when it succeeds.
func errorDecoding(_ bytes: [UInt8], platform: Platform? = nil) -> SourceError? {
    do {
        _ = try PayloadDecoder(platform: platform).decode(bytes, context: DecodingContext(provider: "Acme", url: "https://a.example/x"))
        return nil
    } catch {
        return error
    }
}

/// What every format of a page must say alike of one update.
struct Essence: Hashable, CustomStringConvertible {
    var id: String
    var status: StatusEvent.Status
    var time: Date
    var incident: String
    var title: String
    var kind: StatusEvent.Kind

    init(_ event: StatusEvent) {
        id = event.id
        status = event.status
        time = event.timestamp
        incident = event.incident
        title = event.title
        kind = event.kind
    }

    var description: String { "\(id) \(status) \(kind) \(title)" }
}

/// Text with its white space made even.
func even(_ text: some StringProtocol) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

func time(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }
