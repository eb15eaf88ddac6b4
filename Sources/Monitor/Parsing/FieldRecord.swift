/// The texts of one entry, or of the feed itself, as UTF-8 in one buffer that is used again for the next.
///
/// Confined to its parser.
@safe final class FieldRecord {
    struct Field {
        var kind: FieldKind
        var form: TextForm
        /// Index into the parser's list of base URLs; -1 for none.
        var base: Int32
        var start: Int
        var end: Int
    }

    /// Owned; freed when this object goes. A pointer, so that appending a run of characters checks nothing but the room.
    let text: UnsafeMutablePointer<ByteBuffer>
    private(set) var fields: [Field] = []

    init() {
        unsafe text = .allocate(capacity: 1)
        unsafe text.initialize(to: ByteBuffer(capacity: 4096))
        fields.reserveCapacity(24)
    }

    deinit {
        unsafe text.pointee.deallocate()
        unsafe text.deallocate()
    }

    func reset() {
        unsafe text.pointee.reset(keeping: 262_144)
        fields.removeAll(keepingCapacity: true)
    }

    /// How many bytes have been recorded so far.
    var count: Int { unsafe text.pointee.count }

    func append(_ string: String) { unsafe text.pointee.append(string) }
    func append(_ bytes: ByteView) { unsafe text.pointee.append(bytes) }

    /// Ends the field that began at `start`: its blank ends are taken out, an empty one is dropped. A field that is ended a second time, as another kind,
    /// shares its bytes.
    func close(_ kind: FieldKind, form: TextForm, base: Int32, from start: Int) {
        let bytes = unsafe text.pointee.bytes
        var end = bytes.count
        while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
        var first = start
        while first < end, Self.isBlank(bytes[first]) { first += 1 }
        unsafe text.pointee.truncate(to: end)
        unsafe text.pointee.remove(at: start, first - start)
        guard end > first else { return }
        fields.append(Field(kind: kind, form: form, base: base, start: start, end: end - first + start))
    }

    /// The bytes of a field.
    func bytes(of field: Field) -> ByteView {
        unsafe text.pointee.bytes.view(field.start..<field.end)
    }

    /// A field's text. Control characters between U+0080 and U+009F are windows-1252 that somebody took for ISO-8859-1.
    func string(of field: Field) -> String {
        let bytes = bytes(of: field)
        let text = bytes.string
        guard bytes.firstIndex(of: 0xC2, from: 0) != nil, text.unicodeScalars.contains(where: { $0.value >= 0x80 && $0.value < 0xA0 })
        else { return text }
        var mended = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value >= 0x80 && scalar.value < 0xA0
            mended.append(isControl ? Unicode.Scalar(TextDecoder.windows1252(UInt8(scalar.value))) ?? scalar : scalar)
        }
        return String(mended)
    }

    func first(_ kind: FieldKind) -> Field? { fields.first { $0.kind == kind } }
    func last(_ kind: FieldKind) -> Field? { fields.last { $0.kind == kind } }

    /// The first of the kinds that is there.
    func first(of kinds: FieldKind...) -> Field? {
        for kind in kinds { if let field = first(kind) { return field } }
        return nil
    }

    /// A 64-bit hash over every field: what it is, how it is to be read, and its bytes.
    func fingerprint() -> UInt64 {
        // The buffer is the fields' bytes, one after the other, and nothing else.
        var shape: UInt64 = 0x2545_F491_4F6C_DD1D
        for field in fields {
            shape =
                (shape ^ UInt64(field.kind.rawValue) ^ UInt64(field.form.rawValue) << 8 ^ UInt64(field.end - field.start) << 16)
                &* 0x9E37_79B1_85EB_CA87
            shape ^= shape >> 29
        }
        var hash = ContentHash(seed: shape)
        unsafe hash.update(text.pointee.bytes.raw)
        return hash.finalize()
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
