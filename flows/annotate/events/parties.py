"""A side of an event goes in; the parties that its words join come out, each with its own span.

"Egyptian and Qatari mediators" are two. Of those who deal with one another so are "union and
company negotiators", "Chad and Niger's ministers" and "the navies of Chile and Peru".
"""

from flows.annotate.events.found import Sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import ORGANISED, POLITICAL, weight
from flows.annotate.text.words import Token

_COUNTRIES = frozenset({"NORP", "GPE"})
_LINKS = frozenset({",", "and"})
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod"})
_PLURAL = frozenset({"NNS", "NNPS"})


def parted(sides: Sides, trigger: Token, *, is_met: bool) -> Sides:
    """Return one side a party; `is_met`: they deal with one another, by name or not."""
    parties: Sides = {}
    for head, span in sides.items():
        side = trigger.doc[head]
        parties |= (
            _before_noun(side, span, trigger, is_met=is_met)
            or _behind_of(side, span, is_met=is_met)
            or {head: span}
        )
    return dict(sorted(parties.items()))


def _before_noun(side: Token, span: tuple[int, int], trigger: Token, *, is_met: bool) -> Sides:
    """Return the parties whose names share the side's noun: the last has the noun, too."""
    noun = side
    while noun.dep_ in (*_BEFORE_NOUN, "poss", "conj") and noun.ent_type_ in POLITICAL:
        noun = noun.head
    names = _joined_names(noun, is_met=is_met and noun.tag_ in _PLURAL)
    is_noun = noun.pos_ in ("NOUN", "PROPN")
    if len(names) < 2 or not is_noun or not (side == noun or side in names):
        return {}
    *others, last = names
    parties = {name.i: (name.idx, name.idx + len(name)) for name in others}
    if noun == trigger:
        return parties | {last.i: (last.idx, last.idx + len(last))}
    end = noun.doc[syntax.phrase(noun)[1]]
    return parties | {noun.i: (last.idx, max(end.idx + len(end), span[1] if side == noun else 0))}


def _joined_names(noun: Token, *, is_met: bool) -> list[Token]:
    """Return the names listed before a noun: "Greek and Turkish", not "African American".

    Of those who meet bodies as well, "House and Senate", and owners, "Chad and Niger's".
    """
    # the parse joins "Greek" of "Turkish, Greek and …" with the noun
    near = (*_BEFORE_NOUN, "conj", "poss") if is_met else (*_BEFORE_NOUN, "conj")
    own = [c for c in noun.children if c.dep_ in near and _is_party(c, is_met=is_met)]
    joined = [t for c in own for t in c.subtree if t == c or t.dep_ in near]
    listed = {t.i: t for t in joined if t.i < noun.i}
    names = [listed[i] for i in sorted(listed) if _is_party(listed[i], is_met=is_met)]
    are_joined = all(one.nbor(1).lower_ in _LINKS for one in names[:-1])
    return names if are_joined else []


def _is_party(name: Token, *, is_met: bool) -> bool:
    if name.ent_type_ in _COUNTRIES:
        return True
    return is_met and name.pos_ in ("NOUN", "PROPN") and weight(name) == ORGANISED


def _behind_of(side: Token, span: tuple[int, int], *, is_met: bool) -> Sides:
    """Return the parties that an "of" joins behind their common noun: "the leaders of A and B"."""
    if not is_met or side.tag_ not in _PLURAL:
        return {}
    joined = syntax.coordinated(syntax.after(side, "of"))
    if len(joined) < 2 or not all(t.ent_type_ in POLITICAL for t in joined):
        return {}
    first, *others = joined
    return {side.i: (span[0], first.idx + len(first))} | {
        t.i: (t.idx, t.idx + len(t)) for t in others
    }
