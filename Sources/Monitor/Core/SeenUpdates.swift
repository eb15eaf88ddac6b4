public import FoundationEssentials

/// What was seen of one provider's page: which updates, and of each text just enough to tell whether a later one says
/// something else. A value that can be kept and put back.
///
/// A reading takes 32 bytes and one to two bytes a word; no update has an object of its own.
public struct SeenUpdates: Sendable, Hashable, Codable {
    /// One update as it was last read in one format.
    struct Reading: Sendable, Hashable, Codable {
        /// The hash of the update's id; of a growing text, the salted hash of its incident.
        var key: UInt64
        /// The lower half of the hash of the text without white space: one edit in four thousand million goes unseen.
        var text: UInt32
        /// The lower half of the hash of the incident's id.
        var incident: UInt32
        /// The update's time in minutes since 1970.
        var minute: Int32
        /// Where the text's words begin in ``SeenUpdates/words``.
        var words: UInt32
        /// The last turn in which the page showed it.
        var turn: UInt32
        /// Of a growing text.
        var sentences: UInt16
        var revision: UInt8
        /// The format in the lower half, the status in the upper one.
        private var formatAndStatus: UInt8

        init(
            key: UInt64, text: UInt32, incident: UInt32, minute: Int32, words: UInt32, turn: UInt32, sentences: UInt16, revision: UInt8,
            format: UInt8, status: UInt8
        ) {
            (self.key, self.text, self.incident, self.minute, self.words, self.turn) = (key, text, incident, minute, words, turn)
            (self.sentences, self.revision) = (sentences, revision)
            formatAndStatus = format | status << 4
        }

        /// An index into ``SeenUpdates/formats``, below 16.
        var format: UInt8 { formatAndStatus & 15 }

        /// Of a growing text: its status, as an index into `Status.allCases`. Of a state: its condition.
        var status: UInt8 {
            get { formatAndStatus >> 4 }
            set { formatAndStatus = formatAndStatus & 15 | newValue << 4 }
        }
    }

    /// Sorted by key, then by format.
    var readings: [Reading] = []
    var words = PackedWordSets()
    /// The names of the formats read so far; a reading holds an index.
    var formats: [String] = []
    /// Texts that an update once had and no longer has (hashes of key, format and text), oldest first: their return is no news.
    var formerTexts: [UInt64] = []
    /// Counts the results that told something.
    var turn: UInt32 = 0
    /// The turn of the last result that was not partial.
    var fullTurn: UInt32 = 0
    /// When the first poll was, in minutes since 1970; nil before it.
    var firstPoll: Int32?
    /// Closed incidents whose newest update is older than this minute were on the page before it was watched, or were forgotten.
    var horizon: Int32?
    /// No update that was forgotten is newer than this minute.
    var forgotten: Int32?
    /// By whose rules the ids are made that were read last (``PollResult/scheme``). Optional, as is the next, for memories that were kept before
    /// there was one.
    var scheme: String?
    /// When a result last told something, in minutes since 1970.
    var lastTold: Int32?

    public init() {}

    /// How many updates are remembered, each format's reading counted.
    public var count: Int { readings.count }
    /// Bytes of memory held for it.
    public var byteCount: Int {
        readings.capacity * MemoryLayout<Reading>.stride + words.bytes.capacity + formerTexts.capacity * 8
            + formats.reduce(MemoryLayout<Self>.size) { $0 + $1.utf8.count + MemoryLayout<String>.stride }
    }

    /// Whether it holds an update, a text or a format that the other, from before one poll, does not.
    func knowsMore(than before: SeenUpdates) -> Bool {
        readings.count != before.readings.count || formerTexts.count != before.formerTexts.count
            || formerTexts.last != before.formerTexts.last || formats.count != before.formats.count || firstPoll != before.firstPoll
            || scheme != before.scheme || horizon != before.horizon
            || zip(readings, before.readings).contains { $0.text != $1.text || $0.status != $1.status }
    }

