"""Kills status-monitor again and again and checks what its consumers got. Run by scripts/crash-test."""
import argparse, collections, http.server, json, os, random, re, shutil, signal, subprocess, sys, tempfile, threading, time
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape

INTERVAL = 1.0          # seconds between two polls of a page, the shortest that the configuration takes
JITTER = 0.1            # of the scheduler: each wait is longer or shorter by at most this part
POINTS = ["before-commit", "after-commit", "after-publish", "after-delivery", "after-cursor"]
BATCH = 64              # the most events of one delivery
PAGES = 3               # made-up pages; recorded ones come on top
LISTED = 25             # incidents that a made-up page lists


def options():
    parser = argparse.ArgumentParser(prog="scripts/crash-test")
    parser.add_argument("--binary", required=True)
    parser.add_argument("--series", default="", help="folder of recorded series; made-up pages alone where it is absent")
    parser.add_argument("--kills", type=int, default=300, help="kills at random moments")
    parser.add_argument("--points", type=int, default=20, help="kills at each named point")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    parser.add_argument("--lateness", type=float, default=0.05,
                        help="seconds that a request may take from the scheduler to the origin's log (0.05: a quiet machine)")
    parser.add_argument("--keep", action="store_true", help="keep the folder with all files")
    return parser.parse_args()


# Pages

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
    for page in range(PAGES):
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


# A sink that writes down what it gets

