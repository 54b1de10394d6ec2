"""Clients for tests: allowed to reach loopback, in no hurry to be polite."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flows.allowed import parse_allowed
from flows.ingest.answer import Answer
from flows.ingest.fetch import Client
from flows.ingest.polite import Limits

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
QUICK = Limits(delay_seconds=0.0, per_host=8, idle_seconds=1.0)


def client(
    allowed: Sequence[str] = (), *, now: datetime = NOW, limits: Limits = QUICK, **more: Any
) -> Client:
    """Return a client that may reach what is allowed."""
    return Client(now=now, limits=limits, allowed=parse_allowed(allowed), **more)


def opener(allowed: Sequence[str] = (), *, now: datetime = NOW) -> Callable[[], Client]:
    """Return what the stages open their client with."""
    return lambda: client(allowed, now=now)


def quick(**more: Any) -> Limits:
    """Return limits without politeness, changed as named."""
    return replace(QUICK, **more)


async def ask(url: str, allowed: Sequence[str] = (), **more: Any) -> Answer:
    """Ask for one address with a client of its own."""
    async with client(allowed, **more) as one:
        return await one.get(url, purpose="page")
