"""Tests of flows/train/written.py: marks come off, and say where they stood."""

from flows.paths import SEEDS
from flows.train.gold import Said
from flows.train.written import read_written, unmark


def test_marks_come_off() -> None:
    text, said = unmark("[s1 Ann] [q1 said] [c1 rain fell].")
    assert text == "Ann said rain fell."
    assert said == (Said(((9, 18),), (4, 8), (0, 3)),)


def test_a_statement_may_lie_in_another() -> None:
    text, said = unmark("[s1 Ann] [q1 said] [c1 [s2 Bo] [q2 denied] [c2 it]]")
    assert text == "Ann said Bo denied it"
    assert [s.content for s in said] == [((9, 21),), ((19, 21),)]


def test_a_broken_content_is_one_statement() -> None:
    _, said = unmark("[c1 “A,”] [q1 said] [s1 Bo]. [c1 “B.”]")
    assert [len(s.content) for s in said] == [2]


def test_the_seeds_are_well_marked() -> None:
    examples = read_written(SEEDS)
    assert len(examples) > 50
    assert not any(mark in e.text for e in examples for mark in "[]¶")
    spots = [(e.text, *spot) for e in examples for s in e.said for spot in s.content]
    assert all(text[start:end].strip() for text, start, end in spots)
