"""How far a noun phrase reaches: its "of" and "in", no clause, no setting of the verb."""

import pytest

from flows.annotate.grammar.nounphrases import phrase
from tests.trees import tree, word


def test_a_phrase_keeps_what_its_adjective_goes_on_with() -> None:
    doc = tree(
        "Rebels:NNS:nsubj:left loyal:JJ:amod:Rebels to:IN:prep:loyal Lund:NNP:pobj:to "
        "left:VBD:ROOT:"
    )
    assert phrase(word(doc, "Rebels")) == (0, 3)


def test_a_phrase_keeps_its_of_and_leaves_its_day_and_its_place() -> None:
    doc = tree(
        "Police:NNS:nsubj:arrested arrested:VBD:ROOT: three:CD:nummod:leaders "
        "leaders:NNS:dobj:arrested "
        "of:IN:prep:leaders parties:NNS:pobj:of in:IN:prep:leaders Minsk:NNP:pobj:in",
        [("Minsk", "GPE")],
    )
    first, last = phrase(word(doc, "leaders"))
    assert doc[first : last + 1].text == "three leaders of parties"


@pytest.mark.parametrize(
    ("verb", "of", "last"),
    [("cleared", "theft", "chief"), ("met", "theft", "theft"), ("cleared", "police", "police")],
)
def test_an_of_that_the_verb_asks_for_is_no_part_of_the_phrase(
    verb: str, of: str, last: str
) -> None:
    doc = tree(
        f"Judges:NNS:nsubj:{verb} {verb}:VBD:ROOT: the:DT:det:chief chief:NN:dobj:{verb} "
        f"of:IN:prep:chief {of}:NN:pobj:of"
    )
    assert doc[phrase(word(doc, "chief"))[1]].text == last
