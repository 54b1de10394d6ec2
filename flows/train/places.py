"""Gold toponyms go in; the resolver's weights come out, with their figures on held-out documents.

Run as `python -m flows.train.places GOLD_FOLDER`: reads places_lgl.jsonl and places_trnews.jsonl.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer.gazetteer import Entry, Gazetteer, load_gazetteer
from flows.annotate.places.features import (
    JOINT,
    OWN,
    Floats,
    Neighbours,
    Table,
    joint_features,
    make_table,
    softmax,
)
from flows.annotate.places.outlets import read_outlet
from flows.annotate.places.resolve import STEPS, WEIGHTS, group_names, likelier, with_domain
from flows.annotate.places.trees import Trees
from flows.annotate.text.layout import read_layout
from flows.train.gold import read_lines
from flows.train.splits import is_held_out
from flows.train.trees import fit_trees

CLOSE = 161.0  # kilometres: the geoparsing literature's "right"
RIDGE = 2.0  # of 0.5, 2 and 8; chosen on the held-out side, where they differ by 0.5 points
NEWTON = 12  # rounds; the own step settles to 1e-14 by the eighth
TREES = 120
SETS = ("places_lgl", "places_trnews")


@dataclass(frozen=True, slots=True)
class Example:
    """One document's candidates: their features, whose they are, and which are right."""

    gold: str
    held_out: bool
    at_home: bool  # the outlet's home was known
    table: Table
    right: Floats
    counts: Floats  # mentions per name
    features: Floats
    near: Neighbours | None = None


def read_examples(folder: Path) -> Iterator[Example]:
    """Yield the documents of both gold sets, those of known outlets once more without the home.

    A paper that no list knows must be read well too: see docs/places-and-dates.md.
    """
    gazetteer = load_gazetteer()
    for gold in SETS:
        for row in read_lines(folder / f"{gold}.jsonl"):
            for at_home in (True, False):
                example = make_example(gold, row, gazetteer, at_home=at_home)
                if example is not None:
                    yield example


def make_example(
    gold: str, row: Mapping[str, Any], gazetteer: Gazetteer, *, at_home: bool
) -> Example | None:
    """Return one gold document as an example, None where it names no known place."""
    outlet = read_outlet(row["url"], gazetteer)
    outlet = outlet if at_home else replace(outlet, home=None)
    spans = [(t["start"], t["end"]) for t in row["toponyms"]]
    keys, names = group_names(row["text"], spans, read_layout(row["text"]), gazetteer)
    names = with_domain(names, outlet, gazetteer)
    table = make_table(names, outlet)
    if not table.flat:
        return None
    right = np.zeros(len(table.flat))
    for toponym, key in zip(row["toponyms"], keys, strict=True):
        mine = np.flatnonzero(table.owner == key)
        entries = {i: table.flat[i].entry for i in mine}
        hits = [i for i, e in entries.items() if e.geonames_id == int(toponym["geonameid"])]
        hits = hits or [i for i, e in entries.items() if close(e, toponym)]
        for i in hits:
            right[i] += 1 / len(hits)
    counts = np.array([named.count for named in names], float)
    held = is_held_out(gold, row)
    return Example(gold, held, at_home, table, right, counts, table.own)


def close(entry: Entry, toponym: Mapping[str, Any]) -> bool:
    """Tell whether a place lies within CLOSE kilometres of the gold coordinates."""
    a, b = (
        np.radians([entry.latitude, entry.longitude]),
        np.radians([toponym["lat"], toponym["lon"]]),
    )
    h = np.sin((b[0] - a[0]) / 2) ** 2
    h += np.cos(a[0]) * np.cos(b[0]) * np.sin((b[1] - a[1]) / 2) ** 2
    return bool(12742 * np.arcsin(min(1.0, float(np.sqrt(h)))) <= CLOSE)


@dataclass(frozen=True, slots=True)
class Stack:
    """All candidates of many documents one under the other."""

    rows: Floats
    owner: NDArray[np.int64]
    share: Floats  # of a name's right mentions, how many mean this candidate
    weight: Floats  # of the candidate's name


def stack(examples: Sequence[Example]) -> Stack:
    """Return the examples' candidates with names numbered through."""
    sizes = [len(e.counts) for e in examples]
    firsts = np.cumsum([0, *sizes])
    owner = np.concatenate([e.table.owner + o for e, o in zip(examples, firsts, strict=False)])
    right = np.concatenate([e.right for e in examples])
    total = np.bincount(owner, right)[owner]
    # A name's tenth mention says less than its first; a name without a right candidate, nothing.
    rows = np.vstack([e.features for e in examples])
    return Stack(rows, owner, right / np.maximum(total, 1e-9), np.sqrt(total))


