internal import CCurl
internal import CEpoll

/// The fields of an answer's head that the engine acts on, read line by line as libcurl hands them over.
struct ResponseHead {
    private(set) var status = 0
    private(set) var etag: String?
    private(set) var lastModified: String?
    private(set) var contentType: String?
    private(set) var contentEncoding: String?
    private(set) var location: String?
    private(set) var maxAge: Int?
    private(set) var age: Int?
    /// `X-RateLimit-Remaining`: requests that may follow before the limit is reached.
    private(set) var remainingRequests: Int?
    /// `X-RateLimit-Reset-After`: when the limit begins anew.
    private(set) var resetAfter: Duration?
    /// The empty line after the last field was read.
    private(set) var isComplete = false
    private var retryAfterText: String?
    /// What the caller holds already: a field that equals it shares its text.
    private let known: Validators
    /// `Date` as sent: needed so seldom that no text is made of it before.
    private var date = InlineArray<32, UInt8>(repeating: 0)
    private var dateLength = 0

    init(known: Validators = Validators()) { self.known = known }

    /// The longest time that a server can ask for.
    static let longestWait: Duration = .seconds(86_400)

    /// How long the answer may be reused (RFC 9111, 4.2.1 and 4.2.3).
    var freshFor: Duration? {
        maxAge.map { min(.seconds(max(0, $0 - (age ?? 0))), Self.longestWait) }
    }

