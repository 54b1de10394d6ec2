"""Tests of flows/annotate/learned/decode.py: lawful spans of whole words, links, and events."""

from dataclasses import replace
from itertools import product

import numpy as np

from flows.annotate.learned.decode import (
    COMMA,
    HINTED,
    Happening,
    are_parting,
    find_events,
    link_statements,
    own_sides,
    stretches,
)
from flows.annotate.learned.heads import EVENT_TYPES, SIDES, columns, head, width
from flows.annotate.learned.tagging import (
    Found,
    best_path,
    find_spans,
    lawful_path,
    tag_spans,
    words_of,
)
from flows.annotate.learned.windows import Pieces

STATEMENT = head("statement")


def pieces_of(spots: list[tuple[int, int]], joined: list[bool]) -> Pieces:
    nothing = np.zeros(len(spots), dtype=np.int64)
    starts, ends = (np.array([s[n] for s in spots], dtype=np.int64) for n in (0, 1))
    return Pieces(nothing, starts, ends, nothing, nothing, nothing, np.array(joined))


def tags(path: list[int], size: int, sure: float = 5.0) -> np.ndarray:
    rows = np.zeros((len(path), size), dtype=np.float32)
    rows[np.arange(len(path)), path] = sure
    return rows


def test_an_inside_tag_never_opens_a_span() -> None:
    scores = np.log(np.array([[0.2, 0.1, 0.7], [0.1, 0.2, 0.7]], dtype=np.float32))
    path = best_path(scores).tolist()
    assert path in ([1, 2], [0, 1], [0, 0])


def test_two_spans_of_one_class_may_touch() -> None:
    assert tag_spans([1, 2, 1, 0, 3], STATEMENT) == [
        (0, 2, "content"),
        (2, 3, "content"),
        (4, 5, "cue"),
    ]


def test_a_span_is_made_of_whole_words() -> None:
    pieces = pieces_of([(0, 3), (3, 6), (7, 9)], [False, True, False])
    rows = tags([1, 2, 0], 3)
    rows[1, 0] += 2.0
    found = find_spans(rows, head("toponym"), pieces, 0, words_of(pieces, 0, 3))
    assert [(f.start, f.end) for f in found] == [(0, 6)]
    assert 0.5 < found[0].score <= 1


def test_spans_count_from_the_text_not_the_window() -> None:
    pieces = pieces_of([(0, 2), (3, 5), (6, 8)], [False] * 3)
    found = find_spans(tags([1, 0], 3), head("toponym"), pieces, 1, words_of(pieces, 1, 3))
    assert [(f.start, f.end, f.pieces) for f in found] == [(3, 5, (0, 1))]


def test_a_word_outside_beyond_doubt_parts_spans() -> None:
    pieces = pieces_of([(0, 2), (3, 5), (6, 8), (9, 11)], [False] * 4)
    rows = tags([1, 0, 2, 2], 3, sure=20.0)
    found = find_spans(rows, head("toponym"), pieces, 0, words_of(pieces, 0, 4))
    assert [(f.start, f.end) for f in found] == [(0, 2), (6, 11)]


def test_what_two_windows_hold_is_not_one_span() -> None:
    pieces = pieces_of([(0, 2), (3, 5)], [False] * 2)
    words = words_of(pieces, 0, 2, [1])
    found = find_spans(tags([1, 1], 3, sure=20.0), head("toponym"), pieces, 0, words)
    assert [(f.start, f.end) for f in found] == [(0, 2), (3, 5)]


def test_the_best_lawful_path_is_that_of_all_classes() -> None:
    rng = np.random.default_rng(7)
    for _ in range(40):
        scores = np.log(rng.dirichlet(np.ones(5) / 2, size=4)).astype(np.float32)
        paths = [path for path in product(range(5), repeat=4) if is_lawful(path)]
        best = max(paths, key=lambda path: scores[range(4), path].sum())
        found = lawful_path(scores)
        assert np.isclose(scores[range(4), found].sum(), scores[range(4), best].sum())


def is_lawful(path: tuple[int, ...]) -> bool:
    pairs = zip((0, *path), path, strict=False)
    return all(tag % 2 or tag == 0 or before in (tag, tag - 1) for before, tag in pairs)


