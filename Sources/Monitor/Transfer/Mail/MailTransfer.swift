internal import CCurl
internal import CEpoll

/// One mail on its way. Confined to the queue of its ``MailClient``, from the first call to the last.
@safe final class MailTransfer {
    private let server: MailServer
    private let mail: OutgoingMail
    private var sent = 0
    private(set) var dialogue = MailDialogue()
    /// Sockets that are open now.
    private var sockets: Set<Int32> = []

    init(_ server: MailServer, _ mail: OutgoingMail) {
        self.server = server
        self.mail = mail
    }

    /// Sends the mail and waits until the server has it. Returns why it has not.
    func run(until cancellation: MailCancellation) -> MailError? {
        if let fault = addressFault { return fault }
        guard let easy = unsafe curl_easy_init() else { return Self.noMemory }
        defer { unsafe curl_easy_cleanup(easy) }
        guard let multi = unsafe curl_multi_init() else { return Self.noMemory }
        defer { unsafe curl_multi_cleanup(multi) }
        var recipients: UnsafeMutablePointer<curl_slist>?
        for recipient in mail.recipients { unsafe recipients = curl_slist_append(recipients, "<\(recipient)>") }
        defer { unsafe curl_slist_free_all(recipients) }
        unsafe setOptions(easy)
        _ = unsafe status_easy_set_list(easy, CURLOPT_MAIL_RCPT, recipients)
        guard unsafe curl_multi_add_handle(multi, easy) == CURLM_OK else { return Self.noMemory }
        defer { unsafe curl_multi_remove_handle(multi, easy) }
        unsafe cancellation.watch(multi)
        defer { unsafe cancellation.watch(nil) }
        return unsafe perform(multi, until: cancellation)
    }

    private static let noMemory = MailError(.temporary, detail: "libcurl cannot be set up; free memory")

    private func perform(_ multi: UnsafeMutableRawPointer, until cancellation: MailCancellation) -> MailError? {
        while true {
            var running: Int32 = 0
            guard unsafe curl_multi_perform(multi, &running) == CURLM_OK else { return Self.noMemory }
            var result = CURLE_OK
            var context: UnsafeMutableRawPointer?
            if unsafe status_multi_next_finished(multi, &result, &context) != nil { return error(result) }
            if cancellation.isCancelled { return MailError(.cancelled, detail: "the mail was given up") }
            _ = unsafe curl_multi_poll(multi, nil, 0, 1_000, nil)
        }
    }

    // MARK: Options

