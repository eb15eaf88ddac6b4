/// Follows the elements of a document and records what a feed says: the semantics between the SAX events and ``Feed``.
///
/// Confined to its parser.
@safe final class FeedBuilder {
    /// The parser that is calling; set for as long as a document is read. Owned by the feed parser, which outlives every call.
    unowned(unsafe) var context: SAXContext?

    let shared = FeedContext()
    let feedRecord = FieldRecord()
    let entryRecord = FieldRecord()
    var limits = FeedParserLimits()
    var onEntry: ((borrowing RawFeedEntry) -> Void)?
    var onKnownEntry: ((UInt64) -> Bool)?
    let tracker = SegmentTracker()
    private(set) var entries: [FeedEntry] = []
    private(set) var entryCount = 0
    /// Entries that were handed over in an earlier pass over the same document.
    private var entriesToSkip = 0

    private(set) var version: FeedVersion?
    private(set) var isRootClosed = false
    /// What ended the reading, for good.
    private(set) var failure: ParseError?
    /// The first place where the document is not well-formed.
    private(set) var flaw: ParseError?

    /// Whether the XML parser has been told that nothing more follows.
    var isEnding = false
    /// What the root seemed to be at the very end.
    private(set) var suspicion: ParseError?

    private var depth = 0
    private var channelDepth = 0
    private var entryDepth = 0
    private var groupDepth = 0
    private var bases: [(depth: Int, index: Int32)] = []
    private var namespaceDeclarations: [(depth: Int, count: Int)] = []
    private var namespacesInScope = 0
    /// What the names mean; the XML parser's owner tells when its dictionary changes.
    var naming = ElementNaming()
    /// How many base URLs there were when the entry began: those that it brings are gone with it.
    private var basesBeforeEntry = 0

    /// What tells of the root, and of the channel in it, whether entries mean there what they meant in another document; nil for none.
    private var rootContext: UInt64?
    private var channelContext: UInt64?
    /// Whether the entry says of itself, or of what it holds, what relative links are relative to.
    private var entryHasBase = false

    /// The field that is being recorded.
    struct OpenField {
        var depth: Int
        var start: Int
        var kind: FieldKind
        var form: TextForm
        var base: Int32
        var isPermalink = false
        var inEntry: Bool
    }

    private var field: OpenField?
    /// Where characters go: nil when they belong to nothing that is recorded. Points into one of the records, which live as long as this object.
    private var sink: UnsafeMutablePointer<ByteBuffer>?
    private var escapesText = false

    func reset(baseURL: String?, skippingEntries skipped: Int = 0) {
        shared.bases.removeAll(keepingCapacity: true)
        shared.isAtom = false
        shared.feedLink = nil
        bases.removeAll(keepingCapacity: true)
        namespaceDeclarations.removeAll(keepingCapacity: true)
        namespacesInScope = 0
        if let baseURL, !baseURL.isEmpty {
            shared.bases.append(baseURL)
            bases.append((0, 0))
        }
        feedRecord.reset()
        entryRecord.reset()
        entries = []
        (entryCount, entriesToSkip) = (0, skipped)
        (version, isRootClosed, failure, flaw) = (nil, false, nil, nil)
        (depth, channelDepth, entryDepth, groupDepth) = (0, 0, 0, 0)
        (rootContext, channelContext) = (nil, nil)
        unsafe sink = nil
        naming.begin(root: nil)
        field = nil
        isEnding = false
        suspicion = nil
    }

    // MARK: Events

