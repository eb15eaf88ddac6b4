/// Writes values as bytes, compactly, for what is kept across restarts.
///
/// A document is `VERSION CONTENT CHECKSUM`: one byte, the values in the order of the calls, and eight bytes of ``StableHash`` over all
/// before them.
public struct ByteWriter: Sendable {
    private var bytes: [UInt8]

    public init(version: UInt8, capacity: Int = 64) {
        bytes = []
        bytes.reserveCapacity(capacity)
        bytes.append(version)
    }

    /// The finished document.
    public consuming func sealed() -> [UInt8] {
        let checksum = ByteReader.checksum(bytes[...])
        append(fixed: checksum)
        return bytes
    }

    /// A number, seven bits a byte, the lowest first.
    public mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    public mutating func append(_ number: Int) { append(UInt64(max(0, number))) }

    /// A number that may be below zero, its sign in the lowest bit.
    public mutating func append(signed number: Int64) {
        append(UInt64(bitPattern: number) << 1 ^ UInt64(bitPattern: number >> 63))
    }

    /// All eight bytes of a number, for hashes.
    public mutating func append(fixed number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// All four bytes of a number.
    public mutating func append(fixed number: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    public mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    /// A text's length in bytes and its UTF-8.
    public mutating func append(_ text: String) {
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    public mutating func append(_ more: [UInt8]) {
        append(more.count)
        bytes.append(contentsOf: more)
    }

    /// A value that may be absent.
    public mutating func append<Value>(optional value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
        append(value != nil)
        if let value { write(&self, value) }
    }
}

/// Reads what ``ByteWriter`` wrote. Every read is checked: bytes from a file may be anything.
public struct ByteReader: Sendable {
    /// The bytes are not what was written.
    public struct Malformed: Error, Sendable, Hashable {
        public init() {}
    }

    /// The document's first byte.
    public let version: UInt8
    private let bytes: [UInt8]
    private var position = 1
    private let end: Int

    /// - Throws: ``Malformed`` when the checksum is another.
    public init(sealed bytes: [UInt8]) throws(Malformed) {
        guard bytes.count >= 9 else { throw Malformed() }
        end = bytes.count - 8
        self.bytes = bytes
        version = bytes[0]
        var kept: UInt64 = 0
        for index in 0..<8 { kept |= UInt64(bytes[end + index]) << UInt64(8 * index) }
        guard kept == Self.checksum(bytes[..<end]) else { throw Malformed() }
    }

    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash = StableHash(seed: 0x6A_6F_75_72_6E_61_6C)
        for byte in bytes { hash.combine(byte) }
        return hash.finish()
    }

    /// Whether all was read.
    public var isAtEnd: Bool { position == end }

    public mutating func number() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try self.byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw Malformed()
    }

    /// A count of things of which each takes at least one byte.
    public mutating func count() throws(Malformed) -> Int {
        let number = try number()
        guard number <= UInt64(end - position) else { throw Malformed() }
        return Int(number)
    }

    public mutating func signed() throws(Malformed) -> Int64 {
        let number = try number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    public mutating func fixed64() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
        return value
    }

    public mutating func fixed32() throws(Malformed) -> UInt32 {
        var value: UInt32 = 0
        for shift in stride(from: UInt32(0), to: 32, by: 8) { value |= UInt32(try byte()) << shift }
        return value
    }

    public mutating func flag() throws(Malformed) -> Bool { try byte() != 0 }

    public mutating func text() throws(Malformed) -> String { String(decoding: try slice(), as: UTF8.self) }

    public mutating func array() throws(Malformed) -> [UInt8] { Array(try slice()) }

    public mutating func optional<Value>(
        _ read: (inout ByteReader) throws(Malformed) -> Value
    ) throws(Malformed) -> Value? {
        try flag() ? try read(&self) : nil
    }

    public mutating func byte() throws(Malformed) -> UInt8 {
        guard position < end else { throw Malformed() }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func slice() throws(Malformed) -> ArraySlice<UInt8> {
        let count = try count()
        defer { position += count }
        return bytes[position..<position + count]
    }
}
