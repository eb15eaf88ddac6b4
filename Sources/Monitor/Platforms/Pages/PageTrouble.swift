import Monitor

/// Why a poll of all of a page's sources failed.
struct PageFailure: Error {
    /// What to tell: the error of the source that was asked first.
    var error: SourceError
    /// Whether every source failed as one does when the page is another one now.
    var isOfShape: Bool

    init(_ error: SourceError) {
        self.error = error
        isOfShape = error.isOfShape
    }
}

/// How long a page has been something else than it was, and when it is worth looking for it again.
struct PageTrouble {
    /// Failed polls in a row before it is looked for.
    static let threshold: UInt8 = 3

    private var failures: UInt8 = 0
    private var searches: UInt8 = 0
    /// For how many polls it is not looked for again.
    private var passes: UInt8 = 0

    var isNew: Bool { failures == 0 }

    /// Takes in a failed poll and tells whether to look for the page now: at the third in a row, then after 2, 4, 8 … 64 more.
    ///
    /// - Parameter isUrgent: Not to wait for the third.
    mutating func failed(isUrgent: Bool) -> Bool {
        failures = min(failures + 1, Self.threshold)
        guard isUrgent || failures >= Self.threshold else { return false }
        guard passes == 0 else {
            passes -= 1
            return false
        }
        searches = min(searches + 1, 6)
        passes = 1 << searches
        return true
    }
}
