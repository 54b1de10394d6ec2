"""The words that a tagger calls a body go in; where its name ends comes out.

In "the director of Oxfam Ana Costa" nothing parts the head from what is headed.
"""

from collections.abc import Container
from functools import cache

from flows.annotate.grammar.spellings import fold
from flows.annotate.lexicon import read_rows, read_where, read_words
from flows.annotate.text.words import Doc, Token

HEAD_TOKENS = 4  # longest name of a head


def is_office(doc: Doc, start: int, end: int) -> bool:
    """Say whether words name what one person is: "Head of Patrols", "Regional Organizer"."""
    titles = read_words("roles", "word")
    if (
        doc.tokens[end - 1].lower_ in titles
        and end - start > 1
        and not _is_media(doc.tokens[end - 1])
    ):
        return True
    first = next((i for i in range(start, end) if doc.tokens[i].lower_ in ("of", "for")), start)
    nouns = read_where("person_nouns", "word", key="of", value="")
    return first > start and doc.tokens[first - 1].lower_ in nouns | titles


def _is_media(word: Token) -> bool:
    """Say whether the word is a newspaper's as well: "the Daily Correspondent"."""
    return word.lower_ in read_where("roles", "word", key="sector", value="media")


def end_of_body(doc: Doc, start: int, end: int, given: Container[str]) -> int:
    """Return where a body's name ends before that of its head."""
    if not is_behind_office(doc, start):
        return end
    words = read_words("organisation_words", "word")
    for index in range(max(start + 1, end - HEAD_TOKENS), end - 1):
        before, name = doc.tokens[index - 1], doc.tokens[index:end]
        is_named = before.pos_ == "PROPN" and not before.text.endswith(".")
        if (
            is_named
            and _is_given(doc.tokens[index], given)
            and not any(t.lower_ in words for t in name)
        ):
            return index if all(t.pos_ == "PROPN" for t in name) else end
    return end


def is_behind_office(doc: Doc, start: int) -> bool:
    """Say whether what starts there says of what somebody is the head: "the bishop of Kaduna"."""
    joint = start - 1 - (start > 1 and doc.tokens[start - 1].lower_ == "the")
    is_joint = joint > 0 and doc.tokens[joint].lower_ in ("of", "for")
    return is_joint and doc.tokens[joint - 1].lower_ in read_words("roles", "word")


def _is_given(token: Token, given: Container[str]) -> bool:
    return token.text[0].isupper() and fold(token.text) in given


def leads_to_place(token: Token) -> bool:
    """Say whether a body's name goes on with the place behind it, and ends there."""
    place = token.head
    if token.dep_ != "compound" or place.i != token.i + 1 or place.ent_type_ != "GPE":
        return False
    behind = place.nbor() if place.i + 1 < len(place.doc) else None
    return place.dep_ != "compound" and (behind is None or behind.ent_type_ != "GPE")


def around_letters(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return where the name [start, end) ends before the letters behind it, and after them."""
    tokens, last = doc.tokens, end
    while last - start > 1 and tokens[last - 1].text in name_letters():
        last -= 1
    while end < len(tokens) and tokens[end].text in name_letters():
        end += 1
    return last, end


@cache
def name_letters() -> frozenset[str]:
    """Return the letters of offices and honours that stand behind names."""
    return frozenset(row["letters"] for row in read_rows("name_letters"))
