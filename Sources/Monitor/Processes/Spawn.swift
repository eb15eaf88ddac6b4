import CEpoll
import Glibc

/// How a program is to be started, by `posix_spawn`.
///
/// It begins as a shell would start it: no signal ignored or blocked, whatever this process does with them, and no descriptor open but
/// those that are named.
struct Spawn {
    var program: String
    var arguments: [String]
    /// Nil hands this process's own environment on.
    var environment: [String: String]?
    /// This process's descriptors, with the numbers that they get in the program, ascending from 0.
    var descriptors: [(from: Int32, to: Int32)]
    /// Whether the program leads a process group of its own, so that a signal reaches all that it starts.
    var leadsGroup = false

    init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil, descriptors: [(from: Int32, to: Int32)],
        leadsGroup: Bool = false
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.descriptors = descriptors
        self.leadsGroup = leadsGroup
    }

    /// - Throws: ``ProcessError/Code/notStarted`` with the system's reason.
    func start() throws(ProcessError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (from, to) in descriptors { unsafe posix_spawn_file_actions_adddup2(&actions, from, to) }
        let first = (descriptors.map(\.to).max() ?? -1) + 1
        // Standard error stays where it is not named.
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, max(first, STDERR_FILENO + 1))

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        prepare(&attributes)

        let own = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        let variables = unsafe (environment ?? [:]).map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (own + variables).forEach { unsafe free($0) } }
        var process = pid_t()
        let result =
            environment == nil
            ? unsafe posix_spawn(&process, program, &actions, &attributes, own, environ)
            : unsafe posix_spawn(&process, program, &actions, &attributes, own, variables)
        guard result == 0 else {
            throw ProcessError(.notStarted, "\(program) cannot be started: \(ProcessError.words(result))")
        }
        return process
    }

    /// Threads of Dispatch block signals, and this process ignores some: both would be inherited.
    private func prepare(_ attributes: inout posix_spawnattr_t) {
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        if leadsGroup {
            unsafe posix_spawnattr_setpgroup(&attributes, 0)
            flags |= POSIX_SPAWN_SETPGROUP
        }
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}
