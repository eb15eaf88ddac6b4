/// A scanned JSON text: its bytes and the tape of its values. A value is meant by its place on the tape.
///
/// Used by one task at a time, as every decoder is.
@safe final class JSONDocument {
    /// The bytes are the caller's for the length of one ``JSONPayload`` call; ``keepBytes()`` copies them for a decoder that outlives it.
    /// No closure runs while it is read or written, which is why exclusivity needs no check.
    @exclusivity(unchecked) private var text: ByteView
    private var ownBytes: UnsafeMutablePointer<UInt8>?
    let tape: JSONTape
    /// What decoders hand on to what they decode.
    var userInfo: [CodingUserInfoKey: Any] = [:]
    /// The members of large objects that were asked for one.
    private var indexes: [Int: [String: Int]] = [:]
    private var steps: [JSONPathStep] = []

    /// - Safety: the bytes must stay where they are until ``keepBytes()`` or the end of the document.
    /// - Returns: nil when the text is no JSON, or nested more than `depthLimit` deep.
    @unsafe init?(_ text: ByteView, depthLimit: Int) {
        unsafe self.text = text
        var scanner = unsafe JSONScanner(text, depthLimit: depthLimit)
        let isJSON = scanner.scan()
        tape = scanner.tape
        guard isJSON else { return nil }
    }

    deinit {
        tape.deallocate()
        unsafe ownBytes?.deallocate()
    }

    func keepBytes() {
        let copy = unsafe UnsafeMutablePointer<UInt8>.allocate(capacity: max(text.count, 1))
        unsafe copy.initialize(from: text.pointer, count: text.count)
        unsafe ownBytes = copy
        unsafe text = ByteView(copy, text.count)
    }

    func kind(_ value: Int) -> JSONEntry.Kind { tape[value].kind }

    /// The bytes of a string, between its quotation marks, or of a number.
    func text(of entry: JSONEntry) -> ByteView { unsafe text.view(entry.place..<entry.place &+ entry.length) }

    /// A part of the document.
    func bytes(_ range: Range<Int>) -> ByteView { unsafe text.view(range) }
}

extension JSONDocument {
    /// Objects with more members get an index; of others the members are gone through.
    private static var membersWithoutIndex: Int { 64 }

    /// The value of an object's first member with that key.
    func member(_ key: String, of object: Int) -> Int? {
        let entry = tape[object]
        guard entry.length <= Self.membersWithoutIndex else { return index(of: object)[key] }
        guard entry.kind == .object else { return oddMember(key, of: object) }
        return key.withByteView { member($0, from: object &+ 1, to: entry.place) }
    }

    /// Keys with escapes are equal to what they stand for, others to what Unicode holds equal to them.
    @inline(never)
    private func oddMember(_ key: String, of object: Int) -> Int? {
        var next = object &+ 1
        let end = tape[object].place
        while next < end {
            if string(of: tape[next]) == key { return next &+ 1 }
            next = tape.end(of: next &+ 1)
        }
        return nil
    }

    private func member(_ key: ByteView, from start: Int, to end: Int) -> Int? {
        let label = JSONEntry.label(ofKey: key.count)
        let tape = tape
        precondition(start >= 0 && end <= tape.count)
        var next = start
        // Within those bounds each key is followed by its value, and each value tells where it ends: the scanner has closed the object.
        while next < end {
            let entry = unsafe tape.entries[next]
            if entry.label == label, text(of: entry).isEqual(to: key) { return next &+ 1 }
            let value = unsafe tape.entries[next &+ 1]
            next = value.kind.isContainer ? value.place : next &+ 2
        }
        return nil
    }

    /// Members by their keys. Of those with the same key the first counts.
    private func index(of object: Int) -> [String: Int] {
        if let known = indexes[object] { return known }
        var index: [String: Int] = [:]
        index.reserveCapacity(tape[object].length)
        forEachKey(of: object) { key, value in if index[key] == nil { index[key] = value } }
        indexes[object] = index
        return index
    }

    /// An object's keys, each once, in the document's order.
    func keys(of object: Int) -> [String] {
        var keys: [String] = []
        keys.reserveCapacity(tape[object].length)
        var seen: Set<String> = []
        forEachKey(of: object) { key, _ in if seen.insert(key).inserted { keys.append(key) } }
        return keys
    }

    private func forEachKey(of object: Int, _ body: (String, Int) -> Void) {
        var next = object &+ 1
        let end = tape[object].place
        while next < end {
            body(string(of: tape[next]), next &+ 1)
            next = tape.end(of: next &+ 1)
        }
    }

    /// The text of a string; what is broken in one is replaced.
    func string(of entry: JSONEntry) -> String {
        let bytes = text(of: entry)
        switch entry.kind {
        case .asciiString: return bytes.validString(isASCII: true)
        case .string: return bytes.validString(isASCII: false)
        case .escapedString: return JSONText.unescaped(bytes)
        default: return bytes.string
        }
    }
}

extension ByteView {
    /// Whether both are the same bytes.
    @inline(__always)
    fileprivate func isEqual(to other: ByteView) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }

    /// A string of bytes that are known to be valid UTF-8, which is not looked at once more.
    fileprivate func validString(isASCII: Bool) -> String {
        let span = unsafe Span(_unsafeStart: pointer, count: count)
        return unsafe String(copying: UTF8Span(unchecked: span, isKnownASCII: isASCII))
    }
}

/// A step on the way to a value that a path was last asked for.
struct JSONPathStep {
    /// The array or object.
    var container: Int
    /// Its element, or the key of its member.
    var child: Int
    /// Which of its elements or members that is, counted from 0.
    var ordinal: Int
}

extension JSONDocument {
    /// The keys that lead from the document to a value.
    ///
    /// Only errors need it. The steps of the last call are kept, so that errors within one long list do not count its elements from the first
    /// one again and again.
    func path(to value: Int) -> [any CodingKey] {
        var path: [any CodingKey] = []
        var container = 0
        while container != value, kind(container).isContainer {
            let step = step(from: container, to: value, depth: path.count)
            let isObject = kind(container).isObject
            path.append(isObject ? JSONPathKey(string(of: tape[step.child])) : JSONPathKey(step.ordinal))
            container = isObject ? step.child &+ 1 : step.child
        }
        return path
    }

    private func step(from container: Int, to value: Int, depth: Int) -> JSONPathStep {
        var step = JSONPathStep(container: container, child: container &+ 1, ordinal: 0)
        if depth < steps.count, steps[depth].container == container, steps[depth].child <= value { step = steps[depth] }
        let isObject = kind(container).isObject
        while true {
            let end = tape.end(of: isObject ? step.child &+ 1 : step.child)
            guard end <= value else { break }
            step.child = end
            step.ordinal &+= 1
        }
        // Steps further down are of another array or object then, which they name.
        if depth < steps.count { steps[depth] = step } else { steps.append(step) }
        return step
    }
}

/// A key or index in the path of a value.
struct JSONPathKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ key: String) { (stringValue, intValue) = (key, nil) }
    init(_ index: Int) { (stringValue, intValue) = ("Index \(index)", index) }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(intValue) }
}
