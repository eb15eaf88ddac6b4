internal import Glibc

/// A start tag as the SAX parser tells it; valid during the call alone.
@safe struct StartTag {
    /// The local name, ended by a zero byte, as are the other two.
    let name: UnsafePointer<UInt8>
    let prefix: UnsafePointer<UInt8>?
    let uri: UnsafePointer<UInt8>?
    let attributes: ElementAttributes
    /// How many namespaces the tag declares.
    let namespaceCount: Int
    /// Two pointers a namespace: prefix and URI.
    let namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

    var localName: ByteView { unsafe Self.bytes(name) }
    var namespaceURI: ByteView { unsafe Self.bytes(uri) }
    var prefixName: ByteView { unsafe Self.bytes(prefix) }

    /// All that the tag says, each part with its length before it, so that no two tags have one description.
    func describe(into output: inout ByteBuffer) {
        func append(_ part: ByteView) {
            for shift in 0..<4 { output.append(UInt8(truncatingIfNeeded: part.count >> (8 * shift))) }
            output.append(part)
        }
        output.append(UInt8(truncatingIfNeeded: namespaceCount))
        for part in [localName, prefixName, namespaceURI] { append(part) }
        if let namespaces = unsafe namespaces {
            for index in 0..<2 * namespaceCount { append(unsafe Self.bytes(namespaces[index])) }
        }
        attributes.forEach { name, prefix, value in
            append(name)
            append(prefix)
            value.withByteView { append($0) }
        }
    }

    static func bytes(_ text: UnsafePointer<UInt8>?) -> ByteView {
        guard let text = unsafe text else { return unsafe ByteView(nil, 0) }
        let length = unsafe strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
        return unsafe ByteView(text, length)
    }
}

/// The attributes of a start tag; valid during the call alone.
@safe struct ElementAttributes {
    /// Five pointers an attribute: local name, prefix, URI, start and end of the value.
    let start: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    let count: Int

    /// The value of the first attribute with that local name (in lower case; letter case is ignored), nil when there is none.
    ///
    /// With `prefix` nil an attribute without prefix is preferred, and one with any prefix but `xml` is taken.
    func value(_ name: StaticString, prefix: StaticString? = nil) -> AttributeValue? {
        guard let start = unsafe start else { return nil }
        var found: AttributeValue?
        for index in 0..<count {
            let attribute = unsafe start + index * 5
            guard let local = unsafe attribute[0], unsafe Self.equal(local, name) else { continue }
            let qualifier = unsafe attribute[1]
            if let prefix {
                if let qualifier = unsafe qualifier, unsafe Self.equal(qualifier, prefix) { return unsafe Self.value(attribute) }
            } else if let qualifier = unsafe qualifier {
                if unsafe !Self.equal(qualifier, "xml"), found == nil { found = unsafe Self.value(attribute) }
            } else {
                return unsafe Self.value(attribute)
            }
        }
        return found
    }

    /// The attribute's name with its prefix, and its value, in document order.
    func forEach(_ body: (_ name: ByteView, _ prefix: ByteView, _ value: String) -> Void) {
        guard let start = unsafe start else { return }
        for index in 0..<count {
            let attribute = unsafe start + index * 5
            unsafe body(StartTag.bytes(attribute[0]), StartTag.bytes(attribute[1]), Self.value(attribute).string)
        }
    }

    private static func value(_ attribute: UnsafeMutablePointer<UnsafePointer<UInt8>?>) -> AttributeValue {
        guard let first = unsafe attribute[3], let end = unsafe attribute[4] else { return unsafe AttributeValue(bytes: ByteView(nil, 0)) }
        return unsafe AttributeValue(bytes: ByteView(first, end - first))
    }

    private static func equal(_ text: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
        for index in 0..<name.utf8CodeUnitCount {
            let byte = unsafe text[index]
            guard unsafe (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == name.utf8Start[index] else { return false }
        }
        return unsafe text[name.utf8CodeUnitCount] == 0
    }
}

/// The value of an attribute; valid during the call alone.
struct AttributeValue {
    /// As the parser hands it over: libxml2 leaves an ampersand as `&#38;` where entities are not substituted.
    let bytes: ByteView

    /// The value with its ampersands undone.
    var string: String {
        let text = bytes.string
        return hasAmpersand ? text.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&") : text
    }

    var hasAmpersand: Bool { bytes.contains(UInt8(ascii: "&")) }
}
