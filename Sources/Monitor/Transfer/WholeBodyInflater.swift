internal import CDeflate

/// Undoes gzip in one go where the whole body is at hand: a third of the cost of ``BodyInflater``. Confined to the engine's queue.
@safe final class WholeBodyInflater {
    /// Freed by `deinit`; nil when there was no memory.
    private let decompressor = unsafe libdeflate_alloc_decompressor()
    private var output: [UInt8] = []

    /// What is kept of the room for one body; a larger one is undone piece by piece.
    static let maximumBytes = 1 << 20

    deinit { unsafe libdeflate_free_decompressor(decompressor) }

    /// - Parameter take: gets the whole body in one call.
    /// - Returns: what `take` returned; nil when the body is none that is undone in one go, and nothing was handed out.
    func inflate(_ bytes: Span<UInt8>, take: (UnsafeRawBufferPointer) -> Bool) -> Bool? {
        guard let decompressor = unsafe decompressor, let length = Self.statedLength(bytes), length <= Self.maximumBytes else { return nil }
        if output.count < length { output = [UInt8](repeating: 0, count: max(length, 16 << 10)) }
        return unsafe output.withUnsafeMutableBytes { room -> Bool? in
            var used = 0
            // Without a place for the length that came out, any other length than the stated one is an error.
            let code = unsafe bytes.withUnsafeBytes { input in
                unsafe libdeflate_gzip_decompress_ex(
                    decompressor, input.baseAddress, input.count, room.baseAddress, length, &used, nil)
            }
            guard code == LIBDEFLATE_SUCCESS, used == bytes.count else { return nil }
            return unsafe take(UnsafeRawBufferPointer(rebasing: room[..<length]))
        }
    }

    /// The length modulo 2³² that ends a gzip file (RFC 1952, 2.3.1).
    private static func statedLength(_ bytes: Span<UInt8>) -> Int? {
        guard bytes.count >= 18 else { return nil }
        return (0..<4).reduce(0) { $0 | Int(bytes[bytes.count - 4 + $1]) << (8 * $1) }
    }
}
