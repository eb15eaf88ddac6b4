import LoopbackOrigin
import Monitor
import Support
import Synchronization
import Testing
import Transfer

@testable import Consumers

@Suite("What a receiver answers", .timeLimit(.minutes(5)))
struct AnswerTests {
    @Test("is a delivery when it is a success: one request an event, in order", arguments: Sink.allCases)
    func success(sink: Sink) async throws {
        let origin = try OriginServer.start { _ in sink.success }
        try await withSinkEnvironment { environment in
            try await sink.make(origin.baseURL, environment).deliver([made("a", 1), made("b", 2), made("c", 3)])
        }
        #expect(origin.requests.count == 3)
        for request in origin.requests {
            #expect(request.method == "POST")
            #expect(request.field("Content-Type") == "application/json")
            #expect(request.field("User-Agent") == "status-monitor/test")
            #expect(sink.faults(request.body) == [])
        }
        await origin.stop()
    }

    @Test("asks for patience with 429, 503 and Retry-After", arguments: Sink.allCases, [429, 503])
    func patience(sink: Sink, status: Int) async throws {
        let origin = try OriginServer.start { _ in .status(status, [("Retry-After", "37")]) }
        try await withSinkEnvironment { environment in
            let error = await failure(of: sink.make(origin.baseURL, environment), [made()])
            #expect(error?.code == .temporary)
            #expect(error?.retryAfter == .seconds(37))
            #expect(error?.delivered == 0)
        }
        await origin.stop()
    }

    @Test("may be tried again: 408, 425, 500, 502, 504", arguments: Sink.allCases, [408, 425, 500, 502, 504])
    func temporary(sink: Sink, status: Int) async throws {
        let origin = try OriginServer.start { _ in .status(status) }
        try await withSinkEnvironment { environment in
            #expect(await failure(of: sink.make(origin.baseURL, environment), [made()])?.code == .temporary)
        }
        await origin.stop()
    }

    @Test(
        "is a refusal for good: 400, 401, 403, 404, 410, 413, 301, 302", arguments: Sink.allCases, [400, 401, 403, 404, 410, 413, 301, 302])
    func refused(sink: Sink, status: Int) async throws {
        let origin = try OriginServer.start { _ in .status(status, [("Location", "/elsewhere"), ("Retry-After", "9")]) }
        try await withSinkEnvironment { environment in
            let error = await failure(of: sink.make(origin.baseURL, environment), [made("a", 1), made("b", 2)])
            #expect(error?.code == .refused)
            #expect(error?.refused == 1)
            #expect(error?.retryAfter == nil)
        }
        #expect(origin.statistics.requests == 1)
        await origin.stop()
    }