    /// Takes in what a poll read and returns what is to be announced, oldest first.
    ///
    /// - Complexity: O(n log m) for n events read and m updates remembered; an empty partial result is free.
    public mutating func admit(_ result: PollResult, policy: Deduplication.Policy, now: Date) -> [StatusEvent] {
        if result.isPartial && result.events.isEmpty && result.states.isEmpty { return [] }
        // What only says a component's condition is told by the change of it.
        var result = result
        if result.granularity == .states { result.events = result.listedEvents }
        turn &+= 1
        if !result.isPartial { fullTurn = turn }
        var admission = Admission(result, of: self, policy: policy, now: Self.minute(now))
        if !formats.contains(result.format) && formats.count < Self.maximumFormats { formats.append(result.format) }

        for event in result.events {
            switch result.granularity {
            case .updates, .states: admitUpdate(event, &admission)
            case .wholeText: admitWholeText(event, &admission)
            }
        }
        if result.granularity == .states { admit(result.states, now: now, &admission) }
        finish(&admission)
        return admission.announced
    }

    private mutating func finish(_ admission: inout Admission) {
        if firstPoll == nil {
            firstPoll = admission.now
            horizon = admission.listed.values.map(\.newestMinute).min()
        } else if let since = admission.movedSince {
            // What was over by then was told of the page before.
            firstPoll = max(firstPoll ?? .min, since)
            horizon = max(horizon ?? .min, since)
        }
        lastTold = admission.now
        if let named = admission.result.scheme { scheme = named }
        insert(admission.fresh)
        prune()
        compactWords()
    }

    /// Merges new readings into the sorted ones.
    private mutating func insert(_ fresh: [Reading]) {
        if fresh.isEmpty { return }
        let fresh = fresh.sorted { ($0.key, $0.format) < ($1.key, $1.format) }
        var merged: [Reading] = []
        merged.reserveCapacity(readings.count + fresh.count)
        var index = 0
        for reading in fresh {
            while index < readings.count && (readings[index].key, readings[index].format) < (reading.key, reading.format) {
                merged.append(readings[index])
                index += 1
            }
            merged.append(reading)
        }
        merged.append(contentsOf: readings[index...])
        readings = merged
    }

    // MARK: Pages with updates of their own

    private mutating func admitUpdate(_ event: StatusEvent, _ admission: inout Admission) {
        let key = StableHash.of(event.id)
        let found = find(key, format: admission.format)
        if let index = found.sameFormat {
            guard readings[index].turn != turn else { return }
            readings[index].turn = turn
            admitEdit(of: index, event, &admission)
            return
        }
        guard admission.freshKeys.insert(key).inserted else { return }
        let digest = TextDigest(event.text)
        remember(event, key: key, digest, revision: found.highestRevision ?? 1, &admission)
        guard found.highestRevision == nil, admission.isNews(event, in: self) else { return }
        admission.announced.append(event)
    }

    private mutating func admitEdit(of index: Int, _ event: StatusEvent, _ admission: inout Admission) {
        let digest = TextDigest(event.text)
        guard digest.hash != readings[index].text else { return }
        let newWords = digest.words()
        let isSubstantial = says(newWords, somethingElseThan: readings[index])
        let isReturn = leave(index, for: digest.hash)
        store(newWords, digest.hash, in: index)

        let isAnnounced =
            switch admission.policy.edits {
            case .none: false
            case .substantial: isSubstantial
            case .all: true
            }
        guard isAnnounced && !isReturn else { return }
        let revision = (find(readings[index].key, format: readings[index].format).highestRevision ?? 1)
        readings[index].revision = revision < .max ? revision + 1 : revision
        var revised = event
        revised.revision = Int(readings[index].revision)
        revised.id += "/r\(revised.revision)"
        admission.announced.append(revised)
    }

    // MARK: Pages with one growing text an entry

    private mutating func admitWholeText(_ event: StatusEvent, _ admission: inout Admission) {
        var key = StableHash.of(event.incident, seed: Self.wholeTextSeed)
        let isSecondOfTurn =
            find(key, format: admission.format).sameFormat.map { readings[$0].turn == turn } ?? admission.freshKeys.contains(key)
        let digest = TextDigest("\(event.title)\n\(event.text)")
        // Two entries under one identifier: each text stands for itself.
        if isSecondOfTurn { key = StableHash.of(event.id, seed: Self.wholeTextSeed) }
        let found = find(key, format: admission.format)
        if let index = found.sameFormat {
            guard readings[index].turn != turn else { return }
            readings[index].turn = turn
            admitGrowth(of: index, event, digest, &admission)
            return
        }
        guard admission.freshKeys.insert(key).inserted else { return }
        remember(event, key: key, digest, revision: 1, &admission)
        guard found.highestRevision == nil, admission.isNews(event, in: self) else { return }
        admission.announced.append(event)
    }

