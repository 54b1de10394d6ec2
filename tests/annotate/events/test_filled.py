"""Sides that grammar names beyond doubt put where the head left none, in trees spelled out."""

import pytest

from flows.annotate.events.filled import filled
from flows.annotate.text.words import Doc
from tests.annotate.events.test_doers import found
from tests.trees import tree

PRESSED = (
    "Ministers:NNS:nsubj:pressed pressed:VBD:ROOT: banks:NNS:dobj:pressed and:CC:cc:pressed "
    "lobbied:VBD:conj:pressed for:IN:prep:lobbied Chad:NNP:pobj:for"
)
SUMMONED = (
    "Ministers:NNS:nsubjpass:summoned were:AUX:auxpass:summoned summoned:VBN:ROOT: "
    "and:CC:cc:summoned lobbied:VBD:conj:summoned"
)
RECEIVED = "Chad:NNP:nsubj:received received:VBD:ROOT: grain:NN:dobj:received"
BROKE = "It:PRP:nsubj:broke broke:VBD:ROOT: talks:NNS:dobj:broke"
ARREST = "Lawyers:NNS:nsubj:saw saw:VBD:ROOT: Rahman:NNP:poss:{noun} {noun}:NN:dobj:saw"
KILLING = ARREST.format(noun="killing") + " of:IN:prep:killing guards:NNS:pobj:of"
CLASH = (
    "Clashes:NNS:ROOT: in:IN:prep:Clashes Lima:NNP:pobj:in between:IN:prep:{link} "
    "marchers:NNS:pobj:between and:CC:cc:marchers guards:NNS:conj:marchers"
)
ERUPTED = (
    "Clashes:NNS:nsubj:erupted erupted:VBD:ROOT: between:IN:prep:erupted "
    "marchers:NNS:pobj:between and:CC:cc:marchers guards:NNS:conj:marchers"
)
BOMBED = "Jets:NNS:nsubj:bombed bombed:VBD:ROOT: Serb:JJ:amod:posts posts:NNS:dobj:bombed"
PRIMARY = "Ohio:NNP:poss:primary primary:NN:nsubj:fell fell:VBD:ROOT:"
LISTED = (
    "He:PRP:nsubj:backed backed:VBD:ROOT: Ruiz:NNP:dobj:backed and:CC:cc:Ruiz "
    "{second}:{tag}:conj:Ruiz"
)
SET_IN = "Wars:NNS:ROOT: in:IN:prep:Wars Chad:NNP:pobj:in and:CC:cc:Chad Mali:NNP:conj:Chad"

GAVE = (
    "Dube:NNP:nsubj:gave gave:VBD:ROOT: firms:NNS:dative:gave permission:NN:dobj:gave "
    "to:TO:aux:dig dig:VB:acl:permission"
)

NAMES = (("Ohio", "GPE"), ("Serb", "NORP"))


@pytest.mark.parametrize(
    ("spelled", "event_type", "trigger", "given", "expected"),
    [
        (PRESSED, "REQUEST", "lobbied", ((), ("Chad",)), (["Ministers"], ["Chad"])),
        (PRESSED, "REQUEST", "pressed", (("Chad",), ()), (["Chad"], [])),  # it has a source
        (SUMMONED, "REQUEST", "lobbied", ((), ()), ([], [])),
        (RECEIVED, "AID", "received", ((), ()), ([], [])),
        (BROKE, "REJECT", "broke", ((), ()), ([], [])),
        (ARREST.format(noun="arrest"), "COERCE", "arrest", ((), ()), ([], ["Rahman"])),
        (ARREST.format(noun="arrest"), "COERCE", "arrest", (("Rahman",), ()), ([], ["Rahman"])),
        (KILLING, "ASSAULT", "killing", (("Rahman",), ()), (["Rahman"], [])),
        (ARREST.format(noun="criticism"), "ACCUSE", "criticism", ((), ()), (["Rahman"], [])),
        (ARREST.format(noun="storm"), "DISASTER", "storm", ((), ()), ([], [])),
        (ARREST.format(noun="closure").replace("Rahman", "bridge").replace("NNP", "NN"), "COERCE",
         "closure", ((), ()), ([], ["bridge"])),
        (GAVE, "CONCEDE", "permission", ((), ("firms",)), (["Dube"], ["firms"])),
        (GAVE.replace("gave", "won"), "CONCEDE", "permission", ((), ()), ([], [])),
        (ERUPTED, "ASSAULT", "Clashes", ((), ()), (["marchers", "guards"],) * 2),
        (CLASH.format(link="Clashes"), "ASSAULT", "Clashes", ((), ()),
         (["marchers", "guards"], ["marchers", "guards"])),
        (CLASH.format(link="Lima"), "ASSAULT", "Clashes", ((), ("marchers", "guards")),
         (["marchers", "guards"], ["marchers", "guards"])),
        (BOMBED, "ASSAULT", "bombed", (("Jets",), ("Serb",)), (["Jets"], ["Serb posts"])),
        (PRIMARY, "ELECTION", "primary", ((), ()), ([], [])),
        (LISTED.format(second="Moreno", tag="NNP"), "SUPPORT", "backed", (("He",), ("Ruiz",)),
         (["He"], ["Ruiz", "Moreno"])),
        (LISTED.format(second="Moreno", tag="NNP"), "SUPPORT", "backed", (("He",), ("Moreno",)),
         (["He"], ["Ruiz", "Moreno"])),
        (LISTED.format(second="grain", tag="NN"), "SUPPORT", "backed", (("He",), ("Ruiz",)),
         (["He"], ["Ruiz"])),
        (SET_IN, "ASSAULT", "Wars", ((), ("Chad",)), ([], ["Chad"])),
    ],
)  # fmt: skip
def test_an_empty_side_is_filled_where_grammar_leaves_no_doubt(
    spelled: str,
    event_type: str,
    trigger: str,
    given: tuple[tuple[str, ...], tuple[str, ...]],
    expected: tuple[list[str], list[str]],
) -> None:
    doc = tree(spelled, [(name, kind) for name, kind in NAMES if name in spelled])
    event = filled(found(doc, event_type, trigger, *given), doc)

    assert (words(doc, event.sources), words(doc, event.targets)) == expected


def words(doc: Doc, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [doc.text[start:end] for start, end in spans]
