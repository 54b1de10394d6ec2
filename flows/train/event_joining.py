"""A model and sentences kept from training in; the weights that join its events with the patterns'.

What patterns and head found in those sentences is weighed by a logistic curve over its facts, so
that an event's confidence is its chance of being one: type and sides as PLOVER's annotators had
them, type and trigger as the project's own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from flows.annotate.events.found import Found
from flows.annotate.events.joined import NOTHING, Candidate, candidates
from flows.annotate.events.triggers import find_triggers
from flows.annotate.grammar.parse import parse, sentences
from flows.annotate.learned.decode import Happening
from flows.annotate.learned.heads import folded
from flows.annotate.learned.model import Model
from flows.annotate.learned.weighing import Facts
from flows.annotate.text.layout import read_layout
from flows.annotate.text.words import Span
from flows.train.calibrate import logistic
from flows.train.event_trusts import event_trusts
from flows.train.gold import read_lines
from flows.train.splits import is_held_out, is_kept
from flows.train.spots import read_events

SETS = ("events_plover_train", "events_negatives_train")
RIDGE = 1.0  # rare facts have few candidates, which could say anything
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One labelled event: its type, and what trigger and sides must touch ((): nothing)."""

    event_type: str
    trigger: tuple[Spot, ...]
    sources: tuple[Spot, ...]
    targets: tuple[Spot, ...]

    def is_met(self, found: Found) -> bool:
        """Tell whether a finding is this event."""
        return (
            folded(found.event_type) == folded(self.event_type)
            and touch((found.trigger,), self.trigger)
            and touch(found.sources, self.sources)
            and touch(found.targets, self.targets)
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence kept from training: what was found in it, and what is wanted.

    Of PLOVER's sentences only one event is labelled: what is found beside it may be right too.
    """

    sentence: Span
    found: list[Found]
    happenings: tuple[Happening, ...]
    wanted: tuple[Wanted, ...]
    is_whole: bool = True  # all its events are labelled
    trusts: Mapping[str, float] = field(default_factory=dict)

    def candidates(self) -> list[Candidate]:
        """Return what may stand of what was found."""
        some = candidates(self.found, self.happenings, self.sentence, self.trusts)
        return [candidate for candidate in some if candidate.taker is None]

    def is_right(self, found: Found) -> bool:
        """Tell whether a finding is one of the wanted events."""
        return any(wanted.is_met(found) for wanted in self.wanted)

    def lessons(self) -> Iterator[tuple[Facts, bool]]:
        """Yield the facts of the candidates that can be judged, and whether each is right."""
        some = self.candidates()
        judged = self.judged(candidate.found for candidate in some)
        for candidate in some:
            if candidate.found in judged:
                yield candidate.facts, self.is_right(candidate.found)

    def judged(self, found: Iterable[Found]) -> list[Found]:
        """Return the findings of which the labels tell whether they are right."""
        some = list(found)
        right = [each for each in some if self.is_right(each)]
        return right if right and not self.is_whole else some


def touch(spans: Sequence[Spot], wanted: Sequence[Spot]) -> bool:
    """Tell whether any span shares a letter with one wanted; true where none is."""
    return not wanted or any(a < d and c < b for a, b in spans for c, d in wanted)


def kept_rows(gold: Path, seeds: Path) -> Iterator[tuple[str, tuple[Wanted, ...], bool]]:
    """Yield the sentences kept from training with their events, and whether these are all."""
    for name in SETS:
        for row in read_lines(gold / f"{name}.jsonl"):
            if is_kept(name, row) and not is_held_out(name, row):
                wanted = tuple(gold_event(event) for event in row["events"])
                yield row["text"], wanted, not wanted
    for row in read_lines(seeds / "event_examples.jsonl"):
        if is_kept("event_examples", row):
            yield row["text"], tuple(own_event(e, row["text"]) for e in row["events"]), True
    for one in read_events(seeds, gold):
        known = {"id": one.id}
        if is_kept("event_spots", known) and not is_held_out("event_spots", known):
            triggers = one.spans["event"]
            yield one.text, tuple(Wanted(kind, ((a, b),), (), ()) for a, b, kind in triggers), True


def gold_event(event: dict[str, Any]) -> Wanted:
    """Return an event of the gold: type and sides."""
    sides = [
        tuple((s["start"], s["end"]) for s in event[side]["spans"] if s.get("start") is not None)
        for side in ("source", "target")
    ]
    return Wanted(event["type"], (), sides[0], sides[1])


def own_event(event: dict[str, Any], text: str) -> Wanted:
    """Return an event of the project's own sentences: type and trigger."""
    at = text.find(event["trigger"])
    return Wanted(event["type"], ((at, at + len(event["trigger"])),), (), ())


def cases(
    model: Model, gold: Path, seeds: Path, trusts: Mapping[str, float] = NOTHING
) -> Iterator[Case]:
    """Yield the kept sentences as they are parsed, each with what is found in it."""
    for text, wanted, is_whole in kept_rows(gold, seeds):
        layout, read = read_layout(text), model.read(text)
        for sentence in sentences(parse(text, layout, read), layout):
            yield Case(sentence, find_triggers(sentence), read.events, wanted, is_whole, trusts)


def event_joining(model: Model, gold: Path, seeds: Path) -> dict[str, object]:
    """Return the weights of the facts of `event_joined.FACTS`, and the trusts of patterns.

    Where nothing was found nothing is returned, and `event_joined.PLAIN` weighs.
    """
    trusts = event_trusts(model, gold, seeds)
    some = list(cases(model, gold, seeds, trusts))
    told = [pair for case in some for pair in case.lessons()]
    if not told:
        return {}
    facts = np.array([facts for facts, _ in told])
    right = np.array([right for _, right in told], dtype=np.float64)
    weights = [float(weight) for weight in logistic(facts, right, RIDGE)]
    return {"weights": weights, "trusts": trusts}
