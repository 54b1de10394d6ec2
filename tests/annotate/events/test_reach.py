"""What stands at the places beside a trigger that the lexicon of events names."""

import pytest

from flows.annotate.events.reach import PLACES, reach
from flows.annotate.lexicon import read_rows
from tests.trees import texts, tree, word

RAID = (
    "Rebels:NNS:nsubj:launched launched:VBD:ROOT: a:DT:det:raid big:JJ:amod:raid "
    "raid:NN:dobj:launched against:IN:prep:raid Lerano:NNP:pobj:against"
)
VOW = (
    "Ruiz:NNP:nsubj:said said:VBD:ROOT: he:PRP:nsubj:fight will:MD:aux:fight {}fight:VB:ccomp:said "
    "the:DT:det:ban ban:NN:dobj:fight"
)
INSIST = (
    "Ruiz:NNP:nsubj:insisted insisted:VBD:ROOT: men:NNS:nsubj:{verb} {words}"
    "{verb}:{tag}:ccomp:insisted"
)
TOLD = (
    "Ruiz:NNP:nsubj:told told:VBD:ROOT: Lund:NNP:dative:told to:TO:aux:free free:VB:xcomp:told "
    "men:NNS:dobj:free from:IN:prep:free jail:NN:pobj:from"
)


@pytest.mark.parametrize(
    ("spelled", "trigger", "path", "found"),
    [
        (RAID, "launched", "obj", ["raid"]),
        (RAID, "launched", "subj", ["Rebels"]),
        (RAID, "launched", "prep.against", ["Lerano"]),
        (RAID, "launched", "obj.against", ["Lerano"]),
        (RAID, "launched", "prep.in", []),
        (RAID, "raid", "prep.against", ["Lerano"]),
        (RAID, "raid", "act", ["Rebels"]),
        (RAID, "raid", "mod", ["big"]),
        (RAID, "launched", "mod", ["big"]),
        (RAID, "launched", "neg", []),
        (RAID, "launched", "nearby", ["Rebels", "raid"]),
        (TOLD, "told", "iobj", ["Lund"]),
        (TOLD, "told", "toinf", ["free"]),
        (TOLD, "told", "commissive", ["free"]),
        (TOLD, "told", "comp.obj", ["men"]),
        (TOLD, "told", "comp.from", ["jail"]),
        (VOW.format(""), "fight", "willdo", ["fight"]),
        (VOW.format(""), "fight", "willnot", []),
        (VOW.format("not:RB:neg:fight "), "fight", "willnot", ["fight"]),
        (VOW.format("not:RB:neg:fight "), "fight", "willdo", []),
        (VOW.format(""), "said", "commissive", ["fight"]),
        (VOW.replace("he:PRP", "Lund:NNP").format(""), "said", "commissive", []),
        (VOW.format(""), "said", "comp", ["he"]),
        (INSIST.format(tag="VBP", verb="resign", words=""), "insisted", "bidden", ["resign"]),
        (INSIST.format(tag="VB", verb="resign", words="must:MD:aux:resign "), "insisted",
         "bidden", ["resign"]),
        (INSIST.format(tag="VBD", verb="resigned", words=""), "insisted", "bidden", []),
        (INSIST.format(tag="VBP", verb="have", words=""), "insisted", "bidden", []),
        (INSIST.format(tag="VB", verb="win", words="will:MD:aux:win "), "insisted", "bidden", []),
        ("Ruiz:NNP:nsubj:called called:VBD:ROOT: votes:NNS:dobj:called farce:NN:oprd:called",
         "called", "naming", ["called"]),
        ("Ruiz:NNP:nsubj:called called:VBD:ROOT: votes:NNS:dobj:called “ a:DT:det:farce "
         "farce:NN:dep:called", "called", "naming", ["called"]),
        ("Ruiz:NNP:nsubj:called called:VBD:ROOT: votes:NNS:dobj:called", "called", "naming", []),
        (RAID, "raid", "article", ["Rebels", "raid"]),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: Lund:NNP:nsubj:go must:MD:aux:go go:VB:ccomp:said",
         "said", "mustsubj", ["Lund"]),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: he:PRP:nsubj:go must:MD:aux:go go:VB:ccomp:said",
         "said", "mustsubj", []),
        ("men:NNS:nsubjpass:shot were:VBD+AUX:auxpass:shot shot:VBN:ROOT: by:IN:agent:shot "
         "guards:NNS:pobj:by", "shot", "agent", ["guards"]),
        ("the:DT:det:arrest arrest:NN:ROOT: of:IN:prep:arrest Ruiz:NNP:pobj:of", "arrest", "of",
         ["Ruiz"]),
        ("Police:NNS:nsubj:made made:VBD:ROOT: arrests:NNS:dobj:made of:IN:prep:arrests "
         "men:NNS:pobj:of", "made", "of", ["men"]),
        ("Lund:NNP:poss:raid 's:POS:case:Lund raid:NN:ROOT:", "raid", "poss", ["Lund"]),
        ("talks:NNS:ROOT: between:IN:prep:talks Ruiz:NNP:pobj:between", "talks", "between",
         ["Ruiz"]),
    ],
)  # fmt: skip
def test_a_path_leads_from_the_trigger_to_its_phrases(
    spelled: str, trigger: str, path: str, found: list[str]
) -> None:
    assert texts(reach(word(tree(spelled), trigger), path)) == found


def test_where_things_are_is_told_by_places_alone() -> None:
    doc = tree(
        "They:PRP:nsubj:met met:VBD:ROOT: in:IN:prep:met Lerano:NNP:pobj:in "
        "with:IN:prep:met joy:NN:pobj:with on:IN:prep:met Monday:NNP:pobj:on",
        [("Lerano", "GPE"), ("Monday", "DATE")],
    )
    assert texts(reach(word(doc, "met"), "loc")) == ["Lerano"]
    assert reach(word(doc, "met"), "prep.on") == []
    assert texts(reach(word(doc, "met"), "prep.with")) == ["joy"]


def test_a_condition_asks_for_the_words_themselves() -> None:
    doc = tree(
        "They:PRP:nsubj:are are:VBP+AUX:ROOT: ready:JJ:acomp:are to:TO:aux:talk talk:VB:xcomp:ready"
    )
    assert texts(reach(word(doc, "are"), "acomp", is_condition=True)) == ["ready"]
    assert texts(reach(word(doc, "are"), "acomp")) == ["talk"]
    assert texts(reach(word(doc, "are"), "comp", is_condition=True)) == ["ready", "talk"]


def test_a_place_that_nobody_knows_is_named() -> None:
    with pytest.raises(KeyError, match=r"event_triggers\.csv: no place is called 'nowhere'"):
        reach(word(tree(RAID), "raid"), "nowhere")
    assert {"obj", "act", "willnot"} <= set(PLACES)
    assert read_rows("event_triggers")
