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

from flows.annotate.gazetteer import Gazetteer
from flows.annotate.layout import Layout
from flows.annotate.placefeatures import (
    JOINT,
    OWN,
    Floats,
    Named,
    flatten,
    joint_features,
    own_features,
    read_outlet,
    softmax,
)
from flows.annotate.placekeys import name_key
from flows.annotate.placenames import Candidate, candidates
from flows.records import ArticleText

WEIGHTS = Path(__file__).with_name("resolver.json")
# A third time moved the held-out outlets of LGL by 0.1 points at most: that is where it was tried.
STEPS = ("joint", "again")
MOST_CANDIDATES = 40  # of one name; the smallest places go first
LEAST_CONFIDENCE = 0.02  # below, a name stays a name
_AFTER_COMMA = re.compile(r",\s|\s\(|,\s+in\s")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one span means: the candidate chosen, None where nothing fits, and how sure that is."""

    candidate: Candidate | None
    confidence: float


def resolve_places(
    article: ArticleText, spans: Sequence[tuple[int, int]], layout: Layout, gazetteer: Gazetteer
) -> list[Resolved]:
    """Return, for each span in order, the place it means."""
    keys, names = group_names(article.text, spans, layout, gazetteer)
    flat, owner = flatten(names)
    if not flat:
        return [Resolved(None, 0.0)] * len(spans)
    belief = believe(names, flat, owner, article.url, load_weights())
    best: dict[int, int] = {}
    for at in np.argsort(-belief, kind="stable"):
        best.setdefault(int(owner[at]), int(at))
    found = []
    for key in keys:
        at = best.get(key)
        sure = at is not None and belief[at] >= LEAST_CONFIDENCE
        found.append(
            Resolved(flat[at], float(belief[at]))
            if at is not None and sure
            else Resolved(None, 0.0)
        )
    return found


def believe(
    names: Sequence[Named],
    flat: Sequence[Candidate],
    owner: NDArray[np.int64],
    url: str | None,
    weights: Mapping[str, Floats],
) -> Floats:
    """Return how far each candidate is believed to be meant, summing to 1 for each name."""
    outlet = read_outlet(url)
    own = own_features(names, outlet)
    belief = softmax(own @ weights["own"], owner)
    for step in STEPS:
        joint = np.hstack([own, joint_features(names, flat, owner, belief, outlet)])
        belief = softmax(joint @ weights[step], owner)
    return belief


def group_names(
    text: str, spans: Sequence[tuple[int, int]], layout: Layout, gazetteer: Gazetteer
) -> tuple[list[int], list[Named]]:
    """Return the name each span belongs to, and the names with what their mentions show."""
    number: dict[str, int] = {}
    keys = [number.setdefault(name_key(text[a:b]) or text[a:b], len(number)) for a, b in spans]
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    follower: dict[int, int] = {}
    for here, after in zip(order, order[1:], strict=False):
        if _AFTER_COMMA.fullmatch(text, spans[here][1], spans[after][0]):
            follower.setdefault(keys[here], keys[after])
    line = layout.dateline or (0, 0)
    dated = {keys[i] for i, (a, _) in enumerate(spans) if line[0] <= a < line[1]}
    leading = set(follower.values())
    names = []
    for key, index in number.items():
        mentions = [text[a:b] for (a, b), k in zip(spans, keys, strict=True) if k == index]
        named = Named(
            key,
            mentions[0],
            most_likely(candidates(gazetteer, mentions[0])),
            len(mentions),
            follower.get(index),
            index in dated,
            index in leading,
        )
        names.append(named)
    return keys, names


def most_likely(found: list[Candidate]) -> list[Candidate]:
    """Return at most MOST_CANDIDATES of a name's candidates, the larger places."""
    found.sort(key=lambda c: (-c.entry.population, c.entry.place_id))
    return found[:MOST_CANDIDATES]


@cache
def load_weights() -> dict[str, Floats]:
    """Return the weights of the steps in the order of their features."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    found = {"own": np.array([stored["own"][name] for name in OWN])}
    for step in STEPS:
        found[step] = np.array([stored[step][name] for name in (*OWN, *JOINT)])
    return found
