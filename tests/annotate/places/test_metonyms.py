"""Where a capital stands for those who govern there, in trees spelled out."""

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.places.metonyms import is_metonym
from tests.trees import tree


def means_government(spelled: str, name: str = "Moscow") -> bool:
    doc = tree(spelled)
    start = doc.text.index(name)
    known = [entry for entry, _ in load_gazetteer().find(name)]
    entry = max(known, key=lambda entry: (entry.is_capital, entry.population))
    return is_metonym(doc, start, start + len(name), entry)


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("Moscow:NNP:nsubj:said said:VBD:ROOT: no:UH:dobj:said", True),
        ("Ankara:NNP:nsubj:said and:CC:cc:Ankara Moscow:NNP:conj:Ankara said:VBD:ROOT:", True),
        ("Moscow:NNP:nsubj:lies lies:VBZ:ROOT: east:RB:advmod:lies", False),
        ("a:DT:det:deal Moscow:NNP:npadvmod:led -:HYPH:punct:led led:VBN:amod:deal deal:NN:ROOT:",
         True),
        ("a:DT:det:deal Moscow:NNP:npadvmod:born -:HYPH:punct:born born:VBN:amod:deal "
         "deal:NN:ROOT:", False),
        ("talks:NNS:ROOT: between:IN:prep:talks Ankara:NNP:pobj:between and:CC:cc:Ankara "
         "Moscow:NNP:conj:Ankara", True),
        ("talks:NNS:ROOT: between:IN:prep:talks Moscow:NNP:pobj:between and:CC:cc:Moscow "
         "Ankara:NNP:conj:Moscow", True),
        ("areas:NNS:ROOT: of:IN:prep:areas contact:NN:pobj:of between:IN:prep:areas "
         "Moscow:NNP:pobj:between and:CC:cc:Moscow Ankara:NNP:conj:Moscow", True),
        ("trains:NNS:ROOT: in:IN:prep:trains Moscow:NNP:pobj:in and:CC:cc:Moscow "
         "Ankara:NNP:conj:Moscow", False),
        ("trains:NNS:ROOT: between:IN:prep:trains Moscow:NNP:pobj:between and:CC:cc:Moscow "
         "Ankara:NNP:conj:Moscow", False),
        ("Moscow:NNP:nsubj:sent sent:VBD:ROOT: aid:NN:dobj:sent", True),
        ("They:PRP:nsubj:accused accused:VBD:ROOT: Moscow:NNP:dobj:accused", True),
        ("ties:NNS:ROOT: with:IN:prep:ties Moscow:NNP:pobj:with", True),
        ("trains:NNS:ROOT: with:IN:prep:trains Moscow:NNP:pobj:with", False),
        ("Moscow:NNP:nsubj:shelled shelled:VBD:ROOT: Kherson:NNP:dobj:shelled", True),
        ("Moscow:NNP:nsubj:began began:VBD:ROOT: to:TO:aux:shell shell:VB:xcomp:began "
         "Kherson:NNP:dobj:shell", True),
        ("Moscow:NNP:nsubj:began began:VBD:ROOT: to:TO:aux:burn burn:VB:xcomp:began", False),
        ("Moscow:NNP:nsubjpass:shelled was:VBD:auxpass:shelled shelled:VBN:ROOT:", False),
        ("Moscow:NNP:poss:troops 's:POS:case:Moscow troops:NNS:nsubj:left left:VBD:ROOT:", True),
        ("Moscow:NNP:poss:police 's:POS:case:Moscow police:NNS:nsubj:left left:VBD:ROOT:", False),
        ("They:PRP:nsubj:left left:VBD:ROOT: Moscow:NNP:dobj:left", False),
        ("They:PRP:nsubj:met met:VBD:ROOT: in:IN:prep:met Moscow:NNP:pobj:in", False),
    ],
)  # fmt: skip
def test_a_capital_that_acts_is_its_government(spelled: str, expected: bool) -> None:
    assert means_government(spelled) is expected


def test_a_town_that_is_no_capital_and_a_country_are_themselves() -> None:
    assert not means_government("Kharkiv:NNP:nsubj:said said:VBD:ROOT:", "Kharkiv")
    assert not means_government("Russia:NNP:nsubj:said said:VBD:ROOT:", "Russia")
