"""Ctrl-C ends our own code at once, and waits while Prefect's runs between."""

import signal
from collections.abc import Iterator

import pytest

from flows.interrupts import heeded, kept


@pytest.fixture
def told() -> Iterator[list[str]]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's "&" ignores it
    yield []
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_what_heeds_it_ends_at_once(told: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt), kept(), heeded():
        interrupt()
        told.append("went on")
    assert told == []


def test_what_keeps_it_is_finished_first(told: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt), kept():
        interrupt()
        told.append("went on")
    assert told == ["went on"]


def test_the_next_that_heeds_it_does_not_begin(told: list[str]) -> None:
    @heeded()
    def step() -> None:
        told.append("began")

    with pytest.raises(KeyboardInterrupt), kept():
        step()
        interrupt()
        told.append("between")
        step()
    assert told == ["began", "between"]


def test_it_is_heard_once(told: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt), kept():
        interrupt()
    with kept(), heeded():
        told.append("the next run")
    assert told == ["the next run"]
