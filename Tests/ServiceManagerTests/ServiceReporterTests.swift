import ServiceManager
import Support
import Synchronization
import Testing

@Suite("ServiceReporter", .timeLimit(.minutes(5)))
struct ServiceReporterTests {
    /// A loop that turns when it is woken, unless a test holds it.
    private final class ScriptedLoop: SupervisedLoop {
        private struct State {
            var turns = 0
            var isStuck = false
            var status = "watching 3 pages"
        }
        private let state = Mutex(State())

        var turns: Int { state.withLock { $0.turns } }
        var status: String { state.withLock { $0.status } }
        func wake() { state.withLock { if !$0.isStuck { $0.turns += 1 } } }
        func hold(_ isStuck: Bool) { state.withLock { $0.isStuck = isStuck } }
        func say(_ status: String) { state.withLock { $0.status = status } }
    }

    private final class Problems: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ problem: String) { list.withLock { $0.append(problem) } }
    }

    private let clock = ManualClock()
    private let loop = ScriptedLoop()
    private let problems = Problems()

    private func reporter(_ name: String, watchdog: Duration?) throws -> ServiceReporter {
        let socket = try #require(try NotificationSocket(environment: ["NOTIFY_SOCKET": name]))
        return ServiceReporter(socket: socket, watchdog: watchdog, loop: loop, clock: clock, report: { [problems] in problems.add($0) })
    }

    /// Runs the reporter until a test is done with it.
    private func running(_ reporter: ServiceReporter, _ test: () async throws -> Void) async throws {
        let task = Task { await reporter.run() }
        await clock.waitForSleepers()
        try await test()
        task.cancel()
        await task.value
        #expect(clock.sleeperCount == 0)
    }

    /// Moves the clock and waits until the reporter sleeps again.
    private func advance(_ duration: Duration) async {
        clock.advance(by: duration)
        await clock.waitForSleepers()
    }

    @Test("Says at once that the program is ready and how it does, and not that it is alive before it was seen to be")
    func ready() async throws {
        let receiver = try DatagramReceiver()
        try await running(reporter(receiver.name, watchdog: .seconds(60))) {
            #expect(receiver.all() == [["READY=1", "STATUS=watching 3 pages"]])
        }
    }

    @Test("Feeds the watchdog at half of its time as long as the loop turns")
    func feeds() async throws {
        let receiver = try DatagramReceiver()
        try await running(reporter(receiver.name, watchdog: .seconds(60))) {
            _ = receiver.all()
            #expect(clock.nextDeadline?.offset == .seconds(30))
            for _ in 0..<3 {
                await advance(.seconds(30))
                #expect(receiver.all() == [["WATCHDOG=1"]])
            }
        }
        #expect(problems.all.isEmpty)
    }

    @Test("Does not feed for a loop that stands still, says so once, and feeds again once it turns")
    func standstill() async throws {
        let receiver = try DatagramReceiver()
        try await running(reporter(receiver.name, watchdog: .seconds(60))) {
            await advance(.seconds(30))
            loop.hold(true)
            // It was woken before: the turn that it took then counts once.
            await advance(.seconds(30))
            _ = receiver.all()
            for _ in 0..<4 { await advance(.seconds(30)) }
            #expect(receiver.all().isEmpty)
            #expect(problems.all.count == 1)
            #expect(problems.all.first?.contains("stands still") == true)

            loop.hold(false)
            await advance(.seconds(30))
            #expect(receiver.all().isEmpty)
            await advance(.seconds(30))
            #expect(receiver.all() == [["WATCHDOG=1"]])
        }
    }

    @Test("Tells the status of a loop that stands still, but not that it is alive")
    func statusOfStandstill() async throws {
        let receiver = try DatagramReceiver()
        loop.hold(true)
        try await running(reporter(receiver.name, watchdog: .seconds(60))) {
            _ = receiver.all()
            loop.say("watching 3 pages, 1 of them cannot be read now")
            await advance(.seconds(30))
            #expect(receiver.all() == [["STATUS=watching 3 pages, 1 of them cannot be read now"]])
        }
    }

    @Test("Without a watchdog only a status that changed is told")
    func statusAlone() async throws {
        let receiver = try DatagramReceiver()
        try await running(reporter(receiver.name, watchdog: nil)) {
            _ = receiver.all()
            await advance(ServiceReporter.statusInterval)
            #expect(receiver.all().isEmpty)
            loop.say("watching 4 pages")
            await advance(ServiceReporter.statusInterval)
            #expect(receiver.all() == [["STATUS=watching 4 pages"]])
        }
    }

    @Test("Says again that it is ready until that was taken in, and names what is wrong once")
    func readyUntilTaken() async throws {
        let name = DatagramReceiver.freshName()
        try await running(reporter(name, watchdog: .seconds(60))) {
            await advance(.seconds(30))
            #expect(problems.all.count == 1)
            #expect(problems.all.first?.contains(name) == true)
            let receiver = try DatagramReceiver(name: name)
            await advance(.seconds(30))
            #expect(receiver.all() == [["READY=1", "WATCHDOG=1", "STATUS=watching 3 pages"]])
        }
    }

    @Test("Says once that the program ends, and nothing after it")
    func stopping() async throws {
        let receiver = try DatagramReceiver()
        let reporter = try reporter(receiver.name, watchdog: .seconds(60))
        try await running(reporter) {
            _ = receiver.all()
            reporter.stop()
            reporter.stop()
            await advance(.seconds(30))
            #expect(receiver.all() == [["STOPPING=1", "STATUS=stopping"]])
        }
    }

    @Test("The watchdog's time is what the environment says, if it is said to this process")
    func watchdogTime() throws {
        func time(_ environment: [String: String]) throws -> Duration? {
            try ServiceReporter.watchdogTime(environment: environment, process: 42)
        }
        #expect(try time(["WATCHDOG_USEC": "60000000"]) == .seconds(60))
        #expect(try time(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "42"]) == .seconds(60))
        #expect(try time(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "43"]) == nil)
        #expect(try time(["WATCHDOG_PID": "42"]) == nil)
        for text in ["", "0", "-1", "1s", "99999999999999999999"] {
            #expect(throws: NotificationError.self) { try time(["WATCHDOG_USEC": text]) }
        }
        #expect(throws: NotificationError.self) { try time(["WATCHDOG_USEC": "1", "WATCHDOG_PID": "self"]) }
    }
}
