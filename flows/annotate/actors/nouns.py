"""A noun goes in; whether it means a person or a body, and of which gender, comes out.

By the lists of `seeds/`: offices, trades, kin, titles, bodies.
"""

from collections.abc import Mapping
from functools import cache

from flows.annotate.lexicon import read_map, read_where, read_words


@cache
def title_forms() -> Mapping[str, str]:
    """Return the full word of a title's short or gendered form: "Gov.", "chairwoman"."""
    return read_map("title_forms", "form", "word")


@cache
def human_nouns() -> frozenset[str]:
    """Return the nouns of single persons: offices, trades, kin."""
    lists = ("roles", "person_nouns", "human_nouns")
    return frozenset[str]().union(*(read_words(name, "word") for name in lists))


@cache
def relational_nouns() -> frozenset[str]:
    """Return the nouns that tell whose somebody is: kin and rivals."""
    return read_words("person_nouns", "word") - read_where(
        "person_nouns", "word", key="of", value=""
    )


@cache
def acting_nouns(*, speaks: bool) -> frozenset[str]:
    """Return the nouns of persons but kin; of those that mean things too only where one speaks."""
    doubtful = read_where("roles", "word", key="is_ambiguous", value="1")
    kin = read_words("person_nouns", "word") - read_where(
        "person_nouns", "word", key="of", value=""
    )
    return human_nouns() - kin - (frozenset() if speaks else doubtful)


def is_human(noun: str) -> bool:
    """Say whether a noun is one of persons, by the lists or by its ending."""
    return noun in human_nouns() or noun.endswith(("ist", "ian", "man", "woman", "eer", "old"))


@cache
def is_body(word: str) -> bool:
    """Say whether the noun is one of bodies rather than persons."""
    return word in read_where("groups", "word", key="kind", value="organisation")


@cache
def honorifics() -> frozenset[str]:
    """Return the words before a name that tell nothing but gender."""
    return read_words("honorifics", "word")


@cache
def noun_genders() -> dict[str, str]:
    """Return m or f for the nouns of persons that tell it: "spokeswoman", "husband"."""
    known = dict(read_map("roles", "word", "gender")) | dict(
        read_map("person_nouns", "word", "gender")
    )
    return {word: gender for word, gender in known.items() if gender}


def gender_of(word: str) -> str:
    """Return m, f or "" for a noun of a person."""
    known = noun_genders().get(word, "")
    if not known and len(word) > 5:
        return "f" if word.endswith("woman") else "m" if word.endswith("man") else ""
    return known
