"""What another trigger already tells, in trees spelled out."""

import pytest

from flows.annotate.events.merge import without_contents
from tests.annotate.events.test_misread import found
from tests.trees import tree, word


@pytest.mark.parametrize(("event_type", "count"), [("REQUEST", 1), ("ASSAULT", 2)])
def test_what_stands_in_a_list_of_demands_is_no_row(event_type: str, count: int) -> None:
    doc = tree(
        "They:PRP:nsubj:sought sought:VBD:ROOT: a:DT:det:share share:NN:dobj:sought , "
        "the:DT:det:release release:NN:appos:sought of:IN:prep:release chiefs:NNS:pobj:of"
    )
    both = [found(event_type, 1), found("CONCEDE", word(doc, "release").i)]
    assert len(without_contents(both, doc)) == count


def test_a_list_that_hangs_on_its_first_words_is_one_of_demands_too() -> None:
    doc = tree(
        "They:PRP:nsubj:sought sought:VBD:ROOT: a:DT:det:share share:NN:dobj:sought "
        "of:IN:prep:share oil:NN:pobj:of , the:DT:det:release release:NN:appos:oil"
    )
    both = [found("REQUEST", 1), found("CONCEDE", word(doc, "release").i)]
    assert [f.event_type for f in without_contents(both, doc)] == ["REQUEST"]


@pytest.mark.parametrize(("event_type", "count"), [("PROTEST", 1), ("THREATEN", 2)])
def test_what_a_march_is_for_is_no_row_and_what_a_threat_is_of_is(
    event_type: str, count: int
) -> None:
    doc = tree(
        "A:DT:det:march march:NN:nsubj:began to:TO:aux:oust oust:VB:acl:march "
        "Ruiz:NNP:dobj:oust began:VBD:ROOT:"
    )
    both = [found(event_type, 1), found("COERCE", word(doc, "oust").i)]
    assert len(without_contents(both, doc)) == count


@pytest.mark.parametrize(("verb", "count"), [("used", 1), ("taught", 2)])
def test_what_something_was_used_for_is_no_row(verb: str, count: int) -> None:
    doc = tree(
        f"Guards:NNS:nsubj:{verb} {verb}:VBD:ROOT: gas:NN:dobj:{verb} to:TO:aux:oust "
        f"oust:VB:xcomp:{verb} men:NNS:dobj:oust"
    )
    both = [found("COERCE", word(doc, verb).i), found("COERCE", word(doc, "oust").i)]
    assert len(without_contents(both, doc)) == count
