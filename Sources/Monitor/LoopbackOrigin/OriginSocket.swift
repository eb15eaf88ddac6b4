import CEpoll
import Glibc

/// Reads and writes one non-blocking socket, through TLS when there is any.
struct OriginSocket {
    let descriptor: Int32
    var stream: TLSStream?

    /// Reads once, at most 16 KiB.
    func read(appendingTo bytes: inout [UInt8]) -> StreamProgress {
        unsafe withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 16) { buffer in
            let progress = unsafe stream?.read(into: buffer) ?? receive(buffer)
            if case .done(let count) = progress { unsafe bytes.append(contentsOf: buffer[..<count]) }
            return progress
        }
    }

    /// Writes once, as much as the socket takes.
    func write(_ bytes: ArraySlice<UInt8>) -> StreamProgress {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe stream?.write(buffer) ?? send(buffer)
        }
    }

    private func receive(_ buffer: UnsafeMutableRawBufferPointer) -> StreamProgress {
        let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
        if count > 0 { return .done(count) }
        if count == 0 { return .ended }
        return errno == EAGAIN || errno == EINTR ? .needsInput : .failed
    }

    private func send(_ buffer: UnsafeRawBufferPointer) -> StreamProgress {
        let count = unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        if count >= 0 { return .done(count) }
        return errno == EAGAIN || errno == EINTR ? .needsOutput : .failed
    }
}
