import Dispatch
public import Monitor

/// Appends events to a file as JSON Lines.
///
/// The file holds whole lines alone: a batch that does not fit on the disk is taken back as a whole, and a line that a crash tore is ended before
/// the next one begins. A file that was moved or removed is made anew at its path; ``reopen()`` does so at once.
public final class FileConsumer: EventConsumer {
    public let name: String
    private let file: AppendedFile
    /// Writes may block for as long as a disk does; they run here and in their order.
    private let queue: DispatchQueue

    public init(name: String = "file", _ options: FileOptions) {
        self.name = name
        queue = DispatchQueue(label: "status-monitor.file")
        file = AppendedFile(options)
    }

    /// - Throws: ``DeliveryError`` with the code `temporary` and the system's reason: none of the events is in the file.
    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        var lines: [UInt8] = []
        for event in events { JSONLines.append(event, to: &lines) }
        let result: Result<Void, AppendError> = await withCheckedContinuation { continuation in
            queue.async { [file, lines] in
                continuation.resume(
                    returning: Result { () throws(AppendError) in
                        try file.append(lines)
                    })
            }
        }
        do throws(AppendError) { try result.get() } catch { throw DeliveryError(.temporary, detail: error.detail) }
    }

    /// Closes the file, after what is being written: the next event opens its path again. For SIGHUP, when the file was moved.
    public func reopen() { queue.async { [file] in file.close() } }
}