    /// An address goes into a command of one line: nothing may end it.
    private var addressFault: MailError? {
        for address in [mail.sender] + mail.recipients
        where !address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E }) {
            return MailError(.refused, detail: "an address holds a character that no address has; correct it")
        }
        return mail.recipients.isEmpty ? MailError(.refused, detail: "the mail has no recipient") : nil
    }

    private func setOptions(_ easy: UnsafeMutableRawPointer) {
        let set = { (option: CURLoption, value: Int) in _ = unsafe status_easy_set_long(easy, option, value) }
        let setText = { (option: CURLoption, value: String?) in _ = unsafe status_easy_set_string(easy, option, value) }
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_QUICK_EXIT, 1)
        setText(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        setText(CURLOPT_URL, server.url)
        setText(CURLOPT_PROXY, "")
        setText(CURLOPT_NOPROXY, "*")
        set(CURLOPT_USE_SSL, server.security == .none ? Int(CURLUSESSL_NONE.rawValue) : Int(CURLUSESSL_ALL.rawValue))
        if let user = server.user {
            setText(CURLOPT_USERNAME, user)
            setText(CURLOPT_PASSWORD, server.password ?? "")
        }
        if let caFile = server.caFile {
            setText(CURLOPT_CAINFO, caFile)
            setText(CURLOPT_CAPATH, nil)
        }
        set(CURLOPT_CONNECTTIMEOUT_MS, server.connectTimeout.clampedMilliseconds)
        set(CURLOPT_TIMEOUT_MS, server.timeout.clampedMilliseconds)
        set(CURLOPT_FORBID_REUSE, 1)
        setText(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        set(CURLOPT_UPLOAD, 1)
        _ = unsafe status_easy_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(mail.content.count))
        // Unretained: the transfer outlives the handle, which `run` frees.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        _ = unsafe status_easy_set_read_callback(easy, mailReadCallback, context)
        _ = unsafe status_easy_set_write_callback(easy, mailWriteCallback, context)
        _ = unsafe status_easy_set_debug_callback(easy, mailDebugCallback, context)
        _ = unsafe status_easy_set_open_socket_callback(easy, mailOpenSocketCallback, context)
        _ = unsafe status_easy_set_close_socket_callback(easy, mailCloseSocketCallback, context)
        set(CURLOPT_VERBOSE, 1)
    }

    // MARK: Within libcurl's callbacks

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, mail.content.count - sent)
        unsafe mail.content[sent..<sent + count].withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
        sent += count
        return count
    }

    func hear(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_OUT:
            unsafe dialogue.said(bytes)
            // libcurl waits two minutes for the answer to QUIT, deaf to everything else. Nobody needs that answer: what is read now is an end.
            if dialogue.isOver { for socket in sockets { shutdown(socket, Int32(SHUT_RD)) } }
        case CURLINFO_HEADER_IN: unsafe dialogue.heard(bytes)
        default: break
        }
    }

    func openSocket(_ address: curl_sockaddr) -> Int32 {
        let socket = CEpoll.socket(address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
        if socket >= 0 { sockets.insert(socket) }
        return socket
    }

    func closeSocket(_ socket: Int32) -> Int32 {
        sockets.remove(socket)
        return CEpoll.close(socket)
    }

    // MARK: The end

    private func error(_ code: CURLcode) -> MailError? {
        if code == CURLE_OK { return nil }
        let words = unsafe String(cString: curl_easy_strerror(code))
        let place = "\(server.host):\(server.port)"
        switch code {
        case CURLE_USE_SSL_FAILED:
            return MailError(
                .temporary, reply: dialogue.reply,
                detail: "\(place) offers no STARTTLS: nothing is sent in the clear unless the configuration says so")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER:
            return MailError(.temporary, detail: "\(place): TLS failed, for instance because its certificate cannot be trusted: \(words)")
        case CURLE_LOGIN_DENIED:
            return MailError(.temporary, reply: dialogue.reply, detail: "\(place) does not accept user and password: \(dialogue.lastReply)")
        default: break
        }
        guard dialogue.isAnswered, let reply = dialogue.reply, reply >= 400 else {
            return MailError(.temporary, reply: dialogue.reply, detail: "\(place): \(words)")
        }
        let code: MailError.Code = dialogue.refusesMail ? .refused : .temporary
        return MailError(code, reply: reply, detail: "\(place) answered \(dialogue.command): \(dialogue.lastReply)")
    }
}

// CURLOPT_READFUNCTION
private func mailReadCallback(bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?) -> Int {
    guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
    let buffer = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    return unsafe Unmanaged<MailTransfer>.fromOpaque(context)._withUnsafeGuaranteedRef { unsafe $0.read(into: buffer) }
}

// CURLOPT_WRITEFUNCTION: what a server says beyond its replies goes nowhere, least of all to standard output.
private func mailWriteCallback(bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?) -> Int {
    size * count
}

// CURLOPT_DEBUGFUNCTION
private func mailDebugCallback(
    easy: UnsafeMutableRawPointer?, kind: curl_infotype, bytes: UnsafeMutablePointer<CChar>?, size: Int, context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context = unsafe context else { return 0 }
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size)
    unsafe Unmanaged<MailTransfer>.fromOpaque(context)._withUnsafeGuaranteedRef { unsafe $0.hear(kind, line) }
    return 0
}

// CURLOPT_OPENSOCKETFUNCTION
private func mailOpenSocketCallback(
    context: UnsafeMutableRawPointer?, purpose: curlsocktype, address: UnsafeMutablePointer<curl_sockaddr>?
) -> Int32 {
    guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
    return unsafe Unmanaged<MailTransfer>.fromOpaque(context)._withUnsafeGuaranteedRef { unsafe $0.openSocket(address.pointee) }
}

// CURLOPT_CLOSESOCKETFUNCTION
private func mailCloseSocketCallback(context: UnsafeMutableRawPointer?, socket: Int32) -> Int32 {
    guard let context = unsafe context else { return -1 }
    return unsafe Unmanaged<MailTransfer>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.closeSocket(socket) }
}
