"""Sides that the head allows or names, against those of patterns and grammar, in spelled trees."""

from dataclasses import replace

import pytest

from flows.annotate.events.found import Found
from flows.annotate.events.hints import allowed, allowed_or_named, sure_or_allowed
from flows.annotate.learned.decode import Happening
from flows.annotate.learned.tagging import Found as Piece
from flows.annotate.text.words import Doc
from tests.trees import tree, word

ATTACK = "Rebels:NNS:nsubj:attacked attacked:VBD:ROOT: soldiers:NNS:dobj:attacked"
MET = (
    "Leaders:NNS:nsubj:met of:IN:prep:Leaders Chad:NNP:pobj:of and:CC:cc:Chad Mali:NNP:conj:Chad "
    "met:VBD:ROOT: envoys:NNS:dobj:met"
)


def pieces(doc: Doc, *spoken: tuple[str, float]) -> tuple[Piece, ...]:
    at = [(doc.text.index(words), words, score) for words, score in spoken]
    return tuple(Piece(start, start + len(words), "", score) for start, words, score in at)


def happening(
    doc: Doc,
    trigger: str,
    sources: tuple[tuple[str, float], ...] = (),
    targets: tuple[tuple[str, float], ...] = (),
    source_hints: tuple[str, ...] = (),
    target_hints: tuple[str, ...] = (),
) -> Happening:
    """Return an event of the head; its own sides are among what it hints at."""
    (own,) = pieces(doc, (trigger, 0.9))
    hinted = [
        pieces(doc, *side, *((words, 0.2) for words in more))
        for side, more in ((sources, source_hints), (targets, target_hints))
    ]
    sides = pieces(doc, *sources), pieces(doc, *targets)
    return Happening(0, len(doc.text), "ASSAULT", 0.9, own, 0.9, *sides, *hinted)


def found(doc: Doc, trigger: str, sources: tuple[str, ...], targets: tuple[str, ...]) -> Found:
    head, at = word(doc, trigger), [[word(doc, w) for w in side] for side in (sources, targets)]
    spans = [tuple((t.idx, t.idx + len(t)) for t in side) for side in at]
    heads = [tuple(t.i for t in side) for side in at]
    spot = head.idx, head.idx + len(head)
    return Found(
        "ASSAULT", "", head.i, spot, spans[0], spans[1], False, 0.9, frozenset(), heads[0], heads[1]
    )


def sides(doc: Doc, event: Found) -> tuple[list[str], list[str]]:
    own, other = ([doc.text[a:b] for a, b in side] for side in (event.sources, event.targets))
    return own, other


def test_what_the_head_does_not_hint_at_goes_and_what_it_hints_at_stays() -> None:
    doc = tree(ATTACK)
    pattern = found(doc, "attacked", ("Rebels",), ("soldiers",))
    told = happening(doc, "attacked", target_hints=("soldiers",))
    assert sides(doc, allowed(pattern, told, doc[0].sent)) == ([], ["soldiers"])
    mutual = replace(pattern, is_reciprocal=True)
    assert allowed(mutual, told, doc[0].sent) == mutual


@pytest.mark.parametrize(("words", "expected"), [("each other", True), ("no other", False)])
def test_what_sides_do_to_each_other_keeps_it(words: str, expected: bool) -> None:
    first, second = words.split()
    doc = tree(
        f"Rebels:NNS:nsubj:attacked attacked:VBD:ROOT: {first}:DT:det:{second} "
        f"{second}:JJ:dobj:attacked"
    )
    pattern = found(doc, "attacked", ("Rebels",), (second,))
    told = happening(doc, "attacked", source_hints=("Rebels",))
    assert (allowed(pattern, told, doc[0].sent) == pattern) is expected


def test_a_pronoun_to_whom_a_passive_says_it_was_done_stays() -> None:
    doc = tree("She:PRP:nsubjpass:attacked was:VBD+AUX:auxpass:attacked attacked:VBN:ROOT:")
    event = found(doc, "attacked", (), ("She",))
    assert sides(doc, allowed(event, happening(doc, "attacked"), doc[:])) == ([], ["She"])
    doc = tree("It:PRP:nsubjpass:attacked was:VBD+AUX:auxpass:attacked attacked:VBN:ROOT:")
    event = found(doc, "attacked", (), ("It",))
    assert sides(doc, allowed(event, happening(doc, "attacked"), doc[:])) == ([], [])


def test_in_place_of_a_side_that_goes_the_one_stands_that_the_head_names() -> None:
    doc = tree(ATTACK)
    pattern = found(doc, "attacked", ("soldiers",), ())
    told = happening(doc, "attacked", sources=(("Rebels", 0.7),))
    event = allowed_or_named(pattern, told, doc[:])
    assert sides(doc, event) == (["Rebels"], [])
    nothing = found(doc, "attacked", (), ())  # what grammar has taken away stays away
    assert sides(doc, allowed_or_named(nothing, told, doc[:])) == ([], [])


def test_nobody_comes_to_stand_on_both_sides() -> None:
    doc = tree(ATTACK)
    pattern = found(doc, "attacked", ("Rebels",), ("soldiers",))
    told = happening(doc, "attacked", sources=(("soldiers", 0.7),), target_hints=("soldiers",))
    assert sides(doc, allowed_or_named(pattern, told, doc[:])) == ([], ["soldiers"])


def test_of_the_heads_own_event_only_a_sure_side_comes_back() -> None:
    doc = tree(ATTACK)
    bare = found(doc, "attacked", (), ())
    sure, likely = (
        happening(doc, "attacked", sources=(("Rebels", score),)) for score in (0.95, 0.8)
    )
    assert sides(doc, sure_or_allowed(bare, sure, doc[:])) == (["Rebels"], [])
    assert sides(doc, sure_or_allowed(bare, likely, doc[:])) == ([], [])


def test_a_mutual_event_has_each_whom_the_head_tells_apart() -> None:
    doc = tree(MET)
    whole = found(doc, "met", ("Leaders",), ())
    whole = replace(whole, sources=((0, doc.text.index(" met")),), is_reciprocal=True)
    two = "Leaders of Chad", "Mali"
    told = happening(doc, "met", sources=tuple((words, 0.9) for words in two))
    assert sides(doc, allowed_or_named(whole, told, doc[:])) == ([*two], [*two])
    partner = word(doc, "envoys")
    spot = partner.idx, partner.idx + len(partner)
    with_partner = replace(whole, targets=(spot,), target_heads=(partner.i,))
    assert sides(doc, allowed_or_named(with_partner, told, doc[:])) == ([*two], ["envoys"])
