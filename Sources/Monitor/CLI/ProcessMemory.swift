import Processes

/// What this process keeps of the machine's memory.
enum ProcessMemory {
    /// The pauses after the start; ten minutes follow each other from there on.
    private static let firstPauses: [Duration] =
        [.milliseconds(250), .milliseconds(750), .seconds(1), .seconds(8)] + [Duration](repeating: .seconds(10), count: 11)

    /// Gives back what is not used: what was freed between pieces that still live, and code and constants that only the start needed.
    ///
    /// First when the set-up is done; then often for as long as pages are read for the first time, and now and then from there on. Returns when its
    /// task is cancelled.
    static func keepSmall(clock: some Clock<Duration>) async {
        var turn = 0
        while true {
            Allocator.giveBackFreed()
            // The code of the set-up, and of the first pages of each kind.
            if (1...4).contains(turn) || turn >= firstPauses.count { ProgramText.drop() }
            do { try await clock.sleep(for: turn < firstPauses.count ? firstPauses[turn] : .seconds(600)) } catch { return }
            turn += 1
        }
    }
}
