"""Rows of scores over a text's pieces in, spans and links out, in offsets of the text.

A span is made of whole words and lies in one window. Tags follow one another only as begin and
inside of one class do. The windows of a text are decoded together: each step costs as much for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.annotate.heads import EVENT_TYPES, HEADS, Head, columns
from flows.annotate.windows import Pieces

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NEVER = -1e4
QUIET = np.float32(-0.01)  # log of the chance to be outside from which on a word is outside
TOLD = 0.04  # of a sentence: the least chance that it tells of an event
LIKELY = 0.1  # of a second type in the same sentence


class Found(NamedTuple):
    """A span of the text with its class and a score from 0 to 1; `pieces` are numbers of rows."""

    start: int
    end: int
    label: str
    score: float
    pieces: tuple[int, int] = (0, 0)


class Said(NamedTuple):
    """One statement: the spans of its content, its cue and its source where they were found."""

    content: tuple[Found, ...]
    cue: Found | None
    source: Found | None
    score: float  # of the whole: content, cue and source right
    source_score: float  # of the link to the source, or to none


@dataclass(frozen=True, slots=True)
class Happening:
    """One of a sentence's events: its type, the word that speaks most for it, and its sides."""

    start: int
    end: int
    label: str
    score: float
    trigger: Found
    sources: tuple[Found, ...]
    targets: tuple[Found, ...]
    told: float = 1.0  # chance that the sentence tells of any event


