/// How deep a JSON text is nested, and whether it ends where it should: what tells a text that is no JSON
/// from one that was cut short.
struct JSONStructure {
    private(set) var isTooDeep = false
    private(set) var isCutShort = false

    init(_ bytes: ByteView, depthLimit: Int) {
        var depth = 0
        var inString = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if inString {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { inString = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): inString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    if depth > depthLimit {
                        isTooDeep = true
                        return
                    }
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
            index += 1
        }
        isCutShort = inString || depth > 0
    }
}
