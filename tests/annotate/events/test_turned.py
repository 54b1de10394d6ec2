"""Sides that grammar turns round, in trees spelled out."""

import pytest

from flows.annotate.events.turned import turned
from tests.trees import tree, word

FOUND = (
    "Lee:NNP:nsubjpass:found was:VBD+AUX:auxpass:found found:VBN:ROOT: stabbed:VBN:oprd:found "
    "in:IN:prep:stabbed Lima:NNP:pobj:in"
)
SIGNED = (
    "Governors:NNS:nsubj:signed facing:VBG:acl:Governors critics:NNS:dobj:facing "
    "signed:VBD:ROOT: bills:NNS:dobj:signed"
)
HELD = "Guards:NNS:nsubj:held held:VBD:ROOT: men:NNS:dobj:held"


def given(spelled: str, trigger: str, by: list[str], to: list[str]) -> tuple[list[str], list[str]]:
    """Return the words of sources and targets that grammar makes of those given."""
    doc = tree(spelled)
    sides = [{word(doc, w).i: (word(doc, w).idx, 0) for w in words} for words in (by, to)]
    sources, targets = turned(word(doc, trigger), *sides)
    return [doc[i].text for i in sources], [doc[i].text for i in targets]


@pytest.mark.parametrize(
    ("noun", "behind", "expected"),
    [
        ("killing", "", ([], ["Lee"])),
        ("killing", " of:IN:prep:killing men:NNS:pobj:of", (["Lee"], [])),
        ("offer", "", (["Lee"], [])),
    ],
)
def test_whose_killing_it_is_has_been_killed(
    noun: str, behind: str, expected: tuple[list[str], list[str]]
) -> None:
    spelled = f"Lee:NNP:poss:{noun} 's:POS:case:Lee {noun}:NN:nsubj:shook{behind} shook:VBD:ROOT:"
    assert given(spelled, noun, ["Lee"], []) == expected


def test_who_is_found_stabbed_has_stabbed_nobody() -> None:
    assert given(FOUND, "stabbed", ["Lee"], []) == ([], ["Lee"])


def test_the_subject_does_it_whoever_is_named_within_it() -> None:
    expected = (["Governors"], ["bills"])
    assert given(SIGNED, "signed", ["critics"], ["Governors", "bills"]) == expected


def test_sides_that_grammar_bears_out_stay() -> None:
    assert given(HELD, "held", ["Guards"], ["men"]) == (["Guards"], ["men"])
    assert given(SIGNED, "signed", ["Governors"], ["bills"]) == (["Governors"], ["bills"])
