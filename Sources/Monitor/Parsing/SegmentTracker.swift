/// Notes where in a document its entries lie and what their bytes are, and finds those whose bytes are known.
///
/// It looks at the text that the XML parser is given, UTF-8 whatever the document was in. What it finds is a guess as long as the parser does not stand
/// there between two tags: an entry may also be quoted in a comment. Confined to its parser.
@safe final class SegmentTracker {
    private let key: SegmentHash
    private var isRecording = false
    private var recorded: [EntrySegments.Segment] = []
    private var recordedContext: UInt64?
    private var entryStart: Int?
    private(set) var known = EntrySegments()
    /// Bytes that may still be hashed in vain: documents are made in which that would take longer than reading.
    private var patience = 0

    /// The document as far as it has come, and how much of it the XML parser has been given. Set before each hand-over, valid during it.
    var text = unsafe ByteView(nil, 0)
    var handedOver = 0

    init(key: SegmentHash = .ofProcess) { self.key = key }

    /// A new document begins.
    func begin(known: EntrySegments, isRecording: Bool) {
        self.isRecording = isRecording
        self.known = known
        recorded.removeAll(keepingCapacity: true)
        (recordedContext, entryStart) = (nil, nil)
        patience = 1 << 20
    }

    /// Neither notes nor finds anything in what follows of the document, and forgets what it had noted.
    func stop() { begin(known: EntrySegments(), isRecording: false) }

    /// What was noted of the document.
    var segments: EntrySegments { EntrySegments(context: recordedContext ?? 0, segments: recorded) }

    // MARK: Noting

    /// A hash of an element that entries stand in, and of those around it; nil where nobody wants it.
    func context(of tag: StartTag, in outer: UInt64 = 0) -> UInt64? {
        guard isRecording else { return nil }
        var description = ByteBuffer(capacity: 512)
        defer { description.deallocate() }
        tag.describe(into: &description)
        for shift in 0..<8 { description.append(UInt8(truncatingIfNeeded: outer >> (8 * shift))) }
        return key.hash(description.bytes)
    }

    /// The start tag of an entry has been read.
    /// - Parameter unread: Bytes of what was handed over that the XML parser has not read yet.
    func entryBegins(in context: UInt64?, unread: Int) {
        entryStart = nil
        guard isRecording, let context, recorded.count < EntrySegments.limit, recordedContext ?? context == context else { return }
        let end = handedOver - unread
        guard end > 0, end <= text.count else { return }
        // A start tag holds no other `<`.
        var start = end - 1
        while start > 0, end - start < 4096, text[start] != UInt8(ascii: "<") { start -= 1 }
        guard Self.isEntryStart(text, at: start) else { return }
        recordedContext = context
        entryStart = start
    }

    /// The end tag of the entry has been read.
    func entryEnds(_ fingerprint: UInt64, unread: Int) {
        guard let start = entryStart else { return }
        entryStart = nil
        let end = handedOver - unread
        guard end <= text.count, end - start >= EntrySegments.headLength, text[end - 1] == UInt8(ascii: ">") else { return }
        let segment = text.view(start..<end)
        recorded.append(
            EntrySegments.Segment(
                hash: key.hash(segment), fingerprint: fingerprint, head: head(of: segment), length: UInt32(clamping: segment.count)))
    }

    /// A known entry was passed over: it is known to the next reading, too.
    func keep(_ segment: EntrySegments.Segment) {
        guard isRecording, recorded.count < EntrySegments.limit, recordedContext ?? known.context == known.context else { return }
        recordedContext = known.context
        recorded.append(segment)
    }

    // MARK: Finding

    /// The first segment from `position` on that is known, as far as the text has come.
    func nextKnown(from position: Int) -> (start: Int, segment: EntrySegments.Segment)? {
        var position = position
        while patience > 0, let start = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
            if let segment = known(at: start) { return (start, segment) }
            position = start + 1
        }
        return nil
    }

    private func known(at start: Int) -> EntrySegments.Segment? {
        guard Self.isEntryStart(text, at: start), start + EntrySegments.headLength <= text.count else { return nil }
        for segment in known.segments(beginningWith: head(of: text.view(from: start))) {
            let end = start + Int(segment.length)
            guard end <= text.count, text[end - 1] == UInt8(ascii: ">") else { continue }
            if key.hash(text.view(start..<end)) == segment.hash { return segment }
            patience -= Int(segment.length)
        }
        return nil
    }

    /// A segment that was found could not be passed over.
    func foundInVain(_ segment: EntrySegments.Segment) { patience -= Int(segment.length) }

    private func head(of segment: ByteView) -> UInt32 { UInt32(truncatingIfNeeded: key.hash(segment.head(EntrySegments.headLength))) }

    /// Whether a start tag of an entry may begin there. Those with a prefix, or in capitals, are read each time.
    private static func isEntryStart(_ text: ByteView, at start: Int) -> Bool {
        guard text.count - start > 8, text[start] == UInt8(ascii: "<") else { return false }
        let name = text.view(start + 1..<start + 8)
        let length = name.starts(with: "entry".utf8) ? 5 : name.starts(with: "item".utf8) ? 4 : 0
        guard length > 0 else { return false }
        let next = name[length]
        return FieldRecord.isBlank(next) || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
    }
}
