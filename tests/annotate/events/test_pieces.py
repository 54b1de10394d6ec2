"""What the head marked as a side, in trees spelled out."""

import pytest

from flows.annotate.events.pieces import sides_of
from flows.annotate.learned.tagging import Found
from tests.trees import tree, word

MET = "They:PRP:nsubj:met met:VBD:ROOT: {before} {noun}:{tag}:dobj:met"


@pytest.mark.parametrize(
    ("before", "noun", "marked", "expected"),
    [
        ("train:NN:compound:troops", "troops:NNS", "train", ["train troops"]),
        ("Democratic:JJ:amod:mayors", "mayors:NNS", "Democratic", ["Democratic mayors"]),
        ("school:NN:compound:package", "package:NN", "school", []),
        ("five:CD:nummod:homes", "homes:NNS", "five", ["five homes"]),
        ("US:NNP:compound:President President:NNP:compound:Lee", "Lee:NNP", "US",
         ["US President Lee"]),
        ("More:JJR:amod:five than:IN:quantmod:five five:CD:nummod:men", "men:NNS", "More",
         ["More than five men"]),
    ],
)  # fmt: skip
def test_a_word_before_a_noun_stands_for_people_or_for_nobody(
    before: str, noun: str, marked: str, expected: list[str]
) -> None:
    noun, _, tag = noun.partition(":")
    doc = tree(MET.format(before=before, noun=noun, tag=tag))
    start = doc.text.index(marked)
    piece = Found(start, start + len(marked), "source", 0.9)
    found = sides_of([piece], word(doc, "met"), ())
    assert [doc.text[slice(*span)] for span in found.values()] == expected


def test_how_strong_a_fire_was_is_no_side_of_it() -> None:
    doc = tree(
        "A:DT:det:fire two:CD:nummod:alarm alarm:NN:compound:fire fire:NN:nsubj:raged "
        "raged:VBD:ROOT:"
    )
    start = doc.text.index("two")
    piece = Found(start, start + len("two alarm"), "target", 0.9)
    assert sides_of([piece], word(doc, "fire"), ()) == {}
