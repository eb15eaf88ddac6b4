import ServiceManager
import Support
import Testing

@Suite("NotificationSocket")
struct NotificationSocketTests {
    private static func socket(_ name: String) throws -> NotificationSocket {
        try #require(try NotificationSocket(environment: ["NOTIFY_SOCKET": name]))
    }

    @Test("Notifications reach a socket that has a path, and one that has an abstract name", arguments: [false, true])
    func reachesBothKinds(isAbstract: Bool) throws {
        let receiver = try DatagramReceiver(name: DatagramReceiver.freshName(isAbstract: isAbstract))
        let socket = try Self.socket(receiver.name)
        try socket.send([.ready])
        try socket.send([.watchdog])
        try socket.send([.stopping])
        #expect(receiver.all() == [["READY=1"], ["WATCHDOG=1"], ["STOPPING=1"]])
    }

    @Test("What is told together is one datagram of lines, with no line end after the last")
    func oneDatagram() throws {
        let receiver = try DatagramReceiver()
        try Self.socket(receiver.name).send([.ready, .status("watching 3 pages"), .watchdog])
        #expect(receiver.next() == "READY=1\nSTATUS=watching 3 pages\nWATCHDOG=1")
        #expect(receiver.next() == nil)
    }

    @Test("A status is one line, whatever it holds: none of it is read as an assignment")
    func statusIsOneLine() throws {
        let receiver = try DatagramReceiver()
        let socket = try Self.socket(receiver.name)
        try socket.send([.status("Größe\r\nMAINPID=1\u{7}\u{85}\nREADY=1")])
        #expect(receiver.next() == "STATUS=Größe MAINPID=1   READY=1")
        try socket.send([.status(String(repeating: "ö", count: 4_000))])
        #expect(receiver.next() == "STATUS=" + String(repeating: "ö", count: 256))
    }

    @Test("Without NOTIFY_SOCKET nobody is told", arguments: [[:], ["NOTIFY_SOCKET": ""]])
    func nobodyListens(environment: [String: String]) throws {
        #expect(try NotificationSocket(environment: environment) == nil)
    }

    @Test("A socket of another kind is refused, by its name", arguments: ["vsock:2:1234", "relative/socket", "unix:/run/socket"])
    func otherKinds(name: String) {
        let error = #expect(throws: NotificationError.self) { try NotificationSocket(environment: ["NOTIFY_SOCKET": name]) }
        #expect(error?.socket == name)
    }

    @Test("A name as long as an address holds is taken, one byte more is not")
    func nameLength() throws {
        let longestPath = "/" + String(repeating: "p", count: 106)
        let longestName = "@" + String(repeating: "n", count: 107)
        let receiver = try DatagramReceiver(name: longestName)
        try Self.socket(longestName).send([.ready])
        #expect(receiver.next() == "READY=1")
        #expect(try Self.socket(longestPath).name == longestPath)
        for name in [longestPath, longestName] {
            #expect(throws: NotificationError.self) { try NotificationSocket(environment: ["NOTIFY_SOCKET": name + "x"]) }
        }
    }

    @Test("Where nobody listens, the error says so and names the socket", arguments: [false, true])
    func unreachable(isAbstract: Bool) throws {
        let name = DatagramReceiver.freshName(isAbstract: isAbstract)
        let socket = try Self.socket(name)
        let error = #expect(throws: NotificationError.self) { try socket.send([.ready]) }
        #expect(error?.socket == name)
        #expect(error?.description.contains(isAbstract ? "Connection refused" : "No such file or directory") == true)
    }

    @Test("A service manager that takes nothing in is an error, not a wait")
    func doesNotWait() throws {
        let receiver = try DatagramReceiver()
        let socket = try Self.socket(receiver.name)
        // net.unix.max_dgram_qlen is the limit, some hundreds at most.
        #expect(throws: NotificationError.self) { for _ in 0..<100_000 { try socket.send([.watchdog]) } }
        #expect(receiver.next() == "WATCHDOG=1")
    }
}
