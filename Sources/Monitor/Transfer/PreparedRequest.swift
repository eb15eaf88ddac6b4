internal import CCurl

/// What is sent to one URL, in libcurl's terms: its parts, the fields, the addresses to use. Confined to the engine's queue.
///
/// It is used for one poll after another, mostly of the same page; then hardly anything changes and nothing is written anew. It is apart from the easy
/// handle, of which there are no more than transfers in flight: a handle takes 22 kB, this less than one, and handles that serve many pages stay in the
/// processor's caches.
@safe final class PreparedRequest {
    /// Its place in the pool.
    let index: Int32
    /// The origin that it went to last, while it is idle and kept for that.
    var origin: Origin?
    /// Whether it is kept for its origin, as its connection is, when its transfer ends.
    var isKept = false
    /// Since when it is idle, in nanoseconds.
    var idleSince: UInt64 = 0
    /// The last connection's address, as libcurl wrote it and as it was read.
    var lastAddress: (text: InlineArray<48, CChar>, address: IPAddress)?

    private var url = ""
    /// The same as libcurl reads it (`CURLOPT_CURLU`): given as text it would be read anew for each request, which is a twelfth of a 304's cost.
    private let urlParts: OpaquePointer
    private let ownFields: [HeaderField]
    private var validators = Validators()
    private var fields: [HeaderField] = []
    private var list: UnsafeMutablePointer<curl_slist>?
    private var overrides: [HostOverride] = []
    private var overrideList: UnsafeMutablePointer<curl_slist>?

    /// - Parameter ownFields: what it says where a request does not say otherwise.
    init?(index: Int32, ownFields: [HeaderField]) {
        guard let parts = unsafe curl_url() else { return nil }
        unsafe urlParts = parts
        self.index = index
        self.ownFields = ownFields
    }

    deinit {
        unsafe curl_url_cleanup(urlParts)
        unsafe curl_slist_free_all(list)
        unsafe curl_slist_free_all(overrideList)
    }

    /// Has the handle send this. It must be in no one else's, and stay as it is meanwhile.
    func set(on handle: EasyHandle) {
        _ = unsafe status_easy_set_pointer(handle.pointer, CURLOPT_CURLU, UnsafeMutableRawPointer(urlParts))
        _ = unsafe status_easy_set_list(handle.pointer, CURLOPT_HTTPHEADER, list)
        _ = unsafe status_easy_set_list(handle.pointer, CURLOPT_CONNECT_TO, overrideList)
    }

    /// Writes what differs from the request before.
    ///
    /// - Parameter crossOrigin: a redirect led away from the origin that the request was meant for.
    func prepare(url newURL: String, request: TransferRequest, crossOrigin: Bool) throws(TransferError) {
        if url != newURL {
            guard unsafe curl_url_set(urlParts, CURLUPART_URL, newURL, 0) == CURLUE_OK else {
                url = ""
                throw TransferError(.invalidURL, url: redactedURL(newURL), detail: "the URL cannot be used; correct it")
            }
            url = newURL
        }
        let wanted = crossOrigin ? Self.crossOriginValidators(request.validators) : request.validators
        let wantedFields = crossOrigin ? request.fields.filter { !Self.isSecret($0) } : request.fields
        if unsafe list == nil || wanted != validators || wantedFields != fields { try setFields(wantedFields, wanted) }
        if request.resolve != overrides { setOverrides(request.resolve) }
    }

    /// A validator of one origin means nothing to another, but a page that always redirects got its validators there. An entity
    /// tag can match by nothing but being the same; a date could match by chance and hide a page that was never read.
    private static func crossOriginValidators(_ validators: Validators) -> Validators {
        Validators(etag: validators.etag)
    }

    private static func isSecret(_ field: HeaderField) -> Bool {
        ["authorization", "cookie", "proxy-authorization"].contains(field.name.lowercased())
    }

    private func setFields(_ newFields: [HeaderField], _ newValidators: Validators) throws(TransferError) {
        var all = newFields
        for field in ownFields where !newFields.contains(where: { $0.isNamed(field.name) }) { all.append(field) }
        if let etag = newValidators.etag { all.append(HeaderField("If-None-Match", etag)) }
        if let date = newValidators.lastModified { all.append(HeaderField("If-Modified-Since", date)) }
        var newList: UnsafeMutablePointer<curl_slist>?
        for field in all {
            guard field.isSendable else {
                unsafe curl_slist_free_all(newList)
                throw TransferError(
                    .invalidField, url: redactedURL(url),
                    detail:
                        "the request field \"\(field.name.filter { $0.isASCII && $0 > " " })\" has a line break, a NUL or a wrong name; correct it"
                )
            }
            // libcurl reads "Name:" as the wish to send no such field; "Name;" sends an empty one.
            let line = field.value.isEmpty ? field.name + ";" : field.name + ": " + field.value
            unsafe newList = curl_slist_append(newList, line)
        }
        unsafe curl_slist_free_all(list)
        unsafe list = newList
        fields = newFields
        validators = newValidators
    }

    /// Sets the addresses to connect to in place of a look-up. libcurl never uses a connection to one of them for another.
    private func setOverrides(_ new: [HostOverride]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for override in new {
            let isBare = override.address.contains(":") && !override.address.hasPrefix("[")
            let address = isBare ? "[\(override.address)]" : override.address
            unsafe list = curl_slist_append(list, "\(override.host):\(override.port):\(address):\(override.port)")
        }
        unsafe curl_slist_free_all(overrideList)
        unsafe overrideList = list
        overrides = new
    }
}

extension HeaderField {
    fileprivate func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count && zip(name.utf8, other.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    /// Whether the name is a token and the value has nothing that would end the line (RFC 9110, 5.1 and 5.5).
    fileprivate var isSendable: Bool {
        let separators = Array("\"(),/:;<=>?@[\\]{}".utf8)
        return !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !separators.contains($0) }
            && value.utf8.allSatisfy { $0 != 0 && $0 != 10 && $0 != 13 }
    }
}
