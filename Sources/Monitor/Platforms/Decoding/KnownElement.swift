import Parsing

/// What a document's list holds, each of which stands for itself.
protocol ListElement: Decodable {
    /// Tells the same bytes in one list from those in another.
    static var salt: UInt64 { get }
}

/// An element of a document's list, or its digest where the same was read before.
enum KnownElement<Value: ListElement>: Decodable {
    case known(UInt64)
    /// The digest is nil where the decoder gives none.
    case read(Value, digest: UInt64?)

    init(from decoder: any Decoder) throws {
        let digest = JSONDigest.of(decoder).map { $0 ^ Value.salt }
        if let digest, let known = decoder.userInfo[.knownElements] as? Set<UInt64>, known.contains(digest) {
            self = .known(digest)
        } else {
            self = .read(try Value(from: decoder), digest: digest)
        }
    }

    var digest: UInt64? {
        switch self {
        case .known(let digest): digest
        case .read(_, let digest): digest
        }
    }

    var value: Value? { if case .read(let value, _) = self { value } else { nil } }
    var isKnown: Bool { if case .known = self { true } else { false } }
}

extension CodingUserInfoKey {
    /// A `Set<UInt64>`: the digests of elements that need not be read.
    static let knownElements = CodingUserInfoKey(rawValue: "known elements")!
}
