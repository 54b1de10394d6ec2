"""What every finder of statements is given of one article, and the spans that they hand back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from flows.annotate.learned.windows import letters_of
from flows.annotate.text.layout import Layout
from flows.annotate.text.quotes import Quotes
from flows.annotate.text.words import Doc, Token

Span = tuple[int, int]
TURN = "turn-colon"  # the pattern of what somebody says in an interview's paragraph
NOBODY = frozenset({"neither", "nobody", "no", "none", "noone"})  # subjects of whom nothing is told
CITED = "cited"  # that of a source whom the one who reports it cites
_MARKS = frozenset({"“", "„", "«", "‘", '"', "``", "''", "'", "(", "[", "$", "#"})
_TIED_BEFORE, _TIED_BEHIND = re.compile(r"(?:\w+[-‐‑])+$"), re.compile(r"(?:[-‐‑]\w+)+")
LONGEST_WORD = 40  # characters before a content among which the rest of its first word stands
_EDGE = " \t\r\n\f\v\xa0\u2009,;:–—-_…"  # trimmed off a content's ends


@dataclass(frozen=True, slots=True)
class Reading:
    """One article: its text, layout, parse and quotes."""

    text: str
    layout: Layout
    doc: Doc
    quotes: Quotes

    def is_quoted(self, token: Token) -> bool:
        """Say whether the token stands inside quotation marks."""
        return self.quotes.at(token.idx) is not None


@dataclass(frozen=True, slots=True)
class Finding:
    """A content, its cue and its source as offsets; which pattern found them and how sure that is.

    `cue_token` is the number of the cue's main token, by which acts, dates and negation are read.
    """

    content: tuple[Span, ...]
    cue: Span | None
    cue_token: int | None
    speaker: Span | None
    pattern: str
    confidence: float


def runs(numbers: Iterable[int], doc: Doc, text: str) -> tuple[Span, ...]:
    """Return the stretches of text that the tokens cover, without commas at their ends."""
    spans: list[list[int]] = []
    for token in _without_joints(sorted(numbers), doc):
        start, end = token.idx, token.idx + len(token)
        if spans and not text[spans[-1][1] : start].strip(_EDGE):
            spans[-1][1] = end
        else:
            spans.append([start, end])
    trimmed = (trim(text, start, end) for start, end in spans)
    return tuple(span for span in trimmed if any(map(str.isalnum, text[span[0] : span[1]])))


def _without_joints(numbers: list[int], doc: Doc) -> list[Token]:
    """Return the tokens without spaces, and without an "And" or "But" at the ends."""
    words = doc.tokens
    tokens = [words[number] for number in numbers if not words[number].is_space]
    while tokens and tokens[0].dep_ in ("cc", "punct") and tokens[0].text not in _MARKS:
        tokens.pop(0)
    while tokens and tokens[-1].dep_ == "cc":
        tokens.pop()
    return tokens


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without the commas, dashes and spaces at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if text[start:end].endswith(".") and not text[start : end - 1].endswith((".", " ")):
        end -= 1
    return start, end


def whole_words(text: str, start: int, end: int) -> Span:
    """Return the span with the rest of the words that a hyphen ties to its ends: "re-election"."""
    lead = _TIED_BEFORE.search(text[max(0, start - LONGEST_WORD) : start])
    tail = _TIED_BEHIND.match(text, end) if text[start:end][-1:].isalnum() else None
    return start - len(lead[0]) if lead else start, tail.end() if tail else end


def letters(text: str, spans: Iterable[Span]) -> int:
    """Return the letters and digits of the spans as bits, each at its offset: quick to compare."""
    found = 0
    for start, end in spans:
        found |= (1 << end) - (1 << start)
    return found & _all_letters(text)


@lru_cache(maxsize=1)
def _all_letters(text: str) -> int:
    return int.from_bytes(np.packbits(letters_of(text), bitorder="little").tobytes(), "little")
