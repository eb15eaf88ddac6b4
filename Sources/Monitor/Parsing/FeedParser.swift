/// Parses Atom and RSS as the bytes arrive (libxml2's SAX2 push parser).
///
/// A parser is used by one caller at a time and again and again: ``begin(contentType:baseURL:)``, any number of ``parse(_:)``, ``finish()``. It keeps its
/// buffers, so that parsing one more feed of the usual size allocates nothing until an entry is asked for its strings.
///
/// A well-formed document is read in one pass. A flaw of the kind that feeds have (a bare ampersand, an entity nobody declared, a tag left open) makes the
/// parser mend the document and read it once more at the end; entries that were handed over before the flaw are not handed over again. What is refused, with
/// a ``ParseError``: a document cut short, one with a document type declaration, one past the ``FeedParserLimits``, and what is no feed.
@safe public final class FeedParser {
    private let builder = FeedBuilder()
    private let context: SAXContext
    private let limits: FeedParserLimits
    private var contentType: String?
    private var baseURL: String?

    private var decoder: TextDecoder?
    /// Bytes that came before the encoding was known.
    private var pending: [UInt8] = []
    /// The document in UTF-8, as far as it has come.
    private var document = ByteBuffer(capacity: 16_384)
    /// Where the mark-up begins in `document`; nil as long as it has not.
    private var markupStart: Int?
    /// How much of `document` the XML parser has been given.
    private var handedOver = 0
    private var isOver = true
    private let tracker: SegmentTracker
    /// Whether texts were read that the XML parser did not see.
    private var tookTexts = false
    private var takesTexts = true
    /// Whether the XML parser is spared long texts; tests compare with a parser that reads all.
    package var sparesTexts = true

    /// How many bytes of the document were not read, for they are those of entries that are known.
    public private(set) var sparedBytes = 0

    /// Called with the fingerprint of each entry whose bytes are known and which is therefore not read, in its place among the others. Returns
    /// whether it is indeed known; else it is read. While it is nil, every entry is read and none is remembered.
    public var onKnownEntry: ((_ fingerprint: UInt64) -> Bool)? {
        get { builder.onKnownEntry }
        set { builder.onKnownEntry = newValue }
    }

    /// Called with each entry as its end tag is read. While it is nil, entries are collected into ``Feed/entries``.
    ///
    /// The entries of a document that turns out to be cut short or refused have been handed over by then: keep what they led to until
    /// ``finish()`` has returned.
    public var onEntry: ((borrowing RawFeedEntry) -> Void)? {
        get { builder.onEntry }
        set { builder.onEntry = newValue }
    }

    public init(limits: FeedParserLimits = .init(), onEntry: ((borrowing RawFeedEntry) -> Void)? = nil) {
        self.limits = limits
        tracker = builder.tracker
        context = SAXContext(builder: builder)
        builder.limits = limits
        builder.onEntry = onEntry
    }

    deinit { document.deallocate() }

    /// Starts a new document, whatever became of the one before.
    /// - Parameters:
    ///   - contentType: The HTTP `Content-Type`, of which the charset counts.
    ///   - baseURL: The document's own URL, against which its relative links are resolved.
    ///   - known: The ``segments`` of an earlier reading of the same page.
    ///   - notesSegments: Whether there are to be ``segments`` of this one.
    public func begin(contentType: String?, baseURL: String?, known: EntrySegments = EntrySegments(), notesSegments: Bool = true) {
        self.contentType = contentType
        self.baseURL = baseURL
        decoder = nil
        pending.removeAll(keepingCapacity: true)
        document.reset(keeping: 131_072)
        markupStart = nil
        handedOver = 0
        isOver = false
        (sparedBytes, tookTexts, takesTexts) = (0, false, sparesTexts)
        builder.reset(baseURL: baseURL)
        context.reset()
        let passesOver = onKnownEntry != nil
        tracker.begin(known: passesOver ? known : EntrySegments(), isRecording: passesOver && notesSegments)
    }

