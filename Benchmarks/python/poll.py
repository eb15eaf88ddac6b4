#!/usr/bin/env python3
"""The design that most people would write instead: asyncio, httpx and feedparser, a semaphore for the transfers in flight.

Polls the same pages in the same layout as the C loop beside it and prints the same line of figures.
Needs: pip install httpx feedparser
"""

import argparse
import asyncio
import json
import socket
import ssl
import sys

import feedparser
import httpx

from measurement import Tally, address_of, count_updates, measure, options, urls


def resolve_test_names() -> None:
    """Gives pNNNNN.feeds.test its address without asking a name server."""
    system = socket.getaddrinfo

    def getaddrinfo(host, port, *rest, **named):
        name = host.decode() if isinstance(host, bytes) else host
        if name and name.endswith(".feeds.test"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address_of(name), int(port or 0)))]
        return system(host, port, *rest, **named)

    socket.getaddrinfo = getaddrinfo


class Poller:
    def __init__(self, settings: argparse.Namespace):
        self.settings = settings
        self.urls = urls(settings)
        self.etags: list[str | None] = [None] * settings.providers
        # httpx keeps 20 connections by default, which is what a user gets who does not look.
        context = ssl.create_default_context(cafile=settings.ca) if settings.origin.startswith("https:") else False
        self.client = httpx.AsyncClient(verify=context, timeout=30)

    def fields(self, provider: int) -> dict[str, str]:
        fields = {"Accept-Encoding": "gzip", "User-Agent": "poll.py/1"}
        if self.settings.conditional and self.etags[provider]:
            fields["If-None-Match"] = self.etags[provider]
        if self.settings.cold:
            fields["Connection"] = "close"
        return fields

    async def poll(self, provider: int, tally: Tally) -> None:
        try:
            answer = await self.client.get(self.urls[provider], headers=self.fields(provider))
        except httpx.HTTPError as error:
            return tally.failed(error)
        self.etags[provider] = answer.headers.get("etag")
        if not tally.answered(answer.status_code):
            return
        if self.settings.json:
            tally.entries += count_updates(json.loads(answer.content))
        elif self.settings.parse:
            tally.entries += len(feedparser.parse(answer.content).entries)


async def main() -> int:
    settings = options(__doc__.splitlines()[0])
    resolve_test_names()
    poller = Poller(settings)
    try:
        return await measure("httpx", settings, poller.poll)
    finally:
        await poller.client.aclose()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
