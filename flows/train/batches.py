"""Training windows in, padded batches of tensors out, each with the targets of all heads."""

import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from flows.annotate.learned.heads import event_tag
from flows.train.gold import Span
from flows.train.labels import Window
from flows.train.network import Batch

CLS, SEP, MASK = 101, 102, 103


class Links(NamedTuple):
    """One kind of link in a batch: who asks, which spans could answer, and the right one."""

    asker: Tensor  # [askers, 2]: rows of the first and the last piece
    asker_window: Tensor
    answer: Tensor  # [answers, 2]; each window's opening mark stands for "none"
    answer_window: Tensor
    right: Tensor  # index into the answers
    weight: Tensor


class Sides(NamedTuple):
    """The events of a batch, each with every piece of its sentence: is it of one of its sides?"""

    trigger: Tensor  # [events, 2]: rows of the first and the last piece, or of the sentence's
    kind: Tensor  # [events]: tag of the type whose trigger is not known, 0 where it is
    event: Tensor  # [pairs]: number of the event
    piece: Tensor  # [pairs]: row of the piece
    right: Tensor  # [pairs, 2]: 1 where the piece is of a source, of a target


class Targets(NamedTuple):
    """What the heads should say of a batch; rows count real pieces, window by window."""

    allowed: Tensor  # [heads and events, rows]
    weight: Tensor  # [heads and events, rows]
    links: tuple[Links, ...]
    types: Tensor  # [sentences, 3]: its rows [from, to), the tag of its event
    statuses: Tensor  # [triggers, 2]: row, status
    sides: Sides
    words: Tensor  # [windows, pieces with marks, 4] as in `labels.Window`, -1 where not known


def batches(windows: list[Window], *, budget: int, rng: random.Random) -> Iterator[list[Window]]:
    """Group windows of like length into batches of so many pieces, in random order."""
    order = sorted(windows, key=lambda w: len(w.ids) + rng.random() * 16)
    groups: list[list[Window]] = [[]]
    for window in order:
        if groups[-1] and (len(groups[-1]) + 1) * (len(window.ids) + 2) > budget:
            groups.append([])
        groups[-1].append(window)
    rng.shuffle(groups)
    yield from (g for g in groups if g)


def batch_of(group: list[Window], rng: np.random.Generator, *, hidden: float) -> Batch:
    """Return windows padded to one length, with this share of their pieces hidden at random."""
    longest = max(len(w.ids) for w in group) + 2
    shape = (len(group), longest)
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.bool_)
    features = np.zeros((3, *shape), np.int64)
    for n, w in enumerate(group):
        size = len(w.ids)
        kept = np.where(rng.random(size) < hidden, MASK, w.ids)
        ids[n, : size + 2] = np.concatenate([[CLS], kept, [SEP]])
        mask[n, : size + 2] = True
        features[:, n, 1 : size + 1] = w.case, w.quote, w.opening
    return Batch(*map(torch.from_numpy, (ids, *features, mask)))


def targets(group: list[Window]) -> Targets:
    """Return the targets of a batch; a window's rows are its marks and its pieces."""
    everything = np.iinfo(np.int64).max
    allowed, weight, types, statuses, at = [], [], [], [], 0
    words = np.full((len(group), max(len(w.ids) for w in group) + 2, 4), -1, dtype=np.int64)
    for n, w in enumerate(group):
        allowed.append(np.pad(w.allowed, ((0, 0), (1, 1)), constant_values=everything))
        weight.append(np.repeat(w.weights[:, None], len(w.ids) + 2, axis=1))
        types += [(at + 1 + a, at + 1 + b, kind) for a, b, kind in w.types]
        statuses += [(at + 1 + a, kind) for a, kind in w.statuses]
        words[n, 1 : len(w.ids) + 1] = w.words
        words[n, :, 2] += words[n, :, 2] >= 0  # the window's mark stands before its pieces
        at += len(w.ids) + 2
    return Targets(
        torch.from_numpy(np.concatenate(allowed, axis=1)),
        torch.from_numpy(np.concatenate(weight, axis=1)).float(),
        tuple(link_targets(group, kind) for kind in range(len(group[0].links))),
        torch.tensor(types, dtype=torch.long).reshape(-1, 3),
        torch.tensor(statuses, dtype=torch.long).reshape(-1, 2),
        side_targets(group),
        torch.from_numpy(words),
    )


def link_targets(group: list[Window], kind: int) -> Links:
    """Return one kind of link over a batch, as rows."""
    askers: list[Span] = []
    answers: list[Span] = []
    right: list[int] = []
    weight: list[float] = []
    asker_window: list[int] = []
    answer_window: list[int] = []
    at = 0
    for n, w in enumerate(group):
        spots: dict[object, int] = {None: len(answers)}
        answers.append((at, at))
        for a, b in w.answers[kind]:
            spots[a, b] = len(answers)
            answers.append((at + 1 + a, at + b))
        for (a, b), answer in w.links[kind]:
            askers.append((at + 1 + a, at + b))
            right.append(spots[answer])
            asker_window.append(n)
            weight.append(w.weight)
        answer_window += [n] * len(spots)
        at += len(w.ids) + 2
    return Links(
        torch.tensor(askers, dtype=torch.long).reshape(-1, 2),
        torch.tensor(asker_window, dtype=torch.long),
        torch.tensor(answers, dtype=torch.long).reshape(-1, 2),
        torch.tensor(answer_window, dtype=torch.long),
        torch.tensor(right, dtype=torch.long),
        torch.tensor(weight, dtype=torch.float),
    )


def side_targets(group: list[Window]) -> Sides:
    """Return the events of a batch with the pieces of their sentences, as rows."""
    triggers: list[Span] = []
    kinds: list[int] = []
    pairs: list[tuple[int, int]] = []
    right: list[tuple[bool, bool]] = []
    at = 0
    for w in group:
        for event in w.sides:
            first, last = event.trigger or event.sentence
            for piece in range(*event.sentence):
                pairs.append((len(triggers), at + 1 + piece))
                right.append((lies_in(piece, event.sources), lies_in(piece, event.targets)))
            triggers.append((at + 1 + first, at + last))
            kinds.append(0 if event.trigger else event_tag(event.kind))
        at += len(w.ids) + 2
    events, pieces = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2).T
    return Sides(
        torch.tensor(triggers, dtype=torch.long).reshape(-1, 2),
        torch.tensor(kinds, dtype=torch.long),
        events,
        pieces,
        torch.tensor(right, dtype=torch.float).reshape(-1, 2),
    )


def lies_in(piece: int, spans: tuple[Span, ...]) -> bool:
    """Tell whether a piece lies in one of some spans."""
    return any(a <= piece < b for a, b in spans)