    /// Reads the next bytes of the document, of any length.
    public func parse(_ bytes: RawSpan) throws(ParseError) {
        if isOver { begin(contentType: nil, baseURL: nil) }
        try checkFailure()
        guard document.count + pending.count + (decoder?.heldBack ?? 0) + bytes.byteCount <= limits.bytes else {
            isOver = true
            throw ParseError(.tooLarge, detail: "the document is longer than \(limits.bytes) bytes")
        }
        bytes.withByteView(take)
        try checkFailure()
    }

    /// Reads the next bytes of the document, of any length.
    public func parse(_ bytes: Span<UInt8>) throws(ParseError) { unsafe try parse(bytes.bytes) }

    /// Says that the document ends here, and returns what it says. Call ``begin(contentType:baseURL:)`` before the next.
    public func finish() throws(ParseError) -> Feed {
        isOver = true
        try checkFailure()
        if decoder == nil { _ = unsafe pending.withUnsafeBufferPointer { unsafe decide(ByteView($0), isComplete: true) } }
        decoder?.finish(into: &document)
        advance(isComplete: true)
        guard markupStart != nil else { throw withoutMarkup() }
        if !builder.isRootClosed, builder.flaw == nil { end() }
        // The place of a flaw is that in the whole document.
        if builder.flaw != nil, sparedBytes > 0 || tookTexts { readWhole() }
        try checkFailure()
        if !builder.isRootClosed { try mend() }
        return try result()
    }

    // MARK: Bytes to text

    private func take(_ bytes: ByteView) {
        guard decoder == nil else {
            decode(bytes)
            return advance(isComplete: false)
        }
        if pending.isEmpty, decide(bytes, isComplete: false) { return advance(isComplete: false) }
        pending.append(contentsOf: bytes)
        if unsafe pending.withUnsafeBufferPointer({ unsafe decide(ByteView($0), isComplete: false) }) {
            pending.removeAll(keepingCapacity: true)
            advance(isComplete: false)
        }
    }

    private func decide(_ bytes: ByteView, isComplete: Bool) -> Bool {
        guard let decision = DocumentProlog.decide(bytes, contentType: contentType, isComplete: isComplete) else { return false }
        decoder = decision.decoder
        decode(bytes.view(from: decision.markLength))
        return true
    }

    private func decode(_ bytes: ByteView) { decoder?.decode(bytes, into: &document) }

    // MARK: Text to events

    /// Hands the XML parser what has come. Small pieces wait for more: each hand-over has its price.
    private func advance(isComplete: Bool) {
        if markupStart == nil, let start = DocumentProlog.markupStart(document.bytes, isComplete: isComplete) {
            markupStart = start
            handedOver = start
        }
        guard markupStart != nil, isReading else { return }
        let waiting = document.count - handedOver
        guard waiting >= 4096 || isComplete else { return }
        tracker.text = document.bytes
        if !tracker.known.isEmpty { passOverKnown() }
        handOver(upTo: document.count)
    }

    /// Whether the XML parser is to be given more.
    private var isReading: Bool { builder.flaw == nil && builder.failure == nil && !builder.isRootClosed }

    /// Hands the XML parser what stands before each entry whose bytes are known, and goes on behind it.
    private func passOverKnown() {
        var position = handedOver
        while isReading, let (start, segment) = tracker.nextKnown(from: position) {
            position = start + 1
            // Blanks between two entries mean nothing, and would leave the parser waiting for the end of a text.
            var end = start
            while end > handedOver, FieldRecord.isBlank(document.bytes[end - 1]) { end -= 1 }
            handOver(upTo: end)
            guard isReading, context.isBetweenTags, builder.contextOfEntries == tracker.known.context, builder.passOver(segment.fingerprint)
            else {
                tracker.foundInVain(segment)
                continue
            }
            tracker.keep(segment)
            position = start + Int(segment.length)
            sparedBytes += position - handedOver
            handedOver = position
        }
    }

    /// Hands over what has come up to there: long texts to the builder itself, all else to the XML parser.
    private func handOver(upTo limit: Int) {
        var position = handedOver
        while takesTexts, isReading, let run = CharacterData.nextRun(in: document.bytes, from: position, to: limit) {
            parse(upTo: run.lowerBound)
            position = run.upperBound
            guard isReading, context.isBetweenTags, builder.take(document.bytes.view(run)) else { continue }
            handedOver = run.upperBound
            tookTexts = true
        }
        parse(upTo: limit)
    }

