import Configuration
import Processes

/// What this process keeps of the machine's memory.
enum ProcessMemory {
    /// The pauses after the start.
    private static let firstPauses: [Duration] =
        [.milliseconds(250), .milliseconds(750), .seconds(1), .seconds(8)] + [Duration](repeating: .seconds(10), count: 11)

    /// Gives back what is not used: what was freed between pieces that still live, and code and constants that only the start needed.
    ///
    /// First when the set-up is done; then often for as long as pages are read for the first time, and now and then from there on. Returns when its
    /// task is cancelled.
    static func keepSmall(_ memory: Configuration.Memory, clock: some Clock<Duration>) async {
        // A turn takes some milliseconds.
        let pause: Duration = memory == .small ? .seconds(10) : .seconds(600)
        if memory == .small { ProgramText.mapInSmallPieces() }
        var turn = 0
        while true {
            Allocator.giveBackFreed()
            // The code of the set-up, and of the first pages of each kind.
            if memory == .small || (1...4).contains(turn) || turn >= firstPauses.count { ProgramText.drop() }
            do { try await clock.sleep(for: turn < firstPauses.count ? firstPauses[turn] : pause) } catch { return }
            turn += 1
        }
    }
}
