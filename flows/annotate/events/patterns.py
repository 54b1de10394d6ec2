"""The rows of the trigger lexicon go in; patterns that can be asked of a token come out.

A condition is `where=what`: `where` names one or more places beside the trigger ("obj",
"prep.against"), `what` words, classes ("@aid") or anything ("*"). All conditions must hold.
"""

import re
from dataclasses import dataclass
from functools import cache

from flows.annotate.events.reach import reach
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import NAMED, is_human, named_by, names, weight, word_class
from flows.annotate.lexicon import read_rows
from flows.annotate.text.words import Token

_BORDER = re.compile(r"\s+(?=[\w.|]+=)")


@dataclass(frozen=True, slots=True)
class Condition:
    """One demand on what stands beside a trigger."""

    places: tuple[str, ...]
    words: frozenset[str]
    anything: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the lexicon."""

    event_type: str
    mode: str
    pos: str
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    who: str


def _condition(text: str) -> Condition:
    places, _, values = text.partition("=")
    words: set[str] = set()
    for value in values.split("|"):
        words |= word_class(value[1:]) if value.startswith("@") else {value}
    return Condition(tuple(places.split("|")), frozenset(words), "*" in words)


def _conditions(cell: str) -> tuple[Condition, ...]:
    return tuple(_condition(part) for part in _BORDER.split(cell.strip()) if part)


@cache
def patterns(pos: str) -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns of a part of speech ("v" or "n") by lemma, in the lexicon's order."""
    found: dict[str, list[Pattern]] = {}
    for row in read_rows("event_triggers"):
        if row["pos"] != pos:
            continue
        pattern = Pattern(
            row["event_type"],
            row["event_mode"],
            pos,
            _conditions(row["with"]),
            _conditions(row["unless"]),
            tuple(row["source"].split("|")) if row["source"] else (),
            tuple(row["target"].split("|")) if row["target"] else (),
            row["who"],
        )
        for lemma in _lemmas(row["lemma"]):
            found.setdefault(lemma, []).append(pattern)
    return {lemma: tuple(rows) for lemma, rows in found.items()}


def _lemmas(cell: str) -> list[str]:
    lemmas: dict[str, None] = {}
    for part in cell.split("|"):
        for word in sorted(word_class(part[1:])) if part.startswith("@") else [part]:
            lemmas[word] = None
    return list(lemmas)


def holds(condition: Condition, token: Token) -> list[Token] | None:
    """Return the tokens that meet the condition, or None where none does."""
    met: list[Token] = []
    reached = token.doc.reached  # the patterns of a word ask for the same places
    for place in condition.places:
        key = (token.i, place)
        if key not in reached:
            reached[key] = reach(token, place, is_condition=True)
        for found in reached[key]:
            if condition.anything or _is_word(found, condition.words):
                met.append(found)
    return met or None


def _is_word(token: Token, words: frozenset[str]) -> bool:
    named = named_by(token) if token.pos_ == "PRON" else None
    if named is not None:  # "the union said it would strike"
        return _is_word(named, words)
    if not words.isdisjoint(names(token)):
        return True
    if "%proper" in words and token.pos_ == "PROPN":
        return True
    if "%human" in words and is_human(token):
        return True
    if "%named" in words and (weight(token) >= NAMED or token.ent_type_ == "NORP"):
        return True
    if not word_class("quantity").isdisjoint(names(token)):  # "hundreds of prisoners"
        return any(_is_word(o, words) for o in syntax.after(token, "of"))
    return False
