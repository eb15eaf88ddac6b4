import Testing

@testable import Processes

@Suite("A program's text")
struct ProgramTextTests {
    @Test("is what nobody may write to and nobody has, and nothing else is dropped")
    func ranges() {
        let lines = """
            5565b7400000-5565b7483000 r--p 00000000 fe:00 263 /usr/bin/status monitor
            Size:                524 kB
            Rss:                 524 kB
            Anonymous:             0 kB
            VmFlags: rd mr mw me
            5565b7483000-5565b77f3000 r-xp 00083000 fe:00 263                        /usr/bin/status-monitor
            Rss:                3520 kB
            Anonymous:             0 kB
            5565b77f3000-5565b7850000 r--p 003f3000 fe:00 263                        /usr/lib/constants.so
            Anonymous:             4 kB
            5565b7850000-5565b7860000 rw-p 00450000 fe:00 263                        /usr/bin/status-monitor
            Anonymous:             0 kB
            5565b8000000-5565b9000000 rw-p 00000000 00:00 0                          [heap]
            Anonymous:             0 kB
            7fb280000000-7fb280021000 r--p 00000000 00:00 0
            Anonymous:             0 kB
            7ffd1a000000-7ffd1a002000 r-xp 00000000 00:00 0                          [vdso]
            Anonymous:             0 kB

            """
        #expect(
            ProgramText.unwrittenRanges(Array(lines.utf8)) == [0x5565_b740_0000..<0x5565_b748_3000, 0x5565_b748_3000..<0x5565_b77f_3000])
        #expect(ProgramText.unwrittenRanges([]).isEmpty)
    }

    @Test("is dropped, and the program runs on with the same constants")
    func drop() {
        let before = (0..<1_000).map { "\($0) " + String(describing: Self.self) }
        ProgramText.drop()
        #expect((0..<1_000).map { "\($0) " + String(describing: Self.self) } == before)
    }

    @Test("is mapped in small pieces, and the program runs on when they are dropped")
    func pieces() {
        let before = (0..<1_000).map { "\($0) " + String(describing: Self.self) }
        let whole = ProgramText.unwrittenRanges(ProgramText.mappings())
        ProgramText.mapInSmallPieces()
        let pieces = ProgramText.unwrittenRanges(ProgramText.mappings())
        // More than are read may have come of a large program.
        #expect(pieces.count > 2 * whole.count)
        #expect(pieces.allSatisfy { $0.count <= 16_384 })
        ProgramText.drop()
        #expect((0..<1_000).map { "\($0) " + String(describing: Self.self) } == before)
    }
}
