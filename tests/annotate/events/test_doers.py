"""The head's sides put right by the verb's own grammar, in trees spelled out."""

import pytest

from flows.annotate.events.doers import with_doers
from flows.annotate.events.found import Found
from flows.annotate.text.words import Doc
from tests.trees import tree, word

OFFER = (
    "Kenya:NNP:nsubj:{verb} and:CC:cc:Kenya Chad:NNP:conj:Kenya {verb}:VBD:ROOT: "
    "ships:NNS:dobj:{verb} to:IN:prep:{verb} Togo:NNP:pobj:to"
)
SEIZE = (
    "Courts:NNS:nsubj:told told:VBD:ROOT: police:NNS:dobj:told to:TO:aux:seize "
    "seize:VB:xcomp:told files:NNS:dobj:seize"
)
MISPARSED = (
    "Kenya:NNP:nsubj:sent offered:VBD:ccomp:sent ships:NNS:dobj:offered ; "
    "Togo:NNP:nsubj:sent sent:VBD:ROOT: nothing:NN:dobj:sent"
)
APART = (
    "Kenya:NNP:nsubj:offered offered:VBD:ccomp:sent ships:NNS:dobj:offered ; "
    "Togo:NNP:nsubj:sent sent:VBD:ROOT: nothing:NN:dobj:sent"
)
BURN = (
    "Courts:NNS:nsubj:freed freed:VBD:ROOT: men:NNS:dobj:freed accused:VBN:acl:men "
    "of:IN:prep:accused burning:VBG:pcomp:of barns:NNS:dobj:burning"
)
HELD = (
    "Men:NNS:nsubjpass:held were:AUX:auxpass:held held:VBN:ROOT: {link}:IN:prep:held "
    "Lima:NNP:pobj:{link}"
)
PASSIVE = (
    "Kenya:NNP:nsubjpass:offered was:AUX:auxpass:offered offered:VBN:ROOT: ships:NNS:dobj:offered"
)


def found(
    doc: Doc, event_type: str, trigger: str, sources: tuple[str, ...], targets: tuple[str, ...]
) -> Found:
    def spans(names: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        return tuple((word(doc, n).idx, word(doc, n).idx + len(n)) for n in names)

    def heads(names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(word(doc, n).i for n in names)

    head = word(doc, trigger)
    return Found(
        event_type, "", head.i, (head.idx, head.idx + len(head)), spans(sources), spans(targets),
        False, 0.9, frozenset(), heads(sources), heads(targets),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("spelled", "event_type", "trigger", "given", "expected"),
    [
        (OFFER.format(verb="offered"), "AGREE", "offered", (("Kenya",), ("Chad",)),
         (["Kenya", "Chad"], [])),
        (OFFER.format(verb="offered"), "AID", "offered", ((), ("Kenya", "Chad", "Togo")),
         (["Kenya", "Chad"], ["Togo"])),
        (OFFER.format(verb="received"), "AID", "received", (("Togo",), ("Kenya", "Chad")),
         (["Togo"], ["Kenya", "Chad"])),
        (OFFER.format(verb="shut"), "ACCIDENT", "shut", ((), ("Kenya", "Chad")),
         ([], ["Kenya", "Chad"])),
        (OFFER.format(verb="joined"), "CONSULT", "joined", (("Kenya",), ("Chad",)),
         (["Kenya", "Chad"], ["Kenya", "Chad"])),
        (OFFER.format(verb="agreed"), "SUPPORT", "agreed", (("Kenya",), ("Chad", "Togo")),
         (["Kenya", "Chad"], ["Togo"])),
        (OFFER.format(verb="agreed"), "SUPPORT", "agreed", (("Kenya",), ("Chad",)),
         (["Kenya", "Chad"], ["Kenya", "Chad"])),
        (PASSIVE, "AID", "offered", ((), ("Kenya",)), ([], ["Kenya"])),
        (HELD.format(link="in"), "COERCE", "held", (("Lima",), ("Men",)), ([], ["Men"])),
        (HELD.format(link="for") + " hours:NNS:pobj:for by:IN:prep:hours guards:NNS:pobj:by",
         "COERCE", "held", (("guards",), ("Men",)), (["guards"], ["Men"])),
        (HELD.format(link="by"), "COERCE", "held", (("Lima",), ("Men",)), (["Lima"], ["Men"])),
        (BURN, "CRIME", "burning", ((), ("men", "barns")), (["men"], ["barns"])),
        ("mayors:NNS:nsubj:saw saw:VBD:ROOT: floods:NNS:dobj:saw", "DISASTER", "floods",
         (("mayors",), ()), ([], [])),
        ("Ruiz:NNP:nsubj:saw saw:VBD:ROOT: talks:NNS:dobj:saw", "CONSULT", "talks",
         (("Ruiz",), ()), (["Ruiz"], [])),
        (SEIZE, "COERCE", "seize", (("Courts",), ("police", "files")), (["police"], ["files"])),
        (APART.replace("offered", "agreed"), "AGREE", "agreed", ((), ("Kenya",)), (["Kenya"], [])),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: Togo:NNP:nsubj:agreed agreed:VBD:ccomp:said",
         "AGREE", "agreed", (("Ruiz",), ("Togo",)), (["Togo"], [])),
        (MISPARSED, "AGREE", "offered", (("Kenya", "Togo"), ()), (["Kenya"], [])),
        (APART, "AGREE", "offered", (("Kenya", "Togo"), ("nothing",)), (["Kenya"], [])),
    ],
)  # fmt: skip
def test_who_does_it_is_the_source_whatever_the_head_made_of_them(
    spelled: str,
    event_type: str,
    trigger: str,
    given: tuple[tuple[str, ...], tuple[str, ...]],
    expected: tuple[list[str], list[str]],
) -> None:
    doc = tree(spelled)
    told = with_doers(found(doc, event_type, trigger, *given), doc)
    sides = [[doc.text[a:b] for a, b in side] for side in (told.sources, told.targets)]
    assert (sides[0], sides[1]) == expected
    assert [doc[i].text for i in told.source_heads] == expected[0]


@pytest.mark.parametrize(("verb", "sources"), [("died", ()), ("marched", ("Men",))])
def test_who_died_in_an_attack_did_not_attack(verb: str, sources: tuple[str, ...]) -> None:
    doc = tree(
        f"Men:NNS:nsubj:{verb} {verb}:VBD:ROOT: in:IN:prep:{verb} an:DT:det:attack "
        "attack:NN:pobj:in"
    )
    event = with_doers(found(doc, "ASSAULT", "attack", ("Men",), ()), doc)
    assert tuple(doc[i].text for i in event.source_heads) == sources
