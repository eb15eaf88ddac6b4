import FoundationEssentials
import Monitor
import Signing
import Support
import Testing
import Transfer

@testable import Consumers

@Suite("The webhook")
struct WebhookTests {
    private func posted(
        _ events: [StatusEvent], key: Secret? = Secret("key of the signature"), fields: [(name: String, value: Secret)] = [],
        template: MessageTemplate? = nil
    ) async throws -> [TransferRequest] {
        let client = RecordingClient()
        let environment = ConsumerEnvironment(
            client: client, time: Timekeeper(ManualClock()), now: { Date(timeIntervalSince1970: 1_784_522_645.75) })
        let consumer = WebhookConsumer(
            url: Secret("https://hook.example/in"), key: key, fields: fields, template: template, environment)
        try await consumer.deliver(events[...])
        return client.requests
    }

    private func field(_ name: String, _ request: TransferRequest) -> String? { request.fields.first { $0.name == name }?.value }

    @Test("posts the event as JSON Lines has it, and a template's text beside it")
    func body() async throws {
        let event = made("a", 1, text: "He said \"no\".\nThen left.")
        let plain = try #require(try await posted([event]).first?.body)
        #expect(plain + [10] == JSONLines.encode(event))
        #expect(try JSONDecoder().decode(StatusEvent.self, from: Data(plain)) == event)
        let texts = try await posted([event], template: MessageTemplate("{provider}: \"{title}\""))
        let body = try #require(texts.first?.body)
        #expect(try JSONValue.read(body)["text"]?.text == "Acme: \"Pushes are slow\"")
        #expect(try JSONDecoder().decode(StatusEvent.self, from: Data(body)) == event)
    }

    @Test("names each event for receivers that take one twice: the same for each try, another for another event")
    func idempotency() async throws {
        let events = [made("a", 1), made("a", 2), made("a", 1, provider: "Other"), made("a", 1, text: "Reworded on the way.")]
        let keys = try await posted(events).map { field("Idempotency-Key", $0) }
        #expect(keys[0] == keys[3])
        #expect(Set(keys).count == 3)
        #expect(keys.allSatisfy { $0?.count == 64 })
    }

    @Test("signs body and time as openssl does")
    func signature() async throws {
        for text in ["short", String(repeating: "long é ", count: 3_000)] {
            let request = try #require(try await posted([made("a", 1, text: text)]).first)
            let signature = try #require(field("X-Status-Monitor-Signature", request))
            #expect(signature.hasPrefix("t=1784522645,v1="))
            let process = try ChildProcess(
                "/usr/bin/openssl", ["dgst", "-sha256", "-hmac", "key of the signature"],
                input: Array("1784522645.".utf8) + (request.body ?? []))
            let result = await process.end()
            #expect(result.ending == .exited(0))
            let digits = try #require(result.standardOutput.split(separator: " ").last?.prefix(64))
            #expect(signature == "t=1784522645,v1=\(digits)")
        }
    }

    @Test("is verified by the command that its documentation gives")
    func documented() async throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../../docs/webhook.md"
        let text = String(decoding: try Data(contentsOf: URL(filePath: page)), as: UTF8.self)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("{ printf") })
        #expect(line.contains("cat body.json"))
        let command = line.split(separator: "cat body.json", maxSplits: 1).joined(separator: "cat")
        let request = try #require(try await posted([made()]).first)
        let process = try ChildProcess(
            "/bin/sh", ["-c", command], environment: ["PATH": "/usr/bin:/bin", "t": "1784522645", "key": "key of the signature"],
            input: request.body ?? [])
        let printed = await process.end().standardOutput
        #expect(field("X-Status-Monitor-Signature", request) == "t=1784522645,v1=\(printed.prefix(64))")
        #expect(printed.count == 65)
    }

    @Test("signs nothing without a key, and sends further fields as they are")
    func fields() async throws {
        let request = try #require(
            try await posted([made()], key: nil, fields: [("Authorization", Secret("Bearer x")), ("X-Team", Secret("é"))]).first)
        #expect(field("X-Status-Monitor-Signature", request) == nil)
        #expect(field("Authorization", request) == "Bearer x")
        #expect(field("X-Team", request) == "é")
    }

    @Test("is not led to other fields by what a page says, and refuses a field with a line break")
    func injection() async throws {
        for text in PayloadTests.hostile {
            let request = try #require(try await posted([made(text, 1, title: text, provider: text)]).first)
            #expect(request.fields.allSatisfy { field in field.value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
        }
        try await withSinkEnvironment { environment in
            let consumer = WebhookConsumer(
                url: Secret("http://127.0.0.1:1/"), fields: [("Authorization", Secret("x\r\nX-Evil: 1"))], environment)
            let error = await failure(of: consumer, [made()])
            #expect(error?.code == .refused)
            #expect(error?.detail.contains("Evil") == false)
        }
    }

    @Test("Digests are those of the published examples")
    func digests() {
        // FIPS 180-4's example, and RFC 4231, test cases 1, 2 and 6.
        #expect(SHA256.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256.hex(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        func code(_ message: String, _ key: [UInt8]) -> String { Hexadecimal.text(HMACSHA256.code(for: Array(message.utf8), key: key)) }
        #expect(
            code("Hi There", [UInt8](repeating: 0x0B, count: 20)) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            code("what do ya want for nothing?", Array("Jefe".utf8)) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            code("Test Using Larger Than Block-Size Key - Hash Key First", [UInt8](repeating: 0xAA, count: 131))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        // A key without bytes is one of zeros (RFC 2104, 2).
        #expect(code("", []) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }
}
