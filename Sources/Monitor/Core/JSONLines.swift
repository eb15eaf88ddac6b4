/// Events as JSON Lines: one object a line, keys in the order of the model.
///
/// Text is kept as it is. Characters that end a line or steer a terminal (C0, C1, line separators, direction marks) are written
/// as `\u` escapes, which mean the same to every reader of JSON (RFC 8259, 7).
public enum JSONLines {
    /// One event as one line of UTF-8, with its line feed.
    public static func encode(_ event: StatusEvent) -> [UInt8] {
        var line: [UInt8] = []
        append(event, to: &line)
        return line
    }

    /// Appends one event as one line of UTF-8, with its line feed.
    public static func append(_ event: StatusEvent, to out: inout [UInt8]) {
        out.reserveCapacity(out.count + 320 + 2 * event.message.utf8.count)
        append("{\"id\":", event.id, to: &out)
        append(",\"provider\":", event.provider, to: &out)
        append(",\"service\":", event.service, to: &out)
        append(",\"message\":", event.message, to: &out)
        out.append(contentsOf: ",\"timestamp\":\"".utf8)
        out.append(contentsOf: RFC3339.bytes(from: event.timestamp))
        append("\",\"kind\":", event.kind.rawValue, to: &out)
        append(",\"status\":", event.status.rawValue, to: &out)
        append(",\"severity\":", event.severity.rawValue, to: &out)
        append(",\"incident\":", event.incident, to: &out)
        append(",\"title\":", event.title, to: &out)
        append(",\"url\":", event.url, to: &out)
        out.append(contentsOf: ",\"components\":[".utf8)
        for (index, component) in event.components.enumerated() {
            append(index == 0 ? "" : ",", component, to: &out)
        }
        out.append(contentsOf: "],\"revision\":".utf8)
        out.append(contentsOf: String(event.revision).utf8)
        out.append(contentsOf: "}\n".utf8)
    }

    private static func append(_ key: String, _ value: String, to out: inout [UInt8]) {
        out.append(contentsOf: key.utf8)
        appendString(value, to: &out)
    }

    /// Appends a JSON string, quotation marks included.
    public static func appendString(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C:
                out.append(UInt8(ascii: "\\"))
                out.append(UInt8(scalar.value))
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x0D: out.append(contentsOf: "\\r".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case 0x20..<0x7F: out.append(UInt8(scalar.value))
            case _ where mustBeEscaped(scalar): appendEscape(scalar.value, to: &out)
            default: out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// All of these lie in the Basic Multilingual Plane.
    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func appendEscape(_ value: UInt32, to out: inout [UInt8]) {
        out.append(contentsOf: "\\u".utf8)
        for shift in [UInt32(12), 8, 4, 0] {
            let digit = UInt8(value >> shift & 0xF)
            out.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
