"""A verb or a noun of an event goes in; whether it is still to be done comes out."""

from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import word_class
from flows.annotate.text.words import Token

BARE_VERBS = frozenset(
    {"be", "take", "occur", "happen", "hold", "begin", "start", "resume", "come"}
)  # say no more than that an event takes place


def is_yet(verb: Token) -> bool:
    """Say whether something is still to be done: "has yet to sign", "is yet to sign"."""
    near = (verb.head, *verb.head.children, *verb.children)
    return any(word.lower_ == "yet" for word in near)


def is_yet_to_be(noun: Token) -> bool:
    """Say whether an event is still to take place: "talks have yet to resume"."""
    above = [noun.head, *(c for c in noun.head.children if c.lower_ == "yet")]
    verbs = [v for a in above for v in syntax.children(a, "xcomp")] if noun.dep_ == "nsubj" else []
    known = word_class("light") | BARE_VERBS
    return any(is_yet(v) and not known.isdisjoint(syntax.verb_keys(v)) for v in verbs)


def is_unfinished(clause: Token) -> bool:
    """Say whether nothing is told as a fact: "to leave", "that he leave", "leaving"."""
    is_bare = clause.tag_ in ("VB", "VBG") and not syntax.auxiliaries(clause)
    return syntax.is_infinitive(clause) or is_bare
