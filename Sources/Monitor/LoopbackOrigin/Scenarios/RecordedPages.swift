import FoundationEssentials

/// Pages that change over time, as recorded in a folder: `FOLDER/PATH/SECONDS.EXT` is what `/PATH` shows from so many seconds
/// after the start until the next recording begins.
public struct RecordedPages: Sendable {
    private struct Recording: Sendable {
        var start: Duration
        var page: OriginPage
    }

    /// In order of time, by path.
    private let pages: [String: [Recording]]
    private let now: @Sendable () -> Duration

    /// Reads the whole folder.
    ///
    /// - Parameter now: time since the start.
    /// - Throws: ``OriginError`` when the folder cannot be read or holds no recording.
    public init(folder: String, now: @escaping @Sendable () -> Duration) throws(OriginError) {
        self.now = now
        var found: [String: [Recording]] = [:]
        guard let files = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
            throw OriginError(.recordings, "\(folder) is not a folder that can be read")
        }
        for file in files {
            guard let recording = try Self.recording(folder, file) else { continue }
            found[recording.path, default: []].append(Recording(start: recording.start, page: recording.page))
        }
        guard !found.isEmpty else {
            throw OriginError(.recordings, "\(folder) holds no recordings: they are named PATH/SECONDS.EXT")
        }
        pages = found.mapValues { $0.sorted { $0.start < $1.start } }
    }

    /// The page as it is now; 404 for a path that was not recorded or begins later.
    public func reply(to request: OriginRequest) -> OriginReply {
        let elapsed = now()
        let current = pages[String(request.path)]?.last { $0.start <= elapsed }
        return current?.page.reply(to: request) ?? .status(404)
    }

    /// The paths that were recorded.
    public var paths: [String] { pages.keys.sorted() }

    private static func recording(
        _ folder: String, _ file: String
    ) throws(OriginError) -> (path: String, start: Duration, page: OriginPage)? {
        let parts = file.split(separator: "/")
        guard let name = parts.last?.split(separator: ".", maxSplits: 1), name.count == 2, let seconds = Int(name[0]) else { return nil }
        guard let data = FileManager.default.contents(atPath: folder + "/" + file) else {
            throw OriginError(.recordings, "\(folder)/\(file) cannot be read")
        }
        let page = try OriginPage([UInt8](data), contentType: contentType(name[1]), lastModified: nil)
        return ("/" + parts.dropLast().joined(separator: "/"), .seconds(seconds), page)
    }

    private static func contentType(_ suffix: Substring) -> String {
        switch suffix {
        case "atom": "application/atom+xml; charset=utf-8"
        case "rss", "xml": "application/rss+xml; charset=utf-8"
        case "json": "application/json; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
