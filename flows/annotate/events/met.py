"""An event of two with one side alone goes in; it comes out with all who share it on both sides.

"The navies of Chile and Peru held joint drills", "Norway and EU negotiators failed to agree",
"Kenya and Chad fired across the border".
"""

from flows.annotate.events.doers import is_mutual, mutual
from flows.annotate.events.filled import phrases
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.events.joint import each_before
from flows.annotate.events.pieces import phrase_of
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import ORGANISED, in_class, is_human, weight
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Doc, Token

_BETWEEN_SOME = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "REJECT", "ASSAULT"})


def with_each_other(found: Found, doc: Doc) -> Found:
    """Return the event with those who do it to one another on both sides.

    Left as it is where a side stands against another, or one alone is named.
    """
    trigger = doc[found.head]
    if found.is_reciprocal and found.source_heads == found.target_heads:
        partners = phrases(_partners(trigger), found.source_sides)
        return with_sides(found, found.source_sides, partners) if partners else found
    if found.target_heads or found.event_type not in _BETWEEN_SOME:
        return found
    if not (found.is_reciprocal or found.mode == "accord" or _is_shared(found, trigger)):
        return found
    sides: Sides = {}
    for head, span in found.source_sides.items():
        sides |= _each(doc[head], span, trigger)
    are_people = all(is_human(doc[i]) for i in sides)
    return mutual(found, sides) if len(sides) > 1 and are_people else found


def _partners(trigger: Token) -> list[Token]:
    """Return with whom joined subjects do it: "doctors and nurses held talks with the ministry"."""
    is_carried = trigger.dep_ == "dobj" and is_kind(trigger.head, "light")
    words = [trigger, trigger.head] if is_carried else [trigger]
    found = [t for word in words for t in syntax.after(word, "with") if is_human(t)]
    return syntax.coordinated(found)


def _is_shared(found: Found, trigger: Token) -> bool:
    """Say whether joined subjects do what a trigger tells to one another."""
    if not syntax.is_verb(trigger):
        return in_class(trigger, "encounter")
    objects = syntax.children(trigger, "dobj")
    if found.event_type == "CONSULT":
        return is_kind(trigger, "mutual") or any(in_class(t, "encounter") for t in objects)
    if is_kind(trigger, "breaching"):  # "broke the truce"
        return any(in_class(t, "encounter") for t in objects)
    if found.event_type == "ASSAULT" and (over := syntax.after(trigger, "across", "over")):
        return any(in_class(t, "boundary") for t in over)
    return is_mutual(found.event_type, trigger) or _is_failed(trigger)


def _is_failed(trigger: Token) -> bool:
    """Say whether it is what takes two that came to nothing: "failed to reach a deal"."""
    told = syntax.complements(trigger) if trigger.lemma_.lower() == "fail" else []
    return any(
        is_kind(t, "mutual") or any(in_class(o, "encounter") for o in syntax.objects(t))
        for t in told
    )


def _each(side: Token, span: tuple[int, int], trigger: Token) -> Sides:
    """Return the sides that a phrase joins, else itself: "House and Senate leaders"."""
    return dict(each_before(side, span, trigger, _is_body)) or _each_of(side, span)


def _each_of(side: Token, span: tuple[int, int]) -> Sides:
    """Return those of whom a plural is, the first with it: "the armies of Chad and Mali"."""
    is_many = side.tag_ in ("NNS", "NNPS")
    joined = syntax.coordinated(syntax.after(side, "of", "from")) if is_many else []
    if len(joined) < 2 or not all(map(_is_body, joined)):
        return {side.i: span}
    first, *others = [(t.i, phrase_of(t.doc[t.i : t.i + 1])) for t in joined]
    return {side.i: (span[0], first[1][1]), **dict(others)}


def _is_body(token: Token) -> bool:
    return weight(token) == ORGANISED
