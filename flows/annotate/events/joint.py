"""An event goes in; it comes out with countries that share a noun, or talks, as sides of their own.

"Egyptian and Qatari mediators" are two sides, and what "Kenya, Uganda trade talks" names are both.
"""

from collections.abc import Callable, Iterator

from flows.annotate.events.doers import is_mutual, mutual
from flows.annotate.events.found import Found, Sides, with_sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.nounphrases import phrase
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Doc, Token

Bounds = tuple[int, int]

_COUNTRIES = frozenset({"NORP", "GPE"})
_LINKS = frozenset({",", "and"})
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "poss"})


def with_each_country(found: Found, doc: Doc) -> Found:
    """Return the event with one side a country where several stand before one noun.

    Whoever stands on both sides then is one of those who meet, or only who acts.
    """
    trigger = doc[found.head]
    sources = _parted(found.source_sides, trigger)
    targets = _parted(found.target_sides, trigger)
    is_shared = not sources.keys().isdisjoint(targets) or _are_joined(sources, targets, trigger)
    is_met = found.is_reciprocal or is_kind(trigger, "mutual")
    is_shared = is_shared or (len(sources) > 1 and not targets and is_met)
    if is_shared and (found.is_reciprocal or is_mutual(found.event_type, trigger)):
        return mutual(found, sources | targets)
    if sources.keys() == set(found.source_heads) and targets.keys() == set(found.target_heads):
        return found
    return with_sides(found, sources, {i: s for i, s in targets.items() if i not in sources})


def _are_joined(sources: Sides, targets: Sides, trigger: Token) -> bool:
    """Say whether those of both sides are joined before a noun: "Kenya, Uganda trade talks"."""
    if syntax.is_verb(trigger) or not sources or not targets:
        return False
    joined = [t.i for i in sources for t in trigger.doc[i].conjuncts]
    return set(joined) >= targets.keys()


def _parted(sides: Sides, trigger: Token) -> Sides:
    parted: Sides = {}
    for head, span in sides.items():
        parted |= dict(each_before(trigger.doc[head], span, trigger, _is_country)) or {head: span}
    return dict(sorted(parted.items()))


def each_before(
    side: Token, span: Bounds, trigger: Token, is_one: Callable[[Token], bool]
) -> Iterator[tuple[int, Bounds]]:
    """Yield the head and span of each one whose name or adjective shares the side's noun."""
    noun = side
    while noun.dep_ in (*_BEFORE_NOUN, "conj") and is_one(noun):
        noun = noun.head
    names = _joined_names(noun, is_one)
    is_noun = noun.pos_ in ("NOUN", "PROPN")
    if len(names) < 2 or not is_noun or not (side == noun or side in names):
        return
    *others, last = names
    for name in others:
        yield name.i, (_start(name), name.idx + len(name))
    if noun == trigger:
        yield last.i, (last.idx, last.idx + len(last))
        return
    end = noun.doc[phrase(noun)[1]]
    yield noun.i, (_start(last), max(end.idx + len(end), span[1] if side == noun else 0))


def _start(name: Token) -> int:
    return name.doc[phrase(name)[0]].idx


def _is_country(token: Token) -> bool:
    return token.ent_type_ in _COUNTRIES


def _joined_names(noun: Token, is_one: Callable[[Token], bool]) -> list[Token]:
    """Return those listed before a noun: "Greek and Turkish", not "African American"."""
    # the parse joins "Greek" of "Turkish, Greek and …" with the noun
    near = (*_BEFORE_NOUN, "conj")
    own = [c for c in noun.children if is_one(c) and c.dep_ in near]
    joined = [t for c in own for t in c.subtree if t == c or t.dep_ in near]
    listed = {t.i: t for t in joined if t.i < noun.i}
    names = [listed[i] for i in sorted(listed) if is_one(listed[i])]
    return names if all(map(_is_linked, names[:-1])) else []


def _is_linked(name: Token) -> bool:
    """Say whether a comma or an "and" that is no name's own follows."""
    link = name.nbor(1)
    return link.lower_ in _LINKS and not link.ent_type_
