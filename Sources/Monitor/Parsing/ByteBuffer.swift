internal import Glibc

/// A growable run of bytes that stays allocated between documents.
///
/// A plain struct that its owner frees with ``deallocate()``: the SAX callbacks reach it through a pointer, with neither reference counting nor
/// exclusivity checks in the way, since one document makes thousands of them.
@safe struct ByteBuffer {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        unsafe base = .allocate(capacity: self.capacity)
    }

    func deallocate() { unsafe base.deallocate() }

    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, _ length: Int) {
        if count &+ length > capacity { grow(for: length) }
        // A character that was escaped comes alone, and is most of what comes.
        if length == 1 { unsafe base[count] = source.pointee } else { unsafe memcpy(base + count, source, length) }
        count &+= length
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(for: 1) }
        unsafe base[count] = byte
        count &+= 1
    }

    mutating func append(_ bytes: ByteView) { unsafe append(bytes.pointer, bytes.count) }

    mutating func append(_ text: StaticString) {
        unsafe append(text.utf8Start, text.utf8CodeUnitCount)
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        for byte in UTF8.encode(scalar)! { append(byte) }
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes in unsafe append(ByteView(bytes)) }
    }

    /// Takes out `length` bytes at `start`.
    mutating func remove(at start: Int, _ length: Int) {
        guard length > 0, start + length <= count else { return }
        unsafe memmove(base + start, base + start + length, count - start - length)
        count -= length
    }

    /// Drops all bytes from `length` on.
    mutating func truncate(to length: Int) { count = min(count, max(length, 0)) }

    /// Empties the buffer; one that has grown past `limit` goes back to it, so that one large document does not stay in memory for good.
    mutating func reset(keeping limit: Int) {
        count = 0
        guard capacity > limit else { return }
        unsafe base.deallocate()
        capacity = limit
        unsafe base = .allocate(capacity: limit)
    }

    /// What the buffer holds, until it next grows.
    var bytes: ByteView { unsafe ByteView(base, count) }

    @inline(never)
    private mutating func grow(for length: Int) {
        let larger = max(capacity * 2, count + length)
        let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe memcpy(fresh, base, count)
        unsafe base.deallocate()
        unsafe base = fresh
        capacity = larger
    }
}
