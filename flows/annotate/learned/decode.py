"""Rows of scores over a text's pieces in; statements, spans and events out, in offsets of the text.

The spans of each head (`tagging`) are linked, and the events of each sentence told. The windows of
a text are decoded together: each step costs as much for one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.annotate.learned.heads import EVENT_TYPES, HEADS, SIDES, columns
from flows.annotate.learned.tagging import (
    NEVER,
    Floats,
    Found,
    Ints,
    Words,
    find_spans,
    log_softmax,
    words_of,
)
from flows.annotate.learned.windows import Pieces

LIKELY = 0.05  # the least chance of a word to be an event's trigger
LINKED = 0.5  # the least chance of a word to be of a trigger's side: likelier than not
# Where no word has that, the likeliest are its side from here on. Of 0.28, 0.35 and 0.42 this left
# most of the kept sentences' events with both sides right.
ALONE = 0.35
HINTED = 0.15  # below it a word is of none, whatever a pattern says; as good from 0.1 to 0.3
COMMA = 1010  # its number in BERT's vocabulary
OWN = 0.5  # share of the surest word's chance that others of the same trigger must reach


class Said(NamedTuple):
    """One statement: the spans of its content, its cue and its source where they were found."""

    content: tuple[Found, ...]
    cue: Found | None
    source: Found | None
    score: float  # of the whole: content, cue and source right
    source_score: float  # of the link to the source, or to none


@dataclass(frozen=True, slots=True)
class Happening:
    """One of a sentence's events: its type, its trigger, and its own sides.

    Hints are stretches that may be of a side, those of the sides among them.
    """

    start: int
    end: int
    label: str
    score: float
    trigger: Found
    told: float  # chance of the sentence's surest word to tell of any event
    sources: tuple[Found, ...]
    targets: tuple[Found, ...]
    source_hints: tuple[Found, ...]
    target_hints: tuple[Found, ...]


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

    def windows(found: list[Found]) -> Ints:
        return np.searchsorted(borders, [f.pieces[0] for f in found], side="right") - 1

    known = np.concatenate([vectors(rows, answers, tells), openings[:, tells]])
    homes = np.concatenate([windows(answers), np.arange(len(openings))])
    size = asks.stop - asks.start
    scores = vectors(rows, askers, asks) @ known.T / np.float32(size**0.5)
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
    rows: Floats, pieces: Pieces, first: int, opens: NDArray[np.bool_], words: Words
) -> list[Happening]:
    """Return the events of the sentences: each word's likely types; neighbours of one type are one.

    `opens` tells the pieces with which a sentence starts.
    """
    odds = np.exp(rows[:, columns()["event"]], dtype=np.float64)  # of none they are 1
    by_piece = odds / (1 + odds.sum(axis=1, keepdims=True))
    by_word = np.maximum.reduceat(by_piece, words.first, axis=0)
    likely = by_word >= LIKELY
    if not likely.any():
        return []
    starts = sorted({0, *np.flatnonzero(opens).tolist()})
    told = np.maximum.reduceat(by_piece.sum(axis=1), starts)
    triggers: dict[int, list[Found]] = {}
    for kind, a, b in runs(likely, np.isin(words.first, starts)):
        chance = float(by_word[a:b, kind].max())
        own = np.flatnonzero(by_word[a:b, kind] >= chance * OWN) + a
        spot = int(words.first[own[0]]), int(words.last[own[-1]])
        trigger = Found(*text_span(pieces, first, *spot), EVENT_TYPES[kind], chance, spot)
        triggers.setdefault(bisect_right(starts, spot[0]) - 1, []).append(trigger)
    bounds, found = [*starts, len(rows)], []
    for number, here in triggers.items():
        at = bounds[number : number + 2]
        found += sentence_events(rows, here, pieces, first, words, at, float(told[number]))
    return sorted(found, key=lambda each: (each.trigger.pieces, -each.score))


def sentence_events(
    rows: Floats,
    triggers: list[Found],
    pieces: Pieces,
    first: int,
    words: Words,
    at: list[int],
    told: float,
) -> list[Happening]:
    """Return the events of one sentence, whose rows are from `at[0]` to `at[1]`, with their sides.

    `told` is the chance of its surest word to tell of any event.
    """
    a, b = np.searchsorted(words.first, at).tolist()
    near = [
        Found(*text_span(pieces, first, *spot), "", 0.0, spot)
        for spot in zip(words.first[a:b].tolist(), words.last[a:b].tolist(), strict=True)
    ]
    parting = are_parting(pieces, first + words.first[a:b])
    chances = {side: links(rows, triggers, near, side) * ~parting for side in SIDES}
    sides = [own_sides(chances[side], near, side) for side in SIDES]
    sides += [stretches(chances[side], near, side, HINTED) for side in SIDES]
    start, end = text_span(pieces, first, at[0], at[1])
    return [
        Happening(start, end, each.label, each.score, each, told, *own)
        for each, *own in zip(triggers, *sides, strict=True)
    ]


def are_parting(pieces: Pieces, numbers: Ints) -> NDArray[np.bool_]:
    """Tell which pieces are commas between words: none is of a side, "1,000" has none."""
    behind = np.minimum(numbers + 1, len(pieces.starts) - 1)  # of the last piece itself
    is_apart = pieces.starts[behind] > pieces.ends[numbers]
    return np.asarray((pieces.ids[numbers] == COMMA) & is_apart)


def own_sides(
    chances: NDArray[np.float64], words: list[Found], side: str
) -> list[tuple[Found, ...]]:
    """Return for each trigger, a row of chances, the sources or the targets it is linked with.

    "Trump said he had asked Putin": two that are one man share the chance.
    """
    likely, some = (stretches(chances, words, side, least) for least in (LINKED, ALONE))
    return [
        own or tuple(sorted(maybe, key=lambda each: -each.score)[:1])
        for own, maybe in zip(likely, some, strict=True)
    ]


def stretches(
    chances: NDArray[np.float64], words: list[Found], side: str, least: float
) -> list[tuple[Found, ...]]:
    """Return for each trigger, a row of chances, the stretches of words that have the least one."""
    own: list[list[Found]] = [[] for _ in chances]
    for number, a, b in runs(least <= chances.T, np.zeros(len(words), dtype=np.bool_)):
        spot = words[a].pieces[0], words[b - 1].pieces[1]
        score = float(chances[number, a:b].max())
        own[number].append(Found(words[a].start, words[b - 1].end, side, score, spot))
    return [tuple(each) for each in own]


def links(
    rows: Floats, triggers: list[Found], words: list[Found], side: str
) -> NDArray[np.float64]:
    """Return the chance of each word to be of a source, or target, of each trigger.

    Pair by pair: what else stands there must not move a chance.
    """
    asks, answers = (columns()[f"trigger>{side} {part}"] for part in ("asks", "answers"))
    asked = vectors(rows, triggers, asks).astype(np.float64)
    scores = (asked[:, None] * vectors(rows, words, answers)).sum(axis=2)
    return np.asarray(np.exp(-np.logaddexp(0, -scores / (asks.stop - asks.start) ** 0.5)))


def vectors(rows: Floats, found: list[Found], part: slice) -> Floats:
    """Return what spans' first and last pieces say, in the mean."""
    ends = np.array([(f.pieces[0], f.pieces[1] - 1) for f in found], dtype=np.int64)
    halves = rows[:, part][ends.reshape(-1, 2)]
    return np.asarray((halves[:, 0] + halves[:, 1]) / np.float32(2))


def runs(likely: NDArray[np.bool_], opens: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Return the types with stretches of words [from, to) that all may have them.

    `opens` tells the words with which a sentence, and so another stretch, starts.
    """
    before = np.zeros_like(likely)
    before[1:] = likely[:-1] & ~opens[1:, None]
    after = np.zeros_like(likely)
    after[:-1] = likely[1:] & ~opens[1:, None]
    first = np.argwhere((likely & ~before).T)
    last = np.argwhere((likely & ~after).T)
    return [
        (kind, a, b + 1) for (kind, a), (_, b) in zip(first.tolist(), last.tolist(), strict=True)
    ]


def text_span(pieces: Pieces, first: int, a: int, b: int) -> tuple[int, int]:
    """Return where the pieces [a, b), counted from `first`, stand in the text."""
    return int(pieces.starts[first + a]), int(pieces.ends[first + b - 1])


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
    events = find_events(rows, pieces, first, opens, words)
    return said, spans, events
