/// Writes elements that a field holds back into mark-up.
enum MarkupWriter {
    static func escape(_ text: UnsafePointer<UInt8>, _ count: Int, into output: inout ByteBuffer) {
        for index in 0..<count {
            switch unsafe text[index] {
            case UInt8(ascii: "<"): output.append("&lt;")
            case UInt8(ascii: ">"): output.append("&gt;")
            case UInt8(ascii: "&"): output.append("&amp;")
            case let byte: output.append(byte)
            }
        }
    }

    static func write(_ tag: StartTag, into output: inout ByteBuffer) {
        output.append(UInt8(ascii: "<"))
        append(tag.localName, into: &output)
        tag.attributes.forEach { name, prefix, value in
            output.append(UInt8(ascii: " "))
            if !prefix.isEmpty {
                append(prefix, into: &output)
                output.append(UInt8(ascii: ":"))
            }
            append(name, into: &output)
            output.append("=\"")
            for byte in value.utf8 {
                switch byte {
                case UInt8(ascii: "\""): output.append("&quot;")
                case UInt8(ascii: "&"): output.append("&amp;")
                case UInt8(ascii: "<"): output.append("&lt;")
                default: output.append(byte)
                }
            }
            output.append(UInt8(ascii: "\""))
        }
        output.append(UInt8(ascii: ">"))
    }

    static func writeEnd(_ name: UnsafePointer<UInt8>, into output: inout ByteBuffer) {
        let bytes = unsafe StartTag.bytes(name)
        guard !isVoid(bytes) else { return }
        output.append("</")
        append(bytes, into: &output)
        output.append(UInt8(ascii: ">"))
    }

    static func isDivision(_ name: UnsafePointer<UInt8>) -> Bool {
        unsafe name[0] | 0x20 == 0x64 && name[1] | 0x20 == 0x69 && name[2] | 0x20 == 0x76 && name[3] == 0
    }

    /// HTML's elements without an end tag: `</br>` would be read as a second break.
    private static func isVoid(_ name: ByteView) -> Bool {
        switch String(decoding: name, as: UTF8.self).lowercased() {
        case "br", "hr", "img", "input", "area", "base", "col", "embed", "link", "meta", "param", "source", "track", "wbr": true
        default: false
        }
    }

    private static func append(_ bytes: ByteView, into output: inout ByteBuffer) {
        output.append(bytes)
    }
}
