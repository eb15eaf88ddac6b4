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


# Other hosted platforms. Each yields its updates oldest first, an incident at a time.
def listed(incident, title, service, updates):
    """updates: (time, status, text), oldest first; times of one incident stay in the page's order where they are equal."""
    rows = [{"incident": incident, "title": title, "time": time, "status": status, "text": " ".join(text.split()), "service": service}
            for time, status, text in updates]
    return with_ordinals(sorted(rows, key=lambda row: row["time"]))


def slack(document):
    over = {"resolved", "completed", "cancelled"}
    for incident in document if isinstance(document, list) else document["active_incidents"]:
        notes = sorted(incident["notes"], key=lambda note: parse_time(note["date_created"]))
        rows = []
        for index, note in enumerate(notes):
            rows.append((minute(parse_time(note["date_created"])), "update" if index else "investigating", note["body"]))
        assert incident["status"] not in over, "its end would be one more update"
        yield from listed(incident["url"].split("/")[-1], incident["title"], ", ".join(incident["services"]), rows)


def google_cloud(document):
    for incident in document:
        updates = incident["updates"][::-1]
        end = incident.get("end")
        closing = None
        if "id" not in incident and end:
            closing = next((index for index, update in enumerate(updates) if parse_time(update["when"]) >= parse_time(end)), len(updates) - 1)
        rows = []
        for index, update in enumerate(updates):
            if "status" in update:
                report = "Incident Start:" in update["text"] or "incident report" in update["text"][:60].lower()
                status = "investigating" if update["status"] != "AVAILABLE" else "postmortem" if report else "resolved"
            else:
                status = "resolved" if index == closing else "investigating" if index == 0 else "update"
            rows.append((second(parse_time(update["when"])), status, update["text"]))
        products = [product["title"] for product in incident.get("affected_products", [])] or [incident["service_name"]]
        code = incident.get("id") or incident["service_key"] + "-" + str(incident["number"])
        yield from listed(code, incident["external_desc"], ", ".join(products), rows)


