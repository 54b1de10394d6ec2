"""A text goes in; its words come out, each with the class and value that the date grammar reads."""

import re
from collections.abc import Container
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from flows.annotate.lexicon import read_rows, read_where
from flows.annotate.lexicon import read_words as lexicon_words

OTHER = "other"
_WORD = re.compile(
    r"\s*(?:[A-Za-z]+|\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?|\d+/\d+"
    r"|['’]\d0s\b|'\d\d(?![\d.,:]*\d|\w)|\d+(?:st|nd|rd|th)\b|\d{2,4}['’]?s\b|\d+(?:[.,]\d+)*|['’]s\b|\S)"
)
_SHAPES = (
    ("isodate", re.compile(r"\d{4}-\d{2}-\d{2}")),
    ("slashdate", re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")),
    ("clock", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?")),
    ("fraction", re.compile(r"1/[2-4]|3/4|[½¼¾]")),
    ("decade", re.compile(r"['’]?\d?\d?\d0['’]?s")),
    ("shortyear", re.compile(r"'\d\d")),
    ("nth", re.compile(r"\d+(?:st|nd|rd|th)")),
    ("yearspan", re.compile(r"(?:19|20)\d\d/\d\d(?:\d\d)?")),
    ("year", re.compile(r"1\d{3}|20\d\d|21\d\d")),
    ("small", re.compile(r"0?[1-9]|1[0-2]")),
    ("dom", re.compile(r"1[3-9]|2\d|3[01]")),
    ("number", re.compile(r"\d+(?:[.,]\d+)*")),
)
OPENS, READ, PART = "orp"  # may open an expression, has a class, stands in a phrase that has one
_STRETCH = re.compile(f"[{READ}{PART}]*{OPENS}[{OPENS}{READ}{PART}]*")
_BEFORE_SHORT_YEARS = frozenset(
    {"of", "in", "since", "prior", "to", "from", "and", "season", "month"}
)
# "The B1224" is a road, "SB1070" a bill; "FY2015" is a year of a firm's own.
_GLUED = re.compile(r"\b(?!FY|CY)[A-Z]{1,6}$|\b[a-z]$")
GLUED = 7  # characters before a number: "COVID1984"
_PROPER = frozenset({"may", "march"})  # verbs too: months only with a capital and no modal reading
_BEFORE_MONTHS = frozenset(
    {
        "in",
        "of",
        "since",
        "by",
        "until",
        "and",
        "or",
        "to",
        "for",
        "during",
        "from",
        "between",
        "least",
        "come",
    }
)
_ARTICLES = frozenset({"the", "a"})
SHORT_WORD = 3  # letters: "the March was", "the March on"
_LIKE_NAMES = frozenset({"month", "weekday", "weekdays"})


class Word(NamedTuple):
    """One word, or a fixed phrase, with its class; offsets into the text."""

    start: int
    end: int
    text: str
    kind: str
    value: str


UNREAD = Word(0, 0, "", OTHER, "")


@cache
def vocabulary() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Return phrases by their first word, longest first: words, class, value."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    rows = [(row["word"], row["class"], row["value"]) for row in read_rows("date_words")]
    rows += [(row["name"], "holiday", row["rule"]) for row in read_rows("holidays")]
    for word, kind, value in rows:
        parts = tuple(_lowered(_WORD.findall(word)))
        found.setdefault(parts[0], []).append((parts, kind, value))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return found


def read_words(text: str, opening: Container[str]) -> list[Word]:
    """Return the words of a text that have a class, in order; UNREAD for each run of others.

    `opening` are those that may open an expression: where none stands among words that have a
    class, no rule reads them, and they count as others.
    """
    plain = text.replace("’", "'").replace("‘", "'")  # "the summer of ‘98" is printed too
    spaced = _WORD.findall(plain)  # each with the spaces before it
    lowered, ends = _lowered(spaced), list(accumulate(map(len, spaced)))
    words: list[Word] = []
    done = 0
    for at in _spots(lowered, opening):
        if at < done:
            continue
        if at > done:
            words.append(UNREAD)  # as most are
        size, kind, value = _classify(lowered, at, spaced)
        if kind == "last" and _is_verb(lowered, at):
            kind = OTHER
        if kind == "past" and _is_preposition(lowered, at):
            kind = OTHER
        if kind == "year" and words and words[-1].kind == "numbered":
            kind = "number"  # "Resolution 1701"
        start, end = ends[at] - len(lowered[at]), ends[at + size - 1]
        if kind == "shortyear" and not _is_short_year(lowered, at):
            start, kind = start + 1, "number"
        if kind in ("year", "decade") and _GLUED.search(text, max(start - GLUED, 0), start):
            kind = OTHER
        words.append(Word(start, end, text[start:end], kind, value))
        done = at + size
    return words


def _spots(lowered: list[str], opening: Container[str]) -> list[int]:
    """Return the numbers of the words to be read, of all stretches that a rule may read."""
    signs = {word: _sign(word, opening) for word in set(lowered)}
    coded = "".join(map(signs.__getitem__, lowered))
    stretches = _STRETCH.finditer(coded)
    return [at for found in stretches for at in range(*found.span()) if coded[at] != PART]


def _sign(word: str, opening: Container[str]) -> str:
    if word in opening or _may_be_shaped(word):
        return OPENS
    return READ if word in vocabulary() else PART if word in _parts() else "-"


@cache
def _parts() -> frozenset[str]:
    """Return the words that stand in phrases of the vocabulary."""
    phrases = (phrase for known in vocabulary().values() for phrase, _, _ in known)
    return frozenset(word for phrase in phrases for word in phrase)


def _lowered(spaced: list[str]) -> list[str]:
    """Return words without the spaces before them and without capitals."""
    return list(map(str.lower, map(str.strip, spaced)))


def _classify(lowered: list[str], at: int, spaced: list[str]) -> tuple[int, str, str]:
    for phrase, kind, value in vocabulary().get(lowered[at], ()):
        if len(phrase) > 1 and tuple(lowered[at : at + len(phrase)]) != phrase:
            continue
        if phrase[-1] == "." and len(phrase) == 2 and spaced[at + 1] != ".":
            continue
        if kind in _LIKE_NAMES and not _is_name(lowered, at, spaced):
            continue
        if kind == "holiday" and not _is_capital(spaced[at]):
            continue
        if kind == "within" and _kinds(lowered[at - 1] if at else "") & {"unit", "units"}:
            continue  # "a day later in hospital"
        return len(phrase), kind, value
    if not _may_be_shaped(lowered[at]):
        return 1, OTHER, lowered[at]
    for kind, shape in _SHAPES:
        if shape.fullmatch(lowered[at]):
            return 1, kind, lowered[at]
    return 1, OTHER, lowered[at]


def _may_be_shaped(lowered: str) -> bool:
    """Tell whether a word opens as every shape does: with a number's sign or an apostrophe."""
    return lowered[0].isnumeric() or lowered[0] == "'"


def _is_capital(spaced: str) -> bool:
    return spaced.lstrip()[0].isupper()


def _is_name(lowered: list[str], at: int, spaced: list[str]) -> bool:
    """Tell whether a month's or weekday's name stands for one; "may" and "march" are verbs too."""
    if not _is_capital(spaced[at]):
        return False
    if len(lowered[at]) <= 4 and lowered[at] not in ("june", "july", "may"):
        # "Jan" and "Mar" are given names: short forms need their full stop or a day.
        return (
            lowered[at + 1 : at + 2] == ["."]
            or lowered[at + 1 : at + 2][:1] != []
            and (lowered[at + 1][0].isdigit())
        )
    if lowered[at] not in _PROPER:
        return True
    after = lowered[at + 1] if at + 1 < len(lowered) else ""
    before = lowered[at - 1] if at else ""
    if after[:1].isdigit() or before[:1].isdigit() or "ordinal" in _kinds(after):
        return True
    if before in _BEFORE_MONTHS or (before in _ARTICLES and _is_noun(*spaced[at + 1 : at + 2])):
        return True
    return bool(
        _kinds(before) & {"last", "this", "next", "early", "hyphen", "that", "month", "previous"}
    )


def _is_short_year(lowered: list[str], at: int) -> bool:
    """Tell whether two digits name a year: "the summer of '98", not "told them '24 hours'"."""
    before, after = lowered[at - 1] if at else "", lowered[at + 1] if at + 1 < len(lowered) else ""
    is_count = _kinds(after) & {"unit", "units", "counted_thing", "hyphen"}
    return bool(_kinds(before) & _BEFORE_SHORT_YEARS) and not is_count


def _is_verb(lowered: list[str], at: int) -> bool:
    """Tell whether "last" says how long: "will last six weeks", "is to last a month"."""
    before, after = lowered[at - 1] if at else "", lowered[at + 1] if at + 1 < len(lowered) else ""
    helpers = read_where("tense_cues", "word", key="stands", value="clause") | {"to"}
    is_length = after[:1].isdigit() or bool(_kinds(after) & {"word", "ten", "few", "a", "approx"})
    return before in helpers and is_length


def _is_preposition(lowered: list[str], at: int) -> bool:
    """Tell whether "past" says how long: "should it last past Friday", not "this past Friday"."""
    before, after = lowered[at - 1] if at else "", lowered[at + 1] if at + 1 < len(lowered) else ""
    is_adjective = before in _ARTICLES or bool(_kinds(before) & {"this", "these"})
    return bool(_kinds(after) & {"weekday", "month", "today", "point"}) and not is_adjective


def _is_noun(after: str = "") -> bool:
    """Tell whether what follows is no function word: "the May elections"."""
    word = after.strip()
    is_common = word.isalpha() and word.islower() and len(word) > SHORT_WORD
    return is_common and not _kinds(word) and word not in lexicon_words("english", "word")


def _kinds(word: str) -> set[str]:
    """Return the classes that a word may have alone."""
    return {kind for phrase, kind, _ in vocabulary().get(word, ()) if len(phrase) == 1}