def linked(rows: np.ndarray, link: str, asker: int, answer: int) -> None:
    where = columns()
    rows[asker, where[f"{link} asks"]] = 2.0
    rows[answer, where[f"{link} answers"]] = 2.0


def one_window() -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((1, width()), dtype=np.float32), np.array([0])


def test_contents_of_one_cue_are_one_statement() -> None:
    spans = [
        Found(0, 4, "content", 0.9, (0, 1)),
        Found(5, 9, "cue", 0.9, (1, 2)),
        Found(10, 14, "source", 0.9, (2, 3)),
        Found(15, 19, "content", 0.9, (3, 4)),
    ]
    rows = np.zeros((4, width()), dtype=np.float32)
    for content in (0, 3):
        linked(rows, "content>cue", content, 1)
        linked(rows, "content>source", content, 2)
    linked(rows, "cue>source", 1, 2)
    said = link_statements(rows, spans, *one_window())
    assert len(said) == 1
    assert [(c.start, c.end) for c in said[0].content] == [(0, 4), (15, 19)]
    assert said[0].cue is spans[1]
    assert said[0].source is spans[2]


def test_a_content_without_cue_keeps_its_source() -> None:
    spans = [Found(0, 4, "content", 0.9, (0, 1)), Found(5, 9, "source", 0.9, (1, 2))]
    rows = np.zeros((2, width()), dtype=np.float32)
    linked(rows, "content>source", 0, 1)
    said = link_statements(rows, spans, *one_window())
    assert [(s.cue, s.source) for s in said] == [(None, spans[1])]


def test_no_content_is_no_statement() -> None:
    spans = [Found(0, 4, "cue", 0.9, (0, 1)), Found(5, 9, "source", 0.9, (1, 2))]
    rows = np.zeros((2, width()), dtype=np.float32)
    assert link_statements(rows, spans, *one_window()) == []


def test_no_content_is_linked_with_another_windows_source() -> None:
    spans = [Found(0, 4, "content", 0.9, (0, 1)), Found(5, 9, "source", 0.9, (1, 2))]
    rows = np.zeros((2, width()), dtype=np.float32)
    linked(rows, "content>source", 0, 1)
    openings = np.zeros((2, width()), dtype=np.float32)
    said = link_statements(rows, spans, openings, np.array([0, 1]))
    assert [s.source for s in said] == [None]


def told(
    *scores: tuple[int, str, float],
    joined: tuple[int, ...] = (),
    sides: tuple[tuple[int, str, int], ...] = (),
) -> list[Happening]:
    """Return the events of eight pieces of one letter, the second sentence from the fifth on.

    `sides` links a trigger's piece with a piece of its source, or target.
    """
    rows = np.zeros((8, width()), dtype=np.float32)
    rows[:, columns()["event"]] = -9.0
    for piece, kind, score in scores:
        rows[piece, columns()["event"].start + EVENT_TYPES.index(kind)] = score
    for side in SIDES:
        answers = columns()[f"trigger>{side} answers"]
        rows[np.arange(8), answers.start + np.arange(8)] = 9.0
        rows[:, columns()[f"trigger>{side} asks"].start + np.arange(8)] = -9.0
    for piece, side, other in sides:
        rows[piece, columns()[f"trigger>{side} asks"].start + other] = 9.0
    spots = [(2 * n, 2 * n + 1) for n in range(8)]
    pieces = pieces_of(spots, [n in joined for n in range(8)])
    opens = np.array([n in (0, 4) for n in range(8)])
    return find_events(rows, pieces, 0, opens, words_of(pieces, 0, 8))


def spots_of(found: list[Happening]) -> list[tuple[str, int, int]]:
    return [(h.label, h.trigger.start, h.trigger.end) for h in found]


def test_a_sentence_may_tell_of_several_events_also_of_one_type() -> None:
    found = told((0, "AID", 5.0), (2, "ASSAULT", 5.0), (6, "AID", 5.0))
    assert spots_of(found) == [("AID", 0, 1), ("ASSAULT", 4, 5), ("AID", 12, 13)]
    assert all(h.score > 0.98 for h in found)
    assert [(h.start, h.end) for h in found] == [(0, 7), (0, 7), (8, 15)]