    @Test("never comes: a receiver that hangs, resets or is not there is tried again", arguments: Sink.allCases)
    func nothing(sink: Sink) async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { request in
            request.path.hasPrefix("/hang") ? .held(OriginResponse(), by: gate) : .script([.reset])
        }
        try await withSinkEnvironment { environment in
            var environment = environment
            environment.limits.stallTimeout = .milliseconds(200)
            for base in [origin.baseURL + "/hang", origin.baseURL + "/reset", "http://127.0.0.1:1"] {
                let error = await failure(of: sink.make(base, environment), [made()])
                #expect(error?.code == .temporary, "\(base)")
            }
        }
        gate.open()
        await origin.stop()
    }

    @Test(
        "had begun as a success before it was lost or grew without end: the event is not sent again",
        arguments: [Sink.slackWebhook, .webhook])
    func acceptedThenLost(sink: Sink) async throws {
        let origin = try OriginServer.start { request in
            let response = OriginResponse(body: [UInt8](repeating: UInt8(ascii: "o"), count: 5_000))
            return request.path.hasPrefix("/cut") ? .reset(response, after: 400) : .endlessBody()
        }
        try await withSinkEnvironment { environment in
            for base in ["/cut", "/endless"] { try await sink.make(origin.baseURL + base, environment).deliver([made()]) }
        }
        #expect(origin.statistics.requests == 2)
        await origin.stop()
    }

    @Test("in the middle of a batch tells how far it came", arguments: Sink.allCases)
    func middle(sink: Sink) async throws {
        let origin = try OriginServer.start { request in
            String(decoding: request.body, as: UTF8.self).contains("marked") ? .status(500) : sink.success
        }
        try await withSinkEnvironment { environment in
            let events = [made("a", 1), made("b", 2), made("c", 3, text: "marked"), made("d", 4)]
            let error = await failure(of: sink.make(origin.baseURL, environment), events)
            #expect(error?.delivered == 2)
        }
        #expect(origin.statistics.requests == 3)
        await origin.stop()
    }

    @Test("Slack's own errors are told by their word; those that pass are tried again")
    func slackWords() async throws {
        for (word, code) in [
            ("channel_not_found", DeliveryError.Code.refused), ("invalid_auth", .refused), ("msg_too_long", .refused),
            ("ratelimited", .temporary), ("internal_error", .temporary), ("<script>", .temporary),
        ] {
            let client = RecordingClient { .init(status: 200, url: $0.url, body: Array(#"{"ok":false,"error":"\#(word)"}"#.utf8)) }
            let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()))
            let error = await failure(of: Sink.slackBot.make("https://slack.example", environment), [made()])
            #expect(error?.code == code, "\(word)")
            #expect(error?.detail.contains(word) == (word != "<script>"))
        }
        for (status, word) in [(400, "invalid_payload"), (404, "no_service"), (403, "action_prohibited"), (410, "channel_is_archived")] {
            let client = RecordingClient { .init(status: status, url: $0.url, body: Array(word.utf8)) }
            let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()))
            let error = await failure(of: Sink.slackWebhook.make("https://slack.example", environment), [made()])
            #expect(error?.code == .refused)
            #expect(error?.detail.contains("(\(word))") == true)
        }
    }

    @Test("Discord's retry_after counts as Retry-After does")
    func discord() async throws {
        let client = RecordingClient {
            .init(
                status: 429, url: $0.url, retryAfter: .seconds(1),
                body: Array(#"{"message":"You are being rate limited.","retry_after":64.57,"global":false,"code":0}"#.utf8))
        }
        let environment = ConsumerEnvironment(client: client, time: Timekeeper(ManualClock()))
        let error = await failure(of: Sink.discord.make("https://discord.example", environment), [made()])
        #expect(error?.code == .temporary)
        #expect(error?.retryAfter == .seconds(64.57))
    }

    @Test("A webhook at a private address is refused unless that is allowed", arguments: Sink.allCases)
    func privateAddress(sink: Sink) async throws {
        let origin = try OriginServer.start { _ in sink.success }
        try await withSinkEnvironment(allow: []) { environment in
            for host in ["127.0.0.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]", "localhost"] {
                let error = await failure(of: sink.make("http://\(host):\(origin.port)", environment), [made()])
                #expect(error?.code == .refused, "\(host)")
                #expect(error?.detail.contains("allow") == true)
            }
        }
        #expect(origin.statistics.requests == 0)
        await origin.stop()
    }

    @Test("No error shows a secret, whatever happens", arguments: Sink.allCases)
    func canary(sink: Sink) async throws {
        let gate = OriginGate()
        let origin = try OriginServer.start { request in
            let echo = Array(request.target.utf8) + request.body + Array((request.field("Authorization") ?? "").utf8)
            switch request.path.split(separator: "/").first ?? "" {
            case "hang": return .held(OriginResponse(), by: gate)
            case "reset": return .script([.reset])
            case "redirect": return .redirect(to: "http://127.0.0.1:1" + request.target, status: 307)
            case "circle": return .redirect(to: request.target, status: 307)
            case "scheme": return .redirect(to: "ftp://x" + request.target, status: 308)
            case "garbage": return .script([.send(Array("\u{1}\u{2}garbage\r\n\r\n".utf8)), .close])
            case let word: return .response(OriginResponse(status: Int(word) ?? 500, body: echo))
            }
        }
        let paths = ["hang", "reset", "redirect", "circle", "scheme", "garbage", "400", "403", "404", "410", "429", "500"]
        let bases = paths.map { "\(origin.baseURL)/\($0)" } + ["http://127.0.0.1:1", "http://[::1", "nonsense", "http://10.0.0.1"]
        try await withSinkEnvironment { environment in
            var environment = environment
            environment.limits.stallTimeout = .milliseconds(200)
            for base in bases {
                let consumer = sink.make(base, environment)
                let error = await failure(of: consumer, [made()])
                #expect(error.map { "\($0)" + String(reflecting: $0) }?.contains("CANARY") == false, "\(base)")
            }
        }
        // The engine knows the addresses that it goes to; nothing else shows them.
        var dumped = ""
        dump(sink.make("https://sink.example", ConsumerEnvironment(client: RecordingClient())), to: &dumped)
        #expect(!dumped.contains("CANARY"))
        #expect(dumped.contains("sink.example") || sink == .slackBot || sink == .pagerDuty)
        gate.open()
        await origin.stop()
    }
}
