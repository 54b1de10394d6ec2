"""Numbers spelled out over several words, as intervals."""

import pytest

from flows.annotate.grammar.countwords import read_number
from flows.annotate.text.words import Doc


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("thirty - two miners", "two", (32, 32)),
        ("thirty - two miners", "thirty", (32, 32)),
        ("thirty two miners", "two", (32, 32)),
        ("one hundred and twenty miners", "hundred", (120, 120)),
        ("three thousand five hundred miners", "five", (3500, 3500)),
        ("two hundred thousand miners", "two", (200_000, 200_000)),
        ("1.5 million miners", "million", (1_500_000, 1_500_000)),
        ("1.5 miners", "1.5", None),
        ("1,200 miners", "1,200", (1200, 1200)),
        ("two dozen miners", "dozen", (24, 24)),
        ("half a dozen miners", "dozen", (6, 6)),
        ("several hundred miners", "hundred", (300, 900)),
        ("tens of thousands of miners", "tens", (20_000, 99_999)),
        ("tens of thousands of miners", "thousands", (20_000, 99_999)),
        ("hundreds of miners", "hundreds", (200, 999)),
        ("many miners", "many", (3, None)),
        ("a hundred and wounded", "hundred", (100, 100)),
        ("one of two miners", "one", (1, 1)),
        ("in 2019 12 miners", "12", (12, 12)),
        ("two , three others", "two", (2, 2)),
        ("a miner", "miner", None),
    ],
)
def test_words_that_spell_one_number_count_together(
    text: str, word: str, expected: tuple[int, int | None] | None
) -> None:
    words = text.split(" ")
    starts = [len(" ".join(words[:n])) + (n > 0) for n in range(len(words))]
    labels = [("NN", "NOUN", each) for each in words]
    doc = Doc(text, words, starts, labels, ["ROOT", *["dep"] * (len(words) - 1)], [0] * len(words))
    assert read_number(doc[words.index(word)]) == expected
