/// What an origin answers to one request.
public enum OriginReply: Sendable {
    /// A well-formed answer.
    case response(OriginResponse)
    /// Bytes that are a whole answer already, head included; the connection is kept.
    case bytes([UInt8])
    /// Anything else, step by step. The connection is kept after the last step unless that step ends it.
    case script([OriginStep])
}

/// One step of a scripted reply.
public enum OriginStep: Sendable {
    /// Writes bytes as they are.
    case send([UInt8])
    /// Writes the bytes over and over, `count` times or, when nil, for as long as the client takes them.
    case repeating([UInt8], count: Int?)
    /// Writes nothing until the gate is opened, or has a permit to take.
    case hold(OriginGate)
    /// Writes one byte for each of the gate's permits.
    case dribble([UInt8], OriginGate)
    /// Ends the connection with a reset (RST).
    case reset
    /// Ends the connection in good order: a TLS close, then FIN.
    case close
    /// Ends the connection with FIN alone: a TLS client cannot tell it from an attacker's cut.
    case cut
}

extension OriginReply {
    /// The first `count` bytes of a response, head included; then a reset.
    public static func reset(_ response: OriginResponse, after count: Int) -> OriginReply {
        .script([.send(Array(response.serialized().prefix(count))), .reset])
    }

    /// The first `count` bytes of a response, head included; then the connection is cut.
    public static func cut(_ response: OriginResponse, after count: Int) -> OriginReply {
        .script([.send(Array(response.serialized().prefix(count))), .cut])
    }

    /// A response that is held back until the gate lets it through.
    public static func held(_ response: OriginResponse, by gate: OriginGate) -> OriginReply {
        .script([.hold(gate), .send(response.serialized())])
    }

    /// A response of which each of the gate's permits lets one byte through.
    public static func dribbled(_ response: OriginResponse, by gate: OriginGate) -> OriginReply {
        .script([.dribble(response.serialized(), gate)])
    }

    /// Header fields without end.
    public static var endlessHeaders: OriginReply {
        let field = Array("X-Padding: \(String(repeating: "h", count: 1_000))\r\n".utf8)
        return .script([.send(Array("HTTP/1.1 200 OK\r\n".utf8)), .repeating(field, count: nil)])
    }

    /// A body without end; no `Content-Length`.
    public static func endlessBody(contentType: String = "application/atom+xml", head: [UInt8] = []) -> OriginReply {
        let start = "HTTP/1.1 200 OK\r\nContent-Type: \(contentType)\r\nConnection: close\r\n\r\n"
        let filler = [UInt8](repeating: UInt8(ascii: "b"), count: 16 << 10)
        return .script([.send(Array(start.utf8) + head), .repeating(filler, count: nil)])
    }

    /// A redirect with that status (301, 302, 303, 307, 308).
    public static func redirect(to location: String, status: Int = 302) -> OriginReply {
        .response(OriginResponse(status: status, fields: [("Location", location)]))
    }

    /// A status with no body and further fields, such as `("Retry-After", "120")`.
    public static func status(_ status: Int, _ fields: [(String, String)] = []) -> OriginReply {
        .response(OriginResponse(status: status, fields: fields))
    }

    /// 200 with a body as it is.
    public static func ok(_ body: [UInt8], contentType: String = "application/atom+xml") -> OriginReply {
        .response(OriginResponse(fields: [("Content-Type", contentType)], body: body))
    }

    /// 200 with a gzip body, asked for or not.
    public static func gzip(_ body: [UInt8], contentType: String = "application/atom+xml") throws(OriginError) -> OriginReply {
        let compressed = try Gzip.compress(body)
        return .response(OriginResponse(fields: [("Content-Type", contentType), ("Content-Encoding", "gzip")], body: compressed))
    }
}

/// A well-formed answer (RFC 9112, 4). `Content-Length` is added.
public struct OriginResponse: Sendable {
    public var status: Int
    /// Further fields, in order.
    public var fields: [(String, String)]
    public var body: [UInt8]
    /// Whether the connection is closed after the answer, and the answer says so.
    public var closes: Bool

    public init(status: Int = 200, fields: [(String, String)] = [], body: [UInt8] = [], closes: Bool = false) {
        self.status = status
        self.fields = fields
        self.body = body
        self.closes = closes
    }

    /// The answer's bytes. An answer to HEAD, a 304 and a 204 carry no body.
    public func serialized(toHead isHead: Bool = false) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        let isBodiless = status == 304 || status == 204 || status < 200
        if !isBodiless { head += "Content-Length: \(body.count)\r\n" }
        if closes { head += "Connection: close\r\n" }
        return Array(head.utf8) + [13, 10] + (isBodiless || isHead ? [] : body)
    }

    static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 204: "No Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 410: "Gone"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        default: "Status"
        }
    }
}
