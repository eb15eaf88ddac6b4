import Monitor
import Platforms
import Support
import Testing

@Suite("Any feed")
struct GenericFeedTests {
    @Test("Each entry is a text of its own, with an id that follows its visible words")
    func entries() throws {
        let reading = try decode("feed/plain.rss", provider: "Umbrella")
        #expect(reading.platform == .feed)
        #expect(reading.granularity == .wholeText)
        #expect(reading.events.map(\.incident) == ["notice-17", "notice-18"])
        #expect(reading.events.map(\.status) == [.update, .resolved])
        for event in reading.events {
            #expect(event.id.wholeMatch(of: /notice-1[78]\/[0-9a-f]{16}/) != nil)
        }
        #expect(reading.events.last?.text == "Mail flows again.")
    }

    @Test("Mark-up, white space and dates change no id; words do")
    func identity() throws {
        let text = try OwnFixtures.text("platforms/feed/plain.rss")
        let ids = try decode(text: text).events.map(\.id)
        let same = text.replacing("&lt;p&gt;Mail flows again.&lt;/p&gt;", with: "  &lt;b&gt;Mail  flows\n again.&lt;/b&gt;")
            .replacing("Mon, 02 Mar 2026 10:00:00", with: "Mon, 02 Mar 2026 11:30:00")
        #expect(try decode(text: same).events.map(\.id) == ids)
        let other = text.replacing("Mail flows again.", with: "Mail flows again, and the queue is empty.")
        #expect(try decode(text: other).events.map(\.id) != ids)
    }

    @Test("A feed without entries is quiet, not wrong")
    func empty() throws {
        #expect(try decode(text: "<rss version='2.0'><channel><title>t</title></channel></rss>").events.isEmpty)
    }
}
