/// The way of a body from the wire to its receiver. All of it runs on the engine's queue.
///
/// A body in no coding is handed on as it comes. One in a coding is kept as it came until it is whole, because it may be the one that is
/// known, and because undoing it in one go costs a third; past ``keptBytes``, and for answers that are no success, it is undone piece by
/// piece.
extension Transfer {
    /// Bytes of a coded body that are kept.
    private static let keptBytes = 1 << 20

    /// The head of an answer was read: what an earlier hop or try brought is void.
    func beginBody() {
        if !body.isEmpty { body = [] }
        if !encoded.isEmpty { encoded = [] }
        if inflater != nil { inflater = nil }
        encodedBody = nil
        isBodyKnown = false
        coding = ContentCoding(field: head.contentEncoding)
    }

    /// Bytes as they were sent. Returns whether to go on.
    func bodyArrived(_ bytes: UnsafeRawBufferPointer, counter: BodyCounter) -> Bool {
        guard coding != .identity else { return unsafe decodedArrived(bytes, counter: counter) }
        guard machine?.encodedArrived(byteCount: bytes.count) == true else { return false }
        if inflater == nil {
            if machine?.isDelivered == true, encoded.count + bytes.count <= Self.keptBytes {
                unsafe encoded.append(contentsOf: bytes)
                return true
            }
            inflater = BodyInflater(coding)
            let kept = encoded
            encoded = []
            guard unsafe kept.withUnsafeBytes({ unsafe inflate($0, counter: counter) }) else { return false }
        }
        return unsafe inflate(bytes, counter: counter)
    }

    /// The last byte has come.
    func bodyEnded(_ whole: WholeBodyInflater, counter: BodyCounter) {
        if let inflater {
            if inflater.progress == .goesOn, machine?.isDelivered == true { machine?.end(.brokenCoding) }
            self.inflater = nil
        }
        guard !encoded.isEmpty else { return }
        let kept = encoded
        encoded = []
        let digest = EncodedBodyDigest(kept.span)
        encodedBody = digest
        if digest == request.knownBody {
            isBodyKnown = true
            return
        }
        if coding == .gzip, unsafe whole.inflate(kept.span, take: { unsafe decodedArrived($0, counter: counter) }) != nil { return }
        let inflater = BodyInflater(coding)
        self.inflater = inflater
        _ = unsafe kept.withUnsafeBytes { unsafe inflate($0, counter: counter) }
        if inflater.progress == .goesOn { machine?.end(.brokenCoding) }
        self.inflater = nil
    }

    private func inflate(_ bytes: UnsafeRawBufferPointer, counter: BodyCounter) -> Bool {
        switch unsafe inflater?.inflate(bytes, take: { unsafe decodedArrived($0, counter: counter) }) {
        case .goesOn, .complete: return true
        case .broken:
            machine?.end(.brokenCoding)
            return false
        case .stopped, nil: return false
        }
    }

    /// Bytes of the body itself. Returns whether to go on.
    private func decodedArrived(_ bytes: UnsafeRawBufferPointer, counter: BodyCounter) -> Bool {
        counter.add(bytes.count)
        switch machine?.bodyArrived(byteCount: bytes.count) {
        case .deliver:
            guard let receiver = request.receiver else {
                unsafe body.append(contentsOf: bytes)
                return true
            }
            if unsafe receiver.receive(RawSpan(_unsafeBytes: bytes)) { return true }
            machine?.end(.refusedByReceiver)
            return false
        case .keep(let count):
            unsafe body.append(contentsOf: bytes.prefix(count))
            return true
        case .stop, nil: return false
        }
    }
}