    private func parse(upTo limit: Int) {
        // In pieces, so that libxml2's own buffer stays small.
        var end = handedOver
        while end < limit, isReading {
            let start = end
            end = min(start + 16_384, limit)
            while end < limit, unsafe document.base[end] & 0xC0 == 0x80 { end += 1 }
            handedOver = end
            tracker.handedOver = end
            unsafe context.parse(document.base + start, end - start)
            switch context.strain(after: document.bytes.view(start..<end)) {
            case .endlessTag: builder.fail(.tooLarge, "a tag with thousands of attributes")
            case .manyNames: builder.fail(.tooLarge, "thousands of different names")
            case .openReference: builder.error("an ampersand that begins no reference", line: 0, column: 0)
            case nil: break
            }
        }
    }

    private func end() {
        builder.isEnding = true
        context.finish()
    }

    /// Reads the document once more, passing over nothing. Entries that were handed over are not handed over again.
    private func readWhole() {
        guard let start = markupStart else { return }
        (sparedBytes, tookTexts, takesTexts) = (0, false, false)
        tracker.stop()
        builder.reset(baseURL: baseURL, skippingEntries: builder.entryCount)
        context.reset()
        handedOver = start
        handOver(upTo: document.count)
        if !builder.isRootClosed, builder.flaw == nil { end() }
    }

    /// Reads the document once more, mended.
    private func mend() throws(ParseError) {
        guard let start = markupStart else { throw truncated() }
        guard let flaw = builder.flaw else { throw builder.suspicion ?? truncated() }
        tracker.stop()
        builder.reset(baseURL: baseURL, skippingEntries: builder.entryCount)
        context.reset()
        var repair = MarkupRepair(depthLimit: limits.depth)
        defer { repair.deallocate() }
        repair.run(document.bytes.view(from: start)) { piece in
            unsafe context.parse(piece.base, piece.count)
            if context.strain(after: piece.bytes) == .manyNames { builder.fail(.tooLarge, "thousands of different names") }
            return builder.failure == nil && builder.flaw == nil && !builder.isRootClosed
        }
        try checkFailure()
        if repair.sawDocumentType { builder.documentType(repair.documentTypeName) }
        if !builder.isRootClosed, builder.flaw == nil { end() }
        try checkFailure()
        guard !builder.isRootClosed else { return }
        if repair.isTooDeep { throw ParseError(.tooLarge, detail: "elements are nested more than \(limits.depth) deep") }
        if repair.isCutShort { throw truncated() }
        throw builder.suspicion ?? builder.flaw ?? flaw
    }

    // MARK: Results

    private func checkFailure() throws(ParseError) {
        guard let failure = builder.failure else { return }
        isOver = true
        throw failure
    }

    private func truncated() -> ParseError {
        ParseError(.truncated, detail: "the document ends in the middle, after \(document.count) bytes")
    }

    private func withoutMarkup() -> ParseError {
        switch PayloadShape.sniff(document.bytes) {
        case .empty: ParseError(.empty, detail: "the document is empty")
        case .json: ParseError(.notAFeed, detail: "JSON where a feed was due")
        default: ParseError(.notAFeed, detail: "no mark-up where a feed was due")
        }
    }

    /// What the bytes of the document's entries were, for the next reading. Empty unless ``finish()`` has returned, and where they had to be mended.
    public var segments: EntrySegments { isOver && builder.isRootClosed && !context.hasManyNames ? tracker.segments : EntrySegments() }

    /// What the document has said of the feed itself so far, its entries left out; nil before its root.
    public var header: Feed? {
        guard let version = builder.version else { return nil }
        return EntryAssembly(record: builder.feedRecord, context: builder.shared)
            .feed(version: version, encoding: decoder?.encodingName ?? "utf-8", entries: [])
    }

    private func result() throws(ParseError) -> Feed {
        guard let version = builder.version else { throw ParseError(.notAFeed, detail: "no feed element") }
        return EntryAssembly(record: builder.feedRecord, context: builder.shared)
            .feed(version: version, encoding: decoder?.encodingName ?? "utf-8", entries: builder.entries)
    }
}
