import CEpoll
import Glibc

/// The origin's event loop. Everything in it belongs to the one thread that calls ``run()``.
final class OriginLoop {
    struct Descriptors {
        var epoll: Int32
        var listener: Int32
        var wake: Int32
    }

    let configuration: OriginConfiguration
    let shared: OriginShared
    let handler: OriginServer.Handler
    var statistics = OriginStatistics()
    private let tls: TLSContext?
    private let descriptors: Descriptors
    private var connections: [Int32: OriginConnection] = [:]
    /// Connections whose reply waits at a gate.
    private var held: Set<Int32> = []
    /// With no descriptor left, accepting pauses until a connection ends; else the listener would wake the loop for ever.
    private var isAcceptingPaused = false

    init(
        descriptors: Descriptors, configuration: OriginConfiguration, tls: TLSContext?, shared: OriginShared,
        handler: @escaping OriginServer.Handler
    ) {
        self.descriptors = descriptors
        self.configuration = configuration
        self.tls = tls
        self.shared = shared
        self.handler = handler
    }

    func run() {
        blockBrokenPipeSignal()
        register(descriptors.listener, EPOLL_CTL_ADD, EPOLLIN.rawValue)
        register(descriptors.wake, EPOLL_CTL_ADD, EPOLLIN.rawValue)
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 256)
        while !shared.isStopping {
            let count = unsafe epoll_wait(descriptors.epoll, &events, Int32(events.count), -1)
            guard count > 0 else { continue }
            for index in 0..<Int(count) { unsafe handle(events[index].data.fd, events[index].events) }
            statistics.heldReplies = held.count
            shared.publish(statistics)
        }
        finish()
    }

    /// Closes what ``run()`` would have closed, when it never came to run.
    func abandon() { finish() }

    private func finish() {
        for connection in connections.values { connection.close() }
        connections.removeAll()
        close(descriptors.listener)
        close(descriptors.epoll)
        statistics.openConnections = 0
        statistics.heldReplies = 0
        shared.end(statistics)
    }

    /// Writing to a socket whose client is gone is an error here, never a signal to the process.
    private func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private func handle(_ descriptor: Int32, _ events: UInt32) {
        if descriptor == descriptors.listener {
            accept()
        } else if descriptor == descriptors.wake {
            var count: eventfd_t = 0
            unsafe eventfd_read(descriptors.wake, &count)
            for descriptor in held { drive(descriptor, isReadable: false) }
        } else {
            drive(descriptor, isReadable: events & ~EPOLLOUT.rawValue != 0)
        }
    }

    private func drive(_ descriptor: Int32, isReadable: Bool) {
        guard let connection = connections[descriptor] else { return }
        connection.drive(isReadable: isReadable, loop: self)
        settle(connection)
    }

    /// Brings registration and books in line with the connection's state.
    private func settle(_ connection: OriginConnection) {
        if connection.isFinished {
            connections[connection.descriptor] = nil
            held.remove(connection.descriptor)
            connection.close()
            statistics.openConnections -= 1
            resumeAccepting()
            return
        }
        if connection.isHeld {
            held.insert(connection.descriptor)
        } else if !held.isEmpty {
            held.remove(connection.descriptor)
        }
        let interest = connection.interest
        guard interest != connection.registered else { return }
        connection.registered = interest
        register(connection.descriptor, EPOLL_CTL_MOD, interest)
    }

    private func accept() {
        // Bounded, so that a flood of connections does not keep the others from being served.
        for _ in 0..<64 {
            let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            let descriptor = accept4(descriptors.listener, nil, nil, flags)
            guard descriptor >= 0 else {
                if errno == EMFILE || errno == ENFILE { pauseAccepting() }
                return
            }
            let ordinal = statistics.connections
            statistics.connections += 1
            welcome(descriptor, ordinal)
        }
    }

    private func welcome(_ descriptor: Int32, _ ordinal: Int) {
        guard let address = LoopbackAddress.local(of: descriptor) else {
            close(descriptor)
            return
        }
        let greeting = configuration.greeting(ordinal)
        guard greeting == .serve || greeting == .silence else {
            if greeting == .reset { OriginConnection.resetOnClose(descriptor) }
            close(descriptor)
            return
        }
        var on: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let stream = greeting == .serve ? tls?.makeStream(descriptor) : nil
        guard greeting == .silence || tls == nil || stream != nil else {
            close(descriptor)
            return
        }
        let connection = OriginConnection(
            descriptor: descriptor, ordinal: ordinal, localAddress: address, stream: stream, isSilent: greeting == .silence)
        connections[descriptor] = connection
        statistics.openConnections += 1
        register(descriptor, EPOLL_CTL_ADD, connection.registered)
    }

    private func pauseAccepting() {
        guard !isAcceptingPaused else { return }
        isAcceptingPaused = true
        register(descriptors.listener, EPOLL_CTL_MOD, 0)
    }

    private func resumeAccepting() {
        guard isAcceptingPaused else { return }
        isAcceptingPaused = false
        register(descriptors.listener, EPOLL_CTL_MOD, EPOLLIN.rawValue)
    }

    private func register(_ descriptor: Int32, _ operation: Int32, _ events: UInt32) {
        var event = unsafe epoll_event()
        unsafe event.events = events
        unsafe event.data.fd = descriptor
        unsafe epoll_ctl(descriptors.epoll, operation, descriptor, &event)
    }
}
