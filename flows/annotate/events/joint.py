"""An event goes in; it comes out with each of those who deal with one another as a side.

"Chad and Niger's ministers met" has two parties, both source and target; so has what "Kenya,
Uganda trade talks" names.
"""

from flows.annotate.events.doers import is_mutual, mutual
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.events.parties import parted
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class
from flows.annotate.grammar.nouns import is_kind, light_verb
from flows.annotate.text.words import Doc, Token


def with_each_party(found: Found, doc: Doc) -> Found:
    """Return the event with one side a party where several share a noun.

    Whoever stands on both sides then is one of those who meet, or only who acts.
    """
    trigger = doc[found.head]
    is_met = found.is_reciprocal or _is_dealing(found.event_type, trigger)
    sources = parted(found.source_sides, trigger, is_met=is_met)
    targets = parted(found.target_sides, trigger, is_met=is_met)
    is_shared = not sources.keys().isdisjoint(targets) or _are_joined(sources, targets, trigger)
    is_alone = len(sources) > 1 and not targets or len(targets) > 1 and not sources
    is_shared = is_shared or (is_met and is_alone and _do_it(sources | targets, trigger))
    if is_shared and (is_met or is_mutual(found.event_type, trigger)):
        return mutual(found, sources | targets)
    if sources.keys() == set(found.source_heads) and targets.keys() == set(found.target_heads):
        return found
    return with_sides(found, sources, {i: s for i, s in targets.items() if i not in sources})


def _is_dealing(event_type: str, trigger: Token) -> bool:
    """Say whether joined subjects do it to one another, or fail to: "failed to reach a deal"."""
    if event_type == "COOPERATE" or is_kind(trigger, "mutual"):
        return True
    if event_type == "CONSULT":
        return light_verb(trigger) is not None
    if event_type not in ("SUPPORT", "REJECT"):
        return False
    below = [trigger, *syntax.children(trigger, "xcomp")]
    nouns = [trigger, *(t for verb in below for t in syntax.children(verb, "dobj"))]
    return any(in_class(noun, "accord") for noun in nouns if not syntax.is_verb(noun))


def _do_it(sides: Sides, trigger: Token) -> bool:
    """Say whether those of a side are the subject of the trigger or of the verb above it."""
    verb = trigger
    while not syntax.is_verb(verb) and verb.head != verb:
        verb = verb.head
    doers = {t.i for t in syntax.coordinated(syntax.subjects(verb))}
    names = {t.i for i in doers for t in trigger.doc[i].subtree}
    return not doers.isdisjoint(sides) and names.issuperset(sides)


def _are_joined(sources: Sides, targets: Sides, trigger: Token) -> bool:
    """Say whether those of both sides are joined before a noun: "Kenya, Uganda trade talks"."""
    if syntax.is_verb(trigger) or not sources or not targets:
        return False
    joined = [t.i for i in sources for t in trigger.doc[i].conjuncts]
    return set(joined) >= targets.keys()
