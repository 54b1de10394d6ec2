"""Tests of flows/train/labels.py: masks of lawful tags, and links inside a window."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from flows.annotate.learned.heads import EVENT_TYPES, HEADS, STATUSES, event_tag, head
from flows.annotate.learned.windows import Pieces
from flows.train.gold import EventSides, Example, Labelled, Said, event_sides, statement_spans
from flows.train.labels import allowed_tags, everything, piece_span, training_windows

TEXT = "Ann said rain fell"
STATEMENT = head("statement")


def pieces() -> Pieces:
    spots = np.array([(0, 3), (4, 8), (9, 13), (14, 18)], dtype=np.int64)
    nothing = np.zeros(4, dtype=np.int64)
    opening = np.array([1, 0, 0, 0], dtype=np.int64)
    joined = np.zeros(4, dtype=np.bool_)
    return Pieces(nothing, spots[:, 0], spots[:, 1], nothing, nothing, opening, joined)


def example(spans: Mapping[str, tuple[Labelled, ...]], *said: Said) -> Example:
    return Example("made", "1", TEXT, False, spans, said)


SAID = Said(((9, 18),), (4, 8), (0, 3))


def row(name: str) -> int:
    return next(n for n, h in enumerate(HEADS) if h.name == name)


def test_a_head_without_labels_allows_everything() -> None:
    *masks, _ = allowed_tags(example({}), pieces())
    assert all((masks[n] == everything(h)).all() for n, h in enumerate(HEADS))


def test_known_words_allow_one_tag() -> None:
    masks = allowed_tags(example({"statement": statement_spans((SAID,))}, SAID), pieces())
    source, cue, content = (STATEMENT.begin(k) for k in ("source", "cue", "content"))
    assert masks[row("statement")].tolist() == [1 << source, 1 << cue, 1 << content, 2 << content]


def test_cues_stay_open_where_a_set_marks_none() -> None:
    bare = Said(((9, 18),), None, (0, 3))
    known = example({"statement": statement_spans((bare,))}, bare)
    masks = allowed_tags(replace(known, open_cues=True), pieces())[row("statement")]
    assert masks[1] == 1 | 0b11 << STATEMENT.begin("cue")


def test_words_that_are_not_sure_cost_nothing() -> None:
    known = example({"statement": statement_spans((SAID,))}, SAID)
    masks = allowed_tags(replace(known, sure={"statement": ((0, 3),)}), pieces())[row("statement")]
    assert masks[0] == 1 << STATEMENT.begin("source")
    assert (masks[1:] == everything(STATEMENT)).all()


def test_a_lesson_counts_for_less_than_a_label_and_only_at_its_head() -> None:
    known = example({"statement": (), "toponym": (), "timex": ()})
    plain, taught = (
        next(training_windows(replace(known, sure=sure, weight=0.5), pieces(), limit=10))
        for sure in ({}, {"toponym": ((0, 18),), "event": ()})
    )
    assert plain.weights.tolist() == [0.5] * (len(HEADS) + 1)
    assert plain.weight == 0.5
    assert 0 < taught.weights[row("toponym")] < 0.5
    assert 0 < taught.weights[-1] < 0.5
    assert (taught.weight, taught.weights[row("timex")]) == (0.5, 0.5)


def test_links_join_what_lies_in_one_window() -> None:
    known = example({"statement": statement_spans((SAID,))}, SAID)
    (window,) = training_windows(known, pieces(), limit=10)
    assert window.links == ((((2, 4), (1, 2)),), (((2, 4), (0, 1)),), (((1, 2), (0, 1)),))


def test_a_source_in_another_window_is_no_answer() -> None:
    known = example({"statement": statement_spans((SAID,))}, SAID)
    second = list(training_windows(known, pieces(), limit=2))[1]
    assert second.links[1] == (((0, 2), None),)


def test_pieces_of_a_stretch_are_those_that_touch_it() -> None:
    assert piece_span(pieces(), 4, 13) == (1, 3)
    assert piece_span(pieces(), 8, 9) is None


def test_a_trigger_has_the_tag_of_its_type_and_other_words_none() -> None:
    told = example({"event": ((4, 13, "AID"), (14, 18, "RETREAT"))})
    aid, given_up = 1 << event_tag("AID"), 1 << 1 + EVENT_TYPES.index("YIELD")
    assert allowed_tags(told, pieces())[-1].tolist() == [1, aid, aid, given_up]
    part = allowed_tags(replace(told, sure={"event": ((4, 8),)}), pieces())[-1].tolist()
    assert part == [(1 << 1 + len(EVENT_TYPES)) - 1, aid, part[0], part[0]]


def test_a_sentence_whose_type_alone_is_known_leaves_its_words_open() -> None:
    (window,) = training_windows(replace(example({}), types=((0, 18, "AID"),)), pieces(), limit=10)
    assert window.types == ((0, 4, event_tag("AID")),)
    assert (window.allowed[-1] == (1 << 1 + len(EVENT_TYPES)) - 1).all()


def test_an_eventless_sentence_has_no_type() -> None:
    assert event_sides({"events": []}) is None


def test_a_word_is_told_at_its_first_piece_with_its_heads_first_piece() -> None:
    words = np.array([[0, 3, 25, 29, 1, 1], [4, 8, 41, 0, 1, 0], [9, 18, 23, 13, 1, 0]], np.int32)
    (window,) = training_windows(replace(example({}), words=words), pieces(), limit=10)
    assert window.words.tolist() == [
        [25, 29, 1, 1],
        [41, 0, 1, 0],
        [23, 13, 1, 0],
        [-1, -1, -1, -1],
    ]


def test_a_head_in_another_window_is_not_known() -> None:
    words = np.array([[0, 3, 25, 29, 3, 1], [14, 18, 41, 0, 1, 0]], np.int32)
    words[0, 4] = 1
    first = next(iter(training_windows(replace(example({}), words=words), pieces(), limit=2)))
    assert first.words[0].tolist() == [25, 29, -1, 1]


def test_what_became_of_a_trigger_is_told_at_its_first_piece() -> None:
    told = replace(example({}), statuses=((14, 18, "denied"),))
    (window,) = training_windows(told, pieces(), limit=10)
    assert window.statuses == ((3, STATUSES.index("denied")),)


def test_an_events_sides_are_those_of_its_window() -> None:
    event = EventSides((4, 8), ((0, 3),), ((9, 18), (8, 9)), (0, 18))
    told = replace(example({}), sides=(event, EventSides((8, 9), (), (), (0, 18))))
    (window,) = training_windows(told, pieces(), limit=10)
    assert window.sides == (EventSides((1, 2), ((0, 1),), ((2, 4),), (0, 4)),)
    first, second = training_windows(told, pieces(), limit=2)
    assert (first.sides, second.sides) == ((EventSides((1, 2), ((0, 1),), (), (0, 2)),), ())


def test_a_side_is_cut_where_its_window_ends() -> None:
    told = replace(example({}), sides=(EventSides((0, 3), (), ((4, 18),), (0, 18)),))
    first, second = training_windows(told, pieces(), limit=2)
    assert first.sides == (EventSides((0, 1), (), ((1, 2),), (0, 2)),)
    assert second.sides == ()


def test_a_sentence_whose_trigger_is_not_known_is_told_whole_or_not_at_all() -> None:
    told = replace(example({}), sides=(EventSides(None, ((0, 3),), (), (0, 18), "AID"),))
    (window,) = training_windows(told, pieces(), limit=10)
    assert window.sides == (EventSides(None, ((0, 1),), (), (0, 4), "AID"),)
    assert [cut.sides for cut in training_windows(told, pieces(), limit=2)] == [(), ()]


def test_a_text_without_pieces_has_no_words() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    joined = np.zeros(0, dtype=np.bool_)
    empty = Pieces(nothing, nothing, nothing, nothing, nothing, nothing, joined)
    words = np.array([[0, 3, 25, 29, 0, 1]], np.int32)
    assert list(training_windows(replace(example({}), words=words), empty, limit=10)) == []


def test_spans_between_pieces_are_no_labels() -> None:
    known = replace(
        example({"toponym": ((8, 9, "toponym"),)}),
        sure={"statement": ((8, 9),)},
        types=((8, 9, "AID"),),
        statuses=((8, 9, "fact"),),
    )
    (window,) = training_windows(known, pieces(), limit=10)
    assert (window.types, window.statuses) == ((), ())
    assert (window.allowed[row("toponym")] == 1).all()


def test_nothing_is_sure_between_pieces() -> None:
    known = replace(example({"statement": ()}), sure={"statement": ((8, 9),)})
    masks = allowed_tags(known, pieces())[row("statement")]
    assert (masks == everything(STATEMENT)).all()


def test_where_cues_are_not_marked_contents_do_not_ask_for_them() -> None:
    bare = Said(((9, 18), (8, 9)), None, (0, 3))
    known = replace(example({"statement": statement_spans((bare,))}, bare), open_cues=True)
    (window,) = training_windows(known, pieces(), limit=10)
    assert window.links == ((), (((2, 4), (0, 1)),), ())


def test_a_statement_without_a_source_asks_for_none() -> None:
    bare = Said(((9, 18),), (4, 8), None)
    (window,) = training_windows(example({}, bare), pieces(), limit=10)
    assert window.links == ((((2, 4), (1, 2)),), (((2, 4), None),), (((1, 2), None),))