class Sink(http.server.BaseHTTPRequestHandler):
    got = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        for line in body.splitlines():
            try:
                value = json.loads(line)
            except ValueError:
                continue
            for event in value if isinstance(value, list) else value.get("events", [value]):
                if "id" in event and "provider" in event:
                    Sink.got.append((event["provider"], event["id"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


# The run

class Run:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.output = os.path.join(folder, "console.jsonl")
        self.log = open(os.path.join(folder, "log"), "ab")
        self.marks = []             # bytes of output, and posts, at each end of the process
        self.reached = collections.Counter()

    def start(self, point=None):
        environment = {"PATH": "/usr/bin:/bin"}
        if point:
            environment["STATUS_MONITOR_CRASH_AT"] = point
        with open(self.output, "ab") as output:
            return subprocess.Popen(
                [self.options.binary, "run", "--config", os.path.join(self.folder, "crash.yaml"), "--format", "json", "--log-level", "notice"],
                stdout=output, stderr=self.log, env=environment, stdin=subprocess.DEVNULL)

    def mark(self):
        time.sleep(0.02)            # posts that were on their way
        self.marks.append((os.path.getsize(self.output), len(Sink.got)))

    def random_kills(self, count, random_source):
        for number in range(count):
            process = self.start()
            time.sleep(random_source.choice([0.03, 0.1, 0.4, 1.2]) * random_source.random() * 2)
            self.end(process, signal.SIGKILL)
            if process.returncode != -signal.SIGKILL:
                raise SystemExit(f"crash-test: the program ended by itself with {process.returncode}; see {self.folder}/log")
            if number % 50 == 49:
                print(f"{number + 1} random kills", flush=True)

    def point_kills(self, point, count, random_source):
        for _ in range(count):
            process = self.start(f"{point}:{random_source.randint(1, 3)}")
            try:
                process.wait(timeout=30)
                self.reached[point] += process.returncode == -signal.SIGKILL
            except subprocess.TimeoutExpired:
                pass
            self.end(process, signal.SIGKILL)

    def end(self, process, number):
        if process.poll() is None:
            process.send_signal(number)
        process.wait()
        self.mark()


# Checks

def read_events(data):
    """The events of an output that may hold lines that a kill cut short."""
    events = []
    for line in data.split(b"\n"):
        start = line.rfind(b'{"id":')
        if start < 0:
            continue
        try:
            event = json.loads(line[start:])
        except ValueError:
            continue
        events.append((event["provider"], event["id"]))
    return events


def check_consumer(name, pieces, journal, problems):
    """One consumer: what it got between kills, against what the journal has."""
    got, seen, repeats = [], set(), 0
    for piece in pieces:
        repeated = [event for event in piece if event in seen]
        fresh = [event for event in piece if event not in seen]
        if repeated:
            repeats += len(repeated)
            # In flight when it was killed: what came last before, and it comes first now.
            if piece[:len(repeated)] != repeated or got[len(got) - len(repeated):] != repeated or len(repeated) > BATCH:
                problems.append(f"{name}: {len(repeated)} events came twice that were not under way: {repeated[:3]}")
        if len(set(piece)) != len(piece):
            problems.append(f"{name}: an event came twice without a kill between")
        for event in fresh:
            seen.add(event)
            got.append(event)
    missing = [event for event in journal if event not in seen]
    if missing:
        problems.append(f"{name}: {len(missing)} events never came, the first: {missing[0]}")
    if not missing and got != journal:
        problems.append(f"{name}: the order is not that of the journal")
    return len(got), repeats


def check_made_up(journal, problems):
    total = 0
    for page in range(PAGES):
        ids = [event for provider, event in journal if provider == f"Page{page}"]
        numbers = [int(match.group(1)) for event in ids for match in [re.match(rf"p{page}i(\d+)/", event)] if match]
        count = len(ids)
        total += count
        expected = [update_id(page, number) for number in range(count)]
        if ids != expected:
            wrong = next((pair for pair in zip(ids, expected) if pair[0] != pair[1]), None)
            problems.append(f"Page{page}: {count} updates are not the first {count}, each once and in order: {wrong}")
        if len(numbers) != count:
            problems.append(f"Page{page}: ids of another kind")
    return total


def check_pace(path, lateness, problems):
    last, least, count = {}, {}, 0
    for line in open(path):
        when, page = line.split()
        when = int(when)
        count += 1
        if page in last:
            least[page] = min(least.get(page, 1 << 60), when - last[page])
        last[page] = when
    for page, gap in least.items():
        if gap < (INTERVAL * (1 - JITTER) - lateness) * 1000:
            problems.append(f"{page} was asked again after {gap} ms")
    return count, min(least.values())


def main():
    chosen = options()
    source = random.Random(chosen.seed)
    folder = tempfile.mkdtemp(prefix="status-monitor-crash-")
    seconds = int(chosen.kills * 0.7 + chosen.points * len(POINTS) * 3) + 20
    pages = os.path.join(folder, "pages")
    lines = write_pages(pages, seconds, chosen.series)
    print(f"seed {chosen.seed}: {len(lines)} pages that change for {seconds} s, {chosen.kills} random kills, {chosen.points} at each of {len(POINTS)} points", flush=True)

    requests = os.path.join(folder, "requests")
    origin = subprocess.Popen(
        [chosen.binary, "origin", "--recordings", pages, "--requests", requests], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    started = time.monotonic()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    problems = []
    try:
        address = json.loads(origin.stdout.readline())["http"]
        has_webhook = configure(chosen, folder, lines, address, server.server_port)
        run = Run(chosen, folder)
        run.random_kills(chosen.kills, source)
        for point in POINTS:
            run.point_kills(point, chosen.points, source)
            print(f"{point}: {run.reached[point]} kills", flush=True)
            if run.reached[point] < chosen.points:
                problems.append(f"{point} was reached {run.reached[point]} times of {chosen.points}")
        finish(run, started, seconds, problems)
        journal = [
            (event["provider"], event["id"])
            for event in map(json.loads, subprocess.run(
                [chosen.binary, "events", "--config", os.path.join(folder, "crash.yaml"), "--format", "json", "--limit", "10000000"],
                stdout=subprocess.PIPE, check=True).stdout.splitlines())]
        report(run, journal, requests, has_webhook, chosen.lateness, problems)
    finally:
        origin.stdin.close()
        origin.wait()
        server.shutdown()
        if not chosen.keep and not problems:
            shutil.rmtree(folder)
        else:
            print(f"files: {folder}")
    for problem in problems:
        print(f"VIOLATION: {problem}")
    sys.exit(1 if problems else 0)


def configure(chosen, folder, lines, address, port):
    """Writes the configuration, with a webhook where the program has that consumer."""
    path = os.path.join(folder, "crash.yaml")
    common = "state: journal.db\nbacklog: all\nALLOWproviders:\n" + "\n".join(lines).replace("ORIGIN", address) + "\nconsumers:\n  - console\n"
    webhook = f"  - webhook: {{ url: \"http://127.0.0.1:{port}/events\", rate: 1000/s }}\n"
    for allow, more, has_webhook in [("allow: [127.0.0.1]\n", webhook, True), ("", "", False)]:
        with open(path, "w") as file:
            file.write(common.replace("ALLOW", allow) + more)
        os.chmod(path, 0o600)
        if subprocess.run([chosen.binary, "validate", "--config", path], capture_output=True).returncode == 0:
            return has_webhook
    raise SystemExit("crash-test: the configuration is refused")


def finish(run, started, seconds, problems):
    """Lets the program run in peace until the pages stand still and all is delivered, and ends it as a person does."""
    process = run.start()
    time.sleep(max(0, started + seconds - time.monotonic()) + 6 * INTERVAL)
    run.end(process, signal.SIGTERM)
    if process.returncode != 0:
        problems.append(f"SIGTERM ended the program with {process.returncode}")


def report(run, journal, requests, has_webhook, lateness, problems):
    if len(set(journal)) != len(journal):
        problems.append("an event is in the journal twice")
    made_up = check_made_up(journal, problems)
    data = open(run.output, "rb").read()
    ends = [size for size, _ in run.marks]
    pieces = [read_events(data[begin:end]) for begin, end in zip([0] + ends, ends)]
    print(f"{len(run.marks) - 1} kills; {len(journal)} updates in the journal, {made_up} of made-up pages")
    print("console: {} updates, {} repeated".format(*check_consumer("console", pieces, journal, problems)))
    if has_webhook:
        ends = [count for _, count in run.marks]
        pieces = [Sink.got[begin:end] for begin, end in zip([0] + ends, ends)]
        print("webhook: {} updates, {} repeated".format(*check_consumer("webhook", pieces, journal, problems)))
    else:
        print("webhook: this program has no such consumer")
    count, least = check_pace(requests, lateness, problems)
    print(f"{count} requests; the shortest time between two of one page {least} ms, the interval {int(INTERVAL * 1000)} ms")


main()
