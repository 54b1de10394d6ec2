"""The thirty articles written for telling speakers apart, read by the annotator as it is."""

from tests.benchmarks.resolution import Tally, across, score
from tests.data import load

FLOOR = 0.95


def test_speakers_of_the_resolution_articles_are_told_apart() -> None:
    tally = Tally()
    for example in load("resolution"):
        score(example, tally)
    across(tally)
    for measure in ("words", "found", "named", "across"):
        assert tally.part(measure) >= FLOOR, tally.lines
