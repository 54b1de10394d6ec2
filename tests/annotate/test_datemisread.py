"""Tests of flows/annotate/datemisread.py: words that look like a time and name something else."""

import pytest

from flows.annotate.datemisread import is_described
from flows.annotate.dates import find_expressions
from tests.trees import tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They lost in the quarter-finals.", []),
        ("They lost in the quarter.", ["the quarter"]),
        ("Rain fell on Swift Current again.", []),
        ("Current prices are high.", ["Current"]),
        ("POLICE NOW SAY SO", ["NOW"]),
        ("Comrade Sunday Okoro and Mr. Friday Ade left.", []),
        ("They left on Sunday Okoro said.", ["Sunday"]),
        ("She ran it in 2:15.41 again.", []),
        ("He scored with 1:10 left in the half.", []),
        ("The race began at 2:15.", ["2:15"]),
        ("It came eleven days later than usual.", ["eleven days"]),
        ("It came eleven days later.", ["eleven days later"]),
    ],
)
def test_what_stands_around_a_time_tells_a_name(text: str, expected: list[str]) -> None:
    assert [text[e.start : e.end] for e in find_expressions(text)] == expected


def test_a_part_of_the_day_that_describes_a_thing_is_no_time() -> None:
    doc = tree("the:DT:det:sun evening:NN:compound:sun sun:NN:nsubj:set set:VBD:ROOT:")
    (found,) = find_expressions(doc.text)
    assert is_described(doc, found)
    doc = tree(
        "in:IN:prep:set the:DT:det:evening evening:NN:pobj:in it:PRP:nsubj:set set:VBD:ROOT:"
    )
    (found,) = find_expressions(doc.text)
    assert not is_described(doc, found)
