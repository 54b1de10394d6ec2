"""Classed words go in; what a rule of seeds/date_patterns.csv reads as a date comes out.

A pattern names classes of words; each class becomes one letter, and the text a string of letters,
on which ordinary regular expressions run. No pattern repeats a repetition: time stays linear.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.annotate.dates.words import OTHER, Word, vocabulary
from flows.annotate.lexicon import read_rows
from flows.annotate.remembered import remembered

_NAME = re.compile(r"@?[a-z_]+")
LONGEST = 64  # words of an expression; no rule's longest reading comes near
# Letters for the classes: `re` reads and compiles sets of those below 256 in half the time.
_ALPHABET = [chr(code) for code in range(ord("A"), 0x250) if chr(code).isalpha()]
_ITEM = re.compile(r"(\(\?:|\||\)|[^\W\d])(\?|\{0)?")  # of a pattern of letters; may it be missing?


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
    return {name: _ALPHABET[i] for i, name in enumerate(names)}


@cache
def rules() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return the patterns with their rules, in the file's order, by the letters they open with.

    Most classes open none ("of", "to", a comma), and none opens many.
    """
    macros: dict[str, str] = {}
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row in read_rows("date_patterns"):
        bare = row["pattern"].replace("(", "(?:")
        source = _NAME.sub(lambda m: macros.get(m[0]) or letters()[m[0]], bare).replace(" ", "")
        if row["rule"].startswith("@"):
            macros[row["rule"]] = f"(?:{source})"
            continue
        before = f"(?<=[{_one_of(row['after'])}])" if row["after"] else ""
        behind = f"(?![{_one_of(row['unless_before'])}])" if row["unless_before"] else ""
        behind += f"(?=[{_one_of(row['before'])}])" if row["before"] else ""
        pattern = re.compile(before + source + behind)
        for letter in _openers(source):
            found.setdefault(letter, []).append((row["rule"], pattern))
    return found


@cache
def opening_words() -> frozenset[str]:
    """Return the words that may open what a rule reads, by any of their classes."""
    classes = {name for name, letter in letters().items() if letter in rules()}
    return frozenset(
        word
        for word, phrases in vocabulary().items()
        if any(kind in classes for _, kind, _ in phrases)
    )


def _openers(source: str) -> set[str]:
    """Return the letters with which what a pattern reads may open; no group of it reads nothing."""
    found: set[str] = set()
    is_open, outside = True, []
    for item, missing in _ITEM.findall(source):
        if item == "(?:":
            outside.append(is_open)
        elif item == "|":
            is_open = outside[-1]
        elif item == ")":
            is_open = outside.pop() and bool(missing)
        elif is_open:
            found.add(item)
            is_open = bool(missing)
    return found


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
    return [Found(rule, at, at + size) for rule, size in _run_readings(before + run)]


@remembered
def _run_readings(coded: str) -> tuple[tuple[str, int], ...]:
    """Return rules with the words they take behind the first; none reads past one without a class.

    The same short runs ("month small", "weekday") come up all the time, so they are kept.
    """
    found = []
    for rule, pattern in rules().get(coded[1], ()):
        match = pattern.match(coded, 1)
        if match and match.end() > 1:
            found.append((rule, match.end() - 1))
    found.sort(key=lambda f: -f[1])
    return tuple(found)
