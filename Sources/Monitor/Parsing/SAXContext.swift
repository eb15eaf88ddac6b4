internal import CLibXML

/// Owns a libxml2 push parser and hands its events to a ``FeedBuilder``.
///
/// Confined to its feed parser. The context is kept from document to document (``reset()``), since making one costs more than parsing a small feed.
/// Neither entity substitution, nor loading of document types, nor the lifting of libxml2's limits is ever asked for.
@safe final class SAXContext {
    /// libxml2's own state, set up once, on one thread.
    static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// Attributes of one element, and namespaces in scope: the XML parser compares each with each.
    static let attributeLimit = 512

    /// Different names in one document. They stay in the context's dictionary; with a sixteenth of them a context is not used again.
    private static let nameLimit: CInt = 16_384

    private var context: xmlParserCtxtPtr?
    private let handler: UnsafeMutablePointer<xmlSAXHandler>
    /// Not retained: the feed parser owns both, and frees this context first.
    private unowned(unsafe) let builder: FeedBuilder
    private var needsReset = false

    init(builder: FeedBuilder) {
        unsafe self.builder = builder
        unsafe handler = .allocate(capacity: 1)
        unsafe handler.initialize(to: xmlSAXHandler())
        precondition(Self.isReady)
        unsafe handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.pointee.startElementNs = saxStartElement
        unsafe handler.pointee.endElementNs = saxEndElement
        unsafe handler.pointee.characters = saxCharacters
        unsafe handler.pointee.ignorableWhitespace = saxCharacters
        unsafe handler.pointee.cdataBlock = saxCharacters
        unsafe handler.pointee.internalSubset = saxInternalSubset
        unsafe handler.pointee.getEntity = saxGetEntity
        unsafe handler.pointee.serror = saxError
    }

    deinit {
        unsafe xmlFreeParserCtxt(context)
        unsafe handler.deallocate()
    }

