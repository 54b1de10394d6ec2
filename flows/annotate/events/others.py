"""An event goes in; it comes out without sides that are another deed's, a weapon or mere ground.

Pattern and head take who stands near: "30 were freed, six airlifted by the army", "shells hit the
town", "Chad, Mali and Togo saw strikes".
"""

from flows.annotate.events.doers import is_mutual, is_no_doer, is_of_other_deed, mutual
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.events.targets import is_ground
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import demonyms, in_class, is_human
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Doc, Token

_OF_OTHERS = ("weapon", "eventnoun", "violencecore")
_AFTER = frozenset({"after", "following", "since"})
_SET_IN = frozenset({"ACCIDENT", "ECONOMY"})  # types whose place is no target
_PLACES = frozenset({"GPE", "LOC"})


def without_others(found: Found, doc: Doc) -> Found:
    """Return the event with sides of its own, each of a list on the side of the first."""
    trigger = doc[found.head]
    if found.is_reciprocal:
        return found
    sources = {
        i: span
        for i, span in found.source_sides.items()
        if not _is_nobody(doc[i]) and not _is_of_others(doc[i], trigger, found)
    }
    targets = {
        i: span
        for i, span in found.target_sides.items()
        if not (_is_where(doc[i], trigger, found) or _is_only_owner(doc[i], trigger))
    }
    targets = {i: s for i, s in targets.items() if not _is_before(doc[i], trigger, targets, doc)}
    if len(sources) > 1 and not targets and found.target_heads and is_kind(trigger, "mutual"):
        return mutual(found, sources)  # "police and marchers clashed in Spain"
    if not is_mutual(found.event_type, trigger):
        listed = {i for i in targets if any(t.i in sources for t in doc[i].conjuncts)}
        sources |= {i: targets.pop(i) for i in listed}
    return with_sides(found, dict(sorted(sources.items())), targets)


def _is_nobody(token: Token) -> bool:
    """Say whether a word names a weapon or an event of nobody's: but "Russian missiles"."""
    is_thing = token.pos_ == "NOUN" and any(in_class(token, name) for name in _OF_OTHERS)
    return is_thing and not demonyms(token) and not syntax.children(token, "poss")


def _is_of_others(side: Token, trigger: Token, found: Found) -> bool:
    if not syntax.is_verb(trigger):
        return is_no_doer(side, trigger, found.event_type)
    return is_of_other_deed(side, trigger) or _is_beside_doer(side, trigger, found)


def _is_beside_doer(side: Token, trigger: Token, found: Found) -> bool:
    """Say whether a word does another thing, while the trigger's own subject is named, too."""
    while side.dep_ == "conj":
        side = side.head
    is_subject = side.dep_ in ("nsubj", "nsubjpass") and side.head.pos_ != "AUX"
    if not is_subject or syntax.is_passive(trigger):
        return False  # "the man is a racist who insulted them"
    doers = [t.i for t in syntax.coordinated(syntax.subjects(trigger))]
    is_thing = bool(doers) and not any(is_human(side.doc[i]) for i in doers)
    is_told_of_thing = is_thing and trigger.dep_ == "relcl" and side.head.is_ancestor(trigger)
    is_own = not set(found.source_heads).isdisjoint(doers)
    return side.i not in doers and (is_own or is_told_of_thing)


def _is_before(side: Token, trigger: Token, targets: Sides, doc: Doc) -> bool:
    """Say whether something else befell a word after an event that had its own victims.

    "Two were held after a raid left six dead": the six.
    """
    is_after = trigger.dep_ == "pobj" and trigger.head.lower_ in _AFTER
    verb = trigger.head.head
    if not is_after or not syntax.is_verb(verb) or side not in syntax.objects(verb):
        return False
    return any(doc[i].i > trigger.i for i in targets)


def _is_only_owner(side: Token, trigger: Token) -> bool:
    """Say whether a word only tells whose the verb's object is: "recalled its envoy"."""
    return side.tag_ == "PRP$" and syntax.is_verb(trigger)


def _is_where(side: Token, trigger: Token, found: Found) -> bool:
    """Say whether a place only tells where it was: "crashed in Chad", "clashed in Spain"."""
    is_set = found.event_type in _SET_IN or is_kind(trigger, "mutual")
    return is_set and side.ent_type_ in _PLACES and is_ground(side)
