"""The sides that the learned head gave a trigger go in; what grammar turns round comes out turned.

The head knows who is near: an owner ("German's killing"), the subject of a passive ("was found
stabbed") and somebody within the subject ("a governor facing criticism from Democrats signed") are
as likely to be the doer to it as the subject of the verb.
"""

from flows.annotate.events.found import Sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class
from flows.annotate.text.words import Token

_FOUND = frozenset({"xcomp", "oprd", "acomp", "ccomp", "advcl"})


def turned(trigger: Token, sources: Sides, targets: Sides) -> tuple[Sides, Sides]:
    """Return sources and targets, by the token numbers of their heads, as grammar has them."""
    doc = trigger.doc
    done_to = {i: span for i, span in sources.items() if _undergoes(doc[i], trigger)}
    if done_to:
        return _without(sources, done_to), {**done_to, **_without(targets, done_to)}
    doers = {s.i: s for s in _own_subjects(trigger) if s.i in targets}
    if sources and doers and all(_lies_within(doc[i], doers) for i in sources):
        return {i: targets[i] for i in doers}, _without(targets, doers)
    return sources, targets


def _undergoes(side: Token, trigger: Token) -> bool:
    """Say whether the event befalls whoever owns its noun or is its passive's subject."""
    if side.dep_ == "poss" and side.head == trigger:
        return in_class(trigger, "undergone") and not syntax.after(trigger, "of")
    if side.dep_ != "nsubjpass" or trigger.tag_ != "VBN":
        return False
    is_of_finding = trigger.dep_ in _FOUND and not syntax.has_subject(trigger)
    return side.head == trigger or (side.head == trigger.head and is_of_finding)


def _own_subjects(trigger: Token) -> list[Token]:
    if not syntax.is_verb(trigger) or syntax.is_passive(trigger):
        return []
    return syntax.coordinated(syntax.children(trigger, "nsubj"))


def _lies_within(side: Token, doers: dict[int, Token]) -> bool:
    return side.i not in doers and any(doer.is_ancestor(side) for doer in doers.values())


def _without(sides: Sides, others: Sides | dict[int, Token]) -> Sides:
    return {i: span for i, span in sides.items() if i not in others}
