import FoundationEssentials
import Support
import Synchronization
import Testing
import Transfer

@testable import Consumers
import Monitor

private func event(
    _ number: Int = 0, incident: String = "abc", provider: String = "Acme", title: String = "Pushes are slow",
    message: String? = nil, status: StatusEvent.Status = .investigating
) -> StatusEvent {
    StatusEvent(
        id: "\(incident)/\(number)", provider: provider,
        message: message ?? StatusEvent.message(title: title, status: status, text: "We look into it."),
        timestamp: Date(timeIntervalSince1970: 1_784_505_600), status: status, severity: .major, incident: incident, title: title,
        url: "https://status.acme.example/incidents/\(incident)", components: ["API"])
}

/// Takes mails, or fails as it was told to.
private final class Outbox: MailSender {
    private let state: Mutex<(mails: [OutgoingMail], failures: [MailError?])>

    init(failures: [MailError?] = []) { state = Mutex(([], failures)) }
    var mails: [OutgoingMail] { state.withLock { $0.mails } }

    func send(_ mail: OutgoingMail) async throws(MailError) {
        let failure: MailError? = state.withLock { state in
            state.mails.append(mail)
            return state.failures.isEmpty ? nil : state.failures.removeFirst()
        }
        if let failure { throw failure }
    }
}

private func options(_ change: (inout EmailOptions) -> Void = { _ in }) throws -> EmailOptions {
    var options = EmailOptions(
        from: try #require(MailAddress("Status <status@acme.test>")), to: [try #require(MailAddress("ops@acme.test"))],
        rate: DeliveryRate(1_000, per: .seconds(1)))
    change(&options)
    return options
}

private func consumer(_ outbox: Outbox, _ change: (inout EmailOptions) -> Void = { _ in }) throws -> EmailConsumer {
    try EmailConsumer(options(change), sender: outbox, now: { Date(timeIntervalSince1970: 1_784_522_645) })
}

/// A mail as Python's parser reads it: a reader that is not this project's.
private struct Parsed: Decodable {
    var headers: [String: [String]]
    var body: String
    var defects: [String]
}

private func parse(_ mail: OutgoingMail) async throws -> Parsed {
    let script = """
        import sys, json, base64, email, email.policy
        message = email.message_from_bytes(base64.b64decode(sys.argv[1]), policy=email.policy.SMTP)
        headers = {}
        for name, value in message.items():
            headers.setdefault(name, []).append(str(value))
        defects = [repr(d) for d in message.defects] + [repr(d) for v in message.values() for d in v.defects]
        print(json.dumps({"headers": headers, "body": message.get_content(), "defects": defects}))
        """
    return try JSONDecoder().decode(Parsed.self, from: Data(try await Python.run(script, [Data(mail.content).base64EncodedString()]).utf8))
}

@Suite("E-mail")
struct EmailConsumerTests {
    @Test("A mail says what is new, and mail programs read it as it was meant", .enabled(if: Python.isPresent, "\(Python.absence)"))
    func oneMail() async throws {
        let outbox = Outbox()
        try await consumer(outbox).deliver([event(title: "Größe — 日本 \(String(repeating: "lang ", count: 30))")])
        let mail = try #require(outbox.mails.first)
        #expect(mail.sender == "status@acme.test")
        #expect(mail.recipients == ["ops@acme.test"])
        let parsed = try await parse(mail)
        #expect(parsed.defects.isEmpty)
        #expect(parsed.headers["From"] == ["Status <status@acme.test>"])
        #expect(parsed.headers["To"] == ["ops@acme.test"])
        let subject = try #require(parsed.headers["Subject"]?.first)
        #expect(subject.hasPrefix("[Acme] Größe — 日本 lang lang"))
        #expect(subject.hasSuffix(": Investigating"))
        #expect(parsed.headers["Date"] == ["Mon, 20 Jul 2026 04:44:05 +0000"])
        #expect(parsed.headers["Auto-Submitted"] == ["auto-generated"])
        #expect(parsed.headers["Content-Type"] == ["text/plain; charset=\"utf-8\""])
        #expect(parsed.body.contains("Investigating · major · API"))
        #expect(parsed.body.contains("We look into it."))
        #expect(parsed.body.contains("https://status.acme.example/incidents/abc"))
        isWellFormed(mail)
    }

