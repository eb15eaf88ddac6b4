import Monitor
import Parsing
import Transfer

/// The form in which a page's memory is kept across restarts: for each resource its configured address, and what is known of it.
extension PageMemory {
    private static let version: UInt8 = 1

    func encoded(hiding secrets: AddressSecrets) -> [UInt8] {
        var writer = ByteWriter(version: Self.version, capacity: 256)
        writer.append(endpoints.count)
        for endpoint in endpoints { endpoint.memory.append(to: &writer, hiding: secrets) }
        return writer.sealed()
    }

    /// Takes up what is known of the resources that the page still has; the others, and what cannot be read, are left out.
    mutating func restore(_ bytes: [UInt8], with secrets: AddressSecrets) {
        guard var reader = try? ByteReader(sealed: bytes), reader.version == Self.version else { return }
        var restored = self
        guard let count = try? reader.count() else { return }
        for _ in 0..<count {
            guard let kept = try? reader.text() else { return }
            let address = secrets.revealed(in: kept) ?? kept
            var unwanted = EndpointMemory(PageEndpoint(address))
            if let index = restored.endpoints.firstIndex(where: { $0.memory.endpoint.url == address }) {
                do throws(ByteReader.Malformed) {
                    try restored.change(index) { (memory) throws(ByteReader.Malformed) in try memory.read(from: &reader, with: secrets) }
                } catch {
                    return
                }
            } else if (try? unwanted.read(from: &reader, with: secrets)) == nil {
                return
            }
        }
        self = restored
    }

    /// Makes the next poll read everything again; where the page has moved to stays known.
    mutating func forget() {
        for index in endpoints.indices { change(index) { $0.forget() } }
    }
}

extension EndpointMemory {
    fileprivate func append(to writer: inout ByteWriter, hiding secrets: AddressSecrets) {
        writer.append(secrets.hidden(in: endpoint.url))
        writer.append(secrets.hidden(in: url))
        writer.append(optional: validators.etag) { $0.append($1) }
        writer.append(optional: validators.lastModified) { $0.append($1) }
        writer.append(optional: bodyHash) { $0.append(fixed: $1) }
        writer.append(bodyByteCount)
        writer.append(optional: platform?.rawValue) { $0.append($1) }
        writer.append(format)
        writer.append(granularity.number)
        writer.append(fingerprints.count)
        for fingerprint in fingerprints { writer.append(fixed: fingerprint) }
    }

    /// Reads what follows the configured address.
    fileprivate mutating func read(
        from reader: inout ByteReader, with secrets: AddressSecrets
    ) throws(ByteReader.Malformed) {
        if let address = secrets.revealed(in: try reader.text()) { move(to: address) }
        validators.etag = try reader.optional { (reader) throws(ByteReader.Malformed) in try reader.text() }
        validators.lastModified = try reader.optional { (reader) throws(ByteReader.Malformed) in try reader.text() }
        bodyHash = try reader.optional { (reader) throws(ByteReader.Malformed) in try reader.fixed64() }
        bodyByteCount = Int(clamping: try reader.number())
        platform = try reader.optional { (reader) throws(ByteReader.Malformed) in try reader.text() }.flatMap { Platform(rawValue: $0) }
        format = try reader.text()
        granularity = PollResult.Granularity(number: try reader.number())
        var fingerprints: [UInt64] = []
        for _ in 0..<(try reader.count()) { fingerprints.append(try reader.fixed64()) }
        self.fingerprints = fingerprints
    }
}

extension PollResult.Granularity {
    fileprivate var number: UInt64 {
        switch self {
        case .updates: 0
        case .wholeText: 1
        case .states: 2
        }
    }

    fileprivate init(number: UInt64) {
        self =
            switch number {
            case 1: .wholeText
            case 2: .states
            default: .updates
            }
    }
}
