"""Rows of scores over a text's pieces in, the spans of one head out, in offsets of the text.

A span is made of whole words and lies in one window. Tags follow one another only as begin and
inside of one class do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.annotate.learned.heads import Head
from flows.annotate.learned.windows import Pieces

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NEVER = -1e4
QUIET = np.float32(-0.01)  # log of the chance to be outside from which on a word is outside


class Found(NamedTuple):
    """A span of the text with its class and a score from 0 to 1; `pieces` are numbers of rows."""

    start: int
    end: int
    label: str
    score: float
    pieces: tuple[int, int] = (0, 0)


def log_softmax(scores: Floats) -> Floats:
    """Return the logs of the chances along the last axis."""
    shifted = np.asarray(scores - scores.max(axis=-1, keepdims=True))
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


@dataclass(frozen=True, slots=True)
class Words:
    """The whole words of some windows: their first pieces, and the piece after the last."""

    first: Ints
    last: Ints
    opens: NDArray[np.bool_]  # a window begins with it


def words_of(pieces: Pieces, first: int, last: int, cuts: Sequence[int] = ()) -> Words:
    """Group the pieces [first, last) into words; numbers count from the first.

    `cuts` are the pieces with which further windows begin.
    """
    borders = np.zeros(last - first, dtype=np.bool_)
    borders[[0, *(cut - first for cut in cuts)]] = True
    starts = np.flatnonzero(borders | ~pieces.joined[first:last])
    return Words(starts, np.append(starts[1:], last - first), borders[starts])


def doubtful(rows: Floats, head: Head, words: Words) -> Ints:
    """Return the numbers of the words that may be in a span, or are not QUIET outside of one.

    A chance below 1 - exp(QUIET) for all other tags is sure where none comes near that of outside.
    """
    tags = np.ascontiguousarray(rows.T)  # each tag's scores side by side
    is_near = tags[1:].max(axis=0) > tags[0] - _margin(head.size)
    return np.flatnonzero(np.logical_or.reduceat(is_near, words.first))


@cache
def _margin(size: int) -> np.float32:
    return np.float32(np.log((size - 1) / -np.expm1(QUIET)))


def word_scores(rows: Floats, words: Words, numbers: Ints) -> Floats:
    """Return the logs of the tags for whole words: a word begins with its first piece only."""
    first, sizes = words.first[numbers], (words.last - words.first)[numbers]
    starts = np.cumsum(sizes) - sizes  # of each word's pieces among those of all
    chances = log_softmax(rows[np.arange(sizes.sum()) + np.repeat(first - starts, sizes)])
    rest = np.ones(len(chances), dtype=np.bool_)
    rest[starts] = False
    # The pieces after a word's first can only go on with what the first began.
    chances[rest, 1::2] = chances[rest, 2::2]
    return np.asarray(np.add.reduceat(chances, starts, axis=0) / sizes[:, None])


def best_path(scores: Floats, opens: NDArray[np.bool_] | None = None) -> Ints:
    """Return the best lawful sequence of tags: an inside tag only after its begin or itself.

    Words that are surely outside of every span part the sequence, and so do windows, whose first
    words `opens` tells. Where the best tag of each word makes a lawful stretch, no other is better;
    only the other stretches are searched.
    """
    path: Ints = scores.argmax(axis=1)
    before = np.concatenate([[0], path[:-1]])
    if opens is not None:
        before[opens] = 0
    unlawful = (path > 0) & (path % 2 == 0) & (path != before) & (path - 1 != before)
    if not unlawful.any():
        return path
    loud = scores[:, 0] < QUIET
    parts = ~loud  # from each of these on, and from each window's start, a stretch is another
    parts[1:] |= ~loud[:-1]
    if opens is not None:
        parts |= opens
    starts = np.flatnonzero(parts)
    for at in {*np.searchsorted(starts, np.flatnonzero(unlawful), side="right").tolist()}:
        first = int(starts[at - 1]) if at else 0
        last = int(starts[at]) if at < len(starts) else len(path)
        path[first:last] = lawful_path(scores[first:last])
    return path


def lawful_path(scores: Floats) -> list[int]:
    """Return the best lawful sequence of tags of a stretch of words.

    A class that nowhere beats outside is in none: its span would be better outside.
    """
    above = scores[:, 1:] > scores[:, :1]
    live = np.flatnonzero(above.any(axis=0).reshape(-1, 2).any(axis=1)).tolist()
    kept = [0, *(tag for number in live for tag in (2 * number + 1, 2 * number + 2))]
    best, *rows = scores[:, kept].tolist()
    insides = range(2, len(kept), 2)
    for at in insides:
        best[at] = NEVER
    back: list[list[int]] = []
    for row in rows:
        top = best.index(max(best))
        came = [top] * len(kept)
        for at in insides:
            came[at] = at if best[at] > best[at - 1] else at - 1
        best = [best[before] + score for before, score in zip(came, row, strict=True)]
        back.append(came)
    path = [best.index(max(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return [kept[at] for at in reversed(path)]


def tag_spans(path: list[int], head: Head) -> list[tuple[int, int, str]]:
    """Return the spans [from, to) of a lawful sequence of tags."""
    spans = []
    for start in (at for at, tag in enumerate(path) if tag % 2 == 1):
        inside, end = path[start] + 1, start + 1
        while end < len(path) and path[end] == inside:
            end += 1
        spans.append((start, end, head.classes[path[start] // 2]))
    return spans


def find_spans(rows: Floats, head: Head, pieces: Pieces, first: int, words: Words) -> list[Found]:
    """Return one head's spans in windows whose first piece is `first`; rows are of their pieces.

    Most words are outside of every span beyond doubt: only the others are looked at.
    """
    numbers = doubtful(rows, head, words)
    if not len(numbers):
        return []
    scores, opens = word_scores(rows, words, numbers), words.opens[numbers]
    opens[1:] |= numbers[1:] > numbers[:-1] + 1
    path = best_path(scores, opens)
    chosen: list[float] = scores[np.arange(len(path)), path].tolist()
    firsts, lasts = words.first[numbers], words.last[numbers]
    starts, ends = pieces.starts[first + firsts].tolist(), pieces.ends[first + lasts - 1].tolist()
    return [
        Found(
            starts[a],
            ends[b - 1],
            label,
            exp(sum(chosen[a:b]) / (b - a)),
            (int(firsts[a]), int(lasts[b - 1])),
        )
        for a, b, label in tag_spans(path.tolist(), head)
    ]