    func startElement(_ tag: StartTag) {
        depth += 1
        guard depth <= limits.depth else { return fail(.tooLarge, "elements are nested more than \(limits.depth) deep") }
        guard !isRootClosed else { return }
        if tag.namespaceCount > 0 {
            namespaceDeclarations.append((depth, tag.namespaceCount))
            namespacesInScope += tag.namespaceCount
        }
        guard tag.attributes.count <= SAXContext.attributeLimit, namespacesInScope <= SAXContext.attributeLimit else {
            return fail(.tooLarge, "an element has more than \(SAXContext.attributeLimit) attributes or namespaces")
        }
        if field != nil { return writeStartTag(tag) }
        if tag.attributes.count > 0, let base = tag.attributes.value("base", prefix: "xml") { pushBase(base.string) }
        if depth == 1 { return startRoot(tag) }
        guard let name = naming.name(of: tag) else { return }
        let namespace = naming.namespace(of: tag)
        if entryDepth == 0 {
            if name == .item || name == .entry, namespace == .core || namespace == .atom {
                startEntry(tag)
            } else if name == .channel, namespace == .core {
                channelDepth = depth
                channelContext = depth == 2 ? rootContext.flatMap { tracker.context(of: tag, in: $0) } : nil
            } else if depth == 2 || depth == channelDepth + 1 {
                startField(name, namespace, tag, inEntry: false)
            }
        } else if depth == entryDepth + 1 || (groupDepth > 0 && depth == groupDepth + 1 && namespace == .media) {
            startField(name, namespace, tag, inEntry: true)
        }
    }

    func endElement(_ name: UnsafePointer<UInt8>) {
        defer {
            while let last = namespaceDeclarations.last, last.depth == depth {
                namespacesInScope -= namespaceDeclarations.removeLast().count
            }
            depth -= 1
        }
        if let open = field {
            if depth > open.depth { return unsafe writeEndTag(name) }
            closeField(open)
        }
        if depth == entryDepth { endEntry() }
        if depth == channelDepth { channelDepth = 0 }
        if depth == groupDepth { groupDepth = 0 }
        if depth == 1 { isRootClosed = true }
        while let last = bases.last, last.depth == depth { bases.removeLast() }
    }

    @inline(__always)
    func characters(_ text: UnsafePointer<UInt8>, _ count: Int) {
        guard let sink = unsafe sink else { return }
        guard escapesText else { return unsafe sink.pointee.append(text, count) }
        unsafe MarkupWriter.escape(text, count, into: &sink.pointee)
    }

    /// A text between two tags that the XML parser is spared. False when it has to read it all the same.
    func take(_ text: ByteView) -> Bool {
        guard field != nil, !escapesText, let sink = unsafe sink else { return false }
        return unsafe CharacterData.append(text, to: &sink.pointee)
    }

    /// A named entity that no declaration defines: HTML's are taken as what everybody means by them. False leaves it an error.
    func entity(_ name: String) -> Bool {
        guard unsafe context?.isInAttribute == false, var text = HTMLEntities.text(of: name) else { return false }
        text.withUTF8 { bytes in
            if let start = bytes.baseAddress { unsafe characters(start, bytes.count) }
        }
        return true
    }

    func documentType(_ name: String) {
        if name.lowercased() == "html" { return fail(.html, "an HTML page where a feed was due") }
        fail(.documentType, "the document has a document type declaration (DTD), which is refused")
    }

    func error(_ message: String, line: Int, column: Int) {
        guard flaw == nil, failure == nil, !isRootClosed else { return }
        let text = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? "not well-formed"
        flaw = ParseError(.malformed, detail: text, line: line > 0 ? line : nil, column: column > 0 ? column : nil)
    }

    func fail(_ code: ParseError.Code, _ detail: String) {
        if failure == nil { failure = ParseError(code, detail: detail) }
        unsafe sink = nil
        unsafe context?.stop()
    }

    // MARK: Root and entries

    private func startRoot(_ tag: StartTag) {
        naming.begin(root: tag)
        rootContext = tracker.context(of: tag)
        let name = naming.name(of: tag)
        let uri = String(decoding: tag.namespaceURI, as: UTF8.self).lowercased()
        switch name {
        case .feed, .entry:
            shared.isAtom = true
            let attribute = tag.attributes.value("version")
            version = uri.contains("purl.org/atom/") || attribute?.bytes.equals("0.3") ?? false ? .atom03 : .atom10
            if name == .entry { startEntry(tag) }
        case .rss: version = FeedVersion(rss: tag.attributes.value("version")?.string ?? "")
        case .rdf: version = .rss10
        case .channel:
            version = .rss
            channelDepth = 1
            recordChannelDefinition(tag, inEntry: false)
        case .html: fail(.html, "an HTML page where a feed was due")
        default: failRoot("the root element is <\(unsafe String(cString: tag.name))>, not one of a feed")
        }
    }

