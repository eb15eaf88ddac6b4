public import Monitor

/// Prints events: one legible line each, or JSON Lines.
public final class ConsoleConsumer: EventConsumer {
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// A line for people, its texts made harmless for a terminal.
        case text
        /// One JSON object a line, its texts untouched.
        case json
    }

    public let name: String
    private let output: any TextOutput
    private let format: Format
    private let line: EventLine
    private let template: MessageTemplate?

    /// - Parameters:
    ///   - usesColor: see ``usesColor(isTerminal:environment:)``.
    ///   - template: how a line of ``Format/text`` reads; nil for ``EventLine``.
    public init(
        name: String = "console", output: any TextOutput, format: Format = .text, usesColor: Bool = false, template: MessageTemplate? = nil
    ) {
        self.name = name
        self.output = output
        self.format = format
        line = EventLine(usesColor: usesColor)
        self.template = template
    }

    /// Whether output is to be coloured: on a terminal that can, unless `NO_COLOR` is set to anything (no-color.org).
    public static func usesColor(isTerminal: Bool, environment: [String: String]) -> Bool {
        isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The bytes that ``deliver(_:)`` writes for these events.
    public func bytes(for events: some Sequence<StatusEvent>) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in events {
            switch format {
            case .text:
                let text = template?.text(of: event, harmless: TerminalText.harmless) ?? line.text(of: event)
                bytes.append(contentsOf: text.utf8)
                bytes.append(UInt8(ascii: "\n"))
            case .json: JSONLines.append(event, to: &bytes)
            }
        }
        return bytes
    }

    /// - Throws: ``DeliveryError`` with the code `closed` when nobody reads the output any more.
    public func deliver(_ events: ArraySlice<StatusEvent>) async throws {
        do throws(OutputError) {
            try await output.write(bytes(for: events))
        } catch {
            throw DeliveryError(error.code == .closed ? .closed : .temporary, detail: error.detail)
        }
    }
}
