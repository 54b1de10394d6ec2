"""A token goes in; the word classes and the weight that it has as an actor come out."""

from functools import cache

from flows.annotate.lexicon import read_rows
from flows.annotate.text.words import Token

ORGANISED, NAMED, PRONOUN = 3, 2, 1
POLITICAL = frozenset({"ORG", "GPE", "NORP"})
UNREAL = frozenset(
    {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "LAW", "WORK_OF_ART", "LANGUAGE"}
)
_MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})
_EMPTY = frozenset(
    {"there", "which", "what", "that", "this", "itself", "himself", "herself", "themselves"}
)  # who "blew himself up" is the source alone
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "him", "her", "them", "us", "who"})


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the lemmas of a class of `seeds/event_words.csv`.

    Raises:
        KeyError: no such class.
    """
    for row in read_rows("event_words"):
        if row["word_class"] == name:
            return frozenset(row["words"].split("|"))
    raise KeyError(f"seeds/event_words.csv has no class {name!r}: add it or correct the pattern")


@cache
def carriers() -> frozenset[str]:
    """Return the verbs that only carry what their noun names: "held talks", "went on strike"."""
    return word_class("light") | word_class("bearing")


@cache
def _of_classes(*classes: str) -> frozenset[str]:
    return frozenset[str]().union(*map(word_class, classes))


def is_human(token: Token) -> bool:
    """Say whether the noun means people, organised or not."""
    people = _of_classes("victim", "privateperson", "captive")
    return weight(token) > 0 or not people.isdisjoint(names(token))


def names(token: Token) -> tuple[str, ...]:
    """Return what the lexicons may call the token: lemma, word, and two words with a compound."""
    if token.called is None:
        token.called = _names(token)
    return token.called


def _names(token: Token) -> tuple[str, ...]:
    lemma, lower = token.lemma_.lower(), token.lower_
    if not token.children:
        return lemma, lower
    two = [
        f"{child.lower_} {lemma}"
        for child in token.children
        if child.dep_ in ("compound", "amod") and child.i == token.i - 1
    ]
    title: list[str] = []
    if token.pos_ == "PROPN":  # "Cyclone Noor": the kind stands before the name
        title = [child.lower_ for child in token.children if child.dep_ == "compound"]
    return (*two, lemma, lower, *title)


def in_class(token: Token, name: str) -> bool:
    """Say whether the token belongs to the class."""
    return not word_class(name).isdisjoint(names(token))


def is_noun(token: Token) -> bool:
    """Say whether a common word stands for a thing, an adjective too: "won the final"."""
    return token.pos_ == "NOUN" or (token.pos_ == "ADJ" and token.dep_ in ("dobj", "pobj"))


def weight(token: Token) -> int:
    """Return 3 for an organised or official actor, 2 for a name, 1 for a pronoun, else 0."""
    organised = _of_classes("institution", "official", "groupword", "force")
    if token.ent_type_ in POLITICAL or not organised.isdisjoint(names(token)):
        return ORGANISED
    if _titled(token) or _of_a_nation(token):
        return ORGANISED
    if token.ent_type_ == "PERSON":
        return NAMED
    if token.lower_ in PRONOUNS:
        named = named_by(token)
        return weight(named) if named is not None else PRONOUN
    return NAMED if token.pos_ == "PROPN" and token.ent_type_ not in UNREAL else 0


def _of_a_nation(token: Token) -> bool:
    """Say whether the noun means people of a named country: "Egyptian pilots"."""
    if token.pos_ != "NOUN" or not in_class(token, "victim"):
        return False
    return any(
        c.ent_type_ in ("NORP", "GPE") and c.dep_ in ("amod", "compound") for c in token.children
    )


def named_by(pronoun: Token) -> Token | None:
    """Return the subject of the verb that reports the pronoun's clause: "Iran said it will"."""
    verb = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp":
        return None
    subjects = [c for c in verb.head.children if c.dep_ == "nsubj" and c.i < pronoun.i]
    is_name = bool(subjects) and subjects[0].lower_ not in PRONOUNS
    return subjects[0] if is_name and pronoun.lower_ not in ("i", "we", "who") else None


def meant(token: Token) -> Token:
    """Return the name for "it" and "they" where the same sentence reports it: "Iran said it"."""
    named = named_by(token) if token.lower_ in ("it", "they") else None
    return named if named is not None else token


def _titled(token: Token) -> bool:
    if token.pos_ != "PROPN" and token.ent_type_ != "PERSON":
        return False
    beside = [c for c in token.children if c.dep_ in ("compound", "appos", "nmod", "amod")]
    return any(in_class(c, "official") or c.ent_type_ in ("NORP", "GPE") for c in beside)


def _titles(word: Token, noun: Token) -> bool:
    """Say whether a word is the title of somebody named: "Senator Ruiz"."""
    return noun.pos_ == "PROPN" and in_class(word, "official")


def is_actor(token: Token) -> bool:
    """Say whether the token can be a side of an event: no clock time, amount or empty "it"."""
    if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        return False
    is_measure = token.ent_type_ in _MEASURES and any(c.dep_ == "nummod" for c in token.children)
    is_measure = is_measure or in_class(token, "measure")
    if is_measure or (token.ent_type_ in UNREAL and token.pos_ != "NOUN"):
        return False
    return token.lower_ not in _EMPTY


def demonyms(token: Token) -> list[Token]:
    """Return the names that stand before the noun: "Russian strikes", "a Saudi-led raid"."""
    found = []
    for child in token.children:
        if child.dep_ not in ("compound", "amod", "nmod", "poss"):
            continue
        if child.ent_type_ in POLITICAL or child.ent_type_ == "PERSON":
            found.append(child)
        elif child.lower_ in ("led", "backed", "claimed"):
            found += [c for c in child.children if c.ent_type_ in POLITICAL]
        elif child.dep_ == "compound" and weight(child) == ORGANISED and not _titles(child, token):
            found.append(child)
    return found
