"""A host's name goes in; a turn to ask it comes out, when it is due and within what is fair."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take, and how many there may be at once."""

    connect_seconds: float = 5.0
    idle_seconds: float = 10.0
    total_seconds: float = 30.0
    max_wire_bytes: int = 10_000_000
    max_body_bytes: int = 20_000_000  # after decompression
    max_header_bytes: int = 64 * 1024
    max_redirects: int = 10
    overall: int = 20
    per_host: int = 2
    delay_seconds: float = 1.0  # between requests to one host


class HostGate:
    """At most so many requests at once, over all and to one host, and a pause between the latter.

    `delays` holds, in seconds, the pause of hosts that ask for a longer one (robots.txt),
    `closed` the status with which hosts have asked for patience (429 or 503 with Retry-After).
    """

    def __init__(self, *, overall: int, per_host: int, delay_seconds: float) -> None:
        """Open the gate; nothing is remembered from one run to the next."""
        self.delays: dict[str, float] = {}
        self.closed: dict[str, int] = {}
        self._delay_seconds = delay_seconds
        self._overall = asyncio.Semaphore(overall)
        self._hosts = defaultdict[str, asyncio.Semaphore](lambda: asyncio.Semaphore(per_host))
        self._next_at: dict[str, float] = {}  # on the monotonic clock

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the turn to ask this host and hold it until the block is left."""
        async with self._hosts[host]:
            await self._pause(host)
            async with self._overall:
                yield

    async def _pause(self, host: str) -> None:
        """Book the host's next free moment, then wait for it."""
        delay = max(self._delay_seconds, self.delays.get(host, 0.0))
        start = max(time.monotonic(), self._next_at.get(host, 0.0))
        self._next_at[host] = start + delay
        await asyncio.sleep(max(0.0, start - time.monotonic()))
