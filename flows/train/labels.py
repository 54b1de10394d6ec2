"""An example and its pieces in, training targets out: the tags each piece may have, the links."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.annotate.learned.heads import EVENT_TYPES, HEADS, LINKS, STATUSES, Head, event_tag
from flows.annotate.learned.windows import Pieces, first_pieces, windows
from flows.train.gold import EventSides, Example, Labelled, Said, Span

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
STATEMENT = [head.name for head in HEADS].index("statement")
# What a lesson counts for beside a label: there are many more texts with lessons.
LESSON_WEIGHTS = {"statement": 0.7, "toponym": 0.15, "timex": 0.2, "event": 0.5}


@dataclass(frozen=True, slots=True)
class Window:
    """One window ready for training; targets are bit masks of the tags that are right."""

    gold: str
    ids: Ints
    case: Ints
    quote: Ints
    opening: Ints
    allowed: Ints  # [heads and events, pieces]
    links: tuple[tuple[tuple[Span, Span | None], ...], ...]  # per kind of link: asker, answer
    answers: tuple[tuple[Span, ...], ...]  # per kind of link: every span that could answer
    types: tuple[tuple[int, int, int], ...]  # a sentence's pieces, and the tag of its event
    statuses: tuple[tuple[int, int], ...]  # a trigger's first piece and its status
    sides: tuple[EventSides, ...]  # events by pieces, each with its own sides
    words: Ints  # [pieces, 4]: tag, relation, piece of the head, sentence start; -1: not known
    weights: Floats  # [heads and events]

    @property
    def weight(self) -> float:
        """Return what the window's statements and their links count for."""
        return float(self.weights[STATEMENT])


def everything(head: Head) -> int:
    """Return the mask that allows every tag: what is not known costs nothing."""
    return (1 << head.size) - 1


def piece_span(pieces: Pieces, start: int, end: int) -> Span | None:
    """Return the pieces [from, to) that lie in a stretch of the text."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left"))
    return (first, last) if first < last else None


def allowed_tags(example: Example, pieces: Pieces) -> Ints:
    """Return for every head, events last, and piece the mask of the tags that may be right."""
    tags = [head_tags(head, example, pieces) for head in HEADS]
    return np.stack([*tags, event_tags(example, pieces)])


def head_tags(head: Head, example: Example, pieces: Pieces) -> Ints:
    """Return one head's masks: a tag where it is known, every tag where it is not."""
    spans = example.spans.get(head.name)
    if spans is None:
        return np.full(len(pieces), everything(head), dtype=np.int64)
    outside = 1
    if head.name == "statement" and example.open_cues and example.said:
        outside |= 0b11 << head.begin("cue")
    masks = np.full(len(pieces), outside, dtype=np.int64)
    write_spans(masks, head, spans, pieces)
    if head.name in example.sure:
        hide_unsure(masks, everything(head), example.sure[head.name], pieces)
    return masks


def event_tags(example: Example, pieces: Pieces) -> Ints:
    """Return the masks of the triggers: all of their pieces have the tag of the type."""
    whole = (1 << 1 + len(EVENT_TYPES)) - 1
    if "event" not in example.spans:
        return np.full(len(pieces), whole, dtype=np.int64)
    masks = np.full(len(pieces), 1, dtype=np.int64)
    for start, end, kind in example.spans["event"]:
        spot = piece_span(pieces, start, end)
        if spot is not None:
            masks[slice(*spot)] = 1 << event_tag(kind)
    if "event" in example.sure:
        hide_unsure(masks, whole, example.sure["event"], pieces)
    return masks


def write_spans(masks: Ints, head: Head, spans: tuple[Labelled, ...], pieces: Pieces) -> None:
    """Write the begin and inside tags of the spans into the masks."""
    for start, end, kind in spans:
        spot = piece_span(pieces, start, end)
        if spot is not None:
            first, last = spot
            masks[first] = 1 << head.begin(kind)
            masks[first + 1 : last] = 2 << head.begin(kind)


def hide_unsure(masks: Ints, hidden: int, sure: tuple[Span, ...], pieces: Pieces) -> None:
    """Allow every tag outside of the stretches that are sure."""
    known = np.zeros(len(masks), dtype=np.bool_)
    for start, end in sure:
        spot = piece_span(pieces, start, end)
        if spot is not None:
            known[spot[0] : spot[1]] = True
    masks[~known] = hidden


def training_windows(example: Example, pieces: Pieces, *, limit: int) -> Iterator[Window]:
    """Cut an example into windows with their targets."""
    allowed = allowed_tags(example, pieces)
    spans = said_pieces(example.said, pieces)
    types = type_pieces(example, pieces)
    statuses = status_pieces(example, pieces)
    sides = side_pieces(example, pieces)
    words = word_pieces(example, pieces)
    weights = np.array([weight_of(example, head) for head in (*(h.name for h in HEADS), "event")])
    for first, last in windows(pieces, limit=limit):
        links, answers = window_links(spans, first, last, cued=not example.open_cues)
        yield Window(
            example.gold,
            pieces.ids[first:last],
            pieces.case[first:last],
            pieces.quote[first:last],
            pieces.opening[first:last],
            allowed[:, first:last],
            links,
            answers,
            tuple((a - first, b - first, k) for a, b, k in types if first <= a and b <= last),
            tuple((a - first, k) for a, k in statuses if first <= a < last),
            window_sides(sides, first, last),
            within(words, first, last),
            weights,
        )


