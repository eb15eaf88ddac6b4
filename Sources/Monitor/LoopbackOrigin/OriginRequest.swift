/// One request as it arrived (RFC 9112, 2.1).
public struct OriginRequest: Sendable {
    /// "GET", "HEAD" or "POST".
    public let method: String
    /// The request target as sent, query included.
    public let target: String
    /// The connection's ordinal, counted from 0.
    public let connection: Int
    /// The literal address that the client connected to; tells hosts apart that share a port.
    public let localAddress: String
    /// What was posted; empty for any other method.
    public let body: [UInt8]
    /// Request line and fields, up to and without the empty line.
    let head: [UInt8]

    /// The target without its query.
    public var path: Substring { target.prefix { $0 != "?" } }

    /// Every field in the order sent.
    public var fields: [(name: String, value: String)] {
        head.split(separator: UInt8(ascii: "\n")).dropFirst().map { line in
            let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
            let value = line[min(colon + 1, line.endIndex)...]
            return (String(decoding: line[..<colon], as: UTF8.self), String(decoding: HTTPText.trimmed(value), as: UTF8.self))
        }
    }

    /// The value of the first field of that name, whatever the name's case.
    public func field(_ name: String) -> String? {
        HTTPText.field(name, in: head[...]).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the client accepts a gzip body. A quality of 0 is not looked for: no client here sends one.
    public var acceptsGzip: Bool {
        guard let value = HTTPText.field("accept-encoding", in: head[...]) else { return false }
        return HTTPText.contains(value, "gzip")
    }

    /// RFC 9110, 13.1.2 with weak comparison: whether `If-None-Match` names `etag`.
    func matches(etag: [UInt8]) -> Bool {
        guard let value = HTTPText.field("if-none-match", in: head[...]) else { return false }
        return value.elementsEqual(etag) || value.elementsEqual("*".utf8)
            || value.split(separator: UInt8(ascii: ",")).contains { HTTPText.trimmed($0).elementsEqual(etag) }
    }
}

/// The little of HTTP's text that a server of its own pages needs.
enum HTTPText {
    /// The index after the empty line that ends a head, looked for from `start`; nil while there is none.
    static func endOfHead(in bytes: [UInt8], from start: Int) -> Int? {
        var index = max(start, 3)
        while index < bytes.count {
            if bytes[index] == 10, bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 { return index + 1 }
            index += 1
        }
        return nil
    }

    /// The value of the first field named `name` (in lower case) after the first line of `head`.
    static func field(_ name: String, in head: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let wanted = Array(name.utf8)
        var line = head.firstIndex(of: 10).map { $0 + 1 } ?? head.endIndex
        while line < head.endIndex {
            let end = head[line...].firstIndex(of: 10) ?? head.endIndex
            let colon = line + wanted.count
            if colon < end, head[colon] == UInt8(ascii: ":"), equalIgnoringCase(head[line..<colon], wanted) {
                return trimmed(head[(colon + 1)..<end])
            }
            line = end + 1
        }
        return nil
    }

    static func equalIgnoringCase(_ some: ArraySlice<UInt8>, _ other: [UInt8]) -> Bool {
        some.count == other.count && zip(some, other).allSatisfy { lowercased($0) == lowercased($1) }
    }

    static func contains(_ bytes: ArraySlice<UInt8>, _ word: String) -> Bool {
        let word = Array(word.utf8)
        guard bytes.count >= word.count else { return false }
        return (bytes.startIndex...(bytes.endIndex - word.count)).contains { equalIgnoringCase(bytes[$0..<($0 + word.count)], word) }
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == 32 || byte == 9 || byte == 13 }
        var rest = bytes.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 65 && byte <= 90 ? byte + 32 : byte
    }
}
