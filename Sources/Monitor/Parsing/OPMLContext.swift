internal import CLibXML

/// Owns the libxml2 push parser of one OPML document and hands its start tags to an ``OPMLReader``.
///
/// Its input is ``MarkupRepair``'s output: no document type, no entity but XML's own, a bounded number of attributes. Confined to its reader.
@safe final class OPMLContext {
    private let context: xmlParserCtxtPtr?
    private let handler: UnsafeMutablePointer<xmlSAXHandler>

    /// Different names in one document: they stay in the context's dictionary.
    private static let nameLimit: CInt = 16_384

    /// - Parameter reader: not retained; it owns this context and outlives it.
    init(reader: OPMLReader) {
        precondition(SAXContext.isReady)
        unsafe handler = .allocate(capacity: 1)
        unsafe handler.initialize(to: xmlSAXHandler())
        unsafe handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.pointee.startElementNs = opmlStartElement
        unsafe handler.pointee.serror = opmlError
        unsafe context = xmlCreatePushParserCtxt(handler, nil, nil, 0, nil)
        if let context = unsafe context {
            // The text is handed over as UTF-8, whatever its declaration says.
            unsafe xmlCtxtUseOptions(context, CInt(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
            unsafe context.pointee.userData = Unmanaged.passUnretained(reader).toOpaque()
        } else {
            reader.error("out of memory")
        }
    }

    deinit {
        unsafe xmlFreeParserCtxt(context)
        unsafe handler.deallocate()
    }

    /// Hands over UTF-8; the tags in it are told to the reader before this returns.
    func parse(_ bytes: ByteView) {
        guard bytes.count > 0 else { return }
        unsafe bytes.pointer.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
            _ = unsafe xmlParseChunk(context, start, CInt(clamping: bytes.count), 0)
        }
    }

    var hasTooManyNames: Bool { unsafe context.map { unsafe xmlDictSize($0.pointee.dict) > Self.nameLimit } ?? false }
}

@c func opmlStartElement(
    _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
    _ namespaceCount: CInt, _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ attributeCount: CInt, _ defaultedCount: CInt, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    let tag = unsafe StartTag(
        name: name.unsafelyUnwrapped, prefix: prefix, uri: uri,
        attributes: ElementAttributes(start: attributes, count: Int(attributeCount)), namespaceCount: Int(namespaceCount),
        namespaces: namespaces)
    unsafe Unmanaged<OPMLReader>.fromOpaque(user.unsafelyUnwrapped)._withUnsafeGuaranteedRef { $0.startElement(tag) }
}

@c func opmlError(_ user: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    guard let error = unsafe error?.pointee, unsafe error.level == XML_ERR_FATAL else { return }
    let message = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
    unsafe Unmanaged<OPMLReader>.fromOpaque(user.unsafelyUnwrapped)._withUnsafeGuaranteedRef { $0.error(message) }
}
