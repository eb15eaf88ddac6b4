"""What scripts/crash-test holds against what the consumers got."""
import collections, json, re
from crash_pages import MADE_UP, update_id
from crash_sinks import Digest


def label(status):
    return status.replace("_", " ").capitalize()


def lines_of(events):
    """The lines that a message about many events has, one an incident."""
    incidents = {}
    for event in events:
        entry = incidents.setdefault((event["provider"], event["incident"]), [event["title"], event["status"], 0])
        entry[1] = entry[1] if event["status"] == "update" else event["status"]
        entry[2] += 1
    return [f"{provider}: {title}: {label(status)}" + (f" ({count} updates)" if count > 1 else "")
            for (provider, _), (title, status, count) in incidents.items()]


class Reading:
    """Takes what a consumer got, piece by piece, against what it was to get."""
    def __init__(self, sink, wanted, problems):
        self.sink, self.problems = sink, problems
        self.wanted = wanted                    # events of the journal, in order
        self.keys = [(event["provider"], event["id"]) for event in wanted]
        self.places = {key: place for place, key in enumerate(self.keys)}
        self.next, self.repeats, self.digests, self.rewinds = 0, 0, 0, 0

    def take(self, piece):
        """One piece: what one process delivered. It may begin with what was under way when the one before was killed, and goes on from there."""
        place = None
        for item in piece:
            if isinstance(item, Digest):
                keys = self.expanded(item, place)
                self.digests += 1
            else:
                keys = [tuple(item)]
            for key in keys:
                place = self.step(key, place)

    def step(self, key, before):
        place = self.places.get(key)
        if place is None:
            self.problems.append(f"{self.sink.name}: {key} is not in the journal")
            return before
        if before is None and place < self.next:
            # What was under way is handed in again from its beginning.
            self.rewinds += 1
            if self.next - place > self.sink.together:
                self.problems.append(f"{self.sink.name}: {key} came again with {self.next - place - 1} later ones delivered since")
        elif place != (self.next if before is None else before + 1):
            expected = self.next if before is None else before + 1
            what = "came again without a kill" if place < expected else f"came and {place - expected} before it did not"
            self.problems.append(f"{self.sink.name}: {key} {what}")
        if place < self.next:
            self.repeats += 1
        self.next = max(self.next, place + 1)
        return place

    def expanded(self, digest, before):
        """The events that a message about many stands for: so many in a row, with these lines."""
        first = self.next if before is None else before + 1
        lines = {line.strip() for line in digest.text.split("\n")}
        starts = [first] if before is not None else range(first, max(-1, first - self.sink.together), -1)
        for start in starts:
            events = self.wanted[start:start + digest.count]
            if len(events) == digest.count and all(line in lines for line in lines_of(events)):
                return self.keys[start:start + digest.count]
        self.problems.append(f"{self.sink.name}: a message about {digest.count} updates is not about those that were to come: {digest.text[:300]}")
        return []

    def finish(self):
        missing = self.keys[self.next:]
        if missing:
            self.problems.append(f"{self.sink.name}: {len(missing)} updates never came, the first: {missing[0]}")


def check_consumer(sink, run, journal, problems):
    """At least once, in order, and twice only what was under way. Returns a line for people."""
    wanted = [event for event in journal if not sink.made_up or event["provider"].startswith("Page")]
    found = []
    reading = Reading(sink, wanted, found)
    for piece in sink.pieces(run):
        reading.take(piece)
    reading.finish()
    problems += found[:5] + ([f"{sink.name}: {len(found) - 5} more"] if len(found) > 5 else [])
    together = f", {reading.digests} messages about many" if reading.digests else ""
    return f"{sink.name}: {reading.next} of {len(wanted)} updates, {reading.repeats} repeated after {reading.rewinds} kills{together}"


def check_threads(posts, problems):
    """Of each incident one message begins a thread, and no other but the same again, when it was under way."""
    begins, owners, across = collections.defaultdict(set), {}, 0
    for life, found, thread, own in posts:
        for item in found:
            if isinstance(item, Digest):
                continue
            incident = (item[0], item[1].rpartition("/")[0])
            if thread is None:
                begins[incident].add(item[1])
                owners[own] = (incident, life)
            elif owners.get(thread, [None])[0] != incident:
                problems.append(f"slack-bot: {item} is a reply in a thread of {owners.get(thread)}")
            else:
                across += owners[thread][1] < life
    for incident, ids in begins.items():
        if len(ids) > 1:
            problems.append(f"slack-bot: {incident} has more than one thread: {sorted(ids)}")
    return f"slack-bot: {len(begins)} threads, {across} replies in one that began before a kill"


def check_made_up(journal, problems):
    """The updates of made-up pages are the first so many, each once and in order."""
    total = 0
    for page in range(MADE_UP):
        ids = [event["id"] for event in journal if event["provider"] == f"Page{page}"]
        numbers = [int(match.group(1)) for event in ids for match in [re.match(rf"p{page}i(\d+)/", event)] if match]
        total += len(ids)
        expected = [update_id(page, number) for number in range(len(ids))]
        if ids != expected:
            wrong = next((pair for pair in zip(ids, expected) if pair[0] != pair[1]), None)
            problems.append(f"Page{page}: {len(ids)} updates are not the first {len(ids)}, each once and in order: {wrong}")
        if len(numbers) != len(ids):
            problems.append(f"Page{page}: ids of another kind")
    return total


def check_pace(path, interval, least_wait, problems):
    """No page was asked again within its interval. Times are milliseconds."""
    last, least, count = {}, {}, 0
    for line in open(path):
        when, page = line.split()
        when = int(when)
        count += 1
        if page in last:
            least[page] = min(least.get(page, 1 << 60), when - last[page])
        last[page] = when
    for page, gap in least.items():
        if gap < least_wait:
            problems.append(f"{page} was asked again after {gap} ms")
    return f"{count} requests; the shortest time between two of one page {min(least.values())} ms, the interval {interval} ms"


def report(run, sinks, posts, journal, problems):
    keys = [(event["provider"], event["id"]) for event in journal]
    if len(set(keys)) != len(keys):
        problems.append("an event is in the journal twice")
    made_up = check_made_up(journal, problems)
    print(f"{len(run.starts) - 1} kills; {len(journal)} updates in the journal, {made_up} of made-up pages")
    for sink in sinks:
        print(check_consumer(sink, run, journal, problems))
    print(check_threads(posts, problems))
