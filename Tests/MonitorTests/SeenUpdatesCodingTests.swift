import FoundationEssentials
import Testing

@testable import Monitor

@Suite("Kept form of what was seen")
struct SeenUpdatesCodingTests {
    private var seen: SeenUpdates {
        var seen = SeenUpdates()
        let events = (0..<40).map { update("i\($0)", 900 + $0, .investigating, "Text number \($0) with some words of its own") }
        _ = seen.admit(page(events), policy: .init(), now: time(1000))
        _ = seen.admit(
            page([update("i1", 901, .resolved, "Something else was found, and it is told here")]), policy: .init(), now: time(1001))
        _ = seen.admit(textPage([wholeText("x", 950, .update, "Growing text.")]), policy: .init(), now: time(1002))
        return seen
    }

    @Test("is read as what it was, and takes little more than the memory")
    func roundTrip() throws {
        let seen = seen
        let bytes = seen.encoded()
        #expect(try SeenUpdates(encoded: bytes) == seen)
        #expect(try SeenUpdates(encoded: SeenUpdates().encoded()) == SeenUpdates())
        #expect(bytes.count < seen.byteCount * 5 / 4)
    }

    @Test("with any byte changed, cut or added is refused, and never a trap")
    func damage() {
        let bytes = seen.encoded()
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x41
            #expect(throws: ByteReader.Malformed.self) { try SeenUpdates(encoded: changed) }
        }
        for count in 0..<bytes.count {
            #expect(throws: ByteReader.Malformed.self) { try SeenUpdates(encoded: Array(bytes.prefix(count))) }
        }
        #expect(throws: ByteReader.Malformed.self) { try SeenUpdates(encoded: bytes + [0]) }
    }

    @Test("that is sealed well and makes no sense is refused")
    func nonsense() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<2000 {
            var writer = ByteWriter(version: 1)
            for _ in 0..<Int(random.next() % 24) { writer.append(random.next() % 5) }
            let bytes = writer.sealed()
            // Either it is refused, or it can be worked with.
            if var read = try? SeenUpdates(encoded: bytes) {
                _ = read.admit(page([update("a", 1)]), policy: .init(), now: time(2))
            }
        }
        var later = ByteWriter(version: 2)
        later.append(1)
        let bytes = later.sealed()
        #expect(throws: ByteReader.Malformed.self) { try SeenUpdates(encoded: bytes) }
    }

    @Test("numbers of every size come back")
    func numbers() throws {
        let numbers: [UInt64] = [0, 1, 127, 128, 16_383, 16_384, .max / 2, .max]
        let signed: [Int64] = [0, -1, 1, .min, .max]
        var writer = ByteWriter(version: 3)
        for number in numbers { writer.append(number) }
        for number in signed { writer.append(signed: number) }
        writer.append(optional: Optional<String>.none) { $0.append($1) }
        writer.append("ö")
        var reader = try ByteReader(sealed: writer.sealed())
        for number in numbers { #expect(try reader.number() == number) }
        for number in signed { #expect(try reader.signed() == number) }
        #expect(try reader.flag() == false)
        #expect(try reader.text() == "ö")
        #expect(reader.isAtEnd)
    }
}
