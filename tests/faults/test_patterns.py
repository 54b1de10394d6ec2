"""No text makes a regular expression of the package work for more than its length's square.

Work is the processor's own time, which another process does not lengthen.
"""

import signal
from collections import deque
from typing import Any

import pytest

from flows.annotate.places.spans import trim
from flows.annotate.text.layout import read_layout
from tests.faults.patterns import attacks, patterns


class TooLong(Exception):
    """A pattern took more of the processor than its text's length allows."""


def _too_long(*_: Any) -> None:
    raise TooLong


def overworked(length: int, seconds: float) -> list[str]:
    """Return the patterns that some text of this length keeps busy for longer than this."""
    before = signal.signal(signal.SIGVTALRM, _too_long)
    found: list[str] = []
    try:
        for name, pattern in patterns().items():
            for text in attacks(pattern, length):
                signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
                try:
                    deque(pattern.finditer(text), 0)
                except TooLong:
                    found.append(f"{name} by {text[:60]!r}")
                    break
                finally:
                    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
    return found


def test_no_pattern_is_led_astray() -> None:
    assert overworked(400, 0.5) == []


@pytest.mark.faults
def test_no_pattern_is_led_astray_by_long_texts() -> None:
    assert overworked(3_000, 3.0) == []


def test_words_in_capitals_without_end_are_no_dateline() -> None:
    assert read_layout("A" * 5_000).dateline is None
    assert read_layout("Aa" * 5_000 + " (AP").dateline is None


def test_a_name_with_a_river_of_commas_is_trimmed() -> None:
    text = "Kyiv" + ", '" * 200 + "Oblast"
    assert trim(text, 0, len(text)) == (0, len(text))
    assert trim("the Hague's, ", 0, 13) == (4, 9)
