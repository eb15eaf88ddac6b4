/// The outermost layer of a JSON document: enough to tell whose it is without decoding it.
struct JSONOutline {
    enum Kind { case object, array, other }

    /// What the document is, outermost.
    private(set) var kind = Kind.other
    /// The keys of the object, or of the first object in the array; at most ``keyLimit``.
    private(set) var keys: [String] = []
    /// Whether an array has no elements.
    private(set) var isEmptyArray = false

    static let keyLimit = 64

    init(_ utf8: Span<UInt8>) {
        let hasMark = utf8.count >= 3 && utf8[0] == 0xEF && utf8[1] == 0xBB && utf8[2] == 0xBF
        var index = utf8.skippingWhiteSpace(from: hasMark ? 3 : 0)
        guard index < utf8.count else { return }
        switch utf8[index] {
        case UInt8(ascii: "{"):
            kind = .object
            keys = Self.keys(of: utf8, objectAt: index)
        case UInt8(ascii: "["):
            kind = .array
            index = utf8.skippingWhiteSpace(from: index + 1)
            guard index < utf8.count else { return }
            isEmptyArray = utf8[index] == UInt8(ascii: "]")
            if utf8[index] == UInt8(ascii: "{") { keys = Self.keys(of: utf8, objectAt: index) }
        default: break
        }
    }

    /// The keys at depth one. Strings at an even place (before a colon) are keys; nested values are skipped by counting brackets.
    private static func keys(of utf8: Span<UInt8>, objectAt start: Int) -> [String] {
        var keys: [String] = []
        var depth = 0
        var expectsKey = false
        var index = start
        while index < utf8.count {
            switch utf8[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth == 1 { expectsKey = true }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return keys }
            case UInt8(ascii: ","): if depth == 1 { expectsKey = true }
            case UInt8(ascii: "\""):
                let end = endOfString(utf8, from: index)
                if depth == 1, expectsKey {
                    keys.append(utf8.text(index + 1..<min(end, index + 100)))
                    guard keys.count < keyLimit else { return keys }
                    expectsKey = false
                }
                index = end
            default: break
            }
            index += 1
        }
        return keys
    }

    /// The closing quotation mark of the string that opens at `start`; `count` when there is none.
    private static func endOfString(_ utf8: Span<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while index < utf8.count {
            if utf8[index] == UInt8(ascii: "\\") {
                index += 1
            } else if utf8[index] == UInt8(ascii: "\"") {
                return index
            }
            index += 1
        }
        return utf8.count
    }

    /// What a person would call a document of another kind, for an error.
    var seen: String {
        let has = { (names: String...) in names.allSatisfy(keys.contains) }
        if kind == .array, isEmptyArray { return "an empty JSON list" }
        if has("active_incidents", "date_created") { return "Slack's status API" }
        if has("archive", "current") { return "the retired AWS data.json" }
        if kind == .array, has("begin"), has("service_key") || has("affected_products") || has("external_desc") {
            return "Google Cloud's incidents.json"
        }
        if has("page"), has("activeIncidents") || has("activeMaintenances") || keys.count == 1 { return "an Instatus page" }
        if has("result") { return "the Status.io API" }
        if has("data", "included") { return "a Better Stack page" }
        if has("summary"), keys.count == 1 { return "incident.io's own page data" }
        if has("data", "meta") { return "the Cachet API" }
        let shape = kind == .array ? "a JSON list of objects" : kind == .object ? "a JSON object" : "a single JSON value"
        guard !keys.isEmpty else { return kind == .object ? "an empty JSON object" : shape }
        let names = keys.prefix(8).map { "\"\($0.prefix(32))\"" }.joined(separator: ", ")
        return "\(shape) with the keys \(names)\(keys.count > 8 ? " …" : "")"
    }
}
