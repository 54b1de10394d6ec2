"""Tests for functions that remember their answers."""

import pytest

from flows.annotate import remembered as module
from flows.annotate.remembered import remembered


def test_what_was_answered_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KNOWN", 2)
    asked = []

    @remembered
    def size(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [size("one"), size("three"), size("one")] == [3, 5, 3]
    assert asked == ["one", "three"]
    assert [size("seven"), size("one")] == [5, 3]  # full: the memory starts anew
    assert asked == ["one", "three", "seven", "one"]
