internal import Glibc

/// The system's converter (iconv) from one of its encodings to UTF-8.
@safe final class CharacterConverter {
    /// Owned: closed when this object goes.
    private let descriptor: iconv_t

    /// nil when the system does not know the encoding.
    init?(name: String) {
        let opened = unsafe iconv_open("UTF-8", name)
        guard Int(bitPattern: opened) != -1 else { return nil }
        unsafe descriptor = opened!
    }

    deinit { unsafe iconv_close(descriptor) }

    /// Appends the characters of a whole document to `output`. Invalid bytes become U+FFFD.
    func convert(_ bytes: ByteView, into output: inout ByteBuffer) {
        guard !bytes.isEmpty else { return }
        let room = 4096
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { piece in
            var source: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutableRawPointer(mutating: bytes.pointer).assumingMemoryBound(
                to: CChar.self)
            var left = bytes.count
            while left > 0 {
                var target = piece.baseAddress
                var free = room
                let result = unsafe iconv(descriptor, &source, &left, &target, &free)
                let failure = errno
                unsafe append(piece, room - free, into: &output)
                guard result == -1 else { continue }
                if failure == EINVAL { return }
                if failure == E2BIG { continue }
                TextDecoder.append(scalar: 0xFFFD, into: &output)
                unsafe source = source.map { unsafe $0 + 1 }
                left -= 1
            }
        }
    }

    private func append(_ piece: UnsafeMutableBufferPointer<CChar>, _ length: Int, into output: inout ByteBuffer) {
        for index in 0..<length {
            let byte = unsafe UInt8(bitPattern: piece[index])
            if byte >= 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { output.append(byte) }
        }
    }
}