    @Test(
        "No text of a page makes a header, a second body or a line that no server takes",
        .enabled(if: Python.isPresent, "\(Python.absence)"),
        arguments: HostileTexts.all + [String(repeating: "x", count: 5_000), String(repeating: "日", count: 2_000), ""])
    func hostileTexts(text: String) async throws {
        let outbox = Outbox()
        try await consumer(outbox).deliver([event(provider: text, title: text, message: "\(text): Investigating - \(text)\r\n.\r\n\(text)")]
        )
        let mail = try #require(outbox.mails.first)
        isWellFormed(mail)
        let parsed = try await parse(mail)
        #expect(parsed.defects.isEmpty)
        #expect(
            Set(parsed.headers.keys) == [
                "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding",
            ])
        #expect(parsed.headers.values.allSatisfy { $0.count == 1 })
        // Read as mail programs show it: nothing that steers a terminal, hides or reorders.
        for shown in (parsed.headers["Subject"] ?? []) + parsed.body.split(whereSeparator: \.isNewline).map(String.init) {
            #expect(TerminalText.harmless(shown) == shown.split(separator: " ").joined(separator: " "), "\(shown.debugDescription)")
        }
    }

    @Test(
        "Mails of one incident are one thread, and a mail that is sent again is the same",
        .enabled(if: Python.isPresent, "\(Python.absence)"))
    func threads() async throws {
        let outbox = Outbox()
        let consumer = try consumer(outbox)
        for event in [event(0), event(1, status: .resolved), event(0, incident: "other"), event(0)] { try await consumer.deliver([event]) }
        var parsed: [Parsed] = []
        for mail in outbox.mails { parsed.append(try await parse(mail)) }
        let identifiers = parsed.compactMap { $0.headers["Message-ID"]?.first }
        #expect(identifiers[0] == identifiers[3])
        #expect(Set(identifiers).count == 3)
        #expect(identifiers.allSatisfy { $0.hasPrefix("<event.") && $0.hasSuffix("@acme.test>") })
        let threads = parsed.compactMap { $0.headers["References"]?.first }
        #expect(threads[0] == threads[1])
        #expect(threads[0] != threads[2])
        #expect(parsed.allSatisfy { $0.headers["In-Reply-To"] == $0.headers["References"] })
    }

    @Test("Few incidents are a mail each, a burst is one mail that counts")
    func bursts() async throws {
        let outbox = Outbox()
        let consumer = try consumer(outbox)
        try await consumer.deliver([event(0), event(1, status: .identified), event(0, incident: "other")])
        #expect(outbox.mails.count == 2)
        #expect(subject(outbox.mails[0]) == "[Acme] Pushes are slow: Identified (2 updates)")
        try await consumer.deliver((0..<10).map { event($0, incident: "i\($0)") }[...])
        #expect(outbox.mails.count == 3)
        #expect(subject(outbox.mails[2]) == "10 updates of 10 incidents at Acme")
        #expect(!text(outbox.mails[2]).contains("References:"))
        try await consumer.deliver((0..<120).map { event($0, incident: "i\($0)") }[...])
        #expect(outbox.mails.count == 6)
    }

    @Test("Templates make the subject and the text, with what a page says made harmless")
    func templates() async throws {
        let outbox = Outbox()
        let consumer = try consumer(outbox) {
            $0.subject = try? MessageTemplate("{severity}: {title}")
            $0.template = try? MessageTemplate("{provider} says: {title}")
        }
        try await consumer.deliver([event(title: "a\nb")])
        #expect(subject(outbox.mails[0]) == "major: a b")
        #expect(text(outbox.mails[0]).hasSuffix("\r\n\r\nAcme says: a\r\nb\r\n"))
    }

    @Test("What the server does not take is told with what it took before")
    func failures() async throws {
        let batch = [event(0), event(1), event(0, incident: "other"), event(0, incident: "third")]
        for (code, meaning) in [(MailError.Code.temporary, DeliveryError.Code.temporary), (.refused, .refused)] {
            let first = Outbox(failures: [MailError(code, detail: "no")])
            let error = await #expect(throws: DeliveryError.self) { try await consumer(first).deliver(batch[...]) }
            #expect(error == DeliveryError(meaning, detail: "no", delivered: 0, refused: 2))
            let second = Outbox(failures: [nil, MailError(code, detail: "no")])
            let other = await #expect(throws: DeliveryError.self) { try await consumer(second).deliver(batch[...]) }
            #expect(other == DeliveryError(meaning, detail: "no", delivered: 2, refused: 1))
        }
        let cancelled = Outbox(failures: [MailError(.cancelled, detail: "given up")])
        await #expect(throws: CancellationError.self) { try await consumer(cancelled).deliver(batch[...]) }
    }

    @Test("Mails keep to their rate")
    func rate() async throws {
        let clock = ManualClock()
        let outbox = Outbox()
        let consumer = EmailConsumer(
            try options { $0.rate = DeliveryRate(1, per: .seconds(60)) }, sender: outbox, time: Timekeeper(clock))
        try await consumer.deliver([event(0)])
        let second = Task { try await consumer.deliver([event(1)]) }
        await clock.waitForSleepers(1)
        #expect(outbox.mails.count == 1)
        clock.advance(by: .seconds(60))
        try await second.value
        #expect(outbox.mails.count == 2)
    }

    @Test(
        "Addresses are read with and without a name",
        arguments: [
            ("ops@acme.test", "", "ops@acme.test"), ("Ops <ops@acme.test>", "Ops", "ops@acme.test"),
            ("\"Ops, night\" <ops+n@acme.test>", "Ops, night", "ops+n@acme.test"), ("Größe <a@[127.0.0.1]>", "Größe", "a@[127.0.0.1]"),
        ])
    func addresses(text: String, name: String, address: String) throws {
        let read = try #require(MailAddress(text))
        #expect(read.name == name)
        #expect(read.address == address)
    }

    @Test(
        "These are no addresses",
        arguments: [
            "", "ops", "@acme.test", "ops@", "a b@acme.test", "ops@acme..test", "ops@-acme.test", "a@b>", "<a@b", "a\r\n@b", "ö@b", "..a@b",
        ])
    func noAddresses(text: String) { #expect(MailAddress(text) == nil) }

    // MARK: Reading

    private func text(_ mail: OutgoingMail) -> String { String(decoding: mail.content, as: UTF8.self) }

    private func subject(_ mail: OutgoingMail) -> String? {
        text(mail).split(separator: "\r\n").first { $0.hasPrefix("Subject: ") }.map { String($0.dropFirst(9)) }
    }

    /// ASCII, every line ended by CR LF, none longer than 78 characters.
    private func isWellFormed(_ mail: OutgoingMail) {
        let lines = mail.content.split(separator: 10, omittingEmptySubsequences: false)
        #expect(lines.last?.isEmpty == true)
        for line in lines.dropLast() {
            #expect(line.last == 13)
            #expect(line.count <= 79)
            #expect(line.dropLast().allSatisfy { (0x20..<0x7F).contains($0) })
        }
    }
}
