"""Texts, a first model and the rules in; examples with what these are sure of out.

A head learns from every text, also where nobody marked what it looks for: stretches of which
neither model nor rules are sure are left open, and cost nothing.
"""

import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from flows.annotate.events.triggers import find_triggers
from flows.annotate.grammar.parse import parse, sentences
from flows.annotate.learned import decode, tagging
from flows.annotate.learned.heads import columns, folded
from flows.annotate.learned.model import LIMIT, Model
from flows.annotate.learned.windows import windows
from flows.annotate.text.layout import read_layout
from flows.train.gold import Example, Said, Span, statement_spans

SURE_RULE = 0.7  # on statements kept to select on, rules this sure are right in about nine of ten
SURE_MODEL, SURE_SOURCE = 0.6, 0.7
SURE_SPAN = {"toponym": 0.9, "timex": 0.9}
SURE_OUTSIDE = {"statement": 0.9, "toponym": 0.97, "timex": 0.97}
SURE_TYPE = 0.5  # of an event whose type a pattern names too
BARE = 0.5  # confidence of a pattern below which it is one of bare words
SURE_NONE = 0.05  # what is missed would be taught as none: a chance of any event must be below it
QUIET_SHARE = 3  # of the sentences without an event one in so many is enough
NONE = "none"  # what a lesson says of a sentence without an event
ALIKE = 0.8  # share of two contents that must be common for the two to agree


def lesson(example: Example, model: Model, ruled: list[Any] | None) -> dict[str, Any]:
    """Return what is sure in a text of all that is not labelled there.

    That is for each head its spans, and the stretches that may be learned from; and the events of
    sentences. Statements are looked for where the rules' are given.
    """
    read, spans, free = look(example.text, model)
    found: dict[str, Any] = {"spans": {}, "sure": {}, "events": list(events(example.text, model))}
    for head in SURE_SPAN:
        if head not in example.spans:
            sure = [(s.start, s.end, s.label) for s in spans[head] if s.score >= SURE_SPAN[head]]
            found["spans"][head] = sure
            found["sure"][head] = sorted({*free[head], *((a, b) for a, b, _ in sure)})
    if ruled is not None:
        said, doubtful = agree(read, [rule_said(r) for r in ruled], ruled)
        marked = [spot for s in said for spot in (*s.content, s.cue, s.source) if spot is not None]
        kept = [f for f in free["statement"] if not any(a < f[1] and f[0] < b for a, b in doubtful)]
        found["said"] = [{"content": s.content, "cue": s.cue, "source": s.source} for s in said]
        found["sure"]["statement"] = sorted({*kept, *marked})
    return found


def learn(example: Example, found: Mapping[str, Any]) -> Example:
    """Return the example with what its lesson has."""
    spans = {h: tuple((a, b, k) for a, b, k in some) for h, some in found["spans"].items()}
    sure = {h: tuple((a, b) for a, b in some) for h, some in found["sure"].items()}
    told = [(*(at or (a, b)), kind) for a, b, kind, at in found["events"]]
    spans["event"] = tuple(spot for spot in told if spot[2] != NONE)
    sure["event"] = tuple((a, b) for a, b, _ in told)
    example = replace(example, sure=sure, spans={**example.spans, **spans})
    if "said" not in found:
        return example
    said = tuple(rule_said(row) for row in found["said"])
    return replace(example, said=said, spans={**example.spans, "statement": statement_spans(said)})


def forget(example: Example, heads: Collection[str]) -> Example:
    """Return the example without what it says of these heads: labels elsewhere know better."""
    return replace(
        example,
        spans={head: some for head, some in example.spans.items() if head not in heads},
        sure={head: some for head, some in example.sure.items() if head not in heads},
        said=() if "statement" in heads else example.said,
    )


