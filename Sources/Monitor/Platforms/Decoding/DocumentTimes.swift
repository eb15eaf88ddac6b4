import Monitor

extension DecodingContext {
    /// The seconds since 1970 of a time without which an event cannot be made.
    ///
    /// - Throws: `malformed`, naming the path.
    func seconds(_ text: String?, at path: @autoclosure () -> String) throws(SourceError) -> Int {
        guard let text, !text.isEmpty else { throw malformed("\(path()): is missing") }
        guard let seconds = EpochSeconds(text) else { throw malformed("\(path()): \"\(text.prefix(40))\" is no time") }
        return seconds.value
    }
}

/// A JSON object of which only `name` or `title` counts.
struct NamedObject: Decodable {
    var id: String?
    var name: String

    enum Keys: String, CodingKey { case id, name, title }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        id = fields.text(.id)
        name = fields.text(.name) ?? fields.text(.title) ?? ""
        while name.last?.isWhitespace == true { name.removeLast() }
    }
}
