"""What consumers got, for scripts/crash-test, and from which process: of each kind in its own way."""
import bisect, collections, ctypes, html, json, os, re, shutil, subprocess

# What a message says of one event, for consumers whose messages have a text and no field for it.
TEMPLATE = "[[{provider}|{id}]]"
MARK = re.compile(r"\[\[([^|\]]*)\|([^\]]*)\]\]")
# The heading of many events in one message; its lines name each incident with its count.
DIGEST = re.compile(r"(\d+) updates of \d+ incidents? at ")
MADE_UP = "providers: [\"Page*\"]"

Digest = collections.namedtuple("Digest", "count text")


def plain(text):
    """A text without what makes it harmless to its receiver."""
    return re.sub("[\\\\\u200b-\u200d\u2060\ufeff]", "", html.unescape(text))


def strings(value):
    """All texts of a JSON value."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for inner in values for text in strings(inner)]


def items(text):
    """The events that a text is about, each as provider and id, or what it says of many."""
    text = plain(text)
    marks = MARK.findall(text)
    digest = DIGEST.search(text)
    return marks or ([Digest(int(digest.group(1)), text)] if digest else [])


class Sink:
    """What one consumer got."""
    def __init__(self, name, line, together, made_up=False):
        self.name, self.line = name, line   # of the configuration
        self.together = together            # the most events that are under way at one time
        self.made_up = made_up              # whether it gets the events of made-up pages alone
        self.got, self.ends = [], []

    def size(self):
        """Grows with each delivery."""
        return len(self.got)

    def mark(self):
        """Notes what it had when a process ended."""
        self.ends.append(self.size())

    def pieces(self, run):
        """What it got from each process."""
        return [self.got[begin:end] for begin, end in zip([0] + self.ends, self.ends)]


# Files

class File(Sink):
    """A file of JSON Lines that the process itself writes."""
    def __init__(self, name, line, path, together=64):
        super().__init__(name, line, together)
        self.path = path

    def size(self):
        return os.path.getsize(self.path) if os.path.exists(self.path) else 0

    def pieces(self, run):
        with open(self.path, "rb") as file:
            data = file.read()
        return [self.events(data[begin:end]) for begin, end in zip([0] + self.ends, self.ends)]

    @staticmethod
    def events(data):
        """The events of an output that may hold lines that a kill cut short."""
        events = []
        for line in data.split(b"\n"):
            start = line.rfind(b"{\"id\":")
            try:
                event = json.loads(line[start:]) if start >= 0 else {}
            except ValueError:
                continue
            if event:
                events.append((event["provider"], event["id"]))
        return events


class Command(File):
    """Runs of a shell, which may outlive the process by moments: each writes down whose child it is."""
    def __init__(self, path):
        script = "read -r line && printf '%s %s\\\\n' $PPID \\\"$line\\\" >> \\\"$1\\\""
        super().__init__("command", f"  - command: {{ run: [/bin/sh, -c, \"{script}\", sh, \"{path}\"] }}", path, 1)

    def pieces(self, run):
        pieces, lives = [[] for _ in run.starts], {identifier: index for index, (identifier, _) in enumerate(run.starts)}
        life = 0
        with open(self.path, "rb") as file:
            for line in file:
                identifier, _, event = line.partition(b" ")
                # One whose parent was gone when it began is another's child by then.
                life = lives.get(int(identifier), life)
                pieces[life].extend(self.events(event))
        return pieces


# Kafka

class Kafka(Sink):
    """librdkafka's own mock cluster, read by kcat. What a message's time tells is which process made it."""
    @staticmethod
    def absence():
        """Why there can be none; empty when there can."""
        try:
            ctypes.CDLL("librdkafka.so.1")
        except OSError:
            return "librdkafka cannot be loaded"
        return "" if shutil.which("kcat") else "kcat is absent"

    def __init__(self):
        library = ctypes.CDLL("librdkafka.so.1")
        for name in ["conf_new", "new", "mock_cluster_new"]:
            getattr(library, "rd_kafka_" + name).restype = ctypes.c_void_p
        library.rd_kafka_mock_cluster_bootstraps.restype = ctypes.c_char_p
        settings = ctypes.c_void_p(library.rd_kafka_conf_new())
        library.rd_kafka_conf_set(settings, b"log_level", b"0", None, 0)
        client = ctypes.c_void_p(library.rd_kafka_new(0, settings, None, 0))
        cluster = ctypes.c_void_p(library.rd_kafka_mock_cluster_new(client, 1))
        self.brokers = library.rd_kafka_mock_cluster_bootstraps(cluster).decode()
        library.rd_kafka_mock_topic_create(cluster, b"status", 1, 1)
        super().__init__("kafka", f"  - kafka: {{ brokers: [\"{self.brokers}\"], topic: status }}", 64)

    def pieces(self, run):
        said = subprocess.run(
            ["kcat", "-C", "-b", self.brokers, "-t", "status", "-o", "beginning", "-e", "-q", "-J"], stdout=subprocess.PIPE, check=True)
        pieces, times = [[] for _ in run.starts], [time for _, time in run.starts]
        for message in map(json.loads, said.stdout.splitlines()):
            event = json.loads(message["payload"])
            pieces[bisect.bisect_right(times, message["ts"]) - 1].append((event["provider"], event["id"]))
        return pieces
