import CEpoll
import Glibc

/// Both ends of a pipe. Whoever holds it closes it; nothing is closed by itself.
struct Pipe {
    var readEnd: Int32
    var writeEnd: Int32

    /// Closed from the start in children that it is not handed to: another one, started at this moment, would keep this one
    /// alive.
    init() throws(ProcessError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else {
            throw ProcessError(.system, "no pipe: \(ProcessError.words(errno))")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    func close() {
        Glibc.close(readEnd)
        Glibc.close(writeEnd)
    }
}
