import FoundationEssentials
import Monitor

/// Messages as JSON, keys in one order, so that one message is the same bytes each time.
enum MessageEncoding {
    /// - Parameter keys: how properties' names become keys; those of most receivers are in snake case.
    static func json(
        _ message: some Encodable, keys: JSONEncoder.KeyEncodingStrategy = .convertToSnakeCase
    ) throws(DeliveryError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = keys
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(message))
        } catch {
            throw DeliveryError(.refused, detail: "the message cannot be written as JSON: \(error)")
        }
    }
}
