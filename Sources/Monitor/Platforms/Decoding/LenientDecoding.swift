import FoundationEssentials

/// Status pages drop fields, send null for a list, a number for a string. What an event cannot do without is an error with its
/// path; all else is read as far as it goes.
extension KeyedDecodingContainer {
    /// A string, or a number's digits; nil when absent, null or something else.
    func text(_ key: Key) -> String? {
        // Only another type is an error: what is absent or null is not looked up once more.
        do { return try decodeIfPresent(String.self, forKey: key) } catch {}
        return (try? decodeIfPresent(Int.self, forKey: key)).map { String($0) }
    }

    /// A whole number, or a string of digits.
    func integer(_ key: Key) -> Int? {
        do { return try decodeIfPresent(Int.self, forKey: key) } catch {}
        return (try? decodeIfPresent(String.self, forKey: key)).flatMap { Int($0) }
    }

    func flag(_ key: Key) -> Bool { (try? decodeIfPresent(Bool.self, forKey: key)) == true }

    /// A non-empty ``text(_:)``, without which its object means nothing.
    func required(_ key: Key) throws -> String {
        if let text = text(key), !text.isEmpty { return text }
        throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "is missing or no text")
    }

    /// A list; empty when absent or null. Null elements are left out; an element that cannot be read is an error, for a list
    /// that is silently shorter looks like a page with fewer incidents.
    func list<Element: Decodable>(_ key: Key) throws -> [Element] {
        try decodeIfPresent(LenientList<Element>.self, forKey: key)?.elements ?? []
    }

    /// An object; nil when absent, null or something else.
    func object<Value: Decodable>(_ key: Key) -> Value? {
        (try? decodeIfPresent(Value.self, forKey: key)) ?? nil
    }
}

/// A list of which null elements are left out.
private struct LenientList<Element: Decodable>: Decodable {
    var elements: [Element] = []

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        elements.reserveCapacity(container.count ?? 0)
        while !container.isAtEnd {
            if try container.decodeNil() { continue }
            elements.append(try container.decode(Element.self))
        }
    }
}
