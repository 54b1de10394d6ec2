"""The head of a phrase goes in; out comes which of its words name it, and what they tell of it."""

from flows.annotate.actors.nouns import acting_nouns, is_human
from flows.annotate.grammar.cues import SPOKEN, look_up
from flows.annotate.text.words import Token

OF_TOKENS = 8  # longest "of the cattle breeders' association" that is part of a name
PHRASE = 8  # tokens between a phrase's determiner and its noun, at most
DEFINITE = frozenset({"the", "this", "that"})
OWNERS = frozenset({"his", "her", "its", "their"})
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "PART", "X", "VERB", "SYM"})
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
    if after.lower_ == "of":
        return not any(c.tag_ == "CD" for c in after.children)  # "the mother of three"
    apart = ("in", "with", "from", "for", "representing")
    return after.tag_ in ("VBN", "VBG", "WP", "WDT") or after.lower_ in apart


def leads_on(noun: Token) -> bool:
    """Say whether the noun is but the first word of a longer phrase: "the government plan"."""
    if noun.i + 1 == len(noun.doc):
        return False
    return noun.nbor().pos_ in ("NOUN", "PROPN")


def acts(token: Token) -> bool:
    """Say whether a person's noun is a subject: "the nurse"; some must speak: "the judge"."""
    if token.dep_ not in ("nsubj", "nsubjpass") or any(c.tag_ == "PRP$" for c in token.children):
        return False
    if token.right_edge.ent_type_ == "PERSON":
        return False  # "the head of NATO Mark Hill" is a title
    cue = look_up(token.head)
    nouns = acting_nouns(speaks=cue is not None and cue.mode in SPOKEN)
    return token.lemma_.lower() in nouns


def of_what(noun: Token) -> str:
    """Return the words behind a noun that say of what one is: " of the feed store"."""
    of = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    behind = noun.doc[of.i : of.right_edge.i + 1]
    ends = (t.i for t in behind if t.is_space or t.is_punct and t.text != "-")
    stop = next(ends, of.right_edge.i + 1)
    while noun.doc[stop - 1].pos_ in ("CCONJ", "ADP", "DET"):
        stop -= 1
    if of.lower_ != "of" or not 1 < stop - of.i <= OF_TOKENS:
        return ""
    return noun.doc.text[noun.idx + len(noun) : noun.doc[stop - 1].idx + len(noun.doc[stop - 1])]


def determiner(noun: Token) -> int | None:
    """Return the token that makes the noun's phrase definite, or None where nothing does."""
    for index in range(noun.i - 1, max(noun.i - PHRASE, -1), -1):
        token = noun.doc.tokens[index]
        if token.lower_ in DEFINITE or token.lower_ in OWNERS or token.tag_ == "POS":
            return index
        if token.pos_ not in _MODIFIERS or token.text in (",", ";", ":", ".") or token.is_space:
            return None
    return None
