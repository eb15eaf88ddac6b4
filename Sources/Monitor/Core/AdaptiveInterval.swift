public import FoundationEssentials

/// How often a page is polled that follows its own news: often while an incident is open or an update is fresh, seldom when nothing was new for days.
/// Pure. The lengths were chosen by simulation on captured pages, see `docs/polling.md`.
public struct AdaptiveInterval: Sendable, Hashable {
    /// While an incident is open, and for ``aftermath`` around an update. No poll comes sooner after the one before it than this.
    public var busy = Duration.seconds(60)
    /// At all other times.
    public var ordinary = Duration.seconds(300)
    /// When nothing was new for ``quietAfter``.
    public var quiet = Duration.seconds(600)
    /// How long an update makes its page busy. Around its time and not only after it: pages also tell of what is to begin.
    public var aftermath = Duration.seconds(1800)
    /// How long after its newest update an open incident still makes its page busy: some are never closed.
    public var openLimit = Duration.seconds(86_400)
    public var quietAfter = Duration.seconds(3 * 86_400)

    public init() {}

    /// The interval that holds for a page from now on.
    ///
    /// - Parameter activity: what its updates tell; nil when it was never read.
    public func interval(for activity: PageActivity?, at time: Date) -> Duration {
        guard let activity else { return ordinary }
        if let update = activity.newestOfOpen, distance(update, time) < openLimit { return busy }
        guard let update = activity.newest else { return quiet }
        let distance = distance(update, time)
        if distance < aftermath { return busy }
        return distance < quietAfter ? ordinary : quiet
    }

    private func distance(_ first: Date, _ second: Date) -> Duration {
        .seconds(min(abs(first.timeIntervalSince(second)), 1e9))
    }
}

/// What a page's updates tell of how soon there may be the next.
public struct PageActivity: Sendable, Hashable {
    /// When its newest update was made; nil when it lists none.
    public var newest: Date?
    /// When the newest update of all incidents that are open was made; nil when none is.
    public var newestOfOpen: Date?

    public init(newest: Date? = nil, newestOfOpen: Date? = nil) {
        self.newest = newest
        self.newestOfOpen = newestOfOpen
    }
}
