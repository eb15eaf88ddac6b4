"""Pages that change over time, for scripts/crash-test: made-up ones, and recorded ones where there are any."""
import os, shutil
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape

MADE_UP = 3             # made-up pages; recorded ones come on top
LISTED = 25             # incidents that a made-up page lists
BEGIN = datetime(2026, 7, 1, tzinfo=timezone.utc)
STATES = [("Investigating", "investigating"), ("Monitoring", "monitoring"), ("Resolved", "resolved")]


def update_id(page, number):
    return f"{code(page, number // 3)}/{(BEGIN + timedelta(minutes=number)).strftime('%Y-%m-%dT%H:%MZ')}"


def code(page, incident):
    return f"p{page}i{incident:08d}"


def made_up_page(page, version):
    """A Statuspage history.atom that lists the updates 0 … version, three an incident, newest first."""
    entries = []
    for incident in range(version // 3, max(-1, version // 3 - LISTED), -1):
        updates = []
        for number in range(min(version, incident * 3 + 2), incident * 3 - 1, -1):
            when = BEGIN + timedelta(minutes=number)
            updates.append(
                f"<p> <small>{when:%b} <var data-var='date'>{when.day}</var>, <var data-var='time'>{when:%H:%M}</var> UTC</small><br> "
                f"<strong>{STATES[number % 3][0]}</strong> - Step {number} of page {page}: word{number} said{number} here{number}. </p>")
        first = BEGIN + timedelta(minutes=incident * 3)
        entries.append(
            f"<entry><id>tag:www.githubstatus.com,2005:Incident/{incident + 1}</id><published>{first:%Y-%m-%dT%H:%M:%SZ}</published>"
            f"<updated>{first:%Y-%m-%dT%H:%M:%SZ}</updated>"
            f"<link rel=\"alternate\" type=\"text/html\" href=\"https://page{page}.example/incidents/{code(page, incident)}\"/>"
            f"<title>Incident {incident} of page {page}</title><content type=\"html\">{escape(' '.join(updates))}</content></entry>")
    return (
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xml:lang=\"en-US\" xmlns=\"http://www.w3.org/2005/Atom\">"
        f"<id>tag:page{page}.example,2005:/history</id><link rel=\"alternate\" type=\"text/html\" href=\"https://page{page}.example\"/>"
        f"<title>Page {page} Status - Incident History</title><updated>2026-07-21T09:00:00Z</updated>" + "".join(entries) + "</feed>")


def write_pages(folder, seconds, series):
    """Writes the pages as the origin replays them. Returns the configuration's lines of them."""
    lines = []
    for page in range(MADE_UP):
        path = os.path.join(folder, f"page{page}", "history.atom")
        os.makedirs(path)
        for second in range(seconds + 1):
            with open(os.path.join(path, f"{second:05d}.atom"), "w") as file:
                file.write(made_up_page(page, second))
        lines.append(f"  - {{ name: Page{page}, url: \"ORIGIN/page{page}/history.atom\", platform: statuspage, interval: 1s }}")
    recorded = [("github-history-atom", "github", "history.atom", "atom"), ("cloudflare-summary", "cloudflare", "api/v2/summary.json", "json"),
                ("github-summary", "hub", "api/v2/summary.json", "json")]
    for source, name, path, kind in recorded:
        captures = sorted(os.listdir(os.path.join(series, source))) if os.path.isdir(os.path.join(series, source)) else []
        if not captures:
            continue
        target = os.path.join(folder, name, path)
        os.makedirs(target)
        # Over the whole run, one after the other.
        for index, capture in enumerate(captures):
            second = index * seconds // len(captures)
            shutil.copyfile(os.path.join(series, source, capture), os.path.join(target, f"{second:05d}.{kind}"))
        lines.append(f"  - {{ name: Recorded-{name}, url: \"ORIGIN/{name}/{path}\", platform: statuspage, interval: 1s }}")
    return lines
