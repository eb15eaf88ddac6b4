"""Kills status-monitor again and again and checks what its consumers got. Run by scripts/crash-test."""
import argparse, collections, json, os, random, shutil, signal, subprocess, sys, tempfile, time
import crash_checks, crash_pages
from crash_servers import Mail, Web, aiosmtpd
from crash_sinks import TEMPLATE, Command, File, Kafka

INTERVAL = 1.0          # seconds between two polls of a page, the shortest that the configuration takes
JITTER = 0.1            # of the scheduler: each wait is longer or shorter by at most this part
# Each with the most passages before the kill. Every consumer passes the last two with each of its deliveries.
POINTS = {"before-commit": 3, "after-commit": 3, "after-publish": 3, "after-delivery": 40, "after-cursor": 40}


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


class Run:
    def __init__(self, options, folder, sinks, servers):
        self.options, self.folder, self.sinks, self.servers = options, folder, sinks, servers
        self.log = open(os.path.join(folder, "log"), "ab")
        self.starts = []            # of each process its identifier and the time in milliseconds
        self.reached = collections.Counter()

    def start(self, point=None):
        environment = {"PATH": "/usr/bin:/bin"}
        if point:
            environment["STATUS_MONITOR_CRASH_AT"] = point
        begin = int(time.time() * 1000)
        with open(os.path.join(self.folder, "console.jsonl"), "ab") as output:
            process = subprocess.Popen(
                [self.options.binary, "run", "--config", os.path.join(self.folder, "crash.yaml"), "--log-level", "notice"],
                stdout=output, stderr=self.log, env=environment, stdin=subprocess.DEVNULL)
        self.starts.append((process.pid, begin))
        return process

    def end(self, process, number):
        if process.poll() is None:
            process.send_signal(number)
        process.wait()
        for server in self.servers:
            server.drain()
        for sink in self.sinks:
            sink.mark()

    def random_kills(self, count, source):
        for number in range(count):
            process = self.start()
            time.sleep(source.choice([0.03, 0.1, 0.4, 1.2]) * source.random() * 2)
            self.end(process, signal.SIGKILL)
            if process.returncode != -signal.SIGKILL:
                raise SystemExit(f"crash-test: the program ended by itself with {process.returncode}; see {self.folder}/log")
            if number % 50 == 49:
                print(f"{number + 1} random kills", flush=True)

    def point_kills(self, point, most, count, source, problems):
        for _ in range(count):
            process = self.start(f"{point}:{source.randint(1, most)}")
            try:
                process.wait(timeout=30)
                self.reached[point] += process.returncode == -signal.SIGKILL
            except subprocess.TimeoutExpired:
                pass
            self.end(process, signal.SIGKILL)
        print(f"{point}: {self.reached[point]} kills", flush=True)
        if self.reached[point] < count:
            problems.append(f"{point} was reached {self.reached[point]} times of {count}")

    def finish(self, still, problems):
        """Lets the program run in peace until the pages stand still and all is delivered, and ends it as a person does."""
        process = self.start()
        time.sleep(max(0, still - time.monotonic()) + 3 * INTERVAL)
        # Until none gets anything for a while.
        sizes, since, limit = [], time.monotonic(), time.monotonic() + 120
        while time.monotonic() < min(since + 3, limit):
            now = [sink.size() for sink in self.sinks]
            if now != sizes:
                sizes, since = now, time.monotonic()
            time.sleep(0.1)
        self.end(process, signal.SIGTERM)
        if process.returncode != 0:
            problems.append(f"SIGTERM ended the program with {process.returncode}")

    def journal(self):
        said = subprocess.run(
            [self.options.binary, "events", "--config", os.path.join(self.folder, "crash.yaml"), "--format", "json", "--limit", "10000000"],
            stdout=subprocess.PIPE, stderr=self.log, check=True)
        return [json.loads(line) for line in said.stdout.splitlines()]