def log_softmax(scores: Floats) -> Floats:
    """Return the logs of the chances along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


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
    margin = np.float32(np.log((head.size - 1) / -np.expm1(QUIET)))
    tags = np.ascontiguousarray(rows.T)  # each tag's scores side by side
    is_near = tags[1:].max(axis=0) > tags[0] - margin
    return np.flatnonzero(np.logical_or.reduceat(is_near, words.first))


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


def best_path(scores: Floats, opens: NDArray[np.bool_] | None = None) -> list[int]:
    """Return the best lawful sequence of tags: an inside tag only after its begin or itself.

    Words that are surely outside of every span part the sequence, and so do windows, whose first
    words `opens` tells. Where the best tag of each word makes a lawful stretch, no other is better;
    only the other stretches are searched.
    """
    path = scores.argmax(axis=1)
    before = np.concatenate([[0], path[:-1]])
    if opens is not None:
        before[opens] = 0
    unlawful = (path > 0) & (path % 2 == 0) & (path != before) & (path - 1 != before)
    if not unlawful.any():
        return tags(path)
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
    return tags(path)


def tags(path: Ints) -> list[int]:
    """Return a sequence of tags as plain numbers."""
    found: list[int] = path.tolist()
    return found


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
    spots = list(zip(firsts.tolist(), lasts.tolist(), strict=True))
    return [
        Found(
            starts[a],
            ends[b - 1],
            label,
            exp(sum(chosen[a:b]) / (b - a)),
            (spots[a][0], spots[b - 1][1]),
        )
        for a, b, label in tag_spans(path, head)
    ]


def link_chances(
    rows: Floats,
    askers: list[Found],
    answers: list[Found],
    link: str,
    openings: Floats,
    borders: Ints,
) -> Floats:
    """Return for each asker the logs of its chances over the answers; the last ones are none.

    A window's opening mark stands for none. Nobody is linked with another window's answer.
    """
    where = columns()
    asks, tells = where[f"{link} asks"], where[f"{link} answers"]

    def vectors(found: list[Found], part: slice) -> Floats:
        ends = np.array([(f.pieces[0], f.pieces[1] - 1) for f in found], dtype=np.int64)
        halves = rows[:, part][ends.reshape(-1, 2)]
        return np.asarray((halves[:, 0] + halves[:, 1]) / np.float32(2))

    def windows(found: list[Found]) -> Ints:
        return np.searchsorted(borders, [f.pieces[0] for f in found], side="right") - 1

    known = np.concatenate([vectors(answers, tells), openings[:, tells]])
    homes = np.concatenate([windows(answers), np.arange(len(openings))])
    size = asks.stop - asks.start
    scores = vectors(askers, asks) @ known.T / np.float32(size**0.5)
    scores[windows(askers)[:, None] != homes] = NEVER
    return log_softmax(scores)


def link_statements(
    rows: Floats, spans: list[Found], openings: Floats, borders: Ints
) -> list[Said]:
    """Return the statements of windows: contents of one cue are one statement.

    `openings` are the rows of the marks that open them, `borders` the numbers of their first rows.
    """
    contents = [s for s in spans if s.label == "content"]
    cues = [s for s in spans if s.label == "cue"]
    sources = [s for s in spans if s.label == "source"]
    if not contents:
        return []
    to_cue = link_chances(rows, contents, cues, "content>cue", openings, borders)
    to_source = link_chances(rows, contents, sources, "content>source", openings, borders)
    from_cue = link_chances(rows, cues, sources, "cue>source", openings, borders)
    groups: dict[int, list[int]] = {}
    for n, best in enumerate(to_cue.argmax(axis=1).tolist()):
        groups.setdefault(best if best < len(cues) else -1 - n, []).append(n)
    surest = to_cue.max(axis=1)
    said = []
    for number, members in groups.items():
        cue = cues[number] if number >= 0 else None
        chances = np.add.reduce(to_source[members]) / np.float32(len(members))
        if cue is not None:
            chances = log_softmax((chances + from_cue[number])[None])[0]
        best = int(chances.argmax())
        source = sources[best] if best < len(sources) else None
        linked = float(np.exp(np.add.reduce(surest[members]) / np.float32(len(members))))
        parts = tuple(contents[n] for n in members)
        score = sum(p.score for p in parts) / len(parts) * linked
        score *= cue.score if cue is not None else 1.0
        said.append(Said(parts, cue, source, score, float(np.exp(chances[best]))))
    return said


def find_events(
    rows: Floats,
    roles: list[Found],
    pieces: Pieces,
    first: int,
    opens: NDArray[np.bool_],
    words: Words,
) -> list[Happening]:
    """Return the events of the sentences: of each the likeliest type, and others likely.

    `opens` tells the pieces with which a sentence starts. A sentence that hardly tells of any event
    has none.
    """
    starts = sorted({0, *np.flatnonzero(opens).tolist()})
    bounds, found = [*starts, len(rows)], []
    odds = np.add.reduceat(np.exp(rows, dtype=np.float64), starts, axis=0)  # of none they are 1
    every = odds / (1 + odds.sum(axis=1, keepdims=True))
    told = every.sum(axis=1)
    for number in np.flatnonzero(told >= TOLD).tolist():
        a, b, chances = bounds[number], bounds[number + 1], every[number]
        sources, targets = (
            tuple(r for r in roles if r.label == side and a <= r.pieces[0] < b)
            for side in ("source", "target")
        )
        start, end = int(pieces.starts[first + a]), int(pieces.ends[first + b - 1])
        for kind in np.flatnonzero(chances >= min(LIKELY, chances.max())).tolist():
            label, chance = EVENT_TYPES[kind], float(chances[kind])
            at = a + int(rows[a:b, kind].argmax())
            trigger, sure = word_at(at, label, chance, words, pieces, first), float(told[number])
            found.append(Happening(start, end, label, chance, trigger, sources, targets, sure))
    return found


def word_at(at: int, label: str, score: float, words: Words, pieces: Pieces, first: int) -> Found:
    """Return the whole word that a piece belongs to."""
    number = int(np.searchsorted(words.first, at, side="right")) - 1
    a, b = int(words.first[number]), int(words.last[number])
    start, end = int(pieces.starts[first + a]), int(pieces.ends[first + b - 1])
    return Found(start, end, label, score, (a, b))


def decode_window(
    rows: Floats, pieces: Pieces, first: int, last: int
) -> tuple[list[Said], dict[str, list[Found]], list[Happening]]:
    """Return one window's statements, the spans of every head by its name, and the events."""
    return decode_windows(rows[1:-1], [rows[0]], pieces, [(first, last)])


def decode_windows(
    rows: Floats, openings: Sequence[Floats], pieces: Pieces, cut: Sequence[tuple[int, int]]
) -> tuple[list[Said], dict[str, list[Found]], list[Happening]]:
    """Return what `decode_window` does for windows that follow one another.

    `rows` are those of their pieces, `openings` those of the marks that open them.
    """
    if not cut:
        return [], {}, []
    (first, _), last = cut[0], cut[-1][1]
    cuts = [start for start, _ in cut[1:]]
    words, where = words_of(pieces, first, last, cuts), columns()
    spans = {
        head.name: find_spans(rows[:, where[head.name]], head, pieces, first, words)
        for head in HEADS
    }
    borders = np.array([start - first for start, _ in cut])
    said = link_statements(rows, spans["statement"], np.stack(openings), borders)
    opens = (pieces.opening[first:last] > 0) | (rows[:, where["sentence"]][:, 0] > 0)
    opens[borders] = True
    events = find_events(rows[:, where["event"]], spans["role"], pieces, first, opens, words)
    return said, spans, events