    /// `Retry-After` as a time from now (RFC 9110, 10.2.3). A date is taken relative to the answer's own `Date`, so that a clock
    /// that goes wrong on either side does no harm; without one, relative to `wallClock`, in seconds since 1970.
    func retryAfter(wallClock: () -> Int) -> Duration? {
        guard let text = retryAfterText else { return nil }
        if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            return Int(text).map { min(.seconds($0), Self.longestWait) } ?? Self.longestWait
        }
        guard let until = Self.seconds(httpDate: text) else { return nil }
        let now = sentAt ?? wallClock()
        return min(.seconds(max(0, until - now)), Self.longestWait)
    }

    /// Whether a line may say something that is acted on, by its first bytes: cheap, and right whenever it says no.
    static func concerns(_ line: UnsafeRawBufferPointer) -> Bool {
        guard line.count > 2 else { return true }
        switch unsafe line[0] | 0x20 {
        case UInt8(ascii: "a"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "r"): return true
        // X-RateLimit-Remaining and X-RateLimit-Reset-After.
        case UInt8(ascii: "x"): return unsafe line.count > 12 && line[2] | 0x20 == UInt8(ascii: "r")
        // Cache-Control, Content-Type and Content-Encoding, not Connection or Content-Length.
        case UInt8(ascii: "c"):
            guard line.count > 8 else { return false }
            let (second, ninth) = unsafe (line[1] | 0x20, line[8] | 0x20)
            return second == UInt8(ascii: "a") || ninth == UInt8(ascii: "t") || ninth == UInt8(ascii: "e")
        default: return false
        }
    }

    /// Reads one line, its line break included. A status line begins a new head: an interim one (1xx) is thus forgotten.
    ///
    /// - Returns: whether the head is complete with it.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let first = unsafe line.first else { return false }
        if isComplete && status >= 200 && first != UInt8(ascii: "H") { return false }  // trailers say nothing that is acted on
        switch (first | 0x20, line.count) {
        case (UInt8(ascii: "h"), 12...) where unsafe Self.value(line, of: "http/") != nil: unsafe readStatus(line)
        case (_, ...2) where first == UInt8(ascii: "\r") || first == UInt8(ascii: "\n"):
            isComplete = true
            return true
        case (UInt8(ascii: "a"), _): if let value = unsafe Self.value(line, of: "age:") { unsafe age = Self.integer(value) }
        case (UInt8(ascii: "c"), _): unsafe readContentOrCacheControl(line)
        // Needed beside Retry-After alone, which comes with neither a success nor a 304.
        case (UInt8(ascii: "d"), _) where status >= 300 && status != 304:
            if let value = unsafe Self.value(line, of: "date:") { unsafe keepDate(value) }
        case (UInt8(ascii: "e"), _):
            if etag == nil, let value = unsafe Self.value(line, of: "etag:") { etag = unsafe Self.text(value, known: known.etag) }
        case (UInt8(ascii: "l"), _):
            if lastModified == nil, let value = unsafe Self.value(line, of: "last-modified:") {
                lastModified = unsafe Self.text(value, known: known.lastModified)
            } else if location == nil, let value = unsafe Self.value(line, of: "location:") {
                location = unsafe Self.text(value)
            }
        case (UInt8(ascii: "r"), _):
            if let value = unsafe Self.value(line, of: "retry-after:") { retryAfterText = unsafe Self.text(value) }
        case (UInt8(ascii: "x"), _):
            if let value = unsafe Self.value(line, of: "x-ratelimit-remaining:") { remainingRequests = unsafe Self.integer(value) }
            if let value = unsafe Self.value(line, of: "x-ratelimit-reset-after:") { resetAfter = unsafe Self.seconds(decimal: value) }
        default: break
        }
        return false
    }

    private mutating func readStatus(_ line: UnsafeRawBufferPointer) {
        guard let space = unsafe line.firstIndex(of: UInt8(ascii: " ")), space + 3 < line.count else { return }
        let digits = unsafe line[(space + 1)...(space + 3)]
        // As it was made: nothing but a status was read, unless an interim answer or a lost try came before.
        if status != 0 { self = ResponseHead(known: known) }
        guard unsafe digits.allSatisfy({ (48...57).contains($0) }) else { return }
        status = unsafe digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    private mutating func readContentOrCacheControl(_ line: UnsafeRawBufferPointer) {
        if contentType == nil, let value = unsafe Self.value(line, of: "content-type:") {
            contentType = unsafe Self.text(value)
        } else if let value = unsafe Self.value(line, of: "content-encoding:"), let text = unsafe Self.text(value) {
            // Several fields are one list (RFC 9110, 5.3).
            contentEncoding = contentEncoding.map { "\($0), \(text)" } ?? text
        } else if let value = unsafe Self.value(line, of: "cache-control:"), let text = unsafe Self.text(value) {
            readCacheControl(text)
        }
    }

    /// `no-store` and `no-cache` say nothing on when to ask again, so that `max-age` alone is read.
    private mutating func readCacheControl(_ text: String) {
        for directive in text.split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmed().lowercased() == "max-age" else { continue }
            let digits = parts[1].trimmed().filter { $0 != "\"" }
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { continue }
            maxAge = min(maxAge ?? .max, Int(digits) ?? Int.max / 2)
        }
    }

    private mutating func keepDate(_ value: UnsafeRawBufferPointer) {
        guard value.count <= date.count else { return }
        for index in value.indices { date[index] = unsafe value[index] }
        dateLength = value.count
    }

    /// When the answer was sent, in seconds since 1970, by its own account.
    private var sentAt: Int? {
        if dateLength == 0 { return nil }
        return Self.seconds(httpDate: String(decoding: (0..<dateLength).map { date[$0] }, as: UTF8.self))
    }

    // MARK: Bytes

    /// The value after a field's name and colon, white space around it left out; nil when the line is another field's.
    private static func value(_ line: UnsafeRawBufferPointer, of name: StaticString) -> UnsafeRawBufferPointer? {
        let length = name.utf8CodeUnitCount
        guard line.count >= length else { return nil }
        for index in 0..<length where unsafe lower(line[index]) != name.utf8Start[index] { return nil }
        var start = length
        var end = line.count
        while start < end, unsafe isSpace(line[start]) { start += 1 }
        while end > start, unsafe isSpace(line[end - 1]) { end -= 1 }
        return unsafe UnsafeRawBufferPointer(rebasing: line[start..<end])
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    /// The value as text, or nil when it is empty or no UTF-8: a mangled validator would never match again.
    private static func text(_ bytes: UnsafeRawBufferPointer, known: String? = nil) -> String? {
        if let known {
            let isSame = unsafe known.utf8.withContiguousStorageIfAvailable { known in
                guard known.count == bytes.count, let one = known.baseAddress, let other = bytes.baseAddress
                else { return false }
                return unsafe memcmp(one, other, bytes.count) == 0
            }
            if isSame == true { return known }
        }
        return unsafe bytes.isEmpty ? nil : String(validating: bytes, as: UTF8.self)
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard unsafe !bytes.isEmpty, unsafe bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return unsafe text(bytes).flatMap { Int($0) }
    }

    /// Seconds with a fraction, as Discord sends them.
    private static func seconds(decimal bytes: UnsafeRawBufferPointer) -> Duration? {
        guard let number = unsafe text(bytes).flatMap({ Double($0) }), number.isFinite, number >= 0 else { return nil }
        return min(.seconds(min(number, 86_400)), longestWait)
    }

    private static func seconds(httpDate text: String) -> Int? {
        let seconds = unsafe curl_getdate(text, nil)
        return seconds < 0 ? nil : Int(seconds)
    }
}

extension Substring {
    fileprivate func trimmed() -> Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
