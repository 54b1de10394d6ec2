"""A trigger without a named target goes in; the actor that its words are addressed to comes out."""

from collections.abc import Iterator

from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import POLITICAL, is_actor, weight
from flows.annotate.text.words import Token

_NAMES = POLITICAL | {"PERSON", "LOC", "FAC"}
_PLACES = frozenset({"in", "at", "near", "inside", "along", "around", "across", "through"})
_PARTS = frozenset({"conj", "compound", "nmod", "det", "amod", "poss"})
_GROUND = frozenset(
    {"RETREAT", "MOBILIZE", "AID", "COERCE", "CONCEDE", "AGREE", "SANCTION", "THREATEN"}
)  # types whose effect falls on the ground they name
_LINKS = frozenset({"dobj", "pobj", "dative", "xcomp", "ccomp", "prep", "acl", "pcomp", "attr",
                    "acomp", "oprd", "nsubjpass", "appos", "conj", "advcl"})  # fmt: skip


def addressed(trigger: Token, event_type: str, sources: list[Token]) -> list[Token]:
    """Return the nearest named or organised actor below the trigger that is none of its sources."""
    taken = {t.i for s in sources for t in s.subtree} | {s.i for s in sources}
    found = [t for t in _below(trigger) if t.i > trigger.i and t.i not in taken and is_actor(t)]
    plain = [t for t in found if not is_ground(t)]
    named = [t for t in plain if t.ent_type_ in _NAMES] or [t for t in plain if weight(t) == 3]
    if not named and event_type in _GROUND:
        named = [t for t in found if t.ent_type_ in _NAMES]
    return syntax.coordinated(named[:1])


def is_ground(token: Token) -> bool:
    """Say whether a noun or what it belongs to tells where: "in Geneva", "near Chad's capital"."""
    while token.dep_ in _PARTS:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in _PLACES


def _below(trigger: Token) -> Iterator[Token]:
    """Yield the heads of phrases below the trigger, the nearest first, no clause of another's."""
    level = [trigger]
    for _ in range(7):
        level = [
            c for t in level for c in t.children if c.dep_ in _LINKS and not _parts(c, trigger)
        ]
        for token in level:
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                yield token
                yield from (c for c in token.children if c.dep_ == "poss")
                yield from (
                    c
                    for c in token.children
                    if c.dep_ in ("amod", "compound") and c.ent_type_ in POLITICAL
                )


def _parts(token: Token, trigger: Token) -> bool:
    """A clause with a subject of its own, or a time or cause, tells of something else."""
    if token.dep_ == "advcl" and not any(c.lower_ == "to" for c in token.children):
        return True
    if token.dep_ == "conj" and syntax.has_subject(token):
        return True
    if token.dep_ == "prep":
        return token.lower_ in (
            "after",
            "before",
            "since",
            "during",
            "following",
            "because",
            "amid",
            "according",
            "by",
            "as",
        )
    return token.dep_ == "ccomp" and token.head != trigger
