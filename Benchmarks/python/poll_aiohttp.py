#!/usr/bin/env python3
"""The same design with quicker packages: asyncio, aiohttp, fastfeedparser and orjson, a semaphore for the transfers in flight.

Polls the same pages in the same layout as the C loop beside it and prints the same line of figures.
Needs: pip install aiohttp fastfeedparser orjson
"""

import argparse
import asyncio
import socket
import ssl
import sys

import aiohttp
import fastfeedparser
import orjson
from aiohttp.abc import AbstractResolver

from measurement import Tally, address_of, count_updates, measure, options, urls


class LoopbackResolver(AbstractResolver):
    """Gives pNNNNN.feeds.test its address without asking a name server."""

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[dict]:
        return [{"hostname": host, "host": address_of(host), "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


class ResumingContext(ssl.SSLContext):
    """Resumes each host's session. asyncio offers no way to hand one over, but makes its TLS objects here."""

    sessions: dict[str, ssl.SSLSession]
    objects: dict[str, ssl.SSLObject]

    def wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
        made = super().wrap_bio(incoming, outgoing, server_side, server_hostname, self.sessions.get(server_hostname))
        self.objects[server_hostname] = made
        return made

    def keep(self, host: str) -> None:
        """Called when an answer is there: the session's ticket has come before it."""
        made = self.objects.pop(host, None)
        if made and made.session:
            self.sessions[host] = made.session


def context_of(settings: argparse.Namespace) -> ResumingContext | None:
    if not settings.origin.startswith("https:"):
        return None
    context = ResumingContext(ssl.PROTOCOL_TLS_CLIENT)
    context.sessions, context.objects = {}, {}
    context.load_verify_locations(cafile=settings.ca)
    return context


class Poller:
    def __init__(self, settings: argparse.Namespace):
        self.settings = settings
        self.urls = urls(settings)
        self.etags: list[str | None] = [None] * settings.providers
        self.context = context_of(settings)
        connector = aiohttp.TCPConnector(
            limit=0, force_close=settings.cold, resolver=LoopbackResolver(), ssl=self.context if self.context else True)
        self.session = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=30), headers={"Accept-Encoding": "gzip", "User-Agent": "poll_aiohttp.py/1"})

    async def poll(self, provider: int, tally: Tally) -> None:
        etag = self.etags[provider]
        fields = {"If-None-Match": etag} if self.settings.conditional and etag else None
        try:
            async with self.session.get(self.urls[provider], headers=fields) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            return tally.failed(error)
        if self.context:
            self.context.keep(answer.url.host)
        self.etags[provider] = answer.headers.get("ETag")
        if not tally.answered(answer.status):
            return
        if self.settings.json:
            tally.entries += count_updates(orjson.loads(body))
        elif self.settings.parse:
            tally.entries += len(fastfeedparser.parse(body).entries)


async def main() -> int:
    settings = options(__doc__.splitlines()[0])
    poller = Poller(settings)
    try:
        return await measure("aiohttp", settings, poller.poll)
    finally:
        await poller.session.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
