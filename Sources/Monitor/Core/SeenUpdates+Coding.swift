/// The compact form in which a provider's memory is kept: about 32 bytes an update and one to two bytes a word, as in memory.
extension SeenUpdates {
    private static let version: UInt8 = 1

    public func encoded() -> [UInt8] {
        var writer = ByteWriter(version: Self.version, capacity: 64 + 34 * readings.count + words.bytes.count)
        writer.append(formats.count)
        for format in formats { writer.append(format) }
        writer.append(formerTexts.count)
        for text in formerTexts { writer.append(fixed: text) }
        writer.append(UInt64(turn))
        writer.append(UInt64(fullTurn))
        for minute in [firstPoll, horizon, forgotten, lastTold] { writer.append(optional: minute) { $0.append(signed: Int64($1)) } }
        writer.append(optional: scheme) { $0.append($1) }
        writer.append(words.bytes)
        writer.append(words.abandonedCount)
        writer.append(readings.count)
        for reading in readings { Self.append(reading, to: &writer) }
        return writer.sealed()
    }

    /// - Throws: when the bytes are not those of ``encoded()``, or of a version that is not known.
    public init(encoded bytes: [UInt8]) throws(ByteReader.Malformed) {
        var reader = try ByteReader(sealed: bytes)
        guard reader.version == Self.version else { throw ByteReader.Malformed() }
        self.init()
        for _ in 0..<(try reader.count()) { formats.append(try reader.text()) }
        for _ in 0..<(try reader.count()) { formerTexts.append(try reader.fixed64()) }
        turn = UInt32(truncatingIfNeeded: try reader.number())
        fullTurn = UInt32(truncatingIfNeeded: try reader.number())
        firstPoll = try Self.minute(&reader)
        horizon = try Self.minute(&reader)
        forgotten = try Self.minute(&reader)
        lastTold = try Self.minute(&reader)
        scheme = try reader.optional { (reader) throws(ByteReader.Malformed) in try reader.text() }
        let wordBytes = try reader.array()
        words = PackedWordSets(bytes: wordBytes, abandonedCount: Int(clamping: try reader.number()))
        let count = try reader.count()
        readings.reserveCapacity(count)
        for _ in 0..<count { readings.append(try Self.reading(&reader)) }
        guard reader.isAtEnd, isSound else { throw ByteReader.Malformed() }
    }

    /// Whether every place that a reading points to is one, and the order is as the look-up needs it.
    private var isSound: Bool {
        guard formats.count <= Self.maximumFormats, words.abandonedCount <= words.bytes.count else { return false }
        guard readings.allSatisfy({ words.hasSet(at: $0.words) }) else { return false }
        return zip(readings, readings.dropFirst()).allSatisfy { ($0.key, $0.format) <= ($1.key, $1.format) }
    }

    private static func minute(_ reader: inout ByteReader) throws(ByteReader.Malformed) -> Int32? {
        try reader.optional { (reader) throws(ByteReader.Malformed) in Int32(clamping: try reader.signed()) }
    }

    private static func append(_ reading: Reading, to writer: inout ByteWriter) {
        writer.append(fixed: reading.key)
        writer.append(fixed: reading.text)
        writer.append(fixed: reading.incident)
        writer.append(fixed: UInt32(bitPattern: reading.minute))
        writer.append(UInt64(reading.words))
        writer.append(UInt64(reading.turn))
        writer.append(UInt64(reading.sentences))
        writer.append(UInt64(reading.revision))
        writer.append(UInt64(reading.format | reading.status << 4))
    }

    private static func reading(_ reader: inout ByteReader) throws(ByteReader.Malformed) -> Reading {
        let key = try reader.fixed64()
        let text = try reader.fixed32()
        let incident = try reader.fixed32()
        let minute = Int32(bitPattern: try reader.fixed32())
        let words = UInt32(truncatingIfNeeded: try reader.number())
        let turn = UInt32(truncatingIfNeeded: try reader.number())
        let sentences = UInt16(truncatingIfNeeded: try reader.number())
        let revision = UInt8(truncatingIfNeeded: try reader.number())
        let formatAndStatus = UInt8(truncatingIfNeeded: try reader.number())
        return Reading(
            key: key, text: text, incident: incident, minute: minute, words: words, turn: turn, sentences: sentences, revision: revision,
            format: formatAndStatus & 15, status: formatAndStatus >> 4)
    }
}
