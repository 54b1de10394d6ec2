"""An article and its toponyms' spans go in; the place each means comes out, with a confidence.

All names of a document are resolved together, in three steps: each by itself, then twice each in
the light of what the step before believes of the others. The weights are a readable file beside
this module.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer.gazetteer import Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.offices import ruled_kinds
from flows.annotate.places.context import corrected
from flows.annotate.places.districts import told_by_district, told_by_towns
from flows.annotate.places.features import (
    JOINT,
    OWN,
    Floats,
    Named,
    Neighbours,
    Table,
    joint_features,
    make_table,
    softmax,
)
from flows.annotate.places.larger import Resolved
from flows.annotate.places.meanings import meanings
from flows.annotate.places.outlets import Outlet, read_outlet
from flows.annotate.places.strays import without_strays
from flows.annotate.places.trees import Trees, read_trees
from flows.annotate.places.typedlists import told_names
from flows.annotate.text.layout import Layout
from flows.records import ArticleText

WEIGHTS = Path(__file__).with_name("resolver.json")
# A third time moved the held-out outlets of LGL by 0.1 points at most: that is where it was tried.
STEPS = ("joint", "again")
MOST_KEPT = 12  # candidates of one name that are weighed together with the other names'
LEAST_CONFIDENCE = 0.02  # below, a name stays a name
_AFTER_COMMA = re.compile(r",\s|\s\(|,\s+in\s")


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a feature for every step, and the trees that correct the last step."""

    steps: Mapping[str, Floats]
    trees: Trees


def resolve_places(
    article: ArticleText, spans: Sequence[tuple[int, int]], layout: Layout, gazetteer: Gazetteer
) -> list[Resolved]:
    """Return, for each span in order, the place it means."""
    outlet = read_outlet(article.url, gazetteer)
    keys, names = group_names(article.text, spans, layout, gazetteer)
    table = make_table(with_domain(names, outlet, gazetteer), outlet)
    if not table.flat:
        return [Resolved(None, 0.0)] * len(spans)
    table, belief = believe(table, load_weights())
    ruled = [ruled_kinds(article.text, a, b) for a, b in spans]
    by_kinds = {kinds: choose(table, belief, kinds) for kinds in {frozenset[str](), *ruled}}
    chosen = by_kinds[frozenset()]
    told = [
        by_kinds[kinds].get(key) if kinds else None for key, kinds in zip(keys, ruled, strict=True)
    ]
    for key, by_office in zip(keys, told, strict=True):
        if by_office and not _is_near(by_office, chosen[key]):
            chosen[key] = by_office  # the other mentions mean that country too
    pairs = zip(keys, told, strict=True)
    found = [by_office or chosen.get(key, Resolved(None, 0.0)) for key, by_office in pairs]
    is_placed = outlet.home is not None or outlet.place != ""
    named = [names[key] for key in keys]
    home = outlet.home.country_code if outlet.home else outlet.country
    found = corrected(article.text, spans, named, found, is_placed=is_placed, home=home)
    found = told_by_district(article.text, spans, named, found, gazetteer)
    found = told_by_towns(named, found, gazetteer)
    return without_strays(named, found, outlet.home)


def _is_near(one: Resolved, other: Resolved) -> bool:
    """Tell whether two places lie in one country."""
    first, second = one.candidate, other.candidate
    return not first or not second or first.entry.country_code == second.entry.country_code


def choose(
    table: Table, belief: Floats, kinds: frozenset[str] = frozenset()
) -> dict[int, Resolved]:
    """Return what each name means, of these kinds alone where some are given.

    The best candidate of all is as good as the best of some, so a name that an office tells has
    an entry without its kinds too.
    """
    best: dict[int, int] = {}
    share: dict[int, float] = {}
    for at in np.argsort(-belief, kind="stable"):
        if not kinds or table.flat[at].entry.kind in kinds:
            best.setdefault(int(table.owner[at]), int(at))
            share[int(table.owner[at])] = share.get(int(table.owner[at]), 0.0) + float(belief[at])
    return {
        key: Resolved(table.flat[at], float(belief[at]) / share[key])
        for key, at in best.items()
        if belief[at] >= LEAST_CONFIDENCE
    }


def believe(table: Table, weights: Weights) -> tuple[Table, Floats]:
    """Return the likelier candidates, and how far each is meant: the beliefs of a name sum to 1."""
    belief = softmax(table.own @ weights.steps["own"], table.owner)
    mask = likelier(belief, table.owner)
    table, belief = table.kept(mask), belief[mask]
    near = Neighbours(table)
    for step in STEPS:
        rows = np.hstack([table.own, joint_features(near, belief)])
        scores = rows @ weights.steps[step]
        if step == STEPS[-1]:
            scores = scores + weights.trees.score(rows)
        belief = softmax(scores, table.owner)
    return table, belief


def likelier(belief: Floats, owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return a mask of the MOST_KEPT candidates of each name that are believed most."""
    order = np.lexsort((-belief, owner))
    firsts = np.searchsorted(owner[order], owner[order], side="left")
    mask = np.zeros(len(belief), np.bool_)
    mask[order] = np.arange(len(belief)) - firsts < MOST_KEPT
    return mask


def group_names(
    text: str, spans: Sequence[tuple[int, int]], layout: Layout, gazetteer: Gazetteer
) -> tuple[list[int], list[Named]]:
    """Return the name each span belongs to, and the names with what their mentions show."""
    number: dict[str, int] = {}
    told = told_names(text, spans, gazetteer)
    keys = [number.setdefault(name_key(name) or name, len(number)) for name in told]
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    follower: dict[int, int] = {}
    for here, after in zip(order, order[1:], strict=False):
        if _AFTER_COMMA.fullmatch(text, spans[here][1], spans[after][0]):
            follower.setdefault(keys[here], keys[after])
    line = layout.dateline or (0, 0)
    dated = {keys[i] for i, (a, _) in enumerate(spans) if line[0] <= a < line[1]}
    leading = set(follower.values())
    mentions: dict[int, list[str]] = {}
    for name, index in zip(told, keys, strict=True):
        mentions.setdefault(index, []).append(name)
    names = []
    for key, index in number.items():
        surface = mentions[index][0]
        named = Named(
            key,
            surface,
            meanings(gazetteer, surface),
            len(mentions[index]),
            follower.get(index),
            index in dated,
            index in leading,
        )
        names.append(named)
    return keys, names


def with_domain(names: list[Named], outlet: Outlet, gazetteer: Gazetteer) -> list[Named]:
    """Return the names with the one in the outlet's domain, unless the text has it: never named."""
    if not outlet.place or any(named.key == name_key(outlet.place) for named in names):
        return names
    found = meanings(gazetteer, outlet.place)
    return [*names, Named(name_key(outlet.place), outlet.place, found, 0, None, False, False)]


@cache
def load_weights() -> Weights:
    """Return the weights of the steps in the order of their features, with the trees."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    steps = {"own": np.array([stored["own"][name] for name in OWN])}
    for step in STEPS:
        steps[step] = np.array([stored[step][name] for name in (*OWN, *JOINT)])
    return Weights(steps, read_trees(stored["trees"], (*OWN, *JOINT)))
