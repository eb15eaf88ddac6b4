import Testing

@testable import Parsing

struct EntrySegmentsTests {
    @Test("an entry costs 24 bytes, and a page no more than 1,024 of them")
    func size() {
        #expect(MemoryLayout<EntrySegments.Segment>.stride == 24)
        let reading = RepeatedReading()
        let feed = EditedFeed(.rss, entries: 1100)
        #expect(reading.read(feed.text).items.count == 1100)
        #expect(reading.segments.count == 1024)
        #expect(reading.read(feed.text).items.count == 1100)
        #expect(reading.segments.count == 1024)
    }

    @Test("every byte of a text counts in its hash, and so do its length and the key")
    func hashes() {
        var random = SystemRandomNumberGenerator()
        let (key, other) = (SegmentHash(using: &random), SegmentHash(using: &random))
        func hash(_ bytes: [UInt8], _ key: SegmentHash) -> UInt64 {
            unsafe bytes.span.bytes.withByteView { key.hash($0) }
        }
        var seen: Set<UInt64> = []
        var count = 0
        for length in 0..<150 {
            var bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37) }
            seen.insert(hash(bytes, key))
            #expect(hash(bytes, key) == hash(bytes, key))
            if length > 0 { #expect(hash(bytes, key) != hash(bytes, other)) }
            count += 1
            for index in bytes.indices {
                bytes[index] ^= 0x80
                seen.insert(hash(bytes, key))
                count += 1
                bytes[index] ^= 0x80
            }
        }
        #expect(seen.count == count)
        let zeros = Set((0..<100).map { hash([UInt8](repeating: 0, count: $0), key) })
        #expect(zeros.count == 100)
    }
}
