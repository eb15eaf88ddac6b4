import Monitor
import Testing

@Suite("What a consumer remembers")
struct ConsumerMemoryTests {
    @Test("is the last text of each key, until it is forgotten")
    func values() {
        let memory = TransientConsumerMemory()
        #expect(memory.value(for: "a") == nil)
        memory.set("1", for: "a")
        memory.set("2", for: "a")
        memory.set("3", for: "b")
        #expect(memory.value(for: "a") == "2")
        memory.set(nil, for: "a")
        #expect(memory.value(for: "a") == nil)
        #expect(memory.value(for: "b") == "3")
    }

    @Test("holds no text that is too long, and forgets the one before it")
    func longText() {
        let memory = TransientConsumerMemory()
        memory.set(String(repeating: "x", count: ConsumerMemoryBounds.longestText), for: "a")
        #expect(memory.value(for: "a")?.utf8.count == ConsumerMemoryBounds.longestText)
        memory.set(String(repeating: "x", count: ConsumerMemoryBounds.longestText + 1), for: "a")
        #expect(memory.value(for: "a") == nil)
    }

    @Test("is bounded, and the oldest goes first")
    func bounds() {
        let memory = TransientConsumerMemory(capacity: 16)
        for number in 0..<1_000 { memory.set("v\(number)", for: "k\(number)") }
        let kept = (0..<1_000).filter { memory.value(for: "k\($0)") != nil }
        #expect(kept.count <= 16)
        #expect(kept.count >= 14)
        #expect(kept == Array((1_000 - kept.count)..<1_000))
    }
}
