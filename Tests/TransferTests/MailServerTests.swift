import FoundationEssentials
import Glibc
import LoopbackOrigin
import Support
import Testing
import Transfer

private let mail = OutgoingMail(
    sender: "monitor@acme.test", recipients: ["ops@acme.test", "more@acme.test"],
    content: Array("Subject: x\r\n\r\nfirst\r\n.\r\n..dots\r\nlast\r\n".utf8))

/// A file with the certificate that clients are to trust, removed with its last reference.
private final class TrustedRoot: Sendable {
    let path: String

    init(_ certificate: String) throws {
        path = FileManager.default.temporaryDirectory.path + "/status-monitor-root-\(UInt64.random(in: 0 ... .max)).pem"
        try Data(certificate.utf8).write(to: URL(filePath: path))
    }

    deinit { unsafe unlink(path) }
}

@Suite("Mail to a server of others", .enabled("\(AioSMTPD.absence)") { await AioSMTPD.isPresent() }, .timeLimit(.minutes(4)))
struct MailServerTests {
    @Test(
        "With STARTTLS, with TLS from the start, and with a log-in the mail arrives as it was sent", arguments: ["starttls", "tls"],
        [false, true])
    func encrypted(way: String, logsIn: Bool) async throws {
        let tls = try OriginTLS.make()
        let root = try TrustedRoot(tls.trustedRoot)
        let options = [way] + (logsIn ? ["auth"] : [])
        let server = try await AioSMTPD.Server(options, certificateChain: tls.certificateChain.joined(), privateKey: tls.privateKey)
        var settings = MailServer(host: "localhost", port: server.port, security: way == "tls" ? .tls : .startTLS)
        settings.caFile = root.path
        if logsIn {
            settings.user = "user"
            settings.password = "p w=ö"
        }
        let client = MailClient(settings)
        try await client.send(mail)
        try await client.send(mail)
        let taken = try await server.mails(2)
        #expect(taken.count == 2)
        for one in taken {
            #expect(one.from == mail.sender)
            #expect(one.to == mail.recipients)
            #expect(Data(base64Encoded: one.content).map { [UInt8]($0) } == mail.content)
            #expect(one.isEncrypted)
            #expect(one.user == (logsIn ? "user" : nil))
        }
        await server.stop()
    }

    @Test(
        "A certificate that is not in order gets no mail", arguments: ["starttls", "tls"],
        [OriginTLS.Variant.expired, .wrongHost, .selfSigned, .unknownIssuer])
    func certificates(way: String, variant: OriginTLS.Variant) async throws {
        let tls = try OriginTLS.make(variant)
        let root = try TrustedRoot(tls.trustedRoot)
        let server = try await AioSMTPD.Server([way], certificateChain: tls.certificateChain.joined(), privateKey: tls.privateKey)
        var settings = MailServer(host: "localhost", port: server.port, security: way == "tls" ? .tls : .startTLS)
        settings.caFile = root.path
        let error = await #expect(throws: MailError.self) { try await MailClient(settings).send(mail) }
        #expect(error?.code == .temporary)
        #expect(error?.detail.contains("TLS failed") == true)
        #expect(try await server.mails(0).isEmpty)
        await server.stop()
    }

    @Test("A wrong password asks for another try and gets no mail")
    func wrongPassword() async throws {
        let tls = try OriginTLS.make()
        let root = try TrustedRoot(tls.trustedRoot)
        let server = try await AioSMTPD.Server(
            ["starttls", "auth"], certificateChain: tls.certificateChain.joined(), privateKey: tls.privateKey)
        var settings = MailServer(host: "localhost", port: server.port)
        settings.caFile = root.path
        settings.user = "user"
        settings.password = "CANARY"
        let error = await #expect(throws: MailError.self) { try await MailClient(settings).send(mail) }
        #expect(error?.code == .temporary)
        #expect(error?.detail.contains("does not accept user and password") == true)
        #expect(error?.detail.contains("CANARY") == false)
        await server.stop()
    }
}
