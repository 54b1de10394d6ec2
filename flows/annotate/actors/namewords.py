"""Words with a capital go in; the names that they make behind a title or a first name come out."""

from functools import cache
from typing import NamedTuple

from flows.annotate.grammar.bodies import around_letters
from flows.annotate.grammar.spellings import fold
from flows.annotate.lexicon import read_map, read_rows, read_where, read_words
from flows.annotate.text.words import Doc, Token

PERSON, ORGANISATION = "person", "organisation"
NAME_TOKENS = 5  # longest run of capitalised words behind a title that is read as a name
_WEST = "de da del della di dos du el la le van von der den ter ten"
PARTICLES = frozenset({*_WEST.split(), "al", "bin", "bint", "ibn", "abu"})
_OTHER = frozenset({"DATE", "TIME", "NORP", "LAW", "EVENT", "WORK_OF_ART", "CARDINAL"})


class Name(NamedTuple):
    """The tokens [start, end) that name somebody, and the group of names that they belong to."""

    start: int
    end: int
    kind: str  # person or organisation
    text: str


def behind_titles(doc: Doc, capitals: list[Token]) -> list[Name]:
    """Return the runs of capitalised words behind a title: "Governor Oleh Syniehubov"."""
    titles = read_words("roles", "word")
    found = []
    for token in capitals:
        if token.lower_ in titles and not (
            _names_itself(token) or _is_hyphen(doc, token.i + 1)
        ):  # "Lt-Gen"
            end = _end_of_run(doc, token.i + 1, NAME_TOKENS)
            if end > token.i + 1 and not is_title(doc, end):  # "Deputy Prime Minister"
                found.append(as_name(doc, token.i + 1, end, PERSON))
    return found


def behind_given_names(doc: Doc, capitals: list[Token]) -> list[Name]:
    """Return known first names with the capitalised words behind them."""
    given = first_names()
    found = []
    for token in capitals:
        if fold(token.text) not in given:
            continue
        is_known = token.ent_type_ in ("ORG", "FAC", "PRODUCT", "PERSON")
        if is_known or _is_place_before(token) or is_lead(token, frozenset()):
            continue  # "Star Leo Butz"
        if token.i and token.ent_type_ == doc[token.i - 1].ent_type_ in ("GPE", "LOC"):
            continue  # "San Juan County"
        if token.i and _is_hyphen(doc, token.i - 1):
            continue
        end = _end_of_run(doc, token.i + 1, NAME_TOKENS - 1)
        if end > token.i + 1 and (token.dep_ in ("compound", "nmod") or token.ent_type_):
            found.append(as_name(doc, token.i, end, PERSON))
    return found


def _end_of_run(doc: Doc, first: int, most: int) -> int:
    """Return where the words of a name from `first` on end: "Seo Min-ho" is one."""
    tokens, end = doc.tokens, first
    while end < len(tokens) and most > 0:
        most -= not is_joint(tokens[end])
        if is_name_word(tokens[end]):
            end += 1
        elif _is_hyphen(doc, end) and tokens[end + 1].pos_ == "PROPN":
            end += 2
        else:
            break
    return end


def _is_hyphen(doc: Doc, index: int) -> bool:
    """Say whether a hyphen stands there that joins two halves of a word."""
    tokens = doc.tokens
    if not 0 < index < len(tokens) - 1 or tokens[index].text not in ("-", "‑"):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return before.idx + len(before) == tokens[index].idx and tokens[index].idx + 1 == after.idx


def is_title(doc: Doc, index: int) -> bool:
    """Say whether a title stands there with a capital letter."""
    titles = read_words("roles", "word")
    return (
        index < len(doc)
        and doc.tokens[index].text[0].isupper()
        and doc.tokens[index].lower_ in titles
    )


def _is_place_before(token: Token) -> bool:
    """Say whether a place ends where a full name starts: "President of Kenya William Otieno"."""
    behind = token.doc.tokens[token.i + 1 : token.i + 3]
    return token.ent_type_ in ("GPE", "LOC") and [t.ent_type_ for t in behind] == ["PERSON"] * 2


@cache
def first_names() -> dict[str, str]:
    """Return the genders (m, f or "" for both) of known first names, without accents."""
    known = dict(read_map("first_names", "name", "gender"))
    known.update({fold(row["name"]): row["gender"] for row in read_rows("given_names")})
    return known


def _names_itself(title: Token) -> bool:
    """Say whether the title may be the first word of a longer name: "General Motors"."""
    doubtful = read_where("roles", "word", key="is_ambiguous", value="1")
    return title.lower_ in doubtful and title.nbor().ent_type_ != "PERSON"


def is_name_word(token: Token) -> bool:
    """Say whether a word may go on a name: a proper noun, "al-", no title."""
    if token.lower_ in PARTICLES and token.i + 1 < len(token.doc):
        return token.nbor().text[0].isupper() or _is_hyphen(token.doc, token.i + 1)
    titles = read_words("roles", "word")
    proper = token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ not in _OTHER
    return proper and not _is_among(token, titles) and not token.is_sent_start


def is_lead(token: Token, titles: frozenset[str]) -> bool:
    """Say whether a word may lead a name without being of it: a title, an article, a mark.

    So may the title of several: "Senators Ruiz and Lund".
    """
    if token.lower_ in read_words("person_nouns", "word") and token.i + 1 < len(token.doc):
        return fold(token.nbor().text) in first_names()  # "Baker Ana Costa"
    return _is_among(token, titles) or token.lower_ in ("the", "a", "an") or is_tail(token)


def _is_among(token: Token, titles: frozenset[str]) -> bool:
    return not titles.isdisjoint((token.lower_, token.lower_.removesuffix("s")))


def is_tail(token: Token) -> bool:
    """Say whether a word is no part of the name that it ends: a possessive, a mark."""
    return token.text in ("'s", "’s", "'", "’") or token.is_punct or token.is_space


def is_joint(token: Token) -> bool:
    """Say whether a word joins those of a name: "Seo Min-ho", "Ana de la Cruz"."""
    return token.is_punct or token.lower_ in PARTICLES


def as_name(doc: Doc, start: int, end: int, kind: str) -> Name:
    """Return the words as a name; letters behind a person's are not in its text: "Ana Costa SC"."""
    last, end = around_letters(doc, start, end) if kind == PERSON else (end, end)
    return Name(start, end, kind, doc[start:last].text)
