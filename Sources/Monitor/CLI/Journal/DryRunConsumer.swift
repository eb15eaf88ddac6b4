import Consumers
import Monitor

/// Stands for a consumer in a dry run: prints what that would get, under its name.
struct DryRunConsumer: EventConsumer {
    let name: String
    private let line = EventLine(usesColor: false)

    init(_ consumer: any EventConsumer) { name = consumer.name }

    func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        var bytes: [UInt8] = []
        for event in events { bytes += Array("would deliver to \(name): \(line.text(of: event))\n".utf8) }
        do throws(OutputError) {
            try await FileDescriptorOutput.standardOutput.write(bytes)
        } catch {
            throw DeliveryError(error.code == .closed ? .closed : .temporary, detail: error.detail)
        }
    }
}
