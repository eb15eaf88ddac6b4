import CZlib

/// gzip (RFC 1952) through zlib.
public enum Gzip {
    /// Compresses in one go.
    ///
    /// - Parameter level: zlib's, 1 (fast) to 9 (small).
    public static func compress(_ bytes: [UInt8], level: Int32 = 6) throws(OriginError) -> [UInt8] {
        try compress(level: level, pieces: CollectionOfOne(bytes))
    }

    /// A body of `byteCount` equal bytes, about a thousandth in size once compressed, made without ever holding it whole.
    public static func bomb(byteCount: Int, of byte: UInt8 = UInt8(ascii: "a")) throws(OriginError) -> [UInt8] {
        let piece = [UInt8](repeating: byte, count: 1 << 20)
        let rest = [UInt8](repeating: byte, count: byteCount & (1 << 20 - 1))
        return try compress(level: 9, pieces: Array(repeating: piece, count: byteCount >> 20) + [rest])
    }

    private static func compress(level: Int32, pieces: some Collection<[UInt8]>) throws(OriginError) -> [UInt8] {
        var stream = unsafe z_stream()
        guard unsafe origin_deflate_init_gzip(&stream, level) == Z_OK else {
            throw OriginError(.compression, "zlib cannot start a gzip stream")
        }
        defer { unsafe deflateEnd(&stream) }
        var output: [UInt8] = []
        for piece in pieces {
            unsafe try deflatePiece(piece, flush: Z_NO_FLUSH, stream: &stream, into: &output)
        }
        unsafe try deflatePiece([], flush: Z_FINISH, stream: &stream, into: &output)
        return output
    }

    private static func deflatePiece(
        _ piece: [UInt8], flush: Int32, stream: inout z_stream, into output: inout [UInt8]
    ) throws(OriginError) {
        var input = piece
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        let status = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = UInt32(source.count)
            while true {
                let (status, produced) = unsafe chunk.withUnsafeMutableBufferPointer { target in
                    unsafe stream.next_out = target.baseAddress
                    unsafe stream.avail_out = UInt32(target.count)
                    let status = unsafe deflate(&stream, flush)
                    return unsafe (status, target.count - Int(stream.avail_out))
                }
                output.append(contentsOf: chunk[..<produced])
                let isFull = produced == chunk.count
                guard status == Z_OK, isFull || (flush == Z_FINISH) else { return status }
            }
        }
        // Z_BUF_ERROR only says that there was nothing to do.
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            throw OriginError(.compression, "zlib ended with code \(status)")
        }
    }
}
