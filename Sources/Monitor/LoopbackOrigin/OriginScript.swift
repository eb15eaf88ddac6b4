/// The rest of one reply: the bytes under way and the steps after them.
struct OriginScript {
    enum Progress {
        case finished
        case needsInput, needsOutput
        /// A gate holds it.
        case held
        case reset, close, cut
        case failed
    }

    private var bytes: ArraySlice<UInt8>
    private var steps: ArraySlice<OriginStep>

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes[...]
        steps = []
    }

    init(_ steps: [OriginStep]) {
        bytes = []
        self.steps = steps[...]
    }

    /// Goes on as far as the socket and the gates let it, or for 256 KiB, so that an endless reply leaves room for others.
    mutating func advance(_ socket: OriginSocket, _ origin: OriginShared, sent: inout Int) -> Progress {
        var allowance = 256 << 10
        while true {
            while !bytes.isEmpty {
                guard allowance > 0 else { return .needsOutput }
                switch socket.write(bytes) {
                case .done(let count):
                    bytes = bytes.dropFirst(count)
                    sent += count
                    allowance -= count
                case .needsInput: return .needsInput
                case .needsOutput: return .needsOutput
                case .ended, .failed: return .failed
                }
            }
            if let progress = takeStep(origin) { return progress }
        }
    }

    /// Turns the next step into bytes, or tells why it cannot go on.
    private mutating func takeStep(_ origin: OriginShared) -> Progress? {
        switch steps.popFirst() {
        case nil: return .finished
        case .send(let piece): bytes = piece[...]
        case .repeating(let piece, let count):
            guard count != 0, !piece.isEmpty else { return nil }
            bytes = piece[...]
            steps = [.repeating(piece, count: count.map { $0 - 1 })] + steps
        case .hold(let gate):
            guard gate.take(1, for: origin) == 1 else { return putBack(.hold(gate)) }
        case .dribble(let piece, let gate):
            guard !piece.isEmpty else { return nil }
            let count = gate.take(piece.count, for: origin)
            guard count > 0 else { return putBack(.dribble(piece, gate)) }
            bytes = piece[..<count]
            if count < piece.count { steps = [.dribble(Array(piece[count...]), gate)] + steps }
        case .reset: return .reset
        case .close: return .close
        case .cut: return .cut
        }
        return nil
    }

    private mutating func putBack(_ step: OriginStep) -> Progress {
        steps = [step] + steps
        return .held
    }
}