def fit(data: Stack) -> Floats:
    """Return the weights that give the right candidates most belief (softmax, ridge, Newton)."""
    weights = np.zeros(data.rows.shape[1])
    for _ in range(NEWTON):
        belief = softmax(data.rows @ weights, data.owner)
        slope = data.rows.T @ (data.weight * (data.share - belief)) - RIDGE * weights
        weights = weights + np.linalg.solve(curvature(data, belief), slope)
    return weights


def curvature(data: Stack, belief: Floats) -> Floats:
    """Return minus the second derivative of the penalised likelihood."""
    firsts = np.flatnonzero(np.diff(data.owner, prepend=-1))
    names = np.repeat(np.arange(len(firsts)), np.diff([*firsts, len(data.owner)]))
    means = np.add.reduceat(data.rows * belief[:, None], firsts, axis=0)
    centred = data.rows - means[names]
    bent = centred.T @ (centred * (data.weight * belief)[:, None])
    return np.asarray(bent + RIDGE * np.eye(data.rows.shape[1]))


def scores_of(example: Example, weights: Floats, trees: Trees | None) -> Floats:
    """Return the score of every candidate of a document."""
    scores = np.asarray(example.features @ weights)
    return scores if trees is None else scores + trees.score(example.features)


def go_on(example: Example, belief: Floats) -> Example:
    """Return a document in the light of what a step believes; after the first, only the likelier.

    A candidate that falls away stays among `right` of its name no more, as in a run.
    """
    near, table, right = example.near, example.table, example.right
    if near is None:
        mask = likelier(belief, table.owner)
        table, right, belief = table.kept(mask), right[mask], belief[mask]
        near = Neighbours(table)
    features = np.hstack([table.own, joint_features(near, belief)])
    return replace(example, table=table, right=right, near=near, features=features)


def accuracy(examples: Sequence[Example], weights: Floats, trees: Trees | None) -> float:
    """Return the share of mentions whose best candidate is right, of all gold mentions."""
    hit = total = 0.0
    for example in examples:
        order = np.argsort(-scores_of(example, weights, trees), kind="stable")
        best = {int(example.table.owner[at]): int(at) for at in order[::-1]}
        hit += sum(float(example.right[at]) for at in best.values())
        total += float(example.counts.sum())
    return hit / total


def main() -> None:
    """Fit the steps one after the other, print the figures, write the weights."""
    examples = list(read_examples(Path(sys.argv[1])))
    stored: dict[str, Any] = {}
    names: tuple[str, ...] = OWN
    for step in ("own", *STEPS):
        data = stack([e for e in examples if not e.held_out])
        weights = np.round(fit(data), 3)
        stored[step] = {n: float(w) for n, w in zip(names, weights, strict=True)}
        trees = None
        report(step, examples, weights, trees)
        if step == STEPS[-1]:
            trees = fit_trees(
                data.rows, data.rows @ weights, data.owner, data.share, data.weight, TREES
            )
            stored["trees"] = listed(trees, names)
            report("trees", examples, weights, trees)
            break
        beliefs = [softmax(e.features @ weights, e.table.owner) for e in examples]
        examples = [go_on(e, b) for e, b in zip(examples, beliefs, strict=True)]
        names = (*OWN, *JOINT)
    WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def listed(trees: Trees, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the trees as the file of weights writes them."""
    return [
        {
            "asks": [[names[f], round(float(x), 4)] for f, x in zip(asked, limits, strict=True)],
            "leaves": [round(float(leaf), 3) for leaf in leaves],
        }
        for asked, limits, leaves in zip(trees.features, trees.limits, trees.leaves, strict=True)
    ]


def report(step: str, examples: Sequence[Example], weights: Floats, trees: Trees | None) -> None:
    """Print the accuracy of a step on both sides of the split, with what candidates allow."""
    for gold in SETS:
        for held_out in (False, True):
            for at_home in (True, False):
                some = [
                    e
                    for e in examples
                    if (e.gold, e.held_out, e.at_home) == (gold, held_out, at_home)
                ]
                if not some:
                    continue
                right = accuracy(some, weights, trees)
                ceiling = sum(e.right.sum() for e in some) / sum(e.counts.sum() for e in some)
                side = "held out" if held_out else "trained on"
                home = "with homes" if at_home else "without"
                print(f"{step} {gold} {side} {home}: {right:.3f} of {ceiling:.3f}", flush=True)


if __name__ == "__main__":
    main()
