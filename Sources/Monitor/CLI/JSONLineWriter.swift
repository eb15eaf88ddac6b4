import Monitor

/// Writes one JSON value on one line, keys in the order of the calls.
struct JSONLineWriter {
    private var bytes: [UInt8] = []
    /// Whether a comma is due before the next key or item.
    private var needsComma = false

    /// The value and its line feed.
    var line: [UInt8] { bytes + [UInt8(ascii: "\n")] }

    mutating func object(_ fields: (inout JSONLineWriter) -> Void) { enclose("{", "}", fields) }

    mutating func array<Item>(_ items: [Item], _ append: (inout JSONLineWriter, Item) -> Void) {
        enclose("[", "]") { json in
            for item in items {
                json.separate()
                append(&json, item)
                json.needsComma = true
            }
        }
    }

    /// A key whose value comes with the next call.
    mutating func key(_ key: String) {
        separate()
        JSONLines.appendString(key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func field(_ key: String, _ value: String?) {
        self.key(key)
        if let value { JSONLines.appendString(value, to: &bytes) } else { bytes += Array("null".utf8) }
        needsComma = true
    }

    /// A string as an array's item.
    mutating func value(_ text: String) { JSONLines.appendString(text, to: &bytes) }

    mutating func field(_ key: String, _ value: Bool) {
        self.key(key)
        bytes += Array((value ? "true" : "false").utf8)
        needsComma = true
    }

    private mutating func enclose(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ content: (inout JSONLineWriter) -> Void) {
        bytes.append(UInt8(ascii: open))
        needsComma = false
        content(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }
}
