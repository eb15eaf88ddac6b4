import FoundationEssentials
import Monitor
import Testing

/// One provider's page over time.
private struct Page {
    var seen = SeenUpdates()
    var policy = Deduplication.Policy()
    var minute = 1000

    mutating func read(_ result: PollResult) -> [StatusEvent] {
        minute += 1
        return seen.admit(result, policy: policy, now: time(minute))
    }
    mutating func read(_ events: [StatusEvent]) -> [StatusEvent] { read(page(events)) }
    mutating func ids(_ events: [StatusEvent]) -> [String] { read(events).map(\.id) }
}

@Suite("Deduplication")
struct DeduplicationTests {
    private let closed = [update("old", 10), update("old", 20, .resolved, "All is well.")]
    private let open = [update("now", 900), update("now", 910, .identified, "A switch broke.")]

    @Test("The first poll announces all updates of open incidents, oldest first, and no closed incident")
    func firstPoll() {
        var page = Page()
        #expect(page.ids(closed + open) == ["now/900", "now/910"])
    }

    @Test("A backlog of all announces everything on the first poll, a backlog of none nothing")
    func backlog() {
        var all = Page(policy: .init(backlog: .all))
        #expect(all.ids(closed + open) == ["old/10", "old/20", "now/900", "now/910"])
        var none = Page(policy: .init(backlog: .none))
        #expect(none.ids(closed + open) == [])
        #expect(none.ids(closed + open + [update("now", 950, .resolved)]) == ["now/950"])
    }

    @Test("An incident that was resolved and had a further update without a state is closed")
    func updateAfterResolved() {
        var page = Page()
        #expect(page.ids([update("a", 5), update("a", 6, .resolved), update("a", 7, .update)]) == [])
    }

    @Test("Where a page names no state, an incident is open for a day")
    func noState() {
        var page = Page(minute: 3000)
        #expect(page.ids([update("days ago", 10, .update), update("today", 2900, .update)]) == ["today/2900"])
    }

    @Test("What was read before is never announced again")
    func idempotence() {
        var page = Page()
        _ = page.read(closed + open)
        #expect(page.ids(closed + open) == [])
        #expect(page.ids(open.reversed() + closed) == [])
        #expect(page.ids([]) == [])
        #expect(page.ids(closed + open) == [])
        #expect(page.read(Monitor.PollResult.unchanged(format: "atom")) == [])
    }

    @Test("A new update and a new incident are announced, a closed one too")
    func news() {
        var page = Page()
        _ = page.read(closed + open)
        let new = [update("now", 1002, .resolved), update("quick", 1001, .resolved)]
        #expect(page.ids(closed + open + new) == ["now/1002", "quick/1001"])
    }

    @Test("An entry listed twice is announced once")
    func listedTwice() {
        var page = Page()
        _ = page.read(closed)
        #expect(page.ids(closed + open + open) == ["now/900", "now/910"])
    }

    @Test("An old closed incident that slides into the list is no news; an open one, or one published late, is")
    func slidesIn() {
        var page = Page()
        _ = page.read([update("a", 100), update("a", 110, .resolved), update("b", 500), update("b", 520, .resolved)])
        let older = [update("z", 50), update("z", 60, .resolved)]
        #expect(page.ids(older + [update("b", 500), update("b", 520, .resolved)]) == [])
        #expect(page.ids([update("y", 40)]) == ["y/40"])
        #expect(page.ids([update("late", 300), update("late", 301, .resolved)]) == ["late/300", "late/301"])
    }

    // MARK: Edits

    private let long = "We are investigating reports of delayed webhooks in all regions and will say more soon."

    @Test("A mended word is recorded and not announced")
    func mendedWord() {
        var page = Page()
        _ = page.read([update("a", 900, .investigating, long)])
        #expect(page.ids([update("a", 900, .investigating, long.replacing("soon", with: "shortly"))]) == [])
    }

    @Test("White space, zero-width marks and case do not make an edit that says something else")
    func whiteSpace() {
        var page = Page(policy: .init(edits: .all))
        _ = page.read([update("a", 900, .investigating, long)])
        #expect(page.ids([update("a", 900, .investigating, long.replacing(" ", with: "\u{A0}\n "))]) == [])
        #expect(page.ids([update("a", 900, .investigating, long.replacing("w", with: "w\u{200B}"))]) == [])
    }