def test_neighbours_of_one_type_are_one_trigger_but_not_over_the_end_of_a_sentence() -> None:
    found = told((2, "AID", 5.0), (3, "AID", 5.0), (4, "AID", 5.0))
    assert spots_of(found) == [("AID", 4, 7), ("AID", 8, 9)]


def test_a_word_that_hardly_belongs_to_a_trigger_is_left_out() -> None:
    found = told((1, "AID", -1.0), (2, "AID", 5.0), (3, "AID", -2.0))
    assert spots_of(found) == [("AID", 4, 5)]


def test_a_word_may_be_of_two_types_and_is_whole() -> None:
    found = told((1, "AID", 2.0), (2, "AGREE", 3.0), joined=(2,))
    assert spots_of(found) == [("AGREE", 2, 5), ("AID", 2, 5)]


def test_a_sentence_that_tells_of_nothing_has_no_event() -> None:
    assert told((1, "AID", -4.0)) == []
    assert told() == []


def test_an_event_has_the_sides_of_its_own_sentence() -> None:
    everywhere = tuple((at, side, n) for at in (2, 6) for side in SIDES for n in (0, 5))
    first, second = told((2, "AID", 5.0), (6, "AID", 5.0), sides=everywhere)
    assert places_of(first) == ([0], [0])
    assert places_of(second) == ([10], [10])


def test_of_two_events_each_has_its_own_sides() -> None:
    links = ((1, "source", 0), (1, "target", 2), (3, "source", 2))
    first, second = told((1, "ACCUSE", 5.0), (3, "ASSAULT", 5.0), sides=links)
    assert places_of(first) == ([0], [4])
    assert places_of(second) == ([4], [])
    assert {side.label for side in first.targets} == {"target"}


def test_neighbouring_words_of_a_side_are_one_span_and_a_gap_parts_two() -> None:
    links = ((0, "target", 1), (0, "target", 3), (4, "source", 5), (4, "source", 6))
    first, second = told((0, "AID", 5.0), (4, "AID", 5.0), sides=links)
    assert [(side.start, side.end) for side in first.targets] == [(2, 3), (6, 7)]
    assert [(side.start, side.end) for side in second.sources] == [(10, 13)]


def test_of_sides_that_share_the_chance_the_likelier_stands_if_none_is_likely() -> None:
    chances = np.array([[0.36, 0.1, 0.4, 0.1], [0.6, 0.1, 0.4, 0.1], [0.3, 0.1, 0.3, 0.1]])
    words = [Found(2 * n, 2 * n + 1, "", 0.0, (n, n + 1)) for n in range(4)]
    found = [[side.start for side in own] for own in own_sides(chances, words, "source")]
    assert found == [[4], [0], []]


def test_what_may_be_of_a_side_is_hinted_at() -> None:
    (found,) = told((0, "AID", 5.0), sides=((0, "target", 2),))
    assert [side.start for side in found.target_hints] == [4]
    assert found.source_hints == ()
    chances = np.array([[0.2, 0.1, 0.4, 0.1]])
    words = [Found(2 * n, 2 * n + 1, "", 0.0, (n, n + 1)) for n in range(4)]
    (hints,) = stretches(chances, words, "source", HINTED)
    assert [hint.start for hint in hints] == [0, 4]


def test_a_comma_parts_two_sides_but_not_the_figures_of_a_number() -> None:
    pieces = pieces_of([(0, 3), (3, 4), (5, 8), (9, 10), (10, 11), (11, 14)], [False] * 6)
    pieces = replace(pieces, ids=np.array([7, COMMA, 7, 7, COMMA, 7]))
    assert are_parting(pieces, np.arange(6)).tolist() == [False, True, *[False] * 4]


def test_a_side_is_made_of_whole_words() -> None:
    (found,) = told((0, "AID", 5.0), joined=(3,), sides=((0, "target", 2), (0, "target", 3)))
    assert [(side.start, side.end) for side in found.targets] == [(4, 7)]


def places_of(found: Happening) -> tuple[list[int], list[int]]:
    return [side.start for side in found.sources], [side.start for side in found.targets]