def weight_of(example: Example, head: str) -> float:
    """Return what an example counts for where this head learns from it."""
    return example.weight * (LESSON_WEIGHTS.get(head, 1.0) if head in example.sure else 1.0)


def type_pieces(example: Example, pieces: Pieces) -> list[tuple[int, int, int]]:
    """Return the pieces of the sentences whose event's trigger is not known, and its tag."""
    spots = [(piece_span(pieces, a, b), kind) for a, b, kind in example.types]
    return [(*spot, event_tag(kind)) for spot, kind in spots if spot is not None]


def status_pieces(example: Example, pieces: Pieces) -> list[tuple[int, int]]:
    """Return the first piece of each trigger whose status is known, and the status's number."""
    spots = [(piece_span(pieces, a, b), kind) for a, b, kind in example.statuses]
    return [(spot[0], STATUSES.index(kind)) for spot, kind in spots if spot is not None]


def side_pieces(example: Example, pieces: Pieces) -> list[EventSides]:
    """Return the events whose sides are known, as spans of pieces."""

    def spots(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(filter(None, (piece_span(pieces, *span) for span in spans)))

    found = []
    for event in example.sides:
        trigger = event.trigger and piece_span(pieces, *event.trigger)
        sentence = piece_span(pieces, *event.sentence)
        if sentence is not None and (trigger is not None or event.kind):
            own = spots(event.sources), spots(event.targets)
            found.append(EventSides(trigger, *own, sentence, event.kind))
    return found


def window_sides(sides: list[EventSides], first: int, last: int) -> tuple[EventSides, ...]:
    """Return the events whose trigger, or whole sentence, lies in a window, cut at its edges."""

    def cut(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            (max(a, first) - first, min(b, last) - first)
            for a, b in spans
            if a < last and first < b
        )

    found = []
    for event in sides:
        a, b = event.trigger or event.sentence
        if first <= a and b <= last:
            trigger = event.trigger and (a - first, b - first)
            (sentence,) = cut((event.sentence,))
            own = cut(event.sources), cut(event.targets)
            found.append(EventSides(trigger, *own, sentence, event.kind))
    return tuple(found)


def word_pieces(example: Example, pieces: Pieces) -> Ints:
    """Return what the syntax heads should say at the first piece of each word."""
    rows = np.full((len(pieces), 4), -1, dtype=np.int64)
    if example.words is None or not len(pieces):
        return rows
    first = first_pieces(pieces, example.words[:, 0], example.words[:, 1])
    own = np.flatnonzero(first >= 0)
    own = own[np.unique(first[own], return_index=True)[1]]  # of two words in one piece the first
    words = example.words[own]
    rows[first[own], 0] = words[:, 2]
    rows[first[own], 1] = words[:, 3]
    rows[first[own], 2] = first[words[:, 4]]
    rows[first[own], 3] = words[:, 5]
    return rows


def within(words: Ints, first: int, last: int) -> Ints:
    """Return a window's rows of words; a head that lies outside of it is not known."""
    rows = words[first:last].copy()
    heads = rows[:, 2] - first
    rows[:, 2] = np.where((rows[:, 2] >= first) & (rows[:, 2] < last), heads, -1)
    return rows


PieceSaid = tuple[tuple[Span, ...], Span | None, Span | None]


def said_pieces(said: tuple[Said, ...], pieces: Pieces) -> list[PieceSaid]:
    """Return the statements as spans of pieces."""

    def spot(span: Span | None) -> Span | None:
        return None if span is None else piece_span(pieces, *span)

    found = []
    for s in said:
        content = tuple(c for c in map(spot, s.content) if c is not None)
        found.append((content, spot(s.cue), spot(s.source)))
    return found


def window_links(
    spans: list[PieceSaid], first: int, last: int, *, cued: bool
) -> tuple[tuple[tuple[tuple[Span, Span | None], ...], ...], tuple[tuple[Span, ...], ...]]:
    """Return, per kind of link, who asks with the right answer in the window, and all answers."""

    def here(span: Span | None) -> Span | None:
        if span is None or span[0] < first or span[1] > last:
            return None
        return span[0] - first, span[1] - first

    pairs: dict[tuple[str, str], list[tuple[Span, Span | None]]] = {link: [] for link in LINKS}
    cues, sources = set(), set()
    for content, cue, source in spans:
        near_cue, near_source = here(cue), here(source)
        if near_cue:
            cues.add(near_cue)
            pairs["cue", "source"].append((near_cue, near_source))
        if near_source:
            sources.add(near_source)
        for asker in filter(None, map(here, content)):
            pairs["content", "source"].append((asker, near_source))
            if cued:
                pairs["content", "cue"].append((asker, near_cue))
    answers = {"cue": tuple(sorted(cues)), "source": tuple(sorted(sources))}
    return tuple(tuple(pairs[link]) for link in LINKS), tuple(answers[b] for _, b in LINKS)
