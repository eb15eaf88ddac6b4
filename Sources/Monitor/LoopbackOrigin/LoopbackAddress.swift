import CEpoll
import Glibc

/// Turns a configured address into a bound and listening socket. Whatever is not loopback ends here.
enum LoopbackAddress {
    /// - Returns: the listening, non-blocking socket and its port.
    static func listen(_ configuration: OriginConfiguration) throws(OriginError) -> (socket: Int32, port: UInt16) {
        switch configuration.address {
        case .literal(let text): try listen(on: text, port: configuration.port)
        case .wholeLoopbackNetwork: try listen(onNetworkAt: configuration.port)
        }
    }

    private static func listen(on text: String, port: UInt16) throws(OriginError) -> (socket: Int32, port: UInt16) {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1, isLoopback(four) {
            let listener = try socket(AF_INET)
            return try finish(listener, bindIPv4(listener, four, port), text)
        }
        if unsafe inet_pton(AF_INET6, text, &six) == 1, isLoopback(six) {
            let listener = try socket(AF_INET6)
            return try finish(listener, bindIPv6(listener, six, port), text)
        }
        throw OriginError(.notLoopback, "\(text) is no loopback address: use one of 127.0.0.0/8, or ::1")
    }

    private static func listen(onNetworkAt port: UInt16) throws(OriginError) -> (socket: Int32, port: UInt16) {
        let listener = try socket(AF_INET)
        let device: [UInt8] = Array("lo".utf8) + [0]
        // The wildcard address is safe only with this: the device lets nothing in from other machines.
        guard unsafe setsockopt(listener, SOL_SOCKET, SO_BINDTODEVICE, device, socklen_t(device.count)) == 0 else {
            let error = errno
            close(listener)
            throw OriginError(.system, "a socket cannot be bound to the loopback device: \(describe(error)); Linux 5.7 or later is needed")
        }
        return try finish(listener, bindIPv4(listener, in_addr(s_addr: 0), port), "127.0.0.0/8")
    }

    private static func socket(_ family: Int32) throws(OriginError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(family, kind, 0)
        guard descriptor >= 0 else { throw OriginError(.system, "no socket: \(describe(errno))") }
        var on: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    private static func bindIPv4(_ descriptor: Int32, _ address: in_addr, _ port: UInt16) -> Int32 {
        var bound = sockaddr_in()
        bound.sin_family = sa_family_t(AF_INET)
        bound.sin_port = port.bigEndian
        bound.sin_addr = address
        return unsafe withUnsafeBytes(of: &bound) {
            unsafe bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
        }
    }

    private static func bindIPv6(_ descriptor: Int32, _ address: in6_addr, _ port: UInt16) -> Int32 {
        var bound = sockaddr_in6()
        bound.sin6_family = sa_family_t(AF_INET6)
        bound.sin6_port = port.bigEndian
        bound.sin6_addr = address
        return unsafe withUnsafeBytes(of: &bound) {
            unsafe bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
        }
    }

    private static func finish(_ listener: Int32, _ bound: Int32, _ name: String) throws(OriginError) -> (Int32, UInt16) {
        guard bound == 0, Glibc.listen(listener, 4_096) == 0 else {
            let error = errno
            close(listener)
            throw OriginError(.system, "cannot listen on \(name): \(describe(error)); is the port taken?")
        }
        return (listener, port(of: listener))
    }

    private static func port(of listener: Int32) -> UInt16 {
        // Both families keep the port at the same place.
        var bound = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        unsafe withUnsafeMutableBytes(of: &bound) {
            _ = unsafe getsockname(listener, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, &size)
        }
        return UInt16(bigEndian: bound.sin6_port)
    }

    /// The literal address that a connection's client chose, when that is loopback; nil otherwise.
    static func local(of connection: Int32) -> String? {
        var storage = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        return unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            guard unsafe getsockname(connection, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &size) == 0 else {
                return nil
            }
            if unsafe bytes.load(as: sa_family_t.self) == sa_family_t(AF_INET6) {
                return unsafe isLoopback(bytes.load(as: sockaddr_in6.self).sin6_addr) ? "::1" : nil
            }
            let address = unsafe bytes.load(as: sockaddr_in.self).sin_addr
            let octets = UInt32(bigEndian: address.s_addr)
            return isLoopback(address)
                ? "\(octets >> 24).\(octets >> 16 & 255).\(octets >> 8 & 255).\(octets & 255)" : nil
        }
    }

    private static func isLoopback(_ address: in_addr) -> Bool {
        UInt32(bigEndian: address.s_addr) >> 24 == 127
    }

    private static func isLoopback(_ address: in6_addr) -> Bool {
        var address = address
        return unsafe withUnsafeBytes(of: &address) { unsafe $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }

    static func describe(_ error: Int32) -> String {
        unsafe strerror(error).map { unsafe String(cString: $0) } ?? "error \(error)"
    }
}
