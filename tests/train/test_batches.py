"""Tests of flows/train/batches.py: windows of like length, padded, with targets by row."""

import random

import numpy as np
import pytest
import torch

from flows.annotate.learned.heads import HEADS, LINKS, event_tag
from flows.train.batches import CLS, MASK, SEP, batch_of, batches, link_targets, targets
from flows.train.gold import EventSides, Span
from flows.train.labels import Window

pytestmark = pytest.mark.train
CUE_SOURCE = LINKS.index(("cue", "source"))


def window(
    size: int,
    *,
    first_id: int = 1000,
    links: tuple[tuple[Span, Span | None], ...] = (),
    types: tuple[tuple[int, int, int], ...] = (),
    statuses: tuple[tuple[int, int], ...] = (),
    sides: tuple[EventSides, ...] = (),
    weight: float = 1.0,
) -> Window:
    """Return a window of so many pieces whose cues are linked to their sources."""
    ones = np.ones(size, dtype=np.int64)
    words = np.tile(np.array([3, 4, 0, 0], dtype=np.int64), (size, 1))
    pairs = tuple(links if n == CUE_SOURCE else () for n in range(len(LINKS)))
    sources = tuple(sorted({s for _, s in links if s is not None}))
    answers = tuple(sources if n == CUE_SOURCE else () for n in range(len(LINKS)))
    allowed = np.ones((len(HEADS), size), dtype=np.int64)
    ids = first_id + np.arange(size, dtype=np.int64)
    weights = np.linspace(weight, 2 * weight, len(HEADS))
    return Window(
        "made", ids, ones, ones * 2, ones, allowed, pairs, answers, types, statuses, sides,
        words, weights,
    )  # fmt: skip


def test_every_window_is_in_one_batch_and_none_is_far_over_the_budget() -> None:
    rng = random.Random(1)
    made = [window(rng.randrange(3, 90)) for _ in range(200)]
    groups = list(batches(made, budget=400, rng=rng))
    assert sorted(id(w) for group in groups for w in group) == sorted(map(id, made))
    # The order is shaken by up to 16 pieces, so a window may be that much shorter than another.
    assert all(len(g) * (max(len(w.ids) for w in g) + 2) <= 400 + 16 * len(g) for g in groups)
    assert max(np.ptp([len(w.ids) for w in g]) for g in groups) < 45


def test_no_windows_are_no_batches() -> None:
    assert list(batches([], budget=400, rng=random.Random(1))) == []


def test_a_window_over_the_budget_stands_alone() -> None:
    groups = list(batches([window(50), window(60)], budget=10, rng=random.Random(1)))
    assert sorted(len(g) for g in groups) == [1, 1]


def test_windows_stand_between_marks_and_padding_is_masked() -> None:
    batch = batch_of([window(2), window(4)], np.random.default_rng(1), hidden=0.05)
    assert batch.ids.tolist() == [[CLS, 1000, 1001, SEP, 0, 0], [CLS, 1000, 1001, 1002, 1003, SEP]]
    assert batch.mask.sum(dim=1).tolist() == [4, 6]
    assert batch.quote[0].tolist() == [0, 2, 2, 0, 0, 0]


@pytest.mark.parametrize("hidden", [0.05, 0.15])
def test_a_share_of_the_pieces_is_hidden(hidden: float) -> None:
    batch = batch_of([window(20_000)], np.random.default_rng(1), hidden=hidden)
    assert abs(int((batch.ids == MASK).sum()) - 20_000 * hidden) < 200


def test_rows_of_a_second_window_lie_behind_those_of_the_first() -> None:
    kind = event_tag("AID")
    one = window(3, types=((0, 3, kind),), statuses=((1, 2),), weight=0.5)
    two = window(2, types=((0, 2, kind),), statuses=((0, 1),))
    found = targets([one, two])
    assert found.types.tolist() == [[1, 4, kind], [6, 8, kind]]
    assert found.statuses.tolist() == [[2, 2], [6, 1]]
    assert found.weight[0].tolist() == [0.5] * 5 + [1.0] * 4
    assert found.weight[-1].tolist() == [1.0] * 5 + [2.0] * 4


def test_every_event_is_asked_about_every_piece_of_its_own_sentence() -> None:
    blamed = EventSides((1, 2), ((0, 1),), ((2, 4),), (0, 4))
    struck = EventSides((4, 5), ((4, 5),), (), (4, 5))
    found = targets([window(2), window(5, sides=(blamed, struck)), window(2)]).sides
    assert found.trigger.tolist() == [[6, 6], [9, 9]]
    assert found.kind.tolist() == [0, 0]
    assert found.event.tolist() == [0, 0, 0, 0, 1]
    assert found.piece.tolist() == [5, 6, 7, 8, 9]
    assert found.right.tolist() == [[1, 0], [0, 0], [0, 1], [0, 1], [1, 0]]


def test_an_event_whose_trigger_is_not_known_has_its_type_and_its_sentence() -> None:
    told = EventSides(None, ((0, 1),), (), (0, 3), "AID")
    found = targets([window(4, sides=(told,))]).sides
    assert (found.trigger.tolist(), found.kind.tolist()) == ([[1, 3]], [event_tag("AID")])
    assert targets([window(2)]).sides.piece.tolist() == []


def test_marks_allow_every_tag_and_words_count_from_the_mark() -> None:
    found = targets([window(2), window(3)])
    open_rows = (found.allowed == torch.iinfo(torch.int64).max).all(dim=0)
    assert open_rows.tolist() == [True, False, False, True, True, False, False, False, True]
    assert found.words[0].tolist() == [[-1] * 4, [3, 4, 1, 0], [3, 4, 1, 0], [-1] * 4, [-1] * 4]


def test_an_asker_is_linked_to_its_answer_or_to_the_mark_of_its_window() -> None:
    one = window(4, links=(((2, 4), (0, 2)), ((0, 1), None)))
    two = window(3, links=(((0, 1), (1, 3)),), weight=0.2)
    links = link_targets([one, two], CUE_SOURCE)
    assert links.asker.tolist() == [[3, 4], [1, 1], [7, 7]]
    assert links.answer[links.right].tolist() == [[1, 2], [0, 0], [8, 9]]
    assert links.asker_window.tolist() == [0, 0, 1]
    assert links.answer_window.tolist() == [0, 0, 1, 1]
    assert links.weight.tolist() == pytest.approx([1.0, 1.0, 0.2])
