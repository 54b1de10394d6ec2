"""Tests for the grammar of classed words."""

from itertools import product

from flows.annotate.dates.patterns import letters, readings, rules


def test_a_rule_is_asked_wherever_its_pattern_may_open() -> None:
    asked = {letter: {pattern for _, pattern in some} for letter, some in rules().items()}
    every = set().union(*asked.values())
    for one, two in product(letters().values(), repeat=2):
        for pattern in every - asked.get(one, set()):
            match = pattern.match(one + two)
            assert match is None or not match[0], (pattern, one, two)


def test_what_may_be_missing_at_the_start_leaves_the_opening_to_what_follows() -> None:
    the, end, of, month = (letters()[name] for name in ("the", "end", "of", "month"))
    lead = [the, end, of, the, month]
    for missing in range(2):  # "the end of the month", "end of the month"
        run = "".join(lead[missing:])
        assert readings(run, 0)[0].last == len(run)
    assert not readings(of + the + month, 0)  # no date opens with "of"


def test_the_longest_reading_comes_first() -> None:
    run = "".join(letters()[name] for name in ("month", "dom", "comma", "year"))
    found = readings(run, 0)
    assert [(each.rule, each.last) for each in found[:2]] == [("mdy", 4), ("md", 2)]
