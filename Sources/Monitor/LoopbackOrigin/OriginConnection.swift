import CEpoll
import Glibc

/// One accepted connection: reads requests, writes replies step by step. Belongs to its loop's thread.
final class OriginConnection {
    private enum Phase {
        case handshaking
        case reading
        case replying
        /// FIN is sent; what still comes is read and dropped until the client ends too, for closing before would reset.
        case draining
        case silent
        case finished
    }

    let descriptor: Int32
    let ordinal: Int
    let localAddress: String
    /// The epoll events that it is registered for.
    var registered: UInt32 = EPOLLIN.rawValue
    private(set) var isHeld = false
    private var phase: Phase
    private var socket: OriginSocket
    private var input: [UInt8] = []
    /// Up to here `input` holds no end of a head.
    private var searched = 0
    /// A head whose body is still to come.
    private var awaiting: (head: [UInt8], bodyLength: Int)?
    private var script = OriginScript()
    private var closesAfterReply = false
    private var wantsOutput = false

    init(descriptor: Int32, ordinal: Int, localAddress: String, stream: TLSStream?, isSilent: Bool) {
        self.descriptor = descriptor
        self.ordinal = ordinal
        self.localAddress = localAddress
        socket = OriginSocket(descriptor: descriptor, stream: stream)
        phase = isSilent ? .silent : stream == nil ? .reading : .handshaking
    }

    var isFinished: Bool { phase == .finished }

    /// The epoll events that it waits for. Input is not asked for while a full buffer waits for a reply to end.
    var interest: UInt32 {
        let input = self.input.count < max(128 << 10, awaiting?.bodyLength ?? 0) ? EPOLLIN.rawValue : 0
        return input | (wantsOutput ? EPOLLOUT.rawValue : 0)
    }

    /// Goes on as far as the socket and the gates let it.
    func drive(isReadable: Bool, loop: OriginLoop) {
        wantsOutput = false
        isHeld = false
        if phase == .handshaking { shakeHands(loop) }
        if phase == .silent || phase == .draining, isReadable { discardInput() }
        if phase == .replying {
            // A client that has gone is noticed even while its reply is held.
            if isReadable { _ = readInput() }
            reply(loop)
        }
        while phase == .reading {
            if awaiting == nil, let head = nextHead() {
                expect(head, loop)
                reply(loop)
            } else if let (head, length) = awaiting, input.count >= length {
                awaiting = nil
                let body = Array(input.prefix(length))
                input.removeFirst(length)
                serve(head, body: body, loop)
                reply(loop)
            } else if !readInput() {
                return
            } else if awaiting == nil, input.count > loop.configuration.maximumRequestBytes {
                refuse(431)
                reply(loop)
            }
        }
    }

    func close() {
        socket.stream = nil
        Glibc.close(descriptor)
    }

    /// Makes the next close send RST in place of FIN, dropping what is not sent yet.
    static func resetOnClose(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    private func shakeHands(_ loop: OriginLoop) {
        guard let stream = socket.stream else { return }
        switch stream.handshake() {
        case .done:
            loop.statistics.handshakes += 1
            if stream.isResumed { loop.statistics.resumptions += 1 }
            phase = .reading
        case .needsInput: break
        case .needsOutput: wantsOutput = true
        case .ended, .failed:
            loop.statistics.failedHandshakes += 1
            phase = .finished
        }
    }

    /// - Returns: whether bytes came. An ended or failed connection is finished.
    private func readInput() -> Bool {
        switch socket.read(appendingTo: &input) {
        case .done: return true
        case .needsInput: return false
        case .needsOutput:
            wantsOutput = true
            return false
        case .ended, .failed:
            phase = .finished
            return false
        }
    }

    private func discardInput() {
        var dropped: [UInt8] = []
        // Below TLS: nothing that comes now is for anyone.
        let plain = OriginSocket(descriptor: descriptor, stream: nil)
        while true {
            switch plain.read(appendingTo: &dropped) {
            case .done: dropped.removeAll(keepingCapacity: true)
            case .needsInput, .needsOutput: return
            case .ended, .failed: return phase = .finished
            }
        }
    }

    /// Takes the next request's head out of the input, without its empty line.
    private func nextHead() -> [UInt8]? {
        guard let end = HTTPText.endOfHead(in: input, from: searched) else {
            searched = input.count
            return nil
        }
        searched = 0
        let head = Array(input[..<(end - 4)])
        if end == input.count { input.removeAll(keepingCapacity: true) } else { input.removeFirst(end) }
        return head
    }

    /// Serves a request that has no body at once, any other when its body has come.
    private func expect(_ head: [UInt8], _ loop: OriginLoop) {
        guard head.starts(with: "POST ".utf8) else { return serve(head, body: [], loop) }
        guard HTTPText.field("transfer-encoding", in: head[...]) == nil else { return refuse(411) }
        guard let length = HTTPText.field("content-length", in: head[...]).flatMap({ Int(String(decoding: $0, as: UTF8.self)) }),
            length >= 0
        else { return refuse(411) }
        guard length <= loop.configuration.maximumBodyBytes else { return refuse(413) }
        awaiting = (head, length)
    }

    private func serve(_ head: [UInt8], body: [UInt8], _ loop: OriginLoop) {
        let line = head.prefix { $0 != 13 }.split(separator: 32)
        guard line.count == 3, line[2].starts(with: "HTTP/1.".utf8) else { return refuse(400) }
        let method = String(decoding: line[0], as: UTF8.self)
        let hasBody = ["content-length", "transfer-encoding"].contains { HTTPText.field($0, in: head[...]) != nil }
        switch method {
        case "GET", "HEAD": if hasBody { return refuse(400) }
        case "POST": break
        default: return refuse(405)
        }
        let request = OriginRequest(
            method: method, target: String(decoding: line[1], as: UTF8.self), connection: ordinal, localAddress: localAddress,
            body: body, head: head)
        loop.statistics.requests += 1
        loop.shared.record(request, loop.statistics)
        closesAfterReply = HTTPText.field("connection", in: head[...]).map { HTTPText.contains($0, "close") } ?? false
        begin(loop.handler(request), isHead: method == "HEAD")
    }

    private func begin(_ reply: OriginReply, isHead: Bool) {
        phase = .replying
        switch reply {
        case .bytes(let bytes): script = OriginScript(bytes)
        case .script(let steps): script = OriginScript(steps)
        case .response(var response):
            response.closes = response.closes || closesAfterReply
            closesAfterReply = response.closes
            script = OriginScript(response.serialized(toHead: isHead))
        }
    }

    private func refuse(_ status: Int) {
        begin(.response(OriginResponse(status: status, closes: true)), isHead: false)
    }

    private func reply(_ loop: OriginLoop) {
        guard phase == .replying else { return }
        switch script.advance(socket, loop.shared, sent: &loop.statistics.bytesSent) {
        case .finished: if closesAfterReply { end(politely: true) } else { phase = .reading }
        case .needsOutput: wantsOutput = true
        case .needsInput: break
        case .held: isHeld = true
        case .reset:
            Self.resetOnClose(descriptor)
            phase = .finished
        case .close: end(politely: true)
        case .cut: end(politely: false)
        case .failed: phase = .finished
        }
    }

    private func end(politely: Bool) {
        if politely { socket.stream?.sayGoodbye() }
        shutdown(descriptor, Int32(SHUT_WR))
        phase = .draining
    }
}
