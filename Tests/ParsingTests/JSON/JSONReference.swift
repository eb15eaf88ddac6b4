import FoundationEssentials
import Testing

@testable import Parsing

/// What `JSONDecoder` makes of a document, with the bounds and the words that ``JSONPayload`` puts around it.
enum JSONReference {
    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) -> Result<Value, ParseError> {
        let structure = unsafe bytes.withUnsafeBufferPointer { unsafe JSONStructure(ByteView($0), depthLimit: 128) }
        if structure.isTooDeep { return .failure(ParseError(.tooLarge, detail: "arrays and objects are nested more than 128 deep")) }
        if structure.isCutShort {
            return .failure(ParseError(.truncated, detail: "the document ends in the middle, after \(bytes.count) bytes"))
        }
        do {
            return .success(try JSONDecoder().decode(type, from: Data(bytes)))
        } catch let error as DecodingError {
            return .failure(ParseError(.malformed, detail: JSONPayload.describe(error)))
        } catch {
            return .failure(ParseError(.malformed, detail: "\(error)"))
        }
    }

    /// Expects both to read the document alike: the same value, or the same error in the same words.
    ///
    /// - Parameter isOrdered: false for a type that has dictionaries, whose members JSONDecoder reads in an order that changes from run to run:
    ///   which of several errors comes first is chance then.
    static func expectEqual<Value: Decodable & Equatable>(
        _ type: Value.Type, _ bytes: [UInt8], isOrdered: Bool = true, _ comment: @autoclosure () -> String = "",
        at location: SourceLocation = #_sourceLocation
    ) {
        let ours = Result { () throws(ParseError) in try JSONPayload.decode(type, from: bytes) }
        let theirs = decode(type, bytes)
        if !isOrdered, case .failure(let error) = ours, case .failure(let other) = theirs, error.code == other.code { return }
        guard ours != theirs else { return }
        Issue.record(
            "\(type) of \(String(decoding: bytes.prefix(300), as: UTF8.self)) \(comment()): \(ours), and not \(theirs)",
            sourceLocation: location)
    }
}

/// Any JSON, read through every kind of container; numbers as each of two types that takes them.
indirect enum AnyJSONValue: Decodable, Equatable {
    case null, bool(Bool), number(Int?, Double?), string(String), array([AnyJSONValue]), object([String: AnyJSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(try? container.decode(Int.self), value)
        } else if let value = try? container.decode([AnyJSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: AnyJSONValue].self))
        }
    }
}

/// Numbers that depend on a seed alone (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
