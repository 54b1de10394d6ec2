"""The edits of an article go in; which stretches of its text they brought, and when, comes out."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby, takewhile

from flows.extract.revisions import are_alike, find_sentences
from flows.records import Edit

Days = list[date | None]  # on which each word of a sentence came; None: with the first revision

_WORD = re.compile(r"\S+")


def later_stretches(text: str, edits: Iterable[Edit]) -> tuple[tuple[int, int, date], ...]:
    """Return (start, end, day) of what edits brought into a text, in the order of the text.

    The edits lead up to it, the oldest first. Of a sentence that was changed only words that are
    new in it are later: who corrects a name leaves "on Tuesday" as it was meant.
    """
    known: dict[str, Days] = {}
    for edit in edits:
        known |= dict(_brought(edit, known))
    return tuple(
        stretch
        for start, end, sentence in find_sentences(text)
        if sentence in known
        for stretch in _stretches(text, start, end, known[sentence])
    )


def _brought(edit: Edit, known: dict[str, Days]) -> Iterator[tuple[str, Days]]:
    """Yield the sentences that an edit added or changed, with the days of their words."""
    # What was changed stands at the end of both lists, in one order.
    ends = zip(reversed(edit.removed), reversed(edit.added), strict=False)
    former = {new: old for old, new in takewhile(lambda pair: are_alike(*pair), ends)}
    for sentence in edit.added:
        words = sentence.split()
        days: Days = [edit.day] * len(words)
        if sentence in former:
            before = former[sentence].split()
            told = known.get(former[sentence]) or [None] * len(before)
            matcher = SequenceMatcher(None, before, words, autojunk=False)
            for old, new, size in matcher.get_matching_blocks():
                days[new : new + size] = told[old : old + size]
        yield sentence, days


def _stretches(text: str, start: int, end: int, days: Days) -> Iterator[tuple[int, int, date]]:
    words = zip(_WORD.finditer(text, start, end), days, strict=True)
    for day, run in groupby(words, key=lambda pair: pair[1]):
        spans = [word.span() for word, _ in run]
        if day is not None:
            yield spans[0][0], spans[-1][1], day
