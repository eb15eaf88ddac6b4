"""What the Python clients share: the options, the layout of the pages, and the one line of figures."""

import argparse
import asyncio
import resource
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit


def options(description: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--origin", required=True, help="SCHEME://HOST:PORT[/PREFIX]")
    parser.add_argument("--providers", type=int, default=500)
    parser.add_argument("--in-flight", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1, help="measured; one more before them warms up")
    parser.add_argument("--conditional", action="store_true", help="send the entity tag back")
    parser.add_argument("--parse", action="store_true", help="parse each 200")
    parser.add_argument("--json", action="store_true", help="pages are summaries and not feeds; parses them")
    parser.add_argument("--cold", action="store_true", help="a new connection for each poll")
    parser.add_argument("--ca", help="the root that is trusted")
    return parser.parse_args()


def address_of(host: str) -> str:
    """The loopback address of pNNNNN.feeds.test."""
    provider = int(host[1:6])
    return f"127.0.{1 + provider // 250}.{1 + provider % 250}"


def urls(settings: argparse.Namespace) -> list[str]:
    origin = urlsplit(settings.origin)
    ending = "json" if settings.json else "atom"
    return [
        f"{origin.scheme}://p{provider:05d}.feeds.test:{origin.port}{origin.path}/f{provider % 50:02d}.{ending}"
        for provider in range(settings.providers)
    ]


def count_updates(summary: dict) -> int:
    return sum(len(incident["incident_updates"]) for key in ("incidents", "scheduled_maintenances") for incident in summary[key])


class Tally:
    def __init__(self) -> None:
        self.latencies: list[float] = []
        self.ok = self.not_modified = self.errors = self.entries = 0

    def answered(self, status: int) -> bool:
        """Counts an answer; true when it has a body to be read."""
        if status == 304:
            self.not_modified += 1
        elif status == 200:
            self.ok += 1
        else:
            self.errors += 1
        return status == 200

    def failed(self, error: Exception) -> None:
        self.errors += 1
        print(repr(error), file=sys.stderr)


async def measure(name: str, settings: argparse.Namespace, poll: Callable[[int, Tally], Awaitable[None]]) -> int:
    """Polls all providers, measures it, prints the figures, and returns the exit status."""
    permits = asyncio.Semaphore(settings.in_flight)

    async def timed(provider: int, tally: Tally) -> None:
        async with permits:
            start = time.monotonic()
            await poll(provider, tally)
            tally.latencies.append(time.monotonic() - start)

    async def rounds(count: int) -> Tally:
        tally = Tally()
        for _ in range(count):
            await asyncio.gather(*(timed(provider, tally) for provider in range(settings.providers)))
        return tally

    await rounds(1)
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    tally = await rounds(settings.rounds)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_SELF)
    polls = settings.rounds * settings.providers
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    switches = after.ru_nvcsw + after.ru_nivcsw - before.ru_nvcsw - before.ru_nivcsw
    percentiles = statistics.quantiles(tally.latencies, n=100)
    print(
        f"{name} polls={polls} polls/s={polls / wall:.0f} cpu_us={(user + system) / polls * 1e6:.2f} "
        f"user_us={user / polls * 1e6:.2f} system_us={system / polls * 1e6:.2f} peak={after.ru_maxrss} "
        f"p50_ms={percentiles[49] * 1e3:.3f} p99_ms={percentiles[98] * 1e3:.3f} csw/poll={switches / polls:.2f} "
        f"ok={tally.ok} not_modified={tally.not_modified} err={tally.errors} entries={tally.entries}"
    )
    return 1 if tally.errors else 0
