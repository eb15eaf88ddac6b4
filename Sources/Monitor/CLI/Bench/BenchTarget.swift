import Platforms
import Transfer

/// The pages of one scenario: which provider is where.
///
/// Provider i has an address of its own in 127.0.0.0/8, so that hosts are as many as providers.
struct BenchTarget: Sendable {
    var scheme: String
    var port: Int
    /// Path before the scenario's folder, or before `/fNN.atom`.
    var prefix: String
    /// Whether the origin has a folder for each scenario (this program's own), or the same pages for all.
    var hasScenarioFolders: Bool

    /// - Parameter origin: `SCHEME://HOST:PORT[/PREFIX]`; nil when it is not of that form.
    init?(origin: String, hasScenarioFolders: Bool = false) {
        guard let colon = origin.firstRange(of: "://") else { return nil }
        scheme = String(origin[..<colon.lowerBound])
        let rest = origin[colon.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        prefix = String(path.hasSuffix("/") ? path.dropLast() : path)
        let number = authority.split(separator: ":").last.flatMap { Int($0) }
        guard ["http", "https"].contains(scheme), let number, (1...65_535).contains(number) else { return nil }
        port = number
        self.hasScenarioFolders = hasScenarioFolders
    }

    var isTLS: Bool { scheme == "https" }

    func url(of provider: Int, in scenario: BenchScenario) -> String {
        let page = provider % 50
        let folder = hasScenarioFolders ? scenario.folder : ""
        return
            "\(scheme)://\(host(of: provider)):\(port)\(prefix)\(folder)/f\(page < 10 ? "0" : "")\(page).\(scenario.kind == .json ? "json" : "atom")"
    }

    /// TLS needs a name that the certificate covers; plain HTTP takes the address as it is.
    func overrides(for provider: Int) -> [HostOverride] {
        isTLS ? [HostOverride(host: host(of: provider), port: port, address: Self.address(of: provider))] : []
    }

    private func host(of provider: Int) -> String {
        guard isTLS else { return Self.address(of: provider) }
        let digits = String(provider)
        return "p" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".feeds.test"
    }

    private static func address(of provider: Int) -> String { "127.0.\(1 + provider / 250).\(1 + provider % 250)" }
}
