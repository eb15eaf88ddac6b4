internal import Glibc

/// Bytes that somebody else owns, for the length of a call: bounds are always checked, lifetime is the maker's to vouch for.
///
/// The one place where a pointer becomes something that can be walked over with no further `unsafe`.
@safe struct ByteView: RandomAccessCollection {
    private let base: UnsafePointer<UInt8>
    let count: Int

    /// - Safety: the bytes must stay where they are for as long as the view is used.
    @unsafe init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        unsafe base = start ?? UnsafePointer(bitPattern: 1)!
        self.count = unsafe start == nil ? 0 : count
    }

    @unsafe init(_ buffer: UnsafeBufferPointer<UInt8>) { unsafe self.init(buffer.baseAddress, buffer.count) }

    @unsafe init(_ buffer: UnsafeRawBufferPointer) {
        unsafe self.init(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count)
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    @inline(__always)
    subscript(index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
        return unsafe base[index]
    }

    /// A part of it, counted from 0 again.
    func view(_ range: Range<Int>) -> ByteView {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return unsafe ByteView(base + range.lowerBound, range.count)
    }

    func view(from start: Int) -> ByteView { view(start..<count) }

    /// The first bytes, at most `length`.
    func head(_ length: Int) -> ByteView { view(0..<Swift.min(length, count)) }

    /// Where the byte first stands, from `start` on.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let found = unsafe memchr(base + start, Int32(byte), count - start) else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    var string: String { unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self) }

    func string(_ range: Range<Int>) -> String { view(range).string }

    func withContiguousStorageIfAvailable<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R? {
        try unsafe body(UnsafeBufferPointer(start: base, count: count))
    }

    /// The bytes' address.
    @unsafe var pointer: UnsafePointer<UInt8> { unsafe base }

    @unsafe var raw: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }
}

extension RawSpan {
    /// Lends the bytes to a call.
    func withByteView<R>(_ body: (ByteView) -> R) -> R {
        unsafe withUnsafeBytes { unsafe body(ByteView($0)) }
    }
}

extension String {
    /// Lends the string's UTF-8 to a call.
    func withByteView<R>(_ body: (ByteView) -> R) -> R {
        var text = self
        return text.withUTF8 { unsafe body(ByteView($0)) }
    }
}

extension ByteView {
    /// Whether the bytes are that word, letter case aside. The word is in lower case.
    func equals(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && begins(word) }

    /// Whether the bytes begin with that word, letter case aside. The word is in lower case.
    func begins(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard count >= length else { return false }
        for index in 0..<length {
            let byte = unsafe base[index]
            guard unsafe (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == word.utf8Start[index] else { return false }
        }
        return true
    }

    /// Whether the bytes end with that word, letter case aside. The word is in lower case.
    func ends(_ word: StaticString) -> Bool {
        count >= word.utf8CodeUnitCount && view(from: count - word.utf8CodeUnitCount).begins(word)
    }

    /// Where that word first begins, letter case aside. The word is in lower case.
    func firstIndex(of word: StaticString) -> Int? {
        guard count >= word.utf8CodeUnitCount else { return nil }
        return (0...(count - word.utf8CodeUnitCount)).first { view(from: $0).begins(word) }
    }

    /// Without blanks at either end.
    var trimmed: ByteView {
        var (first, end) = (0, count)
        while first < end, FieldRecord.isBlank(self[first]) { first += 1 }
        while end > first, FieldRecord.isBlank(self[end - 1]) { end -= 1 }
        return view(first..<end)
    }

    /// A media type without its parameters.
    var withoutParameters: ByteView { head(firstIndex(of: UInt8(ascii: ";")) ?? count).trimmed }
}
