"""A finding and the head's event at its words in; the finding with sides that the head allows out.

The head asks every word of a sentence whether it is of this trigger's side, and what it rules out
is rarely one, whatever a pattern or the grammar says.
"""

from collections.abc import Sequence
from dataclasses import replace

from flows.annotate.events.doers import mutual
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.events.learned import learned
from flows.annotate.grammar.classes import word_class
from flows.annotate.learned.decode import Happening
from flows.annotate.learned.tagging import Found as Piece
from flows.annotate.text.words import Span

SURE = 0.9  # chance beyond which a side of the head's needs no grammar; set, not searched


def allowed(found: Found, happening: Happening, sentence: Span) -> Found:
    """Return the event without sides that the head rules out; a mutual event keeps its own.

    So does what sides do to "each other", which stands for them.
    """
    if found.is_reciprocal or any(_is_each_other(i, sentence) for i in found.target_heads):
        return found
    sources = _hinted(found.source_sides, happening.source_hints)
    targets = _hinted(found.target_sides, happening.target_hints)
    targets = targets or _suffering(found.target_sides, sentence)
    return with_sides(found, sources, targets)


def _suffering(sides: Sides, sentence: Span) -> Sides:
    """Return the pronouns to whom a passive says that it was done: "she had been beaten"."""
    doc = sentence.doc
    return {
        head: spot
        for head, spot in sides.items()
        if doc[head].tag_ == "PRP" and doc[head].dep_ == "nsubjpass" and doc[head].lower_ != "it"
    }


def allowed_or_named(found: Found, happening: Happening, sentence: Span) -> Found:
    """Return the event with sides that the head allows, in place of all others those it names."""
    if found.is_reciprocal:
        return _told_apart(found, happening, sentence)
    kept = allowed(found, happening, sentence)
    own = learned(happening, sentence) if kept is not found else None
    if own is None or own.is_reciprocal:
        return kept
    return _filled(kept, own, source=bool(found.sources), target=bool(found.targets))


def sure_or_allowed(found: Found, happening: Happening, sentence: Span) -> Found:
    """Return the head's own event with sides that it allows, and where none is those it is sure of.

    Grammar takes "the council" of "accusing the council of lying" for who accuses, the head never.
    """
    kept = allowed(found, happening, sentence)
    if kept.is_reciprocal:
        return kept
    sources, targets = (
        tuple(piece for piece in side if piece.score > SURE)
        for side in (happening.sources, happening.targets)
    )
    own = learned(replace(happening, sources=sources, targets=targets), sentence)
    if own is None or own.is_reciprocal:
        return kept
    return _filled(kept, own, source=True, target=True)


def _is_each_other(head: int, sentence: Span) -> bool:
    token = sentence.doc[head]
    return token.i > 0 and f"{token.nbor(-1).lower_} {token.lower_}" in word_class("mutually")


def _filled(kept: Found, own: Found, *, source: bool, target: bool) -> Found:
    """Return the event with sides of its own where it is to have one: nobody stands on both."""
    sources, targets = kept.source_sides, kept.target_sides
    if source and not sources:
        sources = {n: spot for n, spot in own.source_sides.items() if n not in targets}
    if target and not targets:
        targets = {n: spot for n, spot in own.target_sides.items() if n not in sources}
    return with_sides(kept, sources, targets)


def _told_apart(found: Found, happening: Happening, sentence: Span) -> Found:
    """Return a mutual event with each of those whom the head tells apart in its one source.

    Countries before one noun are told apart by themselves (`joint.py`).
    """
    if len(found.sources) != 1:
        return found
    ((start, end),) = found.sources
    sides: Sides = {}
    for piece in happening.sources:
        words = sentence.doc.char_span(piece.start, piece.end, alignment_mode="expand")
        if words is not None and start <= piece.start and piece.end <= end:
            if words[-1].pos_ == "ADJ":
                return found
            sides[words.root.i] = piece.start, piece.end
    if len(sides) < 2:
        return found
    is_met = bool(found.targets) and found.targets != found.sources
    return with_sides(found, sides, found.target_sides) if is_met else mutual(found, sides)


def _hinted(sides: Sides, hints: Sequence[Piece]) -> Sides:
    return {
        head: (a, b)
        for head, (a, b) in sides.items()
        if any(hint.start < b and a < hint.end for hint in hints)
    }