    /// At the end of the bytes the XML parser takes what there is of a tag for the whole: then only a second look tells.
    private func failRoot(_ detail: String) {
        if isEnding { suspicion = ParseError(.notAFeed, detail: detail) } else { fail(.notAFeed, detail) }
    }

    private func startEntry(_ tag: StartTag) {
        entryDepth = depth
        // The entry's own xml:base has been taken already.
        basesBeforeEntry = shared.bases.count - (bases.last?.depth == depth ? 1 : 0)
        entryRecord.reset()
        if version == .rss10, String(decoding: tag.namespaceURI, as: UTF8.self).contains("netscape.com/rdf/simple/0.9") {
            version = .rss090
        }
        entryHasBase = tag.attributes.count > 0 && tag.attributes.value("base", prefix: "xml") != nil
        // The first such item tells the version, which one that is passed over would not.
        tracker.entryBegins(in: version == .rss090 ? nil : context(at: depth - 1), unread: unsafe context?.unread ?? 0)
        guard tag.attributes.count > 0 else { return }
        if let about = tag.attributes.value("about") { record(about, as: .about, form: .plain, inEntry: true) }
        recordChannelDefinition(tag, inEntry: true)
    }

    /// The attributes in which the Channel Definition Format has its links and times.
    private func recordChannelDefinition(_ tag: StartTag, inEntry: Bool) {
        if let href = tag.attributes.value("href") { record(href, as: .otherLink, form: .plain, inEntry: inEntry) }
        if let lastmod = tag.attributes.value("lastmod") { record(lastmod, as: .modified, form: .plain, inEntry: inEntry) }
    }

    private func endEntry() {
        entryDepth = 0
        defer { dropBasesOfEntry() }
        guard countEntry() else { return }
        let entry = RawFeedEntry(record: entryRecord, context: shared)
        if !entryHasBase { tracker.entryEnds(entry.fingerprint, unread: unsafe context?.unread ?? 0) }
        if let onEntry { onEntry(entry) } else { entries.append(entry.makeEntry()) }
    }

    /// Whether the entry is wanted.
    private func countEntry() -> Bool {
        entryCount += 1
        guard entryCount <= limits.entries else {
            fail(.tooLarge, "more than \(limits.entries) entries")
            return false
        }
        guard entryCount > entriesToSkip else { return false }
        if shared.feedLink == nil, bases.isEmpty { shared.feedLink = EntryAssembly(record: feedRecord, context: shared).link }
        return true
    }

    /// What entries that begin at this place mean depends on this alone; nil where they cannot begin, or something unusual is around them.
    var contextOfEntries: UInt64? { field == nil && entryDepth == 0 && !isRootClosed ? context(at: depth) : nil }

    private func context(at depth: Int) -> UInt64? {
        if depth == 1 { return rootContext }
        return depth == channelDepth ? channelContext : nil
    }

    /// An entry whose bytes are those of an entry before stands here, and is not read.
    /// - Returns: whether that is well; else it has to be read.
    func passOver(_ fingerprint: UInt64) -> Bool {
        guard entryCount < limits.entries, onKnownEntry?(fingerprint) == true else { return false }
        return countEntry()
    }

    private func dropBasesOfEntry() {
        while let last = bases.last, last.index >= basesBeforeEntry { bases.removeLast() }
        shared.bases.removeSubrange(basesBeforeEntry...)
    }

    // MARK: Fields

