"""An event goes in; it comes out with those whom its grammar names on a side that is still empty.

The head rules out whom grammar would name, and is mostly right: of the objects of such verbs one
in seven is a side. But people who are the subject of the verb itself, or of the verb that it is
joined to, who own the event ("Mr Rahman's arrest") and the others of a list are what readers mark,
two for each that they do not.
"""

from flows.annotate.events.clauses import is_between
from flows.annotate.events.doers import is_mutual, mutual
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.events.pieces import phrase_of
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, is_actor, is_human, meant
from flows.annotate.grammar.nouns import is_kind, light_verb
from flows.annotate.text.words import Doc, Token

_OF_NOBODY = frozenset({"ACCIDENT", "DISASTER", "HEALTH"})  # nobody does these
_OWNERS = frozenset({"his", "her", "their", "its", "my", "our"})
_EMPTY = frozenset({"it", "who", "whose", "one"})
_CONTENTS = frozenset({"ccomp", "xcomp", "oprd", "acl"})
_NAMES = frozenset({"PROPN", "NOUN"})


def filled(found: Found, doc: Doc) -> Found:
    """Return the event with the sides that its verb, its noun or a list names beyond doubt."""
    trigger = doc[found.head]
    if found.is_reciprocal:
        return found
    sources, targets = found.source_sides, _whole(found.target_sides, found, doc)
    if between := _between(trigger, found, doc):
        return mutual(found, phrases(between, {}))
    if syntax.is_verb(trigger):
        if not sources and found.event_type not in _OF_NOBODY:
            sources = phrases(_doers(trigger), targets)
    else:
        sources, targets = _by_noun(trigger, found.event_type, sources, targets)
    if not is_mutual(found.event_type, trigger):
        sources = _with_listed(sources, targets, found, doc)
        targets = _with_listed(targets, sources, found, doc)
    return with_sides(found, sources, targets)


def _by_noun(noun: Token, event_type: str, sources: Sides, targets: Sides) -> tuple[Sides, Sides]:
    """Return both sides with the noun's owner, or who gives it, on the one that is empty."""
    owner, is_undergone = _owner(noun, event_type), in_class(noun, "undergone")
    if owner and is_undergone:
        if not targets and not syntax.after(noun, "of"):
            sources = {i: span for i, span in sources.items() if i != owner.i}
            targets = phrases([owner], sources)
    elif not sources and event_type not in _OF_NOBODY:
        sources = phrases([owner] if owner else _givers(noun), targets)
    return sources, targets


def _whole(sides: Sides, found: Found, doc: Doc) -> Sides:
    """Return the sides with the noun that an adjective of a people tells of: "Serb positions"."""
    whole: Sides = {}
    for head, span in sides.items():
        side, noun = doc[head], doc[head].head
        is_part = side.dep_ in ("amod", "compound") and side.ent_type_ == "NORP"
        is_other = noun.pos_ == "NOUN" and noun.i not in (*sides, *found.source_heads, found.head)
        if is_part and is_other and noun.dep_ in ("dobj", "nsubjpass"):
            whole[noun.i] = phrase_of(doc[noun.i : noun.i + 1])
        else:
            whole[head] = span
    return whole


def _between(trigger: Token, found: Found, doc: Doc) -> list[Token]:
    """Return those "between" whom it is, where nobody stands on one side alone.

    "Clashes in the square between marchers and guards", "an exchange of fire between them".
    """
    start, end = found.trigger
    own = [t for t in trigger.sent if start <= t.idx < end]
    own += syntax.children(trigger, "relcl", "acl")  # "clashes that erupted between"
    own += [trigger.head] if trigger.dep_ == "nsubj" else []
    sides = [t for word in own for t in syntax.coordinated(syntax.after(word, "between"))]
    if not sides:
        named = [doc[i] for i in (*found.source_heads, *found.target_heads)]
        sides = named if named and all(map(is_between, named)) else []
    known = {t.i for t in sides} | {t.i for side in sides for t in side.subtree}
    is_all = known.issuperset((*found.source_heads, *found.target_heads))
    return sides if is_all and len(sides) > 1 and all(map(is_actor, sides)) else []


def _doers(verb: Token) -> list[Token]:
    """Return the people who are the verb's subject, or that of the verb it is joined to."""
    is_told = verb.tag_ in ("VBN", "VBD") and verb.dep_ in _CONTENTS
    if is_told and is_kind(verb.head, "ordering"):
        verb = verb.head  # "ordered two ministers jailed"
    if syntax.is_passive(verb) or verb.tag_ == "VBN" and not syntax.auxiliaries(verb):
        return []
    if any(is_kind(verb, name) for name in ("receiving", "inverse")):
        return []
    first = verb
    while first.dep_ == "conj" and syntax.is_verb(first.head) and not syntax.has_subject(first):
        first = first.head
    if syntax.is_passive(first) or not syntax.children(first, "nsubj"):
        return []
    return [t for t in syntax.coordinated(syntax.subjects(first)) if _is_somebody(t)]


def _givers(noun: Token) -> list[Token]:
    """Return the subject of the verb that only carries a noun: "had given him permission"."""
    carrier = light_verb(noun)
    if carrier is None or noun.dep_ != "dobj" or in_class(noun, "undergone"):
        return []
    return _doers(carrier)


def _owner(noun: Token, event_type: str) -> Token | None:
    """Return the one person or body that a noun says it is of: "the mayor's resignation".

    What befalls something may be a thing's, "the bridge's closure"; a place only has its election.
    """
    is_any = in_class(noun, "undergone")
    owners = [
        t
        for t in syntax.children(noun, "poss")
        if t.lower_ in _OWNERS or (is_actor(t) if is_any else _is_somebody(t))
    ]
    if len(owners) != 1 or (event_type == "ELECTION" and owners[0].ent_type_ == "GPE"):
        return None
    return owners[0]


def _is_somebody(token: Token) -> bool:
    return is_actor(token) and is_human(token) and token.lower_ not in _EMPTY


def _with_listed(sides: Sides, others: Sides, found: Found, doc: Doc) -> Sides:
    """Return the sides with the people who are joined to one of them: "Cruz, Rubio and Trump"."""
    trigger = doc[found.head]
    whole = dict(sides)
    taken = {*sides.values(), *others.values(), found.trigger}
    for head in sides:
        side = doc[head]
        if not is_human(side) or side.is_ancestor(trigger) or _is_setting(side):
            continue
        for each in side.conjuncts:
            is_taken = any(a <= each.idx < b for a, b in taken)
            if is_taken or each.pos_ not in _NAMES or not is_human(each) or _is_told_more(each):
                continue
            whole[each.i] = phrase_of(doc[each.i : each.i + 1])
            taken.add(whole[each.i])
    return dict(sorted(whole.items()))


def _is_setting(side: Token) -> bool:
    """Say whether a word tells where or as what: "wars in Iraq", "resigned as chairman"."""
    while side.dep_ == "conj":
        side = side.head
    return side.dep_ == "pobj" and side.head.lower_ in ("in", "as")


def _is_told_more(noun: Token) -> bool:
    """Say whether a clause may be of this noun alone: "leaders and members who were hit"."""
    return bool(syntax.children(noun, "relcl", "acl"))


def phrases(some: list[Token], taken: Sides) -> Sides:
    """Return where the phrases of some words stand, without those that reach into the taken."""
    spans = [(meant(t).i, phrase_of(t.doc[meant(t).i : meant(t).i + 1])) for t in some]
    return {i: s for i, s in spans if not any(a < s[1] and s[0] < b for a, b in taken.values())}
