/// Hosts, addresses and networks that an operator has named: they may be connected to although they are private.
public struct AddressAllowance: Sendable, Hashable {
    private struct Network: Sendable, Hashable {
        var address: IPAddress
        /// In bits of the IPv6 form.
        var prefixLength: Int
    }

    private var hosts: Set<String> = []
    private var networks: [Network] = []

    public init() {}

    /// - Parameter names: host names, literal addresses, and networks (`10.0.0.0/8`, `fd00::/8`). What is none of these covers nothing.
    public init(_ names: some Sequence<String>) {
        for name in names {
            let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = IPAddress(String(parts[0])) else {
                hosts.insert(name.lowercased())
                continue
            }
            let width = parts[0].contains(":") ? 128 : 32
            let length = parts.count == 2 ? Int(parts[1]) ?? -1 : width
            guard (0...width).contains(length) else { continue }
            networks.append(Network(address: address, prefixLength: 128 - width + length))
        }
    }

    /// - Parameter host: of the URL, in lower case.
    func covers(_ address: IPAddress, host: String) -> Bool {
        hosts.contains(host) || networks.contains { address.shares($0.prefixLength, with: $0.address) }
    }
}

/// When a transfer may go to a private address: this machine, its link, a private network.
public enum PrivateAddresses: Sendable, Hashable {
    /// Unless the server of a public address redirects there.
    case unlessRedirected
    /// When the first URL itself is such an address, or `localhost`; a name that resolves to one is refused. Redirects as above.
    case ifNamed
    /// At no step.
    case never
}

/// Judges the address of each connection of one transfer, new or kept.
///
/// It keeps a server on the Internet from sending the client into its own network: once a hop of a chain was answered from a
/// public address, no later hop may go to a private one. A chain that begins at a private address may go anywhere, for whoever
/// configured it meant it. What an ``AddressAllowance`` covers may always be connected to.
struct ReachPolicy {
    var rule = PrivateAddresses.unlessRedirected
    var allowance = AddressAllowance()
    /// The request brings the address along (`HostOverride`).
    var isOverridden = false
    private(set) var beganPublic = false

    /// Whether a hop may connect to an address of this reach.
    func allows(_ address: IPAddress, _ reach: IPAddress.Reach, at url: ParsedURL, isFirstHop: Bool) -> Bool {
        if reach == .public || allowance.covers(address, host: url.host) { return true }
        switch rule {
        case .never: return false
        case .unlessRedirected: return !beganPublic
        case .ifNamed: return !beganPublic && (!isFirstHop || isOverridden || url.namesItsAddress)
        }
    }

    /// A hop was answered from an address of this reach.
    mutating func answered(from reach: IPAddress.Reach) {
        if reach == .public { beganPublic = true }
    }
}

extension ParsedURL {
    /// Whether no look-up comes between the URL and its address: a literal address, or this machine (RFC 6761, 6.3).
    fileprivate var namesItsAddress: Bool { literalAddress != nil || host == "localhost" || host.hasSuffix(".localhost") }
}
