"""The help of every command goes in; the example that it ends with comes out, as words to type."""

import shlex
from collections.abc import Iterator
from typing import Any

import typer.main

from flows.__main__ import app

# Run where a Prefect server stands, or a text is annotated anyway: tests/e2e/, by `example(…)`.
ELSEWHERE = frozenset({"annotate", "reprocess", "retry", "run", "schedule"})


def commands() -> dict[str, Any]:
    """Return every command by its name, those of a group by two words."""
    return dict(_named(typer.main.get_command(app), ()))


def _named(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if words:
        yield " ".join(words), command
    for name, each in getattr(command, "commands", {}).items():
        yield from _named(each, (*words, name))


def line(name: str) -> str:
    """Return the example of a command as its help shows it."""
    return (commands()[name].epilog or "").removeprefix("Example: ")


def example(name: str) -> list[str]:
    """Return the words of a command's example, without `dateline`."""
    first, *words = shlex.split(line(name))
    assert first == "dateline"
    return words
