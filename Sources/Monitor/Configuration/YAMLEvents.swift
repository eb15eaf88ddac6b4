import CYAML

/// libyaml's events, one at a time. Owns the C parser and the bytes that it reads.
@safe struct YAMLEvents: ~Copyable {
    struct Event {
        enum Kind {
            case documentStart
            case scalar(text: String, isPlain: Bool)
            case sequenceStart, sequenceEnd, mappingStart, mappingEnd
            /// Of the anchor named in the event.
            case alias
        }

        var kind: Kind
        var position: SourcePosition
        /// The name after `&` or `*`.
        var anchor: String?
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private var hasEnded = false

    init(_ bytes: [UInt8]) throws(YAMLReader.Failure) {
        unsafe parser = .allocate(capacity: 1)
        unsafe input = .allocate(capacity: bytes.count)
        _ = unsafe input.initialize(fromContentsOf: bytes)
        guard unsafe yaml_parser_initialize(parser) != 0 else {
            unsafe parser.deallocate()
            unsafe input.deallocate()
            throw YAMLReader.Failure(position: nil, message: "libyaml cannot start: out of memory")
        }
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event that says something, or nil at the end of the stream.
    mutating func next() throws(YAMLReader.Failure) -> Event? {
        while !hasEnded {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) != 0 else {
                hasEnded = true
                throw failure()
            }
            defer { unsafe yaml_event_delete(&event) }
            if unsafe event.type == YAML_STREAM_END_EVENT { hasEnded = true }
            if let event = unsafe Self.translate(event) { return event }
        }
        return nil
    }

    private static func translate(_ event: yaml_event_t) -> Event? {
        let position = unsafe position(event.start_mark)
        switch unsafe event.type {
        case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, position: position)
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            return unsafe Event(kind: .scalar(text: text, isPlain: isPlain), position: position, anchor: name(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            return unsafe Event(kind: .sequenceStart, position: position, anchor: name(event.data.sequence_start.anchor))
        case YAML_SEQUENCE_END_EVENT: return Event(kind: .sequenceEnd, position: position)
        case YAML_MAPPING_START_EVENT:
            return unsafe Event(kind: .mappingStart, position: position, anchor: name(event.data.mapping_start.anchor))
        case YAML_MAPPING_END_EVENT: return Event(kind: .mappingEnd, position: position)
        case YAML_ALIAS_EVENT: return unsafe Event(kind: .alias, position: position, anchor: name(event.data.alias.anchor))
        default: return nil
        }
    }

    private static func name(_ anchor: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        guard let anchor = unsafe anchor else { return nil }
        return unsafe String(cString: anchor)
    }

    private static func position(_ mark: yaml_mark_t) -> SourcePosition {
        SourcePosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private func failure() -> YAMLReader.Failure {
        let problem = unsafe parser.pointee.problem
        let words = unsafe problem.map { unsafe String(cString: $0) } ?? "not YAML"
        guard unsafe parser.pointee.error != YAML_READER_ERROR else {
            // A reader error has no mark, only the offset of the byte: the line is counted here.
            let offset = unsafe min(parser.pointee.problem_offset, input.count)
            let before = unsafe input[..<offset]
            let line = unsafe before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
            let column = unsafe before.reversed().prefix { $0 != 0x0A }.count + 1
            return YAMLReader.Failure(position: SourcePosition(line: line, column: column), message: "not readable text: \(words)")
        }
        let mark = unsafe parser.pointee.problem_mark
        return YAMLReader.Failure(position: Self.position(mark), message: "not YAML: \(words)")
    }
}
