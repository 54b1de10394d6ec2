"""Untold texts, a first model and the rules in; examples with what these are sure of out.

Stretches of which neither is sure are left open: they cost nothing.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from flows.annotate import decode
from flows.annotate.heads import columns
from flows.annotate.model import LIMIT, Model
from flows.annotate.windows import sentence_starts, windows
from flows.train.gold import Example, Said, Span, statement_spans

SURE_RULE = 0.7  # on statements kept to select on, rules this sure are right in about nine of ten
SURE_MODEL, SURE_SOURCE = 0.6, 0.7
SURE_OUTSIDE = 0.9
ALIKE = 0.8  # share of two contents that must be common for the two to agree
WORD = re.compile(r"[a-z]+")
ENDING = re.compile(r"(?:ies|ied|ing|ed|es|e|s|y|ion)$")


def lesson(example: Example, model: Model, ruled: list[Any]) -> dict[str, Any]:
    """Return the statements that are sure in a text, and the stretches that may be learned from."""
    read, free = look(example.text, model)
    said, doubtful = agree(read, [rule_said(r) for r in ruled], ruled)
    marked = [spot for s in said for spot in (*s.content, s.cue, s.source) if spot is not None]
    kept = [f for f in free if not any(a < f[1] and f[0] < b for a, b in doubtful)]
    rows = [{"content": s.content, "cue": s.cue, "source": s.source} for s in said]
    return {"said": rows, "sure": sorted({*kept, *marked})}


def learn(example: Example, found: Mapping[str, Any]) -> Example:
    """Return the example with the statements of its lesson."""
    said = tuple(rule_said(row) for row in found["said"])
    spans = {**example.spans, "statement": statement_spans(said)}
    sure = tuple((a, b) for a, b in found["sure"])
    return replace(example, spans=spans, said=said, sure=sure, weight=0.7)


def look(text: str, model: Model) -> tuple[list[tuple[Said, bool]], list[Span]]:
    """Return the model's statements, each with whether it is sure, and the stretches outside."""
    pieces, where = model.pieces(text), columns()["statement"]
    found: list[tuple[Said, bool]] = []
    free: list[Span] = []
    for first, last in windows(pieces, limit=LIMIT):
        rows = model.rows(pieces, first, last)
        for s in decode.decode_window(rows, pieces, first, last)[0]:
            sure = s.score >= SURE_MODEL and s.source_score >= SURE_SOURCE
            found.append((plain(s), sure))
        outside = np.exp(decode.log_softmax(rows[1:-1, where])[:, 0]) >= SURE_OUTSIDE
        for at in (first + np.flatnonzero(outside)).tolist():
            free.append((int(pieces.starts[at]), int(pieces.ends[at])))
    return found, free


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


def read_triggers(folder: Path) -> frozenset[str]:
    """Return the stems of every word that the lexicon of events names."""
    found = set()
    with (folder / "event_triggers.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found |= {stem(word) for word in WORD.findall(row["lemma"].lower())}
    return frozenset(found)


def stem(word: str) -> str:
    """Return a word without its commonest endings."""
    return ENDING.sub("", word) if len(word) > 4 else word


def without_events(example: Example, triggers: frozenset[str]) -> Example:
    """Return the example with its sentences that hold no trigger word marked as eventless."""
    text = example.text
    breaks = {m.end() for m in re.finditer("\n", text)}
    bounds = sorted({0, len(text), *sentence_starts(text), *breaks})
    quiet = tuple(
        (a, b, "none")
        for a, b in pairwise(bounds)
        if b - a > 30 and not any(stem(w) in triggers for w in WORD.findall(text[a:b].lower()))
    )
    return replace(example, events=quiet)
