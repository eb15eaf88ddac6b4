import ArgumentParser
import Platforms

/// What is polled, and what the origin answers.
enum BenchScenario: String, ExpressibleByArgument, CaseIterable, Codable {
    case notModified = "304"
    case parsed = "200"
    case decoded = "full"
    case unchanged
    case json
    /// `304` over a connection that is ``BenchConnection/resumed``.
    case tls

    /// What the scenario measures, in one line.
    var meaning: String {
        switch self {
        case .notModified, .tls: "304 to the entity tag"
        case .parsed: "200 in gzip, body differs in the feed's date: parsed, every entry known"
        case .decoded: "200 in gzip, every entry differs: parsed, all events made anew"
        case .unchanged: "200 in gzip, body equal to the last, no validators: hashed, not parsed"
        case .json: "200 in gzip, a Statuspage summary that differs in its date and one component: decoded, every update known"
        }
    }

    /// The folder of the own origin's pages that behave so.
    var folder: String {
        switch self {
        case .notModified, .tls: ""
        case .parsed: "/changing"
        case .decoded: "/rewritten"
        case .unchanged: "/unchanged"
        case .json: "/summary"
        }
    }

    /// What a page of the scenario is.
    var kind: PageEndpoint.Kind { self == .json ? .json : .atom }

    /// The connection that the scenario has when none is asked for.
    var ordinaryConnection: BenchConnection { self == .tls ? .resumed : .kept }

    var isConditional: Bool { self == .notModified || self == .tls }
}

/// How much of the program is measured.
enum BenchLevel: String, ExpressibleByArgument, CaseIterable, Codable {
    /// Transfers alone: the body is received, decompressed and dropped.
    case engine
    /// Scheduler, transfer, parsing, deduplication, bus and one consumer that counts.
    case pipeline
}