def status_io(result):
    words = {"incident": ["investigating", "identified", "monitoring", "resolved"],
             "maintenance": ["scheduled", "in_progress", "verifying", "completed"]}
    entries = [("incident", entry) for entry in result["incidents"]]
    entries += [("maintenance", entry) for part in ("active", "upcoming") for entry in result["maintenance"][part]]
    for kind, entry in entries:
        rows = [(minute(parse_time(message["datetime"])), words[kind][message["state"] // 100 - 1], message["details"])
                for message in entry["messages"]]
        yield from listed(entry["_id"], entry["name"], ", ".join(part["name"] for part in entry["components_affected"]), rows)


def better_stack(document):
    by_id = {(entry["type"], entry["id"]): entry["attributes"] for entry in document["included"]}
    names = {}
    for (kind, number), entry in by_id.items():
        if kind == "status_page_resource":
            section = by_id.get(("status_page_section", str(entry["status_page_section_id"])), {"name": ""})["name"].strip()
            names[number] = (section + " - " if section else "") + entry["public_name"]
    for report in document["included"]:
        if report["type"] != "status_report":
            continue
        rows = []
        affected = []
        for reference in report["relationships"]["status_updates"]["data"]:
            update = by_id.get(("status_update", reference["id"]))
            if update is None:
                continue
            states = {entry["status"] for entry in update["affected_resources"]}
            affected = [names[entry["status_page_resource_id"]] for entry in update["affected_resources"] if entry["status_page_resource_id"] in names]
            rows.append((second(parse_time(update["published_at"])), "resolved" if states == {"resolved"} else "investigating", update["message"]))
        yield from listed(report["id"], report["attributes"]["title"], ", ".join(affected), rows)


def instatus(document):
    for incident in document.get("activeIncidents", []):
        yield from listed(incident["id"], incident["name"], "", [(minute(parse_time(incident["started"])), incident["status"].lower(), "")])
    for incident in document.get("activeMaintenances", []):
        assert incident["status"] == "NOTSTARTEDYET"
        yield from listed(incident["id"], incident["name"], "", [(minute(parse_time(incident["updatedAt"])), "scheduled", "")])


def salesforce(document):
    for incident in document["Incidents"]:
        events = sorted(incident["IncidentEvents"], key=lambda event: event["createdAt"])
        rows = [(second(parse_time(event["createdAt"])), "update" if index else "investigating", event["message"])
                for index, event in enumerate(events)]
        yield from listed(str(incident["id"]), "Performance degradation of B2CCore", ", ".join(incident["serviceKeys"]), rows)
    for entry in document["Maintenances"]:
        rows = [(second(parse_time(event["createdAt"])), event["type"], event["message"]) for event in entry["MaintenanceEvents"]]
        yield from listed(str(entry["id"]), entry["name"], ", ".join(entry["serviceKeys"]), rows)


def heroku(document):
    assert not document["incidents"]
    for entry in document["scheduled"]:
        rows = [(second(parse_time(update["created_at"])), update["update_type"], update["contents"]) for update in entry["updates"]]
        yield from listed(str(entry["id"]), entry["title"], ", ".join(system["name"] for system in entry["systems"]), rows)


def dato_cms(document):
    rows = [(second(parse_time(update["date"])), update["status"].replace("-", "_"), update["content"]) for update in document["updates"]]
    yield from listed("", document["name"], ", ".join(document.get("components", [])), rows)


def aws_data(document):
    """The description is one text; a time of day without a day lies on the local day of the item's date."""
    count = collections.Counter()
    for item in document["archive"] + document["current"]:
        parts = re.split(r'<span class="yellowfg">(.*?)</span>', item["description"])
        rows = []
        for clock, text in zip(parts[1::2], parts[2::2]):
            zone = datetime.timezone(datetime.timedelta(hours=ZONES[clock.split()[-1]]))
            local = datetime.datetime.fromtimestamp(int(item["date"]), zone)
            of_day = datetime.datetime.strptime(" ".join(clock.split()[-3:-1]), "%I:%M %p").time()
            if "," in clock:
                month, day = clock.split(",")[0].split()
                days = [datetime.date(year, MONTHS.index(month) + 1, int(day)) for year in (local.year - 1, local.year, local.year + 1)]
                date = min(days, key=lambda day: abs(day - local.date()))
            else:
                date = local.date()
            rows.append([datetime.datetime.combine(date, of_day, zone).astimezone(datetime.timezone.utc), "investigating", visible(text)])
        title = item["summary"].strip()
        if title.startswith("[RESOLVED]") or str(item["status"]) == "0":
            max(rows, key=lambda row: row[0])[1] = "resolved"
        for time, status, text in rows:
            key = (item["service"], second(time))
            count[key] += 1
            yield {"incident": item["service"], "time": second(time), "ordinal": count[key], "status": status, "text": text, "service": "",
                   "title": re.sub(r"^\[RESOLVED\]|^Informational message:", "", title).strip()}


def platform_json(document):
    if isinstance(document, list):
        return google_cloud(document) if not document or "external_desc" in document[0] else slack(document)
    if "active_incidents" in document:
        return slack(document)
    if "result" in document:
        return status_io(document["result"])
    if "included" in document:
        return better_stack(document)
    if "Incidents" in document:
        return salesforce(document)
    if "scheduled" in document:
        return heroku(document)
    if "archive" in document:
        return aws_data(document)
    if "updates" in document:
        return dato_cms(document)
    if "global_is_operational" in document.get("data", {}):
        assert not document["data"]["active_incidents"] and not document["data"]["upcoming_maintenance"]
        return []
    if "status" in document["page"]:
        return instatus(document)
    return compatible_json(document)


def read(name):
    with open(name, "rb") as file:
        data = file.read()
    if not data.strip():
        return None
    if data.lstrip()[:1] == b"<":
        root = ElementTree.fromstring(data)
        return list(atom(root) if root.tag == ATOM + "feed" else rss(root))
    return list(platform_json(json.loads(data)))


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