    /// Makes ready for a document.
    func reset() {
        if let context = unsafe context, unsafe xmlDictSize(context.pointee.dict) > Self.nameLimit / 16 {
            unsafe xmlFreeParserCtxt(context)
            unsafe self.context = nil
        }
        if let context = unsafe context {
            if needsReset { unsafe xmlCtxtResetPush(context, nil, 0, nil, nil) }
        } else {
            unsafe context = xmlCreatePushParserCtxt(handler, nil, nil, 0, nil)
            unsafe builder.naming.forget()
        }
        if let context = unsafe context {
            // The text is always handed over as UTF-8: what the declaration says of its encoding no longer holds.
            unsafe xmlCtxtUseOptions(context, CInt(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
            unsafe context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
        }
        unsafe builder.context = self
        needsReset = true
        equalSigns = 0
    }

    /// Hands over UTF-8; what it leads to is told to the builder before this returns.
    func parse(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        guard count > 0 else { return }
        unsafe endsInReturn = bytes[count - 1] == 0x0D
        unsafe bytes.withMemoryRebound(to: CChar.self, capacity: count) { start in
            _ = unsafe xmlParseChunk(context, start, CInt(clamping: count), 0)
        }
    }

    /// Says that the document ends here.
    func finish() { _ = unsafe xmlParseChunk(context, nil, 0, 1) }

    /// Bytes of the last piece that the XML parser has not read yet. A carriage return at its end is held back until it has read the others.
    var unread: Int {
        guard let input = unsafe context?.pointee.input?.pointee, let current = unsafe input.cur else { return 0 }
        return unsafe input.end - current + (endsInReturn ? 1 : 0)
    }

    private var endsInReturn = false

    /// Whether all that was handed over has been read, and what follows is an element's content: no tag, section or comment has begun, no text waits.
    var isBetweenTags: Bool {
        guard let context = unsafe context?.pointee, let input = unsafe context.input?.pointee else { return false }
        return unsafe context.instate == XML_PARSER_CONTENT && context.inputNr == 1 && context.disableSAX == 0 && context.wellFormed == 1
            && input.cur == input.end && !endsInReturn
    }

    /// Whether so many names are known that a document with a few more would be refused.
    var hasManyNames: Bool { unsafe context.map { unsafe xmlDictSize($0.pointee.dict) > Self.nameLimit / 16 } ?? false }

    /// What the XML parser makes of text that would cost it more than its length, seen from what it has left unread.
    enum Strain {
        /// A tag with more attributes than any has: each is compared with each once the tag is whole.
        case endlessTag
        /// An ampersand with no semicolon: it is looked for, from there, with every piece that comes.
        case openReference
        /// More different names than the dictionary finds its way in.
        case manyNames
    }

    /// To be asked after each piece.
    func strain(after piece: ByteView) -> Strain? {
        guard let context = unsafe context?.pointee else { return nil }
        if unsafe xmlDictSize(context.dict) > Self.nameLimit { return .manyNames }
        guard let input = unsafe context.input?.pointee, let current = unsafe input.cur, unsafe input.end - current > 16_384 else {
            equalSigns = 0
            return nil
        }
        if unsafe current[0] == UInt8(ascii: "&") { return .openReference }
        guard unsafe current[0] == UInt8(ascii: "<"), MarkupScanner.isNameStart(unsafe current[1]) else { return nil }
        for byte in piece where byte == UInt8(ascii: "=") { equalSigns += 1 }
        return equalSigns > 8 * Self.attributeLimit ? .endlessTag : nil
    }

    private var equalSigns = 0

    /// Ends parsing from within a callback.
    func stop() { unsafe xmlStopParser(context) }

    /// Whether the event comes from within an attribute's value.
    var isInAttribute: Bool { unsafe context?.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE }

    /// An entity without text of its own; the builder has taken the characters already. Never changed, never freed.
    nonisolated(unsafe) static let silentEntity: xmlEntityPtr = {
        let entity = xmlEntityPtr.allocate(capacity: 1)
        unsafe entity.initialize(to: xmlEntity())
        unsafe entity.pointee.etype = XML_INTERNAL_PREDEFINED_ENTITY
        return unsafe entity
    }()
}

// MARK: Callbacks: recover the builder, make a buffer, call one method. The builder outlives the context that calls them.

@inline(__always)
private func builder(_ user: UnsafeMutableRawPointer?) -> Unmanaged<FeedBuilder> {
    unsafe Unmanaged.fromOpaque(user.unsafelyUnwrapped)
}

@c func saxStartElement(
    _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
    _ namespaceCount: CInt, _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ attributeCount: CInt, _ defaultedCount: CInt, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    let tag = unsafe StartTag(
        name: name.unsafelyUnwrapped, prefix: prefix, uri: uri,
        attributes: ElementAttributes(start: attributes, count: Int(attributeCount)), namespaceCount: Int(namespaceCount),
        namespaces: namespaces)
    unsafe builder(user)._withUnsafeGuaranteedRef { $0.startElement(tag) }
}

@c func saxEndElement(
    _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
) {
    unsafe builder(user)._withUnsafeGuaranteedRef { unsafe $0.endElement(name.unsafelyUnwrapped) }
}

@c func saxCharacters(_ user: UnsafeMutableRawPointer?, _ characters: UnsafePointer<xmlChar>?, _ count: CInt) {
    unsafe builder(user)._withUnsafeGuaranteedRef { unsafe $0.characters(characters.unsafelyUnwrapped, Int(count)) }
}

@c func saxInternalSubset(
    _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ publicID: UnsafePointer<xmlChar>?,
    _ systemID: UnsafePointer<xmlChar>?
) {
    unsafe builder(user)._withUnsafeGuaranteedRef { $0.documentType(unsafe name.map { unsafe String(cString: $0) } ?? "") }
}

@c func saxGetEntity(_ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) -> xmlEntityPtr? {
    let isKnown = unsafe builder(user)._withUnsafeGuaranteedRef { $0.entity(unsafe name.map { unsafe String(cString: $0) } ?? "") }
    return unsafe isKnown ? SAXContext.silentEntity : nil
}

@c func saxError(_ user: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    guard let error = unsafe error?.pointee, unsafe error.level == XML_ERR_FATAL else { return }
    let message = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
    unsafe builder(user)._withUnsafeGuaranteedRef { unsafe $0.error(message, line: Int(error.line), column: Int(error.int2)) }
}
