#!/usr/bin/env python3
"""Reads status-page payloads with the standard library alone, as a check on the Swift decoders that shares no code with them.

usage: count_updates.py list FILE...     one JSON line an update: file, incident, time, ordinal, status, title, text, service
       count_updates.py replay FILE...   the files are captures of one page in order; one JSON object: the distinct updates, and the
                                         edits that say something else (fewer than half of the words of the longer text shared)
"""
import collections
import datetime
import email.utils
import html
import html.parser
import json
import re
import sys
import xml.etree.ElementTree as ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ZONES = {"UTC": 0, "GMT": 0, "PST": -8, "PDT": -7, "EST": -5, "EDT": -4, "CET": 1, "CEST": 2}


class Visible(html.parser.HTMLParser):
    """The visible characters of a piece of HTML; a block or a line break is white space."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag in ("br", "p", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "pre"):
            self.parts.append(" ")

    handle_endtag = lambda self, tag: self.handle_starttag(tag, None)

    def handle_data(self, data):
        self.parts.append(data)


def visible(markup):
    parser = Visible()
    parser.feed(markup)
    parser.close()
    return " ".join("".join(parser.parts).split())


def parse_time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(datetime.timezone.utc)


def minute(time):
    return time.strftime("%Y-%m-%dT%H:%MZ")


def second(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def with_ordinals(updates):
    """Oldest first; numbers those of one time, and says "update" for a state that repeats the one before."""
    count = collections.Counter()
    before = None
    for update in updates:
        count[update["time"]] += 1
        update["ordinal"] = count[update["time"]]
        state = update["status"]
        if state == before:
            update["status"] = "update"
        if state != "update":
            before = state
    return updates


# Statuspage feeds: split at the headers, not along the paragraphs.
HEADER = re.compile(r"<small>(?P<time>.*?)</small>\s*<br\s*/?>\s*<strong>(?P<status>.*?)</strong>\s*-?", re.S)


def statuspage_entry(code, title, published, body):
    found = list(HEADER.finditer(body))
    updates = []
    above = None
    for index, match in enumerate(found):
        words = re.sub(r"<[^>]*>", "", match["time"]).replace(",", " ").split()
        month, day = MONTHS.index(words[0]) + 1, int(words[1])
        hour, clock_minute = map(int, words[2].split(":"))
        zone = datetime.timezone(datetime.timedelta(hours=ZONES[words[3]]))
        candidates = []
        for year in range(published.year - 2, published.year + 2):
            try:
                candidates.append(datetime.datetime(year, month, day, hour, clock_minute, tzinfo=zone))
            except ValueError:
                pass
        if above is None:
            time = min(candidates, key=lambda candidate: abs(candidate - published))
        else:
            time = max(candidate for candidate in candidates if candidate <= above)
        above = time
        end = found[index + 1].start() if index + 1 < len(found) else len(body)
        updates.append({
            "incident": code, "title": title, "time": minute(time.astimezone(datetime.timezone.utc)), "service": "",
            "status": match["status"].strip().lower().replace(" ", "_"), "text": visible(body[match.end():end])})
    return with_ordinals(updates[::-1])


def atom(root):
    for entry in root.iter(ATOM + "entry"):
        link = entry.find(ATOM + "link").get("href")
        yield from statuspage_entry(
            link.rstrip("/").split("/")[-1], visible(entry.findtext(ATOM + "title")), parse_time(entry.findtext(ATOM + "published")),
            entry.findtext(ATOM + "content"))


def rss(root):
    for item in root.iter("item"):
        guid = item.findtext("guid")
        description = item.findtext("description")
        title = item.findtext("title").strip()
        if "aws.amazon.com/#" in guid:
            service, epoch = guid.split("#")[1].rsplit("_", 1)
            time = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc)
            name = re.sub(r"^(Service is operating normally: |Informational message: |Service degradation: |Service disruption: )", "", title)
            resolved = "[RESOLVED]" in title or title.startswith("Service is operating normally")
            yield {
                "incident": service, "title": name.replace("[RESOLVED]", "").strip(), "time": second(time), "ordinal": 1, "service": service,
                "status": "resolved" if resolved else "investigating", "text": visible(description)}
        else:
            yield from statuspage_entry(
                guid.split("/")[-1], visible(title), email.utils.parsedate_to_datetime(item.findtext("pubDate")), description)


def compatible_json(document):
    is_incident_io = len(document["page"]["id"]) == 26
    incidents = list(document.get("incidents") or []) + list(document.get("scheduled_maintenances") or [])
    if document.get("incident"):
        incidents.append(document["incident"])
    for incident in incidents:
        updates = []
        for update in incident["incident_updates"]:
            time = parse_time(update["display_at"])
            components = [component["name"] for component in update.get("affected_components") or []]
            updates.append({
                "incident": incident["id"], "title": incident["name"], "time": second(time) if is_incident_io else minute(time),
                "status": update["status"], "text": " ".join(update["body"].split()), "service": ", ".join(components)})
        yield from with_ordinals(updates[::-1])


def read(name):
    with open(name, "rb") as file:
        data = file.read()
    if not data.strip():
        return None
    if data.lstrip()[:1] == b"<":
        root = ElementTree.fromstring(data)
        return list(atom(root) if root.tag == ATOM + "feed" else rss(root))
    return list(compatible_json(json.loads(data)))


def words(text):
    return set(re.findall(r"[^\W_]+", text.lower()))


def replay(names):
    texts = {}
    former = collections.defaultdict(set)
    edits = 0
    for name in names:
        for update in read(name) or []:
            key = (update["incident"], update["time"], update["ordinal"])
            text = "".join(update["text"].split())
            if key not in texts:
                texts[key] = (text, words(update["text"]))
                continue
            old, old_words = texts[key]
            if text == old:
                continue
            new_words = words(update["text"])
            said_before = text in former[key]
            former[key].add(old)
            if len(new_words & old_words) * 2 < max(len(new_words), len(old_words)) and not said_before:
                edits += 1
            texts[key] = (text, new_words)
    return {"updates": len(texts), "edits": edits}


def main():
    mode, names = sys.argv[1], sys.argv[2:]
    if mode == "replay":
        print(json.dumps(replay(names)))
        return
    for name in names:
        for update in read(name) or []:
            print(json.dumps({"file": name, **update}))


main()
