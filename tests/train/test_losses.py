"""Tests of flows/train/losses.py: what is known pulls, what is not known costs nothing."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from flows.annotate.learned.heads import EVENT_TYPES, HEADS, columns, event_tag, head, width
from flows.annotate.learned.windows import Pieces
from flows.train.batches import Targets, targets
from flows.train.gold import EventSides, Example, Said, statement_spans
from flows.train.labels import training_windows
from flows.train.losses import all_triggers, drift, losses, tag_loss, type_loss, with_none

pytestmark = pytest.mark.train
TEXT = "Ann said rain fell"
WHOLE = 0, len(TEXT)
BARE = Example("made", "1", TEXT, False, {})
SAID = Said(((9, 18),), (4, 8), (0, 3))
TOLD = replace(BARE, spans={"statement": statement_spans((SAID,))}, said=(SAID,))
WORDS = np.array([[0, 3, 25, 29, 1, 1], [4, 8, 41, 0, 1, 0], [9, 18, 23, 13, 1, 0]], np.int32)


def batch_of(example: Example) -> tuple[Tensor, Targets]:
    """Return the mask and the targets of a batch of one example of four words."""
    spots = np.array([(0, 3), (4, 8), (9, 13), (14, 18)], dtype=np.int64)
    nothing = np.zeros(4, dtype=np.int64)
    joined = np.zeros(4, dtype=np.bool_)
    opening = np.array([1, 0, 0, 0], dtype=np.int64)
    pieces = Pieces(nothing, spots[:, 0], spots[:, 1], nothing, nothing, opening, joined)
    group = list(training_windows(example, pieces, limit=10))
    return torch.ones((1, 6), dtype=torch.bool), targets(group)


def slopes(example: Example) -> tuple[set[str], set[str]]:
    """Return which heads have a loss, and which parts of the output it moves."""
    torch.manual_seed(1)
    whole = torch.randn((1, 6, width()), requires_grad=True)
    parts = losses(whole, *batch_of(example))
    (slope,) = torch.autograd.grad(sum(parts.values(), torch.zeros(())), [whole])
    moved = {name for name, at in columns().items() if bool(slope[..., at].any())}
    return set(parts), moved


@pytest.mark.parametrize("name", ["toponym", "timex", "entity"])
def test_a_head_learns_only_from_texts_that_are_labelled_for_it(name: str) -> None:
    kind = head(name).classes[0]
    known = replace(BARE, spans={name: ((0, 3, kind),)})
    assert slopes(known) == ({name}, {name})


def test_a_text_in_which_nothing_is_found_is_a_lesson_too() -> None:
    assert slopes(replace(BARE, spans={"toponym": ()})) == ({"toponym"}, {"toponym"})


def test_statements_move_their_tags_and_links() -> None:
    links = {"content>cue", "content>source", "cue>source"}
    parts, moved = slopes(TOLD)
    assert parts == {"statement", *links}
    assert moved == {
        "statement",
        *(f"{link} {side}" for link in links for side in ("asks", "answers")),
    }


def test_a_text_without_known_statements_leaves_their_head_alone() -> None:
    unsure = replace(TOLD, sure={"statement": ()}, said=())
    assert slopes(replace(unsure, types=((0, 18, "AID"),))) == ({"type"}, {"event"})


def test_triggers_move_the_types_and_nothing_else() -> None:
    known = replace(BARE, spans={"event": ((14, 18, "DISASTER"),)})
    assert slopes(known) == ({"event"}, {"event"})
    unsure = replace(known, sure={"event": ()})
    assert losses(torch.randn((1, 6, width())), *batch_of(unsure)) == {}


def test_syntax_and_status_move_their_own_columns() -> None:
    known = replace(BARE, words=WORDS, statuses=((4, 8, "denied"),))
    syntax = {"tag", "relation", "sentence"}
    assert slopes(known) == (
        {"status", "arc", *syntax},
        {"status", "arc asks", "arc answers", *syntax},
    )


def test_right_scores_cost_nearly_nothing_and_wrong_ones_much() -> None:
    quiet = replace(TOLD, spans={**TOLD.spans, "event": ()})
    mask, wanted = batch_of(replace(quiet, statuses=((9, 13, "denied"),)))
    right = torch.zeros((1, 6, width()))
    tags = (wanted.allowed[0, 1:5].unsqueeze(1) >> torch.arange(HEADS[0].size)) & 1
    where = columns()
    right[0, 1:5, where["statement"]] = tags.float() * 20
    right[0, 3, where["status"]] = torch.tensor([0.0, 0.0, 20.0])
    right[0, :, where["event"]] = -20.0
    good, bad = losses(right, mask, wanted), losses(-right, mask, wanted)
    for name in ("statement", "status", "event"):
        assert good[name] < 1e-4, name
        assert bad[name] > 5, name


def test_a_link_to_the_right_source_costs_less_than_one_to_none() -> None:
    mask, wanted = batch_of(TOLD)
    where = columns()

    def loss(answer: int) -> float:
        whole = torch.zeros((1, 6, width()))
        whole[0, 2, where["cue>source asks"]] = 1.0
        whole[0, answer, where["cue>source answers"]] = 2.0
        return float(losses(whole, mask, wanted)["cue>source"])

    assert loss(1) < 0.01 < loss(0)


def test_an_events_own_sides_move_their_vectors_and_nothing_else() -> None:
    sides = EventSides((4, 8), ((0, 3),), ((9, 13),), WHOLE), EventSides((14, 18), (), (), WHOLE)
    parts, moved = slopes(replace(BARE, sides=sides))
    assert parts == {"sides"}
    vectors = {f"trigger>{s} {part}" for s in ("source", "target") for part in ("asks", "answers")}
    assert moved == vectors


def test_the_right_side_costs_less_than_another() -> None:
    told = EventSides((4, 8), ((0, 3),), ((9, 13),), WHOLE)
    mask, wanted = batch_of(replace(BARE, sides=(told,)))
    where = columns()

    def loss(source: int, other: int) -> float:
        whole = torch.zeros((1, 6, width()))
        for side, near in (("source", source), ("target", other)):
            whole[0, 2, where[f"trigger>{side} asks"]] = 1.0
            whole[0, :, where[f"trigger>{side} answers"]] = -2.0
            whole[0, near, where[f"trigger>{side} answers"]] = 2.0
        return float(losses(whole, mask, wanted)["sides"])

    assert loss(1, 3) < 1e-4
    assert loss(3, 1) > 5


def test_the_surest_word_of_its_type_is_the_trigger_that_nobody_marked() -> None:
    told = EventSides(None, ((0, 3),), (), WHOLE, "AID")
    _, wanted = batch_of(replace(BARE, sides=(told, EventSides((4, 8), (), (), WHOLE))))
    kinds = torch.full((6, 1 + len(EVENT_TYPES)), -9.0)
    kinds[0, event_tag("AID")], kinds[3, event_tag("AID")] = 5.0, 2.0
    kinds[4, event_tag("ASSAULT")] = 9.0
    assert all_triggers(kinds, wanted.sides).tolist() == [[3, 3], [2, 2]]


def test_tags_that_share_a_place_share_the_chance() -> None:
    scores = torch.zeros((1, 7))
    one, three = (tag_loss(scores, torch.tensor([m]), torch.ones(1)) for m in (0b1, 0b111))
    assert one is not None
    assert three is not None
    assert one.item() == pytest.approx(np.log(7))
    assert three.item() == pytest.approx(np.log(7 / 3))
    assert tag_loss(scores, torch.tensor([0b1111111]), torch.ones(1)) is None


def test_a_heavier_text_costs_more() -> None:
    scores, mask = torch.zeros((1, 7)), torch.tensor([1])
    full, part = (tag_loss(scores, mask, torch.tensor([w])) for w in (1.0, 0.2))
    assert full is not None
    assert part is not None
    assert part.item() == pytest.approx(full.item() * 0.2)


def test_any_piece_may_be_the_trigger_where_only_the_type_is_known() -> None:
    scores = torch.zeros((4, len(EVENT_TYPES)))
    scores[:] = -9.0
    right = torch.tensor([[0, 4, event_tag("AID")]])
    silent = type_loss(with_none(scores), right).item()
    scores[2, EVENT_TYPES.index("AID")] = 9.0
    assert type_loss(with_none(scores), right).item() < 0.01
    assert type_loss(with_none(scores), torch.tensor([[0, 2, right[0, 2]]])).item() > 5
    assert silent > 5


def test_a_head_outside_of_the_window_is_not_asked_for() -> None:
    outside = WORDS[[0]].copy()
    outside[0, 4] = 0
    mask, wanted = batch_of(replace(BARE, words=outside))
    wanted.words[0, 1, 2] = -1
    found = losses(torch.randn((1, 6, width())), mask, wanted)
    assert found.get("arc", torch.zeros(())).item() == 0
    assert found["tag"] > 0


def test_what_says_the_same_has_not_drifted() -> None:
    torch.manual_seed(1)
    whole, mask = torch.randn((1, 6, width())), torch.ones((1, 6), dtype=torch.bool)
    assert drift(whole, whole, mask, [""]).item() == pytest.approx(0, abs=1e-5)
    assert drift(whole, whole + torch.randn_like(whole), mask, [""]).item() > 0.1


def moved_heads(sets: list[str]) -> list[set[str]]:
    """Return for each window the heads that the drift of random scores would move."""
    torch.manual_seed(1)
    before = torch.randn((len(sets), 6, width()))
    mask = torch.ones((len(sets), 6), dtype=torch.bool)
    mask[:, 5] = False
    whole = (before + torch.randn_like(before)).requires_grad_()
    (slope,) = torch.autograd.grad(drift(whole, before, mask, sets), [whole])
    assert not slope[:, 5].any()
    return [{name for name, at in columns().items() if bool(row[:, at].any())} for row in slope]


def test_heads_are_held_but_where_the_seeds_or_plovers_sides_teach_them() -> None:
    sets = ["places_lgl", "written", "event_examples", "event_spots", "events_plover_train"]
    article, written, sentence, spots, plover = moved_heads(sets)
    links = {name for name in columns() if name.startswith(("content>", "cue>"))}
    assert article == set(columns()) - {"sentence", "event"}
    assert article - written == {"statement", "toponym", *links}
    own = {name for name in columns() if name.startswith("trigger>")}
    assert article - sentence == article - spots == {"status", *own}
    assert article - plover == own
