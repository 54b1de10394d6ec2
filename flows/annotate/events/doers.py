"""An event with the head's sides goes in; it comes out with its verb's own subject as source.

The head reads a sentence as a whole: of "Kenya and Chad have offered troops" it may make Kenya the
source and Chad the target, and it may take a side from behind a semicolon.
"""

from collections.abc import Sequence
from dataclasses import replace

from flows.annotate.events.clauses import TEMPORAL
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import is_human
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Doc, Token

_BEFALLING = frozenset(
    {"ACCIDENT", "DISASTER", "HEALTH", "ECONOMY", "ELECTION", "JUSTICE", "OTHER"}
)  # what has no doer may stand as target
_OF_NATURE = frozenset({"DISASTER", "ACCIDENT", "HEALTH"})
_DONE_TO_SOME = frozenset(
    {"ACCUSE", "COERCE", "CRIME", "JUSTICE", "REQUEST", "SANCTION", "THREATEN"}
)
_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
_WITHIN = frozenset({"compound", "nmod", "amod", "conj", "poss"})
_APART = TEMPORAL - {"during"}  # "killed two during the robbery": one time
_UNDERGOING = ("receiving", "inverse")


def with_doers(found: Found, doc: Doc) -> Found:
    """Return the event with who does it as source, without sides from behind a semicolon."""
    trigger = doc[found.head]
    sources = _near(found.source_heads, found.sources, trigger)
    sources = {
        i: span for i, span in sources.items() if not is_no_doer(doc[i], trigger, found.event_type)
    }
    targets = _near(found.target_heads, found.targets, trigger)
    if syntax.is_verb(trigger) and found.event_type not in _BEFALLING and not found.is_reciprocal:
        doers = {t.i for t in _doers(trigger)}
        moved = {i: span for i, span in targets.items() if i in doers}
        is_split = moved == targets and not doers.isdisjoint(sources)
        if moved and is_split and is_mutual(found.event_type, trigger):
            return mutual(found, {i: s for i, s in sources.items() if i in doers} | moved)
        if moved:
            sources = {i: span for i, span in sources.items() if i in doers} | moved
            targets = {i: span for i, span in targets.items() if i not in doers}
    return with_sides(found, {i: sources[i] for i in sorted(sources)}, targets)


def is_mutual(event_type: str, trigger: Token) -> bool:
    """Say whether joined subjects do it to one another: "Chad and Mali have agreed"."""
    return event_type in _MUTUAL or is_kind(trigger, "mutual")


def mutual(found: Found, sides: Sides) -> Found:
    """Return the event with all of them on both sides, as those who do it to one another."""
    both = {i: sides[i] for i in sorted(sides)}
    return with_sides(replace(found, is_reciprocal=True), both, both)


def _doers(trigger: Token) -> list[Token]:
    """Return the logical subjects of a verb whose subject does something, joined ones too."""
    if any(is_kind(trigger, name) for name in _UNDERGOING):
        return []
    return syntax.coordinated(syntax.subjects(trigger))


def is_no_doer(side: Token, trigger: Token, event_type: str) -> bool:
    """Say whether a word names nobody who did it, below a passive or beside a storm.

    "Were held in Lima", "the governor saw floods".
    """
    if not syntax.is_verb(trigger):
        is_other = event_type in _DONE_TO_SOME and _is_before(side, trigger)
        return is_other or (event_type in _OF_NATURE and is_human(side)) or _is_victim(side)
    if _is_taken_from(side, trigger):
        return True
    is_below = trigger.is_ancestor(side) or side == trigger.head
    if side.dep_ == "pobj" and side.head.lower_ == "by":
        return is_of_other_deed(side, trigger)
    return (
        is_below
        and syntax.is_passive(trigger)
        and side not in syntax.coordinated(syntax.subjects(trigger))
        and trigger.dep_ not in ("xcomp", "conj")
    )


def is_of_other_deed(side: Token, trigger: Token) -> bool:
    """Say whether a "by" tells who did another thing: "30 were freed, six airlifted by the army".

    Not where a parse hangs it onto no verb: "freed after hours by firemen".
    """
    if side.dep_ != "pobj" or side.head.lower_ != "by":
        return False
    verb = side.head.head
    is_passive = verb != trigger and verb.tag_ == "VBN"
    return is_passive and trigger.dep_ != "conj" and verb.dep_ != "conj"


def _is_before(side: Token, noun: Token) -> bool:
    """Say whether a noun only tells after what it was: "supporters rioted after the arrest"."""
    is_after = noun.dep_ == "pobj" and noun.head.lower_ in _APART
    return is_after and not noun.is_ancestor(side)


def _is_taken_from(side: Token, trigger: Token) -> bool:
    """Say whether a verb takes something from a word: "seized the town from government troops"."""
    while side.dep_ in _WITHIN:
        side = side.head
    is_from = side.dep_ == "pobj" and side.head.lower_ == "from" and side.head.head == trigger
    if not is_from or any(is_kind(trigger, name) for name in _UNDERGOING):
        return False  # "drew criticism from unions"
    return bool(syntax.objects(trigger))


def _is_victim(side: Token) -> bool:
    """Say whether a word names who died: "five of them died in strikes on the market"."""
    while side.dep_ == "conj":
        side = side.head
    verb = side.head
    is_subject = side.dep_ in ("nsubj", "nsubjpass") and is_kind(verb, "dying")
    return is_subject and (syntax.is_passive(verb) or not syntax.children(verb, "dobj"))


def _near(heads: Sequence[int], spans: Sequence[tuple[int, int]], trigger: Token) -> Sides:
    """Return the sides by head, without those of a clause behind a semicolon."""
    doc = trigger.doc
    return {
        i: span
        for i, span in zip(heads, spans, strict=True)
        if not (_is_parted(doc[i], trigger) and _is_parted(syntax.governor(doc[i]), trigger))
    }


def _is_parted(word: Token, trigger: Token) -> bool:
    first, last = sorted((word.i, trigger.i))
    return any(t.text == ";" for t in trigger.doc.tokens[first:last])
