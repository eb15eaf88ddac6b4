#!/usr/bin/env python3
"""Counts what payloads of self-hosted and smaller platforms list, with the standard library alone, as a check on the Swift adapters that shares
no code with them.

usage: count_selfhosted.py FILE...     one JSON line a file: file, updates (posts of incidents and maintenances, whatever their ids), states
                                       (components whose condition is told, or that are named)
"""
import html.parser
import json
import re
import sys
import xml.etree.ElementTree as ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


class Data(html.parser.HTMLParser):
    """The text of the script whose id is "data"."""

    def __init__(self):
        super().__init__()
        self.inside = False
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and dict(attrs).get("id") == "data"

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.text += data


def entry_updates(title, link, body, categories):
    states = len(re.findall(r"<small>.*?<strong>", body, re.S))
    if states:
        return states
    tracked = body.count('class="faded"')
    if "/issues/" in link and link.endswith("/"):
        # The report, what the text gives other times, and an end that the title tells.
        reports_itself = tracked > 0
        return 1 + tracked - reports_itself + (title.startswith("[Resolved]") and "<em>Resolved" not in body)
    return 1


def feed(root):
    total = 0
    for entry in list(root.iter(ATOM + "entry")):
        total += entry_updates(
            entry.findtext(ATOM + "title"), entry.find(ATOM + "link").get("href"), entry.findtext(ATOM + "content") or "", [])
    for item in root.iter("item"):
        body = item.findtext(CONTENT) or item.findtext("description") or ""
        total += entry_updates(item.findtext("title"), item.findtext("link") or "", body, [])
    return total, 0


def schedule_updates(status):
    return 1 + min(status, 2)


def json_api(document):
    total = 0
    kinds = {entry["type"] for entry in document["data"]}
    included = {(entry["type"], entry["id"]) for entry in document.get("included", [])}
    for entry in document["data"]:
        attributes = entry["attributes"]
        related = [
            reference for relation in entry.get("relationships", {}).values() for reference in relation["data"]
            if (reference["type"], reference["id"]) in included and "pdate" in reference["type"]]
        if kinds <= {"incidents"}:
            total += 1 + len(related)
        elif kinds <= {"schedules"}:
            total += schedule_updates(attributes["status"]["value"]) + len(related)
        else:
            ended = attributes.get("resolvedAt") or attributes.get("resolved_at")
            total += (len(related) or 1) + (1 if ended else 0)
    return total


def issues(document):
    found = {}
    for system in document["systems"]:
        for issue in system["unresolvedIssues"]:
            found[issue["permalink"]] = 2 if issue["resolved"] else 1
    return sum(found.values())


def notices(document):
    total = 0
    for notice in document["response"]:
        total += max(1, len(notice.get("updates", [])))
        last = max((update["created_at"] for update in notice.get("updates", [])), default="9")
        # Closed an hour after the last word, or at another one's time.
        total += bool(notice.get("ended_at") and notice["ended_at"][:16] > last[:16])
    return total


def document_counts(document):
    if isinstance(document, list):
        return 0, len(document)
    if "heartbeatList" in document:
        return 0, len(document["heartbeatList"])
    if "publicGroupList" in document:
        monitors = {monitor["id"] for group in document["publicGroupList"] for monitor in group["monitorList"]}
        planned = [one for one in document.get("maintenanceList", []) if one["status"] in ("scheduled", "under-maintenance", "ended")]
        return (1 if document.get("incident") else 0) + len(document.get("incidents", [])) + len(planned), len(monitors)
    if "cStateVersion" in document:
        return issues(document), 0
    if "summary" in document:
        summary = document["summary"]
        return sum(len(post["updates"]) for key in ("open_incidents", "resolved_incidents", "posts") for post in summary[key]), 0
    if "posts" in document:
        return sum(max(1, len(post.get("updates", []))) for post in document["posts"]), 0
    if "response" in document:
        return notices(document), 0
    if "items" in document:
        return len(document["items"]), 0
    if "results" in document:
        return sum(1 + (entry["status"] > 0 and entry["type"] != "announcement") for entry in document["results"]), 0
    if "psp" in document:
        return 0, len(document["data"])
    if "page" in document:
        return sum(max(1, len(incident["incident_updates"])) for incident in document["incidents"]), 0
    if "status_page" in document or "incidents" in document:
        return sum(
            max(1, len(incident["updates"]))
            for key in ("incidents", "maintenances", "upcoming_maintenances") for incident in document.get(key, [])), 0
    entries = document["data"]
    if entries and "attributes" in entries[0]:
        return json_api(document), 0
    if entries and "completed_at" in entries[0]:
        return sum(schedule_updates(entry["status"]) for entry in entries), 0
    return sum(1 + len(entry["updates"]) for entry in entries), 0


def counts(name):
    with open(name, "rb") as file:
        body = file.read()
    if b"<html" in body[:200].lower():
        data = Data()
        data.feed(body.decode())
        return document_counts(json.loads(data.text))
    if body.lstrip()[:1] == b"<":
        return feed(ElementTree.fromstring(body))
    return document_counts(json.loads(body))


for name in sys.argv[1:]:
    updates, states = counts(name)
    print(json.dumps({"file": name, "updates": updates, "states": states}))
