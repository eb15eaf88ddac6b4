/// An entry as the parser read it: its texts are UTF-8 bytes in the parser's own buffer, and no string, date or array has been made.
///
/// Valid only while the parser's `onEntry` runs, which borrows it. Compare ``fingerprint`` with that of the reading before, and call
/// ``makeEntry()`` only for what is new.
public struct RawFeedEntry: ~Copyable {
    let record: FieldRecord
    let context: FeedContext
    /// A 64-bit hash over the bytes of all recorded fields. Equal for equal entries, in whatever document and however the bytes arrived.
    public let fingerprint: UInt64

    init(record: FieldRecord, context: FeedContext) {
        self.record = record
        self.context = context
        fingerprint = record.fingerprint()
    }

    /// The entry with its strings and dates.
    public func makeEntry() -> FeedEntry { EntryAssembly(record: record, context: context).entry() }

    /// `atom:id`, `guid` or `rdf:about`, as written.
    public var id: RawSpan? { @_lifetime(borrow self) get { span(record.first(of: .id, .moduleID, .about, .identifier)) } }
    /// The title as written, with mark-up where it has any.
    public var title: RawSpan? { @_lifetime(borrow self) get { span(record.first(of: .title, .moduleTitle)) } }
    /// The link as written, not resolved against a base.
    public var link: RawSpan? { @_lifetime(borrow self) get { span(record.first(of: .link, .textLink, .otherLink, .permalink)) } }
    /// `atom:content` or `content:encoded`, as written.
    public var content: RawSpan? { @_lifetime(borrow self) get { span(record.first(of: .content, .encodedContent)) } }
    /// `atom:summary` or `description`, as written.
    public var summary: RawSpan? {
        @_lifetime(borrow self) get { span(record.first(of: .summary, .moduleSummary, .fallbackSummary, .shortSummary)) }
    }
    /// The time of publication, as written.
    public var published: RawSpan? { @_lifetime(borrow self) get { span(record.first(of: .published, .modulePublished, .issued, .date)) } }
    /// The time of the last change, as written.
    public var updated: RawSpan? { @_lifetime(borrow self) get { span(record.first(of: .updated, .moduleUpdated, .modified, .date)) } }

    @_lifetime(borrow self)
    private func span(_ field: FieldRecord.Field?) -> RawSpan? {
        guard let field else { return nil }
        let bytes = unsafe RawSpan(_unsafeBytes: record.bytes(of: field).raw)
        return unsafe _overrideLifetime(bytes, borrowing: self)
    }
}