def make_sinks(folder):
    """All of them, and what has to take all that was sent at each kill."""
    web, mail = Web(), Mail()
    path = lambda name: os.path.join(folder, name)
    template = f"template: \"{TEMPLATE}\""
    sinks = [
        File("console", "  - console: { format: json }", path("console.jsonl")),
        web.sink("webhook", "webhook: { url: \"ADDRESS\" }", 1, made_up=False),
        web.sink("slack", f"slack: {{ webhook: \"ADDRESS\", {template} }}", 64),
        web.sink("slack-bot", f"slack: {{ token: none, channel: C0, api: \"ADDRESS\", {template} }}", 64),
        web.sink("discord", f"discord: {{ webhook: \"ADDRESS\", {template} }}", 64),
        web.sink("teams", f"teams: {{ webhook: \"ADDRESS\", {template} }}", 64),
        web.sink("pagerduty", "pagerduty: { routing_key: none, url: \"ADDRESS\" }", 1),
        mail,
        File("file", f"  - file: {{ path: \"{path('events.jsonl')}\" }}", path("events.jsonl")),
        Command(path("command.log")),
    ]
    absence = Kafka.absence()
    print(f"kafka: left out, for {absence}" if absence else "kafka: librdkafka's mock cluster, read by kcat", flush=True)
    if not absence:
        sinks.append(Kafka())
    print(f"email: {'aiosmtpd' if aiosmtpd else 'a small server of its own, for Python has no aiosmtpd'}", flush=True)
    return sinks, [web, mail.server], web


def configure(chosen, folder, pages, address, sinks):
    path = os.path.join(folder, "crash.yaml")
    lines = ["state: journal.db", "backlog: all", "allow: [127.0.0.1]", "providers:"]
    lines += [line.replace("ORIGIN", address) for line in pages] + ["consumers:"] + [sink.line for sink in sinks]
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    os.chmod(path, 0o600)
    checked = subprocess.run([chosen.binary, "validate", "--config", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if checked.returncode != 0:
        raise SystemExit("crash-test: the configuration is refused:\n" + checked.stderr.decode())


def kill(chosen, run, seconds, problems):
    started, source = time.monotonic(), random.Random(chosen.seed)
    run.random_kills(chosen.kills, source)
    for point, most in POINTS.items():
        run.point_kills(point, most, chosen.points, source, problems)
    run.finish(started + seconds, problems)


def main():
    chosen = options()
    folder = tempfile.mkdtemp(prefix="status-monitor-crash-")
    seconds = int(chosen.kills * 0.7 + chosen.points * len(POINTS) * 3) + 15
    recordings, requests = os.path.join(folder, "pages"), os.path.join(folder, "requests")
    pages = crash_pages.write_pages(recordings, seconds, chosen.series)
    print(f"seed {chosen.seed}: {len(pages)} pages that change for {seconds} s, {chosen.kills} random kills, {chosen.points} at each of "
          f"{len(POINTS)} points", flush=True)
    sinks, servers, web = make_sinks(folder)
    origin = subprocess.Popen(
        [chosen.binary, "origin", "--recordings", recordings, "--requests", requests], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    problems = []
    try:
        configure(chosen, folder, pages, json.loads(origin.stdout.readline())["http"], sinks)
        run = Run(chosen, folder, sinks, servers)
        kill(chosen, run, seconds, problems)
        crash_checks.report(run, sinks, web.threads, run.journal(), problems)
        wait = (INTERVAL * (1 - JITTER) - chosen.lateness) * 1000
        print(crash_checks.check_pace(requests, int(INTERVAL * 1000), wait, problems))
    finally:
        origin.stdin.close()
        origin.wait()
        if not chosen.keep and not problems and sys.exc_info()[0] is None:
            shutil.rmtree(folder)
        else:
            print(f"files: {folder}")
    for problem in problems:
        print(f"VIOLATION: {problem}")
    sys.stdout.flush()
    sys.exit(1 if problems else 0)


main()
