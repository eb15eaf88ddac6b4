internal import CZlib

/// Undoes the coding of one body as it comes, through zlib (RFC 1950 to 1952). Confined to the engine's queue.
///
/// The bound on what comes out is the taker's: it ends the body by refusing bytes.
@safe final class BodyInflater {
    enum Progress {
        /// The coding's end was not reached yet.
        case goesOn
        /// All of the body was undone. What may follow it is no part of it.
        case complete
        /// The bytes are not in the coding.
        case broken
        /// The taker wants no more.
        case stopped
    }

    private let coding: ContentCoding
    /// Deallocated by `deinit`, after zlib has freed what it holds.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var hasStarted = false
    private(set) var progress = Progress.goesOn

    /// Bytes that come out of one call; no more than is read of an answer that is no success, so that what is kept of it is.
    private static let pieceLength = TransferStateMachine.discardedBytes

    init(_ coding: ContentCoding) {
        self.coding = coding
        unsafe stream.initialize(to: z_stream())
        if coding == .other || coding == .identity { progress = .broken }
    }

    deinit {
        if hasStarted { unsafe inflateEnd(stream) }
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Takes the next bytes of the coded body and hands out what they stand for, piece by piece.
    ///
    /// - Parameter take: returns false to end the body.
    func inflate(_ bytes: UnsafeRawBufferPointer, take: (UnsafeRawBufferPointer) -> Bool) -> Progress {
        guard progress == .goesOn, let first = unsafe bytes.first else { return progress }
        if !hasStarted {
            hasStarted = unsafe status_inflate_init(stream, windowBits(first, unsafe bytes.count > 1 ? bytes[1] : nil)) == Z_OK
            guard hasStarted else { return end(.broken) }
        }
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = UInt32(bytes.count)
        return unsafe withUnsafeTemporaryAllocation(byteCount: Self.pieceLength, alignment: 16) { piece in
            repeat {
                unsafe stream.pointee.next_out = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe stream.pointee.avail_out = UInt32(piece.count)
                let code = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                let count = unsafe piece.count - Int(stream.pointee.avail_out)
                if count > 0, unsafe !take(UnsafeRawBufferPointer(rebasing: piece[..<count])) { return end(.stopped) }
                switch code {
                case Z_OK: break
                case Z_BUF_ERROR: return progress  // all that came is used up
                case Z_STREAM_END:
                    guard isFollowedByMember else { return end(.complete) }
                    unsafe inflateReset(stream)
                default: return end(.broken)
                }
            } while unsafe stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
            return progress
        }
    }

    private func end(_ progress: Progress) -> Progress {
        self.progress = progress
        return progress
    }

    /// A gzip file may be several behind one another (RFC 1952, 2.2).
    private var isFollowedByMember: Bool {
        guard coding == .gzip, unsafe stream.pointee.avail_in >= 2, let next = unsafe stream.pointee.next_in else { return false }
        return unsafe next[0] == 0x1F && next[1] == 0x8B
    }

    /// "deflate" means zlib's format, and some servers send the bare one.
    private func windowBits(_ first: UInt8, _ second: UInt8?) -> Int32 {
        if coding == .gzip { return 15 + 16 }
        let isZlib = first & 0x0F == 8 && (UInt(first) << 8 | UInt(second ?? 0)) % 31 == 0
        return isZlib || second == nil ? 15 : -15
    }
}
