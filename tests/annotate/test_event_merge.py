"""What another trigger already tells, in trees spelled out."""

import pytest

from flows.annotate.event_merge import without_contents
from tests.annotate.test_event_misread import found
from tests.trees import tree, word


@pytest.mark.parametrize(("event_type", "count"), [("REQUEST", 1), ("ASSAULT", 2)])
def test_what_stands_in_a_list_of_demands_is_no_row(event_type: str, count: int) -> None:
    doc = tree(
        "They:PRP:nsubj:sought sought:VBD:ROOT: a:DT:det:share share:NN:dobj:sought , "
        "the:DT:det:release release:NN:appos:sought of:IN:prep:release chiefs:NNS:pobj:of"
    )
    both = [found(event_type, 1), found("CONCEDE", word(doc, "release").i)]
    assert len(without_contents(both, doc)) == count