    private mutating func admitGrowth(
        of index: Int, _ event: StatusEvent, _ digest: TextDigest, _ admission: inout Admission
    ) {
        guard digest.hash != readings[index].text else { return }
        let newWords = digest.words()
        let sentences = UInt16(clamping: digest.sentences())
        let old = readings[index]
        let hasGrown = sentences > old.sentences && newWords.count >= words.count(at: old.words)
        let hasNewStatus = event.status != .update && Self.index(of: event.status) != old.status
        let isNews =
            hasGrown || hasNewStatus || admission.policy.edits == .all || says(newWords, somethingElseThan: old)
        let isReturn = leave(index, for: digest.hash)
        store(newWords, digest.hash, in: index)
        readings[index].sentences = sentences
        if event.status != .update { readings[index].status = Self.index(of: event.status) }
        let minute = Self.minute(event.timestamp)
        readings[index].minute = max(minute, old.minute)
        // Another format was read meanwhile and told this already, as an update of its own.
        let wasToldElsewhere = readings.contains {
            $0.incident == old.incident && $0.format != old.format && $0.minute >= minute && $0.turn > old.turn
        }
        guard isNews && !isReturn && !wasToldElsewhere else { return }
        admission.announced.append(event)
    }

    private static let wholeTextSeed: UInt64 = 0x77_68_6F_6C_65

    // MARK: Texts

    private func says(_ newWords: [UInt32], somethingElseThan old: Reading) -> Bool {
        words.sharedCount(old.words, newWords) * 2 < max(newWords.count, words.count(at: old.words))
    }

    /// Remembers the text that a reading had until now, and tells whether it had the new one before.
    private mutating func leave(_ index: Int, for text: UInt32) -> Bool {
        let reading = readings[index]
        func name(_ text: UInt32) -> UInt64 { StableHash.avalanche(reading.key ^ UInt64(text) << 8 ^ UInt64(reading.format)) }
        let isReturn = formerTexts.contains(name(text))
        if !formerTexts.contains(name(reading.text)) {
            if formerTexts.count >= Self.maximumFormerTexts { formerTexts.removeFirst(Self.maximumFormerTexts / 4) }
            formerTexts.append(name(reading.text))
        }
        return isReturn
    }

    private mutating func store(_ newWords: [UInt32], _ text: UInt32, in index: Int) {
        words.abandon(readings[index].words)
        readings[index].text = text
        readings[index].words = words.append(newWords)
    }

    private mutating func remember(
        _ event: StatusEvent, key: UInt64, _ digest: TextDigest, revision: UInt8, _ admission: inout Admission
    ) {
        let firstWord = words.append(digest.words())
        admission.fresh.append(
            Reading(
                key: key, text: digest.hash, incident: UInt32(truncatingIfNeeded: StableHash.of(event.incident)),
                minute: Self.minute(event.timestamp), words: firstWord, turn: turn,
                sentences: admission.result.granularity == .wholeText ? UInt16(clamping: digest.sentences()) : 0,
                revision: revision, format: admission.format, status: Self.index(of: event.status)))
    }

    private static let maximumFormerTexts = 1024
    /// Formats beyond share a number.
    static let maximumFormats = 15

    // MARK: Looking up

    func find(_ key: UInt64, format: UInt8) -> (sameFormat: Int?, highestRevision: UInt8?) {
        var low = 0
        var high = readings.count
        while low < high {
            let middle = (low + high) / 2
            if readings[middle].key < key { low = middle + 1 } else { high = middle }
        }
        var same: Int?
        var revision: UInt8?
        while low < readings.count && readings[low].key == key {
            if readings[low].format == format { same = low }
            revision = max(revision ?? 1, readings[low].revision)
            low += 1
        }
        return (same, revision)
    }

    private static func index(of status: StatusEvent.Status) -> UInt8 {
        UInt8(clamping: StatusEvent.Status.allCases.firstIndex(of: status) ?? 0)
    }

    static func minute(_ date: Date) -> Int32 {
        let minutes = (date.timeIntervalSince1970 / 60).rounded(.down)
        if minutes.isNaN || minutes <= Double(Int32.min) { return .min }
        return minutes >= Double(Int32.max) ? .max : Int32(minutes)
    }
}
