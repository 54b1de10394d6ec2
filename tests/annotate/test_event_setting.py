"""How far a trigger lies from the words that may set it in time or space."""

import pytest

from flows.annotate.event_setting import steps_from
from flows.annotate.words import Doc
from tests.trees import tree, word


@pytest.mark.parametrize("barriers", [frozenset(), frozenset({1})])
def test_words_that_head_their_own_sentence_set_what_hangs_from_them(
    barriers: frozenset[int],
) -> None:
    doc = Doc(
        "LERWICK police attack",
        ["LERWICK", "police", "attack"],
        [0, 8, 15],
        [("NNP", "PROPN", "LERWICK"), ("NNS", "NOUN", "police"), ("NN", "NOUN", "attack")],
        ["ROOT", "appos", "appos"],
        [0, 0, 0],
    )
    assert steps_from(doc[2], doc[0], barriers) == 0


@pytest.mark.parametrize(
    ("spelled", "trigger", "other", "steps"),
    [
        (
            "Ruiz:NNP:nsubj:resigned who:WP:nsubj:fled fled:VBD:relcl:Ruiz in:IN:prep:fled "
            "2019:CD:pobj:in resigned:VBD:ROOT: on:IN:prep:resigned Monday:NNP:pobj:on",
            "resigned", "2019", None,
        ),
        (
            "Ruiz:NNP:nsubj:resigned who:WP:nsubj:fled fled:VBD:relcl:Ruiz in:IN:prep:fled "
            "2019:CD:pobj:in resigned:VBD:ROOT: on:IN:prep:resigned Monday:NNP:pobj:on",
            "resigned", "Monday", 0,
        ),
        (
            "An:DT:det:attack attack:NN:nsubj:failed that:WDT:nsubj:began began:VBD:relcl:attack "
            "on:IN:prep:began Monday:NNP:pobj:on failed:VBD:ROOT:",
            "attack", "Monday", 0,
        ),
        (
            "Talks:NNS:nsubj:are are:VBP:ROOT: due:JJ:acomp:are to:TO:aux:start "
            "start:VB:xcomp:due on:IN:prep:start Monday:NNP:pobj:on",
            "Talks", "Monday", 0,
        ),
        (  # what somebody told on the way tells of itself
            "Shares:NNS:nsubj:fell fell:VBD:ROOT: after:IN:mark:warned firms:NNS:nsubj:warned "
            "warned:VBD:advcl:fell tariffs:NNS:nsubj:cost would:MD+AUX:aux:cost "
            "cost:VB:ccomp:warned in:IN:prep:cost 2027:CD:pobj:in",
            "fell", "2027", None,
        ),
    ],
)  # fmt: skip
def test_a_relative_clause_about_a_side_has_its_own_setting(
    spelled: str, trigger: str, other: str, steps: int | None
) -> None:
    doc = tree(spelled)
    assert steps_from(word(doc, trigger), word(doc, other), frozenset()) == steps
