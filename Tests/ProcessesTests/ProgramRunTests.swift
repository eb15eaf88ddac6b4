import Glibc
import Processes
import Testing

/// A script of the shell, with what it may take.
private func shell(
    _ script: String, input: [UInt8] = [], environment: [String: String] = ["PATH": "/usr/bin:/bin"], timeLimit: Duration = .seconds(30)
) -> ProgramInvocation {
    ProgramInvocation("/bin/sh", ["-c", script], environment: environment, input: input, timeLimit: timeLimit)
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite("A run of a program")
struct ProgramRunTests {
    @Test("It gets its input and its environment, and what it prints and its status are told")
    func wholeRun() async throws {
        var run = shell("cat; echo \"$WORD\" >&2; exit 7", input: Array("given".utf8))
        run.environment["WORD"] = "heard"
        let result = try await run.run()
        #expect(result.ending == .exited(7))
        #expect(text(result.standardOutput) == "given")
        #expect(text(result.standardError) == "heard\n")
    }

    @Test("Nothing of this process's environment, descriptors and signals is inherited")
    func inheritsNothing() async throws {
        let leaking = unsafe open("/dev/null", O_RDONLY)
        defer { close(leaking) }
        unsafe setenv("STATUS_MONITOR_TEST_SECRET", "secret", 1)
        let result = try await shell("env; ls /proc/self/fd | wc -l; grep -E 'Sig(Ign|Blk)' /proc/self/status").run()
        let lines = text(result.standardOutput).split(separator: "\n").map(String.init)
        #expect(!lines.contains { $0.contains("secret") })
        // 0, 1, 2, and the one that `ls` reads the folder with.
        #expect(lines.contains("4"))
        let masks = lines.filter { $0.hasPrefix("Sig") }.compactMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) }
        #expect(masks.count == 2)
        // 32 and 33 are the C library's own, whatever it was told.
        for mask in masks { #expect(mask & 0x7FFF_FFFF == 0) }
    }

    @Test("A program that does not read its input ends well, however much there is")
    func unreadInput() async throws {
        let result = try await shell("exit 0", input: [UInt8](repeating: 65, count: 1 << 20)).run()
        #expect(result.ending == .exited(0))
    }

    @Test("More input than a pipe holds arrives whole")
    func largeInput() async throws {
        let result = try await shell("wc -c", input: [UInt8](repeating: 65, count: 1_000_000)).run()
        #expect(text(result.standardOutput).contains("1000000"))
    }

    @Test("Output is kept to its limit and read to its end")
    func outputLimit() async throws {
        var run = shell("head -c 1000000 /dev/zero | tr '\\0' x; echo end >&2")
        run.outputLimit = 1_000
        let result = try await run.run()
        #expect(result.ending == .exited(0))
        #expect(result.standardOutput == [UInt8](repeating: UInt8(ascii: "x"), count: 1_000))
        #expect(text(result.standardError) == "end\n")
    }

    @Test("After its time the program ends, and so does what it started", arguments: [false, true])
    func timeLimit(ignoresSignal: Bool) async throws {
        var run = shell((ignoresSignal ? "trap '' TERM; " : "") + "sleep 1000 & echo $!; wait; sleep 1000", timeLimit: .milliseconds(300))
        run.grace = .milliseconds(100)
        let result = try await run.run()
        #expect(result.ending == .timedOut)
        let grandchild = try #require(Int32(text(result.standardOutput).split(separator: "\n").first ?? ""))
        await goes(grandchild)
    }

    @Test("A cancelled task ends its program at once, and before it began starts none", arguments: [false, true])
    func cancellation(before: Bool) async throws {
        let task = Task {
            if before { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            return try await shell("sleep 1000").run()
        }
        task.cancel()
        let result = await task.result
        #expect(throws: ProcessError.self) { try result.get() }
    }

    @Test("What it leaves running is not waited for and not ended")
    func leftovers() async throws {
        let result = try await shell("sleep 1000 & echo $!").run()
        #expect(result.ending == .exited(0))
        let grandchild = try #require(Int32(text(result.standardOutput).split(separator: "\n").first ?? ""))
        #expect(kill(grandchild, 0) == 0)
        kill(grandchild, SIGKILL)
    }

    @Test("A signal is told, a program that is not there is an error with its name")
    func failures() async throws {
        #expect(try await shell("kill -9 $$").run().ending == .signalled(9))
        let error = await #expect(throws: ProcessError.self) {
            try await ProgramInvocation("/nonexistent/program", timeLimit: .seconds(1)).run()
        }
        #expect(error?.code == .notStarted)
        #expect(error?.detail.contains("/nonexistent/program") == true)
    }

    @Test("Descriptors are all closed, however runs end")
    func descriptors() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            func round() async throws {
                _ = try await shell("cat; exit 3", input: [1, 2, 3]).run()
                _ = try? await ProgramInvocation("/nonexistent/program", timeLimit: .seconds(1)).run()
                _ = try await shell("exit 0", input: [UInt8](repeating: 65, count: 1 << 20)).run()
                let task = Task { try await shell("sleep 1000").run() }
                task.cancel()
                _ = await task.result
            }
            // Dispatch and the runtime open theirs at the first use, that of their timers included.
            try await round()
            try await Task.sleep(for: .milliseconds(1))
            let before = try openDescriptors()
            for _ in 0..<10 { try await round() }
            let after = try openDescriptors()
            guard after == before else {
                print("\(before) descriptors before, \(after) after")
                exit(3)
            }
        }
        #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self) == "")
    }
}

/// Waits until a process is gone; whoever adopted it reaps it a moment after its end.
private func goes(_ process: Int32) async {
    for _ in 0..<2_000 where kill(process, 0) == 0 && !isZombie(process) { try? await Task.sleep(for: .milliseconds(5)) }
    #expect(kill(process, 0) != 0 || isZombie(process))
}

private func isZombie(_ process: Int32) -> Bool {
    guard let file = unsafe fopen("/proc/\(process)/stat", "r") else { return true }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard unsafe fgets(&line, 256, file) != nil else { return true }
    return String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).contains(") Z ")
}

private func openDescriptors() throws -> Int {
    guard let directory = unsafe opendir("/proc/self/fd") else { throw ProcessError(.system, "no /proc") }
    defer { unsafe closedir(directory) }
    var count = 0
    while unsafe readdir(directory) != nil { count += 1 }
    return count
}
