import Monitor
import Parsing
import Platforms

/// libFuzzer's driver; its own `main` gives way to the one that the package manager sets.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@_cdecl("JSONFuzzer_main")
func jsonFuzzerMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var (count, arguments) = unsafe (count, arguments)
    return unsafe runDriver(&count, &arguments, fuzzJSON)
}

@_cdecl("fuzzJSON")
func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count > 0, let start = unsafe start else { return 0 }
    decodeEverything(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Every decoder that is given JSON from outside.
func decodeEverything(_ bytes: [UInt8]) {
    _ = PayloadShape.sniff(bytes.span)
    do throws(ParseError) {
        _ = try JSONPayload.decode(JSONValue.self, from: bytes)
    } catch {
        precondition(!error.detail.isEmpty, "an error that does not say what is wrong")
    }
    for platform in [nil] + Platform.allCases.map(Optional.some) {
        do throws(SourceError) {
            let reading = try PayloadDecoder(platform: platform).decode(
                bytes, context: DecodingContext(provider: "Example", url: "https://status.example/"))
            for event in reading.events { precondition(!event.id.isEmpty && event.provider == "Example", "an event without identity") }
        } catch {
            precondition(!error.detail.isEmpty, "an error that does not say what is wrong")
        }
    }
}

/// Any JSON.
indirect enum JSONValue: Decodable {
    case null, bool(Bool), number(Double), string(String), array([JSONValue]), object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}
