"""Sides that are another deed's, a weapon's or only where it was, in trees spelled out."""

import pytest

from flows.annotate.events.others import without_others
from flows.annotate.text.words import Doc
from tests.annotate.events.test_doers import found
from tests.trees import tree

SHELLED = "Shells:NNS:nsubj:hit hit:VBD:ROOT: Harran:NNP:dobj:hit"
OWN_SHELLS = f"Chad:NNP:poss:Shells {SHELLED}"
FOLLOWED = "Attacks:NNS:nsubj:saw saw:VBD:ROOT: raids:NNS:dobj:saw"
AIRLIFTED = (
    "Men:NNS:nsubjpass:freed were:AUX:auxpass:freed freed:VBN:ROOT: with:IN:prep:freed "
    "six:CD:nummod:airlifted airlifted:VBN:pobj:with by:IN:agent:airlifted guards:NNS:pobj:by"
)
FLED = (
    "Men:NNS:nsubj:fled fled:VBD:ROOT: as:IN:mark:tried boats:NNS:nsubj:tried "
    "tried:VBD:advcl:fled to:TO:aux:reach reach:VB:xcomp:tried them:PRP:dobj:reach"
)
RACIST = (
    "Lund:NNP:nsubj:is is:AUX:ROOT: a:DT:det:guard guard:NN:attr:is who:WP:nsubj:insulted "
    "insulted:VBD:relcl:guard Ruiz:NNP:dobj:insulted"
)
SAW = "Lima:NNP:nsubj:saw and:CC:cc:Lima Quito:NNP:conj:Lima saw:VBD:ROOT: strikes:NNS:dobj:saw"
CLASHED = (
    "Police:NNS:nsubj:clashed and:CC:cc:Police marchers:NNS:conj:Police clashed:VBD:ROOT: "
    "in:IN:prep:clashed Spain:NNP:pobj:in"
)
RECALLED = (
    "Chad:NNP:nsubj:recalled recalled:VBD:ROOT: its:PRP$:poss:envoy envoy:NN:dobj:recalled "
    "from:IN:prep:recalled Spain:NNP:pobj:from"
)
DENIED = (
    "Shah:NNP:nsubj:fought fought:VBD:ROOT: order:NN:dobj:fought that:WDT:nsubj:denied "
    "denied:VBD:relcl:order him:PRP:dobj:denied"
)
HELD = (
    "Men:NNS:nsubjpass:held were:AUX:auxpass:held held:VBN:ROOT: after:IN:prep:held "
    "raid:NN:pobj:after left:VBD:advcl:held guards:NNS:dobj:left dead:JJ:oprd:left"
)
CRASHED = "Buses:NNS:nsubj:crashed crashed:VBD:ROOT: in:IN:prep:crashed Spain:NNP:pobj:in"


@pytest.mark.parametrize(
    ("spelled", "event_type", "trigger", "given", "expected"),
    [
        (SHELLED, "ASSAULT", "hit", (("Shells",), ("Harran",)), ([], ["Harran"])),
        (OWN_SHELLS, "ASSAULT", "hit", (("Shells",), ("Harran",)), (["Shells"], ["Harran"])),
        (FOLLOWED, "ASSAULT", "raids", (("Attacks",), ()), ([], [])),
        (AIRLIFTED, "AID", "freed", (("guards",), ("Men",)), ([], ["Men"])),
        (AIRLIFTED, "AID", "airlifted", (("guards",), ()), (["guards"], [])),
        (FLED, "AID", "reach", (("Men", "boats"), ("them",)), (["boats"], ["them"])),
        (RACIST, "ACCUSE", "insulted", (("Lund", "guard"), ("Ruiz",)),
         (["Lund", "guard"], ["Ruiz"])),
        (SAW, "PROTEST", "strikes", (("Lima",), ("Quito",)), (["Lima", "Quito"], [])),
        (CLASHED, "ASSAULT", "clashed", (("Police", "marchers"), ("Spain",)),
         (["Police", "marchers"], ["Police", "marchers"])),
        (RECALLED, "SANCTION", "recalled", (("Chad",), ("its", "Spain")), (["Chad"], ["Spain"])),
        (DENIED, "JUSTICE", "denied", (("Shah",), ("him",)), ([], ["him"])),
        (DENIED, "JUSTICE", "fought", (("Shah",), ("order",)), (["Shah"], ["order"])),
        (HELD, "ASSAULT", "raid", ((), ("Men", "guards")), ([], ["guards"])),
        (HELD, "ASSAULT", "raid", ((), ("Men",)), ([], ["Men"])),
        (CRASHED, "ACCIDENT", "crashed", ((), ("Buses", "Spain")), ([], ["Buses"])),
    ],
)  # fmt: skip
def test_a_side_is_the_events_own(
    spelled: str,
    event_type: str,
    trigger: str,
    given: tuple[tuple[str, ...], tuple[str, ...]],
    expected: tuple[list[str], list[str]],
) -> None:
    doc = tree(spelled, [("Spain", "GPE")] if "Spain" in spelled else [])
    event = without_others(found(doc, event_type, trigger, *given), doc)

    assert (words(doc, event.sources), words(doc, event.targets)) == expected


def words(doc: Doc, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [doc.text[start:end] for start, end in spans]
