internal import CEpoll

/// Ends the loop's wait in its epoll set from any thread: an eventfd.
///
/// Whoever is about to ring holds a reference, so that the descriptor is not closed, and its number given to something else, before.
final class Waker: Sendable {
    let descriptor: Int32

    init?() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        if descriptor < 0 { return nil }
    }

    deinit { _ = CEpoll.close(descriptor) }

    /// The counter is never read: the set tells of each write once (EPOLLET).
    func wake() { _ = eventfd_write(descriptor, 1) }
}
