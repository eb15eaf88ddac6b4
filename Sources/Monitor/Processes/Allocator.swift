internal import CEpoll

/// The C library's allocator, of this process.
public enum Allocator {
    /// Lets all threads allocate from one place. The C library gives each thread that allocates while another does a place of its own, and what is freed
    /// in one is not used by the next: with 10,000 pages 30 MB lie idle so. One thread does nearly all that there is to do, so that none waits.
    ///
    /// To be called before a second thread allocates.
    public static func useOnePlace() { _ = mallopt(M_ARENA_MAX, 1) }

    /// Gives the system back what was freed and lies idle, also between pieces that still live. Takes about a millisecond for each 10 MB.
    public static func giveBackFreed() { _ = malloc_trim(0) }
}