def look(
    text: str, model: Model
) -> tuple[list[tuple[Said, bool]], dict[str, list[tagging.Found]], dict[str, list[Span]]]:
    """Return what the model reads in a text.

    That is its statements, each with whether it is sure, the spans of every head, and for the heads
    of SURE_OUTSIDE the stretches that lie outside of all.
    """
    pieces, where = model.pieces(text), columns()
    found: list[tuple[Said, bool]] = []
    spans: dict[str, list[tagging.Found]] = {head: [] for head in SURE_OUTSIDE}
    free: dict[str, list[Span]] = {head: [] for head in SURE_OUTSIDE}
    for first, last in windows(pieces, limit=LIMIT):
        rows = model.rows(pieces, first, last)
        statements, read, _ = decode.decode_window(rows, pieces, first, last)
        for s in statements:
            sure = s.score >= SURE_MODEL and s.source_score >= SURE_SOURCE
            found.append((plain(s), sure))
        for head, least in SURE_OUTSIDE.items():
            spans[head] += read[head]
            outside = np.exp(tagging.log_softmax(rows[1:-1, where[head]])[:, 0]) >= least
            for at in (first + np.flatnonzero(outside)).tolist():
                free[head].append((int(pieces.starts[at]), int(pieces.ends[at])))
    return found, spans, free


def events(text: str, model: Model) -> Iterator[tuple[int, int, str, Span | None]]:
    """Yield sentences with the type and the trigger of an event, or with "none".

    An event is sure where pattern and head name its type, none where no pattern speaks and the head
    hardly does.
    """
    layout, read = read_layout(text), model.read(text)
    for sentence in sentences(parse(text, layout, read), layout):
        start, end = sentence.start_char, sentence.end_char
        here = [h for h in read.events if start <= h.trigger.start < end]
        by_rule = find_triggers(sentence)
        if not by_rule and max((h.told for h in here), default=0.0) < SURE_NONE:
            if zlib.crc32(text[start:end].encode()) % QUIET_SHARE == 0:
                yield start, end, NONE, None
            continue
        likely = {h.label for h in here if h.score >= SURE_TYPE}
        for each in by_rule:
            if each.confidence >= BARE and folded(each.event_type) in likely:
                yield start, end, each.event_type, each.trigger


def plain(said: decode.Said) -> Said:
    """Return a statement that was read as one to learn from."""
    return Said(
        tuple((c.start, c.end) for c in said.content),
        (said.cue.start, said.cue.end) if said.cue else None,
        (said.source.start, said.source.end) if said.source else None,
    )


def rule_said(row: Mapping[str, Any]) -> Said:
    """Return a rule's statement."""
    content = tuple((a, b) for a, b in row["content"])
    cue, source = row["cue"], row["source"]
    return Said(content, cue and (cue[0], cue[1]), source and (source[0], source[1]))


def agree(
    read_by_model: list[tuple[Said, bool]], by_rule: list[Said], rows: list[Any]
) -> tuple[tuple[Said, ...], list[Span]]:
    """Return the sure statements, and the stretches that are in doubt."""
    sure = [s for s, is_sure in read_by_model if is_sure]
    doubt = [s for s, is_sure in read_by_model if not is_sure]
    for said, row in zip(by_rule, rows, strict=True):
        whole = said.cue is not None and said.source is not None
        rivals = [s for s in sure if common(s, said) > 0]
        if any(common(s, said) >= ALIKE for s in rivals):
            continue
        if whole and row["sure"] >= SURE_RULE and not rivals:
            sure.append(said)
            doubt = [s for s in doubt if common(s, said) < ALIKE]
        else:
            doubt.append(said)
    kept = tuple(s for s in sure if not any(common(s, d) > 0 for d in doubt))
    doubt += [s for s in sure if s not in kept]
    spots = [spot for s in doubt for spot in (*s.content, s.cue, s.source) if spot is not None]
    return kept, spots


def common(one: Said, other: Said) -> float:
    """Return the share of two contents that they have in common."""
    a = {i for start, end in one.content for i in range(start, end)}
    b = {i for start, end in other.content for i in range(start, end)}
    return len(a & b) / max(1, len(a | b))
