import FoundationEssentials
import Testing

/// Any JSON, so that a payload is checked by what it is and not by the types that wrote it.
indirect enum JSONValue: Decodable, Equatable {
    case null, bool(Bool), number(Double), text(String), array([JSONValue]), object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([String: JSONValue].self) {
            self = .object(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if container.decodeNil() {
            self = .null
        } else {
            self = .number(try container.decode(Double.self))
        }
    }

    static func read(_ bytes: [UInt8]) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }

    subscript(key: String) -> JSONValue? { if case .object(let fields) = self { fields[key] } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }

    /// Every text in it, keys left out.
    var allTexts: [String] {
        switch self {
        case .text(let text): [text]
        case .array(let items): items.flatMap(\.allTexts)
        case .object(let fields): fields.values.flatMap(\.allTexts)
        default: []
        }
    }
}

/// What is wrong with a payload, by rules that are written down apart from the code that makes it.
struct SchemaCheck {
    private(set) var faults: [String] = []

    /// An object with the required keys and no others than the optional ones.
    mutating func object(_ value: JSONValue?, _ path: String, required: [String], optional: [String] = []) -> [String: JSONValue] {
        guard case .object(let fields) = value else {
            faults.append("\(path) is no object")
            return [:]
        }
        for key in required where fields[key] == nil { faults.append("\(path).\(key) is missing") }
        for key in fields.keys where !required.contains(key) && !optional.contains(key) { faults.append("\(path).\(key) is unknown") }
        return fields
    }

    mutating func text(_ value: JSONValue?, _ path: String, _ lengths: ClosedRange<Int>) {
        guard let text = value?.text else { return faults.append("\(path) is no text") }
        // The strictest way to count that any receiver has.
        if !lengths.contains(text.utf16.count) { faults.append("\(path) has \(text.utf16.count) characters") }
    }

    mutating func oneOf(_ value: JSONValue?, _ path: String, _ words: [String]) {
        if !words.contains(value?.text ?? "") { faults.append("\(path) is \(value?.text ?? "no text")") }
    }

    mutating func items(_ value: JSONValue?, _ path: String, _ counts: ClosedRange<Int>) -> [JSONValue] {
        guard let items = value?.items else {
            faults.append("\(path) is no list")
            return []
        }
        if !counts.contains(items.count) { faults.append("\(path) has \(items.count) items") }
        return items
    }

    mutating func link(_ value: JSONValue?, _ path: String) {
        let link = value?.text ?? ""
        let isLink = link.hasPrefix("https://") || link.hasPrefix("http://")
        if !isLink || link.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) { faults.append("\(path) is no link: \(link)") }
    }

    mutating func require(_ condition: Bool, _ fault: String) { if !condition { faults.append(fault) } }
}
