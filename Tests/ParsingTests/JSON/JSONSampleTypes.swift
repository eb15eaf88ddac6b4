/// What the compiler makes of a type, with every kind of member.
indirect enum SampleInner: Decodable, Equatable {
    case record(SampleRecord)
    init(from decoder: any Decoder) throws { self = .record(try SampleRecord(from: decoder)) }
}

struct SampleRecord: Decodable, Equatable {
    enum State: String, Decodable { case open, shut }

    var name: String
    var state: State
    var flag: Bool?
    var ratio: Double?
    var list: [Int]?
    var pairs: [String: Int]?
    var inner: SampleInner?
}

/// Each member of an object on its own, absent, null and of another type.
struct ByKeys: Decodable, Equatable {
    enum Keys: String, CodingKey { case a, b, unknown, longerThanFifteenLetters, kelvin = "K" }

    var seen: [String] = []

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        for key in [Keys.a, .b, .unknown, .longerThanFifteenLetters, .kelvin] {
            note(fields.contains(key))
            attempt { try fields.decodeNil(forKey: key) }
            attempt { try fields.decode(Int.self, forKey: key) }
            attempt { try fields.decodeIfPresent(Int.self, forKey: key) }
            attempt { try fields.decodeIfPresent(Int8.self, forKey: key) }
            attempt { try fields.decodeIfPresent(String.self, forKey: key) }
            attempt { try fields.decodeIfPresent(Bool.self, forKey: key) }
            attempt { try fields.decodeIfPresent(Double.self, forKey: key) }
            attempt { try fields.decodeIfPresent(Float.self, forKey: key) }
            attempt { try fields.decodeIfPresent(UInt16.self, forKey: key) }
            attempt { try fields.decodeIfPresent([Int].self, forKey: key) }
            attempt { try fields.nestedContainer(keyedBy: Keys.self, forKey: key).decode(Int.self, forKey: .a) }
            attempt { try fields.nestedContainer(keyedBy: Keys.self, forKey: key).codingPath.map(\.stringValue) }
            attempt { try fields.nestedUnkeyedContainer(forKey: key).count }
            attempt { try fields.superDecoder(forKey: key).singleValueContainer().decodeNil() }
            attempt { try Int(from: fields.superDecoder(forKey: key)) }
        }
        note(Set(fields.allKeys.map(\.rawValue)).sorted())
        note(fields.codingPath.map(\.stringValue))
    }

    private mutating func note<Value>(_ value: Value) { seen.append("\(value)") }

    private mutating func attempt<Value>(_ value: () throws -> Value) {
        do {
            seen.append("\(try value())")
        } catch let error as DecodingError {
            seen.append(Self.words(error))
        } catch {
            // JSONDecoder's own, of a number or text that is wrong in itself.
            seen.append("broken")
        }
    }

    /// The path and the words; those of what is wrong in itself are told at the end alone.
    static func words(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "no \(key.stringValue) in \(path(context)): \(context.debugDescription)"
        case .valueNotFound(_, let context): return "null at \(path(context))"
        case .typeMismatch(_, let context): return "at \(path(context)): \(context.debugDescription)"
        case .dataCorrupted: return "broken"
        @unknown default: return "\(error)"
        }
    }
}

/// The elements of an array one by one, each tried as several types before it is passed over.
struct ByElements: Decodable, Equatable {
    enum Keys: String, CodingKey { case a }

    var seen: [String] = []

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        seen.append("\(list.count ?? -1) \(list.codingPath.count)")
        while !list.isAtEnd {
            let before = list.currentIndex
            attempt { try list.decodeNil() }
            if list.currentIndex > before { continue }
            attempt { try list.decode(Bool.self) }
            if list.currentIndex > before { continue }
            attempt { try list.decode(UInt8.self) }
            if list.currentIndex > before { continue }
            attempt { try list.decode(Double.self) }
            if list.currentIndex > before { continue }
            attempt { try list.decode(String.self) }
            if list.currentIndex > before { continue }
            attempt { try list.nestedContainer(keyedBy: Keys.self).allKeys.count }
            if list.currentIndex > before { continue }
            attempt { try list.nestedUnkeyedContainer().count }
            if list.currentIndex > before { continue }
            attempt { try list.superDecoder().codingPath.count }
        }
        attempt { try list.decode(Int.self) }
        attempt { try list.decodeNil() }
        attempt { try list.decodeIfPresent(Int.self) }
    }

    private mutating func attempt<Value>(_ value: () throws -> Value) {
        do {
            seen.append("\(try value())")
        } catch let error as DecodingError {
            seen.append(ByKeys.words(error))
        } catch {
            seen.append("broken")
        }
    }
}

/// A subclass whose super class is decoded from a value of its own.
final class WithSuper: SampleParent {
    enum Keys: String, CodingKey { case a }
    let own: Int

    required init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        own = try fields.decode(Int.self, forKey: .a)
        try super.init(from: fields.superDecoder())
    }

    override var numbers: [Int] { super.numbers + [own] }
}

class SampleParent: Decodable, Equatable {
    enum ParentKeys: String, CodingKey { case a }
    let parent: Int

    required init(from decoder: any Decoder) throws {
        parent = try decoder.container(keyedBy: ParentKeys.self).decode(Int.self, forKey: .a)
    }

    var numbers: [Int] { [parent] }
    static func == (left: SampleParent, right: SampleParent) -> Bool { left.numbers == right.numbers }
}