    private func startField(_ name: FeedName, _ namespace: FeedNamespace, _ tag: StartTag, inEntry: Bool) {
        if name == .link, namespace == .core || namespace == .atom, let href = tag.attributes.value("href") {
            return recordLink(href, tag, isForeign: namespace == .atom && !shared.isAtom, inEntry: inEntry)
        }
        if inEntry, namespace == .media, name == .group || name == .content {
            groupDepth = depth
            return
        }
        guard let kind = FieldKind(name, namespace, isAtom: shared.isAtom) else { return }
        if kind == .category, !inEntry { return }
        if kind == .category, let term = tag.attributes.value("term") ?? tag.attributes.value("label"), !term.bytes.isEmpty {
            return record(term, as: .category, form: .plain, inEntry: inEntry)
        }
        let record = inEntry ? entryRecord : feedRecord
        let form = TextForm(kind, namespace, tag.attributes, isAtom: shared.isAtom)
        var open = unsafe OpenField(
            depth: depth, start: record.text.pointee.count, kind: kind, form: form, base: currentBase, inEntry: inEntry)
        if name == .guid { open.isPermalink = !(tag.attributes.value("ispermalink")?.bytes.trimmed.equals("false") ?? false) }
        field = open
        unsafe sink = record.text
        escapesText = form == .markup
    }

    private func closeField(_ open: OpenField) {
        let record = open.inEntry ? entryRecord : feedRecord
        unsafe sink = nil
        field = nil
        if open.isPermalink, looksLikeAddress(record, from: open.start) {
            record.close(.permalink, form: .plain, base: open.base, from: open.start)
        }
        record.close(open.kind, form: open.form, base: open.base, from: open.start)
    }

    private func looksLikeAddress(_ record: FieldRecord, from start: Int) -> Bool {
        let bytes = unsafe record.text.pointee.bytes[start...]
        return bytes.starts(with: "/".utf8) || bytes.contains(UInt8(ascii: ":")) || bytes.contains(UInt8(ascii: "/"))
    }

    private func recordLink(_ href: AttributeValue, _ tag: StartTag, isForeign: Bool, inEntry: Bool) {
        if let relation = tag.attributes.value("rel")?.bytes.trimmed {
            guard relation.isEmpty || relation.equals("alternate") || relation.ends("/alternate") else { return }
        }
        let type = tag.attributes.value("type")?.bytes.trimmed
        let isPage = type.map { $0.isEmpty || $0.begins("text/html") || $0.begins("application/xhtml") } ?? true
        record(href, as: isPage && !isForeign ? .link : .otherLink, form: .plain, inEntry: inEntry)
    }

    private func record(_ value: AttributeValue, as kind: FieldKind, form: TextForm, inEntry: Bool) {
        let record = inEntry ? entryRecord : feedRecord
        let start = unsafe record.text.pointee.count
        if value.hasAmpersand { record.append(value.string) } else { record.append(value.bytes) }
        record.close(kind, form: form, base: currentBase, from: start)
    }

    // MARK: Bases

    private var currentBase: Int32 { bases.last?.index ?? -1 }

    /// Takes an `xml:base` as the base of what is inside its element. One that is absurdly long, or one more where there are thousands, is passed over:
    /// each is kept in full, combined with those around it.
    private func pushBase(_ base: String) {
        entryHasBase = true
        let reference = HTMLText.withoutBlanks(base)
        let absolute = bases.last.map { URLReference.resolve(reference, against: shared.bases[Int($0.index)]) } ?? reference
        guard !absolute.isEmpty, absolute.utf8.count <= 4096, shared.bases.count < 4096 else { return }
        if let last = bases.last, shared.bases[Int(last.index)] == absolute { return }
        shared.bases.append(absolute)
        bases.append((depth, Int32(shared.bases.count - 1)))
    }

    // MARK: Mark-up inside a field

    private func writeStartTag(_ tag: StartTag) {
        guard let sink = unsafe sink, var open = field else { return }
        if open.form != .markup {
            open.form = .markup
            field = open
            escapesText = true
        }
        // Atom's obligatory div is a wrapper, not content (RFC 4287 section 3.1.1.3).
        if depth == open.depth + 1, unsafe MarkupWriter.isDivision(tag.name) { return }
        unsafe MarkupWriter.write(tag, into: &sink.pointee)
    }

    private func writeEndTag(_ name: UnsafePointer<UInt8>) {
        guard let sink = unsafe sink, let open = field else { return }
        if depth == open.depth + 1, unsafe MarkupWriter.isDivision(name) { return }
        unsafe MarkupWriter.writeEnd(name, into: &sink.pointee)
    }
}
