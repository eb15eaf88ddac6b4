import Parsing

/// The outer layers of a JSON document: enough to tell whose it is without decoding it.
struct JSONOutline {
    enum Kind { case object, array, other }

    /// What the document is, outermost.
    private(set) var kind = Kind.other
    /// The keys of the object, or of the first object in the array; at most ``keyLimit``.
    private(set) var keys: [String] = []
    /// Whether an array has no elements.
    private(set) var isEmptyArray = false
    private var nested: [String: [String]] = [:]
    private var lists: Set<String> = []

    static let keyLimit = 64

    init(_ utf8: Span<UInt8>) {
        let hasMark = utf8.count >= 3 && utf8[0] == 0xEF && utf8[1] == 0xBB && utf8[2] == 0xBF
        var index = utf8.skippingWhiteSpace(from: hasMark ? 3 : 0)
        guard index < utf8.count else { return }
        switch utf8[index] {
        case UInt8(ascii: "{"):
            kind = .object
            readObject(utf8, at: index)
        case UInt8(ascii: "["):
            kind = .array
            index = utf8.skippingWhiteSpace(from: index + 1)
            guard index < utf8.count else { return }
            isEmptyArray = utf8[index] == UInt8(ascii: "]")
            if utf8[index] == UInt8(ascii: "{") { readObject(utf8, at: index) }
        default: break
        }
    }

    init(_ document: ScannedJSON) {
        let root = document.root
        kind = root.kind == .object ? .object : root.kind == .array ? .array : .other
        isEmptyArray = root.kind == .array && root.first == nil
        for (key, value) in (root.first ?? root).members(limit: Self.keyLimit) {
            keys.append(key)
            if value.kind == .array { lists.insert(key) }
            let inner = value.first ?? value
            if inner.kind == .object { nested[key] = inner.members(limit: Self.keyLimit).map(\.key) }
        }
    }

    /// The keys of the object that is the value of `key`, or of the first object in the list that is; empty for any other value.
    func keys(of key: String) -> [String] { nested[key] ?? [] }

    /// Whether the value of `key` is a list.
    func isList(_ key: String) -> Bool { lists.contains(key) }

    /// Whether all of these are keys.
    func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }

    private mutating func readObject(_ utf8: Span<UInt8>, at start: Int) {
        var scanner = JSONKeyScanner(from: start)
        while keys.count < Self.keyLimit, let key = scanner.nextKey(utf8) {
            keys.append(key)
            if scanner.isAtList(utf8) { lists.insert(key) }
            if let inner = scanner.objectStart(utf8) {
                var innerScanner = JSONKeyScanner(from: inner)
                var names: [String] = []
                while names.count < Self.keyLimit, let name = innerScanner.nextKey(utf8) {
                    names.append(name)
                    innerScanner.skipValue(utf8)
                }
                nested[key] = names
            }
            scanner.skipValue(utf8)
        }
    }

    /// What a person would call a document that no adapter takes, for an error.
    var seen: String {
        if kind == .array, isEmptyArray { return "an empty JSON list" }
        let shape = kind == .array ? "a JSON list of objects" : kind == .object ? "a JSON object" : "a single JSON value"
        guard !keys.isEmpty else { return kind == .object ? "an empty JSON object" : shape }
        let names = keys.prefix(8).map { "\"\($0.prefix(32))\"" }.joined(separator: ", ")
        return "\(shape) with the keys \(names)\(keys.count > 8 ? " …" : "")"
    }
}

/// Walks the members of one JSON object by counting brackets; never checks, and so never fails: what it makes of a broken document is only
/// ever a guess at whose the document is.
private struct JSONKeyScanner {
    private var index: Int

    /// - Parameter start: where the object's opening brace stands.
    init(from start: Int) { index = start + 1 }

    /// The next member's key, the scanner then standing before its value; nil at the object's end.
    mutating func nextKey(_ utf8: Span<UInt8>) -> String? {
        while index < utf8.count {
            switch utf8[index] {
            case UInt8(ascii: "\""):
                let end = Self.endOfString(utf8, from: index)
                let key = utf8.text(index + 1..<max(index + 1, min(end, index + 100)))
                index = min(end + 1, utf8.count)
                while index < utf8.count, utf8[index].isASCIISpace || utf8[index] == UInt8(ascii: ":") { index += 1 }
                return key
            case UInt8(ascii: "}"): return nil
            default: index += 1
            }
        }
        return nil
    }

    /// Whether the value is a list.
    func isAtList(_ utf8: Span<UInt8>) -> Bool { index < utf8.count && utf8[index] == UInt8(ascii: "[") }

    /// Where the object begins that is the value, or the first element of a list that is.
    func objectStart(_ utf8: Span<UInt8>) -> Int? {
        guard index < utf8.count else { return nil }
        var start = index
        if utf8[start] == UInt8(ascii: "[") { start = utf8.skippingWhiteSpace(from: start + 1) }
        return start < utf8.count && utf8[start] == UInt8(ascii: "{") ? start : nil
    }

    /// Goes to the comma or bracket after the value.
    mutating func skipValue(_ utf8: Span<UInt8>) {
        var depth = 0
        while index < utf8.count {
            switch utf8[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return }
                depth -= 1
            case UInt8(ascii: ","): if depth == 0 { return }
            case UInt8(ascii: "\""): index = Self.endOfString(utf8, from: index)
            default: break
            }
            index += 1
        }
        index = min(index, utf8.count)
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
}
