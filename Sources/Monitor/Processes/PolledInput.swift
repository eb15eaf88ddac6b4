import Glibc

/// Reads a pipe or a terminal by looking at it now and then.
///
/// For pipes between a parent and a child alone, of which nothing is expected for most of the time. A dispatch source would be told
/// at once, but on Linux the end of a pipe (`EPOLLHUP` without `EPOLLIN`) is at times never reported to it.
public enum PolledInput {
    /// The next bytes; nil at the end, on an error, or when the task is cancelled.
    public static func next(from descriptor: Int32, every interval: Duration) async -> [UInt8]? {
        while !Task.isCancelled {
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if unsafe poll(&state, 1, 0) > 0 {
                var chunk = [UInt8](repeating: 0, count: 4_096)
                let count = unsafe read(descriptor, &chunk, chunk.count)
                if count > 0 { return Array(chunk[..<count]) }
                if count == 0 || errno != EINTR { return nil }
            }
            try? await Task.sleep(for: interval)
        }
        return nil
    }
}
