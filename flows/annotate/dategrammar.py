"""Classed words go in; what a rule of seeds/date_patterns.csv reads as a date comes out.

A pattern names classes of words; each class becomes one letter, and the text a string of letters,
on which ordinary regular expressions run. No pattern repeats a repetition: time stays linear.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.annotate.datewords import OTHER, Word
from flows.annotate.lexicon import read_rows

_NAME = re.compile(r"@?[a-z_]+")
LONGEST = 64  # words of an expression; no rule's longest reading comes near
_FIRST_LETTER = 0x4E00  # any block with room for the classes


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words [first, last) and the rule that reads it."""

    rule: str
    first: int
    last: int


@cache
def letters() -> dict[str, str]:
    """Return the letter of each class of words that some pattern names."""
    names = sorted(
        {
            name
            for row in read_rows("date_patterns")
            for column in ("pattern", "after", "unless_before", "before")
            for name in _NAME.findall(row[column])
        }
    )
    names = [name for name in names if not name.startswith("@")]
    return {name: chr(_FIRST_LETTER + i) for i, name in enumerate(names)}


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each pattern compiled, with its rule, in the order of the file."""
    macros: dict[str, str] = {}
    found = []
    for row in read_rows("date_patterns"):
        bare = row["pattern"].replace("(", "(?:")
        source = _NAME.sub(lambda m: macros.get(m[0]) or letters()[m[0]], bare).replace(" ", "")
        if row["rule"].startswith("@"):
            macros[row["rule"]] = f"(?:{source})"
            continue
        before = f"(?<=[{_one_of(row['after'])}])" if row["after"] else ""
        behind = f"(?![{_one_of(row['unless_before'])}])" if row["unless_before"] else ""
        behind += f"(?=[{_one_of(row['before'])}])" if row["before"] else ""
        found.append((row["rule"], re.compile(before + source + behind)))
    return tuple(found)


def _one_of(names: str) -> str:
    return "".join(letters()[name] for name in names.split())


def encode(words: Sequence[Word]) -> str:
    """Return the words as one letter each."""
    known = letters()
    return "".join([known.get(word.kind, "-") if word.kind != OTHER else "-" for word in words])


def readings(coded: str, at: int) -> list[Found]:
    """Return what the rules read from one word on, longest first, the file's order among equals."""
    stop = coded.find("-", at, at + LONGEST)
    run = coded[at : at + LONGEST] if stop < 0 else coded[at:stop]
    before = coded[at - 1] if at else "-"
    return [Found(rule, at, at + size) for rule, size in _run_readings(before, run)]


@lru_cache(maxsize=50000)
def _run_readings(before: str, run: str) -> tuple[tuple[str, int], ...]:
    """Return rules with the words they take; no rule reads past a word without a class.

    The same short runs ("month small", "weekday") come up all the time, so they are kept.
    """
    coded, found = before + run, []
    for rule, pattern in rules():
        match = pattern.match(coded, 1)
        if match and match.end() > 1:
            found.append((rule, match.end() - 1))
    found.sort(key=lambda f: -f[1])
    return tuple(found)
