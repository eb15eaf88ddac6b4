import Glibc

/// Keeps what is in memory, secrets among it, from being written to a disk when the process crashes.
enum CoreDumps {
    /// Holds for this process and for what it starts.
    ///
    /// The limit is one byte and not none: a core goes to no file below the size of a page, and where the system hands cores to a program, which it
    /// does whatever the limit is, one byte is the value that it takes for "not this one" (Linux, `fs/coredump.c`). A limit of none that is
    /// there already, as a service manager sets it, stays.
    static func forbid() {
        let core = __rlimit_resource_t(bitPattern: RLIMIT_CORE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(core, &limit) == 0, limit.rlim_max > 0 else { return }
        limit.rlim_cur = 1
        _ = unsafe setrlimit(core, &limit)
    }
}
