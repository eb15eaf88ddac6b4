"""Watches many pages for a long time and measures the program that does. Run by scripts/soak."""
import argparse, json, os, resource, shutil, signal, subprocess, sys, tempfile, time
import soak_plot

# Of one page in ten the body is new at each poll, of one in ten it is the same without validators, of one in five hundred each entry is new:
# with 3,000 pages 150 events a second go to the journal and the consumer.
FOLDERS = {7: "/changing", 8: "/unchanged"}
REWRITTEN = 499
WARM_UP = 0.2           # part of the time after which the program counts as settled


def options():
    parser = argparse.ArgumentParser(prog="scripts/soak")
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--interval", default="1s", help="between two polls of one page (1s: as fast as they go, with pages enough)")
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--memory", choices=["fast", "small"], default="fast")
    parser.add_argument("--concurrency", type=int, default=20)
    parser.add_argument("--tls", action="store_true", help="https, the certificate verified; else http")
    parser.add_argument("--no-faults", action="store_true")
    parser.add_argument("--same", action="store_true", help="all pages answer 304 once they were read")
    parser.add_argument("--maximum-memory", type=float, help="MB that may be resident at any time")
    parser.add_argument("--maximum-cpu", type=float, help="percent of one processor, over the settled time")
    parser.add_argument("--plot", help="an SVG file")
    parser.add_argument("--samples", help="a file for what was measured: seconds, MB, descriptors, threads, processor seconds")
    return parser.parse_args()


