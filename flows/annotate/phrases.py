"""The head of a phrase goes in; out comes which of its words name it, and what they tell of it."""

from flows.annotate.descriptions import is_human
from flows.annotate.words import Token

_SAME = frozenset({"appos", "compound", "conj", "flat"})


def stand_ins(root: Token) -> list[Token]:
    """Return the words of a phrase that may name what its head only describes."""
    kinds = _SAME if root.pos_ == "PROPN" else _SAME - {"compound"}
    found, pending = [], [root]
    while pending:
        inner = [c for c in pending.pop().children if c.dep_ in kinds and not _is_served(c)]
        found += inner
        pending += inner
    return sorted(found, key=lambda token: token.i)


def _is_served(name: Token) -> bool:
    """Say whether a body's name explains whom a man speaks for: "a spokesman for the owner, X"."""
    return name.dep_ == "appos" and name.ent_type_ != "PERSON" and speaks_for(name.head)


def speaks_for(noun: Token) -> bool:
    """Say whether the noun is of a person who stands for another: "a lawyer for the owner"."""
    behind = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    return behind.lower_ == "for" and is_human(noun.lemma_.lower())


def behind_prepositions(root: Token) -> set[int]:
    """Return the words of a phrase that only say where, of what or with whom its head is."""
    leads = [child for child in root.children if child.dep_ == "prep" and child.i > root.i]
    return {token.i for lead in leads for token in lead.subtree}


def is_told_apart(noun: Token) -> bool:
    """Say whether words behind the noun say which one: "the man accused of it", "who …"."""
    if noun.i + 1 == len(noun.doc):
        return False
    after = noun.nbor()
    apart = ("in", "of", "with", "from", "for", "representing")
    return after.tag_ in ("VBN", "VBG", "WP", "WDT") or after.lower_ in apart


def leads_on(noun: Token) -> bool:
    """Say whether the noun is but the first word of a longer phrase: "the government plan"."""
    if noun.i + 1 == len(noun.doc):
        return False
    return noun.nbor().pos_ in ("NOUN", "PROPN")
