import ArgumentParser

/// How a poll reaches its origin.
enum BenchConnection: String, ExpressibleByArgument, CaseIterable, Codable {
    /// Over the connection of the poll before.
    case kept
    /// Over a new TLS connection, whose handshake resumes the session of the one before.
    case resumed
    /// Over a new TLS connection with a full handshake, for the origin lets no session be resumed.
    case full

    var meaning: String {
        switch self {
        case .kept: "connection kept"
        case .resumed: "a new TLS connection for each poll, session resumed"
        case .full: "a new TLS connection for each poll, full handshake"
        }
    }

    /// Whether each poll opens a connection.
    var isCold: Bool { self != .kept }
}