    @Test("A text of which fewer than half of the words stay is a revision with an id of its own")
    func substantialEdit() throws {
        var page = Page()
        _ = page.read([update("a", 900, .resolved, "This incident has been resolved.")] + open)
        let analysis = update("a", 900, .resolved, "On Monday a migration locked the primary database for forty minutes.")
        let events = page.read([analysis] + open)
        #expect(events.map(\.id) == ["a/900/r2"])
        #expect(events.map(\.revision) == [2])
        #expect(events.map(\.message) == [analysis.message])
        #expect(page.ids([analysis] + open) == [])
        let third = update("a", 900, .resolved, "Correction: what failed were two power supplies in one rack.")
        #expect(page.ids([third] + open) == ["a/900/r3"])
    }

    @Test("Exactly half of the words shared is no substantial edit, one fewer is", arguments: [(4, false), (3, true)])
    func halfOfTheWords(shared: Int, isAnnounced: Bool) {
        let old = (0..<8).map { "old\($0)" }
        let new = old.prefix(shared) + (0..<8 - shared).map { "new\($0)" }
        var page = Page()
        _ = page.read([update("a", 900, .investigating, old.joined(separator: " "))])
        let events = page.read([update("a", 900, .investigating, new.joined(separator: " "))])
        #expect(events.isEmpty == !isAnnounced)
    }

    @Test("With edits off none is announced, with all of them every change")
    func editPolicies() {
        let rewritten = update("a", 900, .investigating, "Entirely different words stand here.")
        var none = Page(policy: .init(edits: .none))
        _ = none.read([update("a", 900, .investigating, long)])
        #expect(none.ids([rewritten]) == [])
        var all = Page(policy: .init(edits: .all))
        _ = all.read([update("a", 900, .investigating, long)])
        #expect(all.ids([update("a", 900, .investigating, long + " Sorry")]) == ["a/900/r2"])
    }

    @Test("A text that comes back, as from a stale cache, is no news in either direction")
    func returningText() {
        var page = Page()
        let first = update("a", 900, .investigating, long)
        let second = update("a", 900, .investigating, "Entirely different words stand here.")
        _ = page.read([first])
        #expect(page.ids([second]) == ["a/900/r2"])
        for _ in 0..<3 {
            #expect(page.ids([first]) == [])
            #expect(page.ids([second]) == [])
        }
    }

    // MARK: Formats

    @Test("Falling back to another format announces nothing, though its texts differ and its history is longer")
    func fallback() {
        var page = Page()
        _ = page.read(open)
        let other = open.map { event in
            var event = event
            event.message = StatusEvent.message(title: event.title, status: event.status, text: "Said wholly otherwise over here.")
            return event
        }
        #expect(page.read(Monitor.PollResult(events: closed + [update("now", 890)] + other, format: "json")) == [])
        #expect(page.ids(open) == [])
        #expect(page.read(Monitor.PollResult(events: closed + other, format: "json")) == [])
    }

    @Test("What is new since is announced in whichever format it is read first, and once")
    func newInOtherFormat() {
        var page = Page()
        _ = page.read(closed + open)
        let new = [update("now", 1001, .monitoring), update("next", 1002, .resolved)]
        #expect(page.read(Monitor.PollResult(events: closed + open + new, format: "json")).map(\.id) == ["now/1001", "next/1002"])
        #expect(page.ids(closed + open + new) == [])
    }

    @Test("A page that listed nothing at first announces no old incident when another format lists history")
    func emptyThenHistory() {
        var page = Page()
        #expect(page.read(Monitor.PollResult(events: [], format: "summary")) == [])
        #expect(page.ids(closed) == [])
        #expect(page.read(Monitor.PollResult(events: open, format: "summary")).map(\.id) == ["now/900", "now/910"])
    }

    @Test("An edit is looked for only between two readings of one format, and its revision number counts on")
    func editsAcrossFormats() {
        var page = Page()
        _ = page.read([update("a", 900, .investigating, long)])
        let html = update("a", 900, .investigating, "Wholly other words for one thing, since this is another format.")
        #expect(page.read(Monitor.PollResult(events: [html], format: "json")) == [])
        #expect(page.ids([update("a", 900, .investigating, "Rewritten: nothing of it stays as it once stood.")]) == ["a/900/r2"])
        let again = update("a", 900, .investigating, "And once more nothing like what went before, truly.")
        #expect(page.read(Monitor.PollResult(events: [again], format: "json")).map(\.id) == ["a/900/r3"])
    }
}
