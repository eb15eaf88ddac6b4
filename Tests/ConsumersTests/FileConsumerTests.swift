import Consumers
import FoundationEssentials
import Glibc
import Monitor
import Support
import Testing

private func events(_ numbers: Range<Int>, message: String = "Größe\n日本 \u{1B}[31m") -> [StatusEvent] {
    numbers.map { number in
        StatusEvent(
            id: "abc/\(number)", provider: "Acme", message: message, timestamp: Date(timeIntervalSince1970: 1_784_505_600),
            status: .investigating, incident: "abc", title: "Trouble")
    }
}

/// A folder with the file under test, removed at the end.
private final class Folder: Sendable {
    let path: String
    var file: String { path + "/events.jsonl" }

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/status-monitor-file-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func bytes(_ name: String = "events.jsonl") -> [UInt8] {
        FileManager.default.contents(atPath: path + "/" + name).map { [UInt8]($0) } ?? []
    }

    /// The events of whole lines; a line that is none fails.
    func ids(_ name: String = "events.jsonl") throws -> [String] {
        try bytes(name).split(separator: 10).map { try JSONDecoder().decode(StatusEvent.self, from: Data($0)).id }
    }

    func consumer(_ change: (inout FileOptions) -> Void = { _ in }) -> FileConsumer {
        var options = FileOptions(path: file)
        change(&options)
        return FileConsumer(options)
    }
}

@Suite("The file")
struct FileConsumerTests {
    @Test("Events are appended as whole lines, after what is there, and read back as they were", arguments: [false, true])
    func appends(synchronizes: Bool) async throws {
        let folder = try Folder()
        try await folder.consumer { $0.synchronizes = synchronizes }.deliver(events(0..<3)[...])
        try await folder.consumer { $0.synchronizes = synchronizes }.deliver(events(3..<5)[...])
        let lines = folder.bytes().split(separator: 10, omittingEmptySubsequences: false)
        #expect(lines.count == 6 && lines[5].isEmpty)
        #expect(try lines.dropLast().map { try JSONDecoder().decode(StatusEvent.self, from: Data($0)) } == events(0..<5))
    }

    @Test("A new file has its mode whatever the mask is; one that is there keeps its own")
    func mode() async throws {
        let folder = try Folder()
        try await folder.consumer { $0.mode = 0o664 }.deliver(events(0..<1)[...])
        #expect(try mode(of: folder.file) == 0o664)
        unsafe chmod(folder.file, 0o600)
        try await folder.consumer().deliver(events(0..<1)[...])
        #expect(try mode(of: folder.file) == 0o600)
    }

    @Test("A line that a crash tore is ended, and what follows is whole")
    func tornLine() async throws {
        let folder = try Folder()
        try Data("{\"id\":\"abc/0\",\"prov".utf8).write(to: URL(filePath: folder.file))
        try await folder.consumer().deliver(events(1..<2)[...])
        let lines = folder.bytes().split(separator: 10)
        #expect(lines.count == 2)
        #expect(try JSONDecoder().decode(StatusEvent.self, from: Data(lines[1])).id == "abc/1")
    }

    @Test("A full file becomes number 1, older ones move on, and the oldest goes")
    func rotation() async throws {
        let folder = try Folder()
        let line = JSONLines.encode(events(0..<1)[0]).count
        let consumer = folder.consumer { $0.rotation = .init(size: 2 * line, keep: 2) }
        for number in 0..<9 { try await consumer.deliver(events(number..<number + 1)[...]) }
        #expect(try folder.ids() == ["abc/8"])
        #expect(try folder.ids("events.jsonl.1") == ["abc/6", "abc/7"])
        #expect(try folder.ids("events.jsonl.2") == ["abc/4", "abc/5"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
        // A batch that alone is larger is not torn apart.
        try await consumer.deliver(events(10..<15)[...])
        #expect(try folder.ids() == events(10..<15).map(\.id))
    }

    @Test("A file that was moved is left alone after reopening, and a new one begins")
    func reopens() async throws {
        let folder = try Folder()
        let consumer = folder.consumer()
        try await consumer.deliver(events(0..<1)[...])
        try #require(unsafe rename(folder.file, folder.file + ".moved") == 0)
        consumer.reopen()
        try await consumer.deliver(events(1..<2)[...])
        #expect(try folder.ids("events.jsonl.moved") == ["abc/0"])
        #expect(try folder.ids() == ["abc/1"])
    }

    @Test("A file that was removed is made anew: no event goes where nobody finds it")
    func removed() async throws {
        let folder = try Folder()
        let consumer = folder.consumer()
        try await consumer.deliver(events(0..<1)[...])
        try #require(unsafe unlink(folder.file) == 0)
        try await consumer.deliver(events(1..<2)[...])
        #expect(try folder.ids() == ["abc/1"])
    }

    @Test("A full disk is a temporary error that leaves no half line")
    func fullDisk() async {
        await #expect(processExitsWith: .success) {
            let folder = try Folder()
            let consumer = folder.consumer()
            try await consumer.deliver(events(0..<2)[...])
            let whole = folder.bytes()
            // A limit on the size of files fails in the middle of a write, as a disk does.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: rlim_t(whole.count + 100), rlim_max: rlim_t.max)
            guard unsafe setrlimit(__rlimit_resource_t(bitPattern: RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(4) }
            do {
                try await consumer.deliver(events(2..<9)[...])
                exit(5)
            } catch let error as DeliveryError {
                guard error.code == .temporary, error.delivered == 0, error.detail.contains(folder.file) else { exit(6) }
            }
            guard folder.bytes() == whole else { exit(7) }
            limit.rlim_cur = rlim_t.max
            guard unsafe setrlimit(__rlimit_resource_t(bitPattern: RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(4) }
            try await consumer.deliver(events(2..<4)[...])
            guard try folder.ids() == events(0..<4).map(\.id) else { exit(8) }
        }
    }

    @Test("What cannot be a file says why, and nothing hangs", arguments: ["folder", "pipe", "nowhere"])
    func noFile(kind: String) async throws {
        let folder = try Folder()
        var options = FileOptions(path: folder.file)
        switch kind {
        case "folder": options.path = folder.path
        case "pipe": try #require(unsafe mkfifo(folder.file, 0o600) == 0)
        default: options.path = folder.path + "/missing/events.jsonl"
        }
        let error = await #expect(throws: DeliveryError.self) { try await FileConsumer(options).deliver(events(0..<1)[...]) }
        #expect(error?.code == .temporary)
        #expect(error?.detail.contains(options.path) == true)
    }

    private func mode(of path: String) throws -> UInt32 {
        var status = stat()
        try #require(unsafe stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}