def processors():
    """One for the origin, another for the program, where there are two."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


def start_origin(options, folder):
    command = [options.binary, "origin", "--processor", str(processors()[0]), "--trusted-root", os.path.join(folder, "root.pem")]
    if not options.no_faults:
        command += ["--fault-every", "20"]
    origin = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return origin, json.loads(origin.stdout.readline())


def write_configuration(options, folder, addresses):
    base = addresses["https" if options.tls else "http"]
    port = base.rsplit(":", 1)[1]
    lines = [f"concurrency: {options.concurrency}", f"memory: {options.memory}", "journal: { maximum_size: 64MiB }", "edits: all",
             f"state: {folder}/journal.db", f"defaults: {{ interval: {options.interval} }}", "consumers: [ console: { format: json } ]"]
    if options.tls:
        # Beside the system's roots, for a server trusts those, too.
        with open(os.path.join(folder, "trusted.pem"), "wb") as trusted:
            for path in ["/etc/ssl/certs/ca-certificates.crt", os.path.join(folder, "root.pem")]:
                if os.path.exists(path):
                    trusted.write(open(path, "rb").read())
        lines.append(f"certificates: {folder}/trusted.pem")
    lines.append("providers:")
    for page in range(options.pages):
        kind = "" if options.same else "/rewritten" if page % 500 == REWRITTEN else FOLDERS.get(page % 10, "")
        # libcurl takes every name below localhost for this machine, without a look-up.
        lines.append(f"  - {{ name: p{page}, platform: statuspage, "
                     f"url: \"{'https' if options.tls else 'http'}://p{page}.feeds.localhost:{port}{kind}/f{page % 50:02}.atom\" }}")
    path = os.path.join(folder, "soak.yaml")
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return path


def sample(process, begin):
    """Seconds since the start, resident MB, descriptors, threads, seconds of processor time."""
    base = f"/proc/{process.pid}"
    status = dict(line.split(":", 1) for line in open(f"{base}/status").read().splitlines())
    fields = open(f"{base}/stat").read().rsplit(")", 1)[1].split()
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return (time.monotonic() - begin, int(status["VmRSS"].split()[0]) / 1024, len(os.listdir(f"{base}/fd")), int(status["Threads"]), cpu)


def peak(process):
    status = open(f"/proc/{process.pid}/status").read().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


def watch(options, process):
    begin = time.monotonic()
    samples = []
    while time.monotonic() - begin < options.minutes * 60:
        time.sleep(1)
        if process.poll() is not None:
            raise SystemExit(f"soak: the program ended by itself with {process.returncode}")
        samples.append(sample(process, begin))
    return samples, peak(process)


def quarters(samples, column):
    """The means of the first and of the last quarter of the settled time."""
    settled = [row[column] for row in samples if row[0] >= samples[-1][0] * WARM_UP]
    quarter = max(1, len(settled) // 4)
    return sum(settled[:quarter]) / quarter, sum(settled[-quarter:]) / quarter


def judge(options, samples, highest):
    faults = []
    # A few more descriptors or threads are the moment's; a tenth more of many is growth.
    for column, name, few in [(1, "memory", 0), (2, "descriptors", 8), (3, "threads", 3)]:
        first, last = quarters(samples, column)
        print(f"  {name + ':':13} {min(row[column] for row in samples):.1f} to {max(row[column] for row in samples):.1f}, "
              f"last quarter {last / first:.3f} of the first")
        if last > first * 1.10 and last > first + few:
            faults.append(f"{name} grew by {100 * (last / first - 1):.0f} %")
    settled = [row for row in samples if row[0] >= samples[-1][0] * WARM_UP]
    cpu = 100 * (settled[-1][4] - settled[0][4]) / max(1e-9, settled[-1][0] - settled[0][0])
    print(f"  processor:    {cpu:.2f} % of one, once settled; {samples[-1][4]:.1f} s in all")
    print(f"  peak memory:  {highest:.1f} MB")
    if options.maximum_memory and highest > options.maximum_memory:
        faults.append(f"{highest:.1f} MB were resident; {options.maximum_memory} are the bound")
    if options.maximum_cpu and cpu > options.maximum_cpu:
        faults.append(f"{cpu:.2f} % of a processor; {options.maximum_cpu} are the bound")
    return faults


def main():
    chosen = options()
    # Ends what was started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("soak: ended by a signal"))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    folder = tempfile.mkdtemp(prefix="status-monitor-soak-")
    origin, addresses = start_origin(chosen, folder)
    try:
        path = write_configuration(chosen, folder, addresses)
        with open(os.path.join(folder, "events.jsonl"), "w") as events, open(os.path.join(folder, "log"), "w") as log:
            process = subprocess.Popen(
                ["taskset", "-c", str(processors()[1]), chosen.binary, "run", "--config", path, "--log-level", "error"],
                stdout=events, stderr=log, stdin=subprocess.DEVNULL)
            try:
                samples, highest = watch(chosen, process)
                process.send_signal(signal.SIGTERM)
                ended = process.wait(timeout=30)
            finally:
                if process.poll() is None:
                    process.kill()
        origin.stdin.close()
        counts = json.loads(origin.stdout.readline())
        seconds = samples[-1][0]
        with open(os.path.join(folder, "events.jsonl"), "rb") as events:
            told = sum(1 for _ in events)
        print(f"{chosen.pages} pages, {'https' if chosen.tls else 'http'}, interval {chosen.interval}, memory {chosen.memory}, {seconds / 60:.1f} minutes: "
              f"{counts['requests']} requests ({counts['requests'] / seconds:.0f}/s), {counts['connections']} connections, "
              f"{counts['resumptions']} of {counts['handshakes']} handshakes resumed, {told} events")
        faults = judge(chosen, samples, highest)
        if ended != 0:
            faults.append(f"the program ended with {ended}")
        if chosen.samples:
            with open(chosen.samples, "w") as file:
                for row in samples:
                    file.write("\t".join(f"{value:.3f}" for value in row) + "\n")
        if chosen.plot:
            soak_plot.draw(samples, chosen.plot)
    finally:
        if origin.poll() is None:
            origin.stdin.close()
            origin.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        print(f"soak: {fault}")
    sys.exit(1 if faults else 0)


main()
