import FoundationEssentials
import Testing

@testable import Monitor

@Suite("Health of pages")
struct SourceHealthBookTests {
    private func error(_ name: String, _ code: SourceError.Code = .transfer) -> SourceError {
        SourceError(code, provider: name, url: "https://status.example/feed", detail: "connection refused")
    }

    /// Fails a page until it counts as unreadable.
    private func fail(_ book: inout SourceHealthBook, _ names: some Sequence<Int>, at second: Int) -> [StatusEvent] {
        names.flatMap { name in
            (0..<3).flatMap { _ in book.failed(error("p\(name)"), pages: 100, now: .seconds(second), at: time(second)) }
        }
    }

    @Test("As many failed polls in a row as configured make a page unreadable", arguments: [1, 2, 5])
    func confirmations(count: Int) {
        var book = SourceHealthBook(settings: .init(confirmations: count))
        for number in 1...count {
            let events = book.failed(error("p"), pages: 1, now: .zero, at: time(number))
            #expect(events.map(\.status) == (number == count ? [.unreadable] : []))
        }
        #expect(book.failed(error("p"), pages: 1, now: .zero, at: time(9)).isEmpty)
        #expect(book.succeeded("p", now: .zero, at: time(10)).map(\.status) == [.readable])
        #expect(book.isClear)
    }

    @Test("Where many pages are watched a few that become unreadable are told one by one when a minute has passed")
    func few() {
        var book = SourceHealthBook()
        #expect(fail(&book, 0..<3, at: 0).isEmpty)
        #expect(book.isWaiting)
        #expect(book.settle(now: .seconds(59), at: time(1)).isEmpty)
        // One that is well again within the minute was never unreadable.
        #expect(book.succeeded("p1", now: .seconds(59), at: time(1)).isEmpty)
        #expect(book.settle(now: .seconds(60), at: time(1)).map(\.provider) == ["p0", "p2"])
        #expect(!book.isWaiting)
    }

    @Test("More than a few within a minute are one event, and so are their recoveries")
    func flood() throws {
        var book = SourceHealthBook()
        let begun = fail(&book, 0..<30, at: 5)
        #expect(begun.count == 1)
        let event = try #require(begun.first)
        #expect(event.kind == .source && event.status == .unreadable && event.provider == "status-monitor")
        #expect(event.message.contains("11 pages became unreadable"))
        #expect(book.settle(now: .seconds(500), at: time(9)).isEmpty)
        var ended: [StatusEvent] = []
        for name in 0..<29 { ended += book.succeeded("p\(name)", now: .seconds(600), at: time(10)) }
        #expect(ended.map(\.status) == [.readable])
        #expect(ended.first?.incident == event.incident)
        // The rest is well again without a word, or is told alone when it stays so.
        _ = book.failed(error("p29"), pages: 100, now: .seconds(700), at: time(11))
        #expect(book.settle(now: .seconds(760), at: time(12)).map(\.provider) == ["p29"])
    }

    @Test("A page that is gone for good is told at once, flood or not")
    func gone() {
        var book = SourceHealthBook()
        _ = fail(&book, 0..<30, at: 0)
        #expect(book.failed(error("q", .gone), pages: 100, now: .zero, at: time(1)).map(\.provider) == ["q"])
    }

    @Test("A flood that goes on outlives a restart")
    func restart() throws {
        var before = SourceHealthBook()
        let event = try #require(fail(&before, 0..<12, at: 0).first)
        var after = SourceHealthBook()
        for (name, bytes) in before.takeChanges() { after.restore(try SourceHealth(encoded: bytes), of: name) }
        var ended: [StatusEvent] = []
        for name in 0..<12 { ended += after.succeeded("p\(name)", now: .zero, at: time(1)) }
        #expect(ended.map(\.status) == [.readable])
        #expect(ended.first?.incident == event.incident)
        let left = after.takeChanges().values.filter { !$0.isEmpty }
        #expect(left.isEmpty)
    }
}
