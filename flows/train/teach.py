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
SURE_MODEL, SURE_SOURCE = 0.75, 0.8
SURE_OUTSIDE = 0.97
ALIKE = 0.8  # share of two contents that must be common for the two to agree
WORD = re.compile(r"[a-z]+")
ENDING = re.compile(r"(?:ies|ied|ing|ed|es|e|s|y|ion)$")


def teach(example: Example, model: Model, ruled: list[Any]) -> Example:
    """Return the example with the statements that the model and the rules are sure of."""
    said, doubtful = agree(read(example.text, model), [rule_said(r) for r in ruled], ruled)
    stretches = outside(example.text, model, doubtful)
    marked = [spot for s in said for spot in (*s.content, s.cue, s.source) if spot is not None]
    sure = tuple(sorted({*stretches, *marked}))
    spans = {**example.spans, "statement": statement_spans(said)}
    return replace(example, spans=spans, said=said, sure=sure, weight=0.7)


def read(text: str, model: Model) -> list[tuple[Said, bool]]:
    """Return the model's statements, each with whether it is sure of it."""
    found = []
    for s in model.read(text).statements:
        plain = Said(
            tuple((c.start, c.end) for c in s.content),
            (s.cue.start, s.cue.end) if s.cue else None,
            (s.source.start, s.source.end) if s.source else None,
        )
        found.append((plain, s.score >= SURE_MODEL and s.source_score >= SURE_SOURCE))
    return found


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


def outside(text: str, model: Model, doubtful: list[Span]) -> list[Span]:
    """Return the stretches that the model is sure belong to no statement, and no rule claims."""
    pieces, where = model.pieces(text), columns()["statement"]
    found = []
    for first, last in windows(pieces, limit=LIMIT):
        rows = model.rows(pieces, first, last)[1:-1, where]
        free = np.exp(decode.log_softmax(rows)[:, 0]) >= SURE_OUTSIDE
        for at in np.flatnonzero(free).tolist():
            spot = int(pieces.starts[first + at]), int(pieces.ends[first + at])
            if not any(a < spot[1] and spot[0] < b for a, b in doubtful):
                found.append(spot)
    return found


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
