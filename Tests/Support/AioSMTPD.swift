import FoundationEssentials
import Glibc
import Synchronization

/// A mail server that is not this project's: aiosmtpd, for Python. Where the system has none, one is put into a virtual environment beside the built
/// tests, if that can be done. Tests that need it are skipped where it cannot.
public enum AioSMTPD {
    public static let absence = "aiosmtpd is absent and cannot be installed"
    private static let version = "1.4.6"

    /// For `.enabled(if:)`.
    public static func isPresent() async -> Bool { await interpreter() != nil }

    /// A mail as the server took it.
    public struct Mail: Decodable, Sendable {
        public var from: String
        public var to: [String]
        /// Base 64.
        public var content: String
        public var isEncrypted: Bool
        public var user: String?
    }

    /// A running server.
    public final class Server: Sendable {
        public let port: Int
        private let process: ChildProcess

        /// - Parameters:
        ///   - options: `starttls`, `tls` or `plain`, and `auth` when a log-in (user `user`, password `p w=ö`) is required.
        public init(_ options: [String], certificateChain: String = "", privateKey: String = "") async throws {
            guard let interpreter = await AioSMTPD.interpreter() else { throw ChildProcess.StartError(description: AioSMTPD.absence) }
            process = try ChildProcess(
                interpreter, ["-I", "-c", AioSMTPD.program] + options, input: Array((certificateChain + privateKey).utf8))
            let said = await process.wait { !$0.lines.isEmpty }
            guard let line = said.lines.first, let port = Int(line) else { throw ChildProcess.StartError(description: said.standardError) }
            self.port = port
        }

        /// All mails that it took, once there are so many.
        public func mails(_ count: Int) async throws -> [Mail] {
            let said = await process.wait { $0.lines.count > count }
            return try said.lines.dropFirst().map { try JSONDecoder().decode(Mail.self, from: Data($0.utf8)) }
        }

        public func stop() async {
            process.send(SIGKILL)
            await process.end()
        }
    }

    // MARK: Finding it

    private static let search = Search()

    private actor Search {
        private var found: Task<String?, Never>?

        func result() async -> String? {
            let task = found ?? Task { await AioSMTPD.find() }
            found = task
            return await task.value
        }
    }

    private static func interpreter() async -> String? { await search.result() }

    private static func find() async -> String? {
        guard let python = Python.path else { return nil }
        if await works(python) { return python }
        let folder = BuildProducts.folder() + "/aiosmtpd-\(version)"
        let own = folder + "/bin/python3"
        if await works(own) { return own }
        // Whoever asks for packages looks at the network and takes its time.
        guard await runs(python, ["-m", "venv", folder]) else { return nil }
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "aiosmtpd==\(version)"]
        guard await runs(own, install), await works(own) else { return nil }
        return own
    }

    private static func works(_ python: String) async -> Bool { await runs(python, ["-I", "-c", "import aiosmtpd.smtp"]) }

    private static func runs(_ program: String, _ arguments: [String]) async -> Bool {
        guard unsafe access(program, X_OK) == 0 else { return false }
        let path = "/usr/local/bin:/usr/bin:/bin"
        let settings = ["PIP_INDEX_URL", "PIP_CERT", "HTTPS_PROXY", "https_proxy", "HOME"]
        var environment = ["PATH": path]
        for name in settings { if let value = unsafe getenv(name) { environment[name] = unsafe String(cString: value) } }
        let process = try? ChildProcess(program, arguments, environment: environment, timeLimit: .seconds(90))
        return await process?.end().ending == .exited(0)
    }

    /// Prints its port and then a line of JSON for each mail. Ends by itself after two minutes, should nobody end it.
    private static let program = """
        import asyncio, base64, json, signal, ssl, sys, tempfile
        from aiosmtpd.smtp import SMTP, AuthResult

        signal.alarm(120)
        options = set(sys.argv[1:])
        pem = sys.stdin.read()
        context = None
        if pem:
            with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
                file.write(pem)
                file.flush()
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(file.name)

        class Handler:
            async def handle_DATA(self, server, session, envelope):
                content = base64.b64encode(envelope.original_content).decode()
                encrypted = session.ssl is not None or "tls" in options
                user = session.auth_data.login.decode() if session.auth_data else None
                print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "content": content, "isEncrypted": encrypted,
                    "user": user}), flush=True)
                return "250 taken"

        def authenticate(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login == b"user" and data.password == "p w=ö".encode(), auth_data=data, handled=False)

        def make():
            return SMTP(Handler(), hostname="mail.test", tls_context=context if "starttls" in options else None,
                require_starttls="starttls" in options, auth_required="auth" in options, authenticator=authenticate,
                auth_require_tls="starttls" in options)

        async def main():
            server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=context if "tls" in options else None)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()

        asyncio.run(main())
        """
}
