#!/usr/bin/env python3
"""The design that most people would write instead: asyncio, httpx and feedparser, a semaphore for the transfers in flight.

Polls the same pages in the same layout as the C loop beside it and prints the same line of figures.
Needs: pip install httpx feedparser
"""

import argparse
import asyncio
import resource
import socket
import ssl
import statistics
import sys
import time
from urllib.parse import urlsplit

import feedparser
import httpx


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--origin", required=True, help="SCHEME://HOST:PORT[/PREFIX]")
    parser.add_argument("--providers", type=int, default=500)
    parser.add_argument("--in-flight", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1, help="measured; one more before them warms up")
    parser.add_argument("--conditional", action="store_true", help="send the entity tag back")
    parser.add_argument("--parse", action="store_true", help="parse each 200")
    parser.add_argument("--cold", action="store_true", help="a new connection for each poll")
    parser.add_argument("--ca", help="the root that is trusted")
    return parser.parse_args()


def address_of(provider: int) -> str:
    return f"127.0.{1 + provider // 250}.{1 + provider % 250}"


def resolve_test_names() -> None:
    """Gives pNNNNN.feeds.test its address without asking a name server."""
    system = socket.getaddrinfo

    def getaddrinfo(host, port, *rest, **named):
        name = host.decode() if isinstance(host, bytes) else host
        if name and name.endswith(".feeds.test"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address_of(int(name[1:6])), int(port or 0)))]
        return system(host, port, *rest, **named)

    socket.getaddrinfo = getaddrinfo


class Poller:
    def __init__(self, settings: argparse.Namespace):
        origin = urlsplit(settings.origin)
        self.settings = settings
        self.urls = [
            f"{origin.scheme}://p{provider:05d}.feeds.test:{origin.port}{origin.path}/f{provider % 50:02d}.atom"
            for provider in range(settings.providers)
        ]
        self.etags: list[str | None] = [None] * settings.providers
        self.permits = asyncio.Semaphore(settings.in_flight)
        # httpx keeps 20 connections by default, which is what a user gets who does not look.
        context = ssl.create_default_context(cafile=settings.ca) if origin.scheme == "https" else False
        self.client = httpx.AsyncClient(verify=context, timeout=30)
        self.reset()

    def reset(self) -> None:
        self.latencies: list[float] = []
        self.ok = self.not_modified = self.errors = self.entries = 0

    def fields(self, provider: int) -> dict[str, str]:
        fields = {"Accept-Encoding": "gzip", "User-Agent": "poll.py/1"}
        if self.settings.conditional and self.etags[provider]:
            fields["If-None-Match"] = self.etags[provider]
        if self.settings.cold:
            fields["Connection"] = "close"
        return fields

    async def poll(self, provider: int) -> None:
        async with self.permits:
            start = time.monotonic()
            try:
                answer = await self.client.get(self.urls[provider], headers=self.fields(provider))
            except httpx.HTTPError as error:
                self.errors += 1
                print(repr(error), file=sys.stderr)
                return
            self.etags[provider] = answer.headers.get("etag")
            if answer.status_code == 304:
                self.not_modified += 1
            elif answer.status_code == 200:
                self.ok += 1
                if self.settings.parse:
                    self.entries += len(feedparser.parse(answer.content).entries)
            else:
                self.errors += 1
            self.latencies.append(time.monotonic() - start)

    async def rounds(self, count: int) -> None:
        for _ in range(count):
            await asyncio.gather(*(self.poll(provider) for provider in range(self.settings.providers)))


async def main() -> int:
    settings = options()
    resolve_test_names()
    poller = Poller(settings)
    await poller.rounds(1)
    poller.reset()
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    await poller.rounds(settings.rounds)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_SELF)
    await poller.client.aclose()
    polls = settings.rounds * settings.providers
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    switches = after.ru_nvcsw + after.ru_nivcsw - before.ru_nvcsw - before.ru_nivcsw
    percentiles = statistics.quantiles(poller.latencies, n=100)
    print(
        f"python polls={polls} polls/s={polls / wall:.0f} cpu_us={(user + system) / polls * 1e6:.2f} "
        f"user_us={user / polls * 1e6:.2f} system_us={system / polls * 1e6:.2f} peak={after.ru_maxrss} "
        f"p50_ms={percentiles[49] * 1e3:.3f} p99_ms={percentiles[98] * 1e3:.3f} csw/poll={switches / polls:.2f} "
        f"ok={poller.ok} not_modified={poller.not_modified} err={poller.errors} entries={poller.entries}"
    )
    return 1 if poller.errors else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
