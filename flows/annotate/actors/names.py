"""The tagged words of a text go in; the spans that name persons and organisations come out.

What the tagger calls a person is trimmed of titles and possessives; names that it overlooked are
found by `namewords`. Who is a person is decided by `namekinds`, who is the same by `grouping`.
"""

from collections import Counter

from flows.annotate.actors.namewords import (
    NAME_TOKENS,
    ORGANISATION,
    PARTICLES,
    PERSON,
    Name,
    as_name,
    behind_given_names,
    behind_titles,
    first_names,
    is_joint,
    is_lead,
    is_name_word,
    is_tail,
    is_title,
)
from flows.annotate.actors.phrases import speaks_for
from flows.annotate.grammar.bodies import end_of_body, is_office, leads_to_place
from flows.annotate.grammar.spellings import fold, initials
from flows.annotate.lexicon import read_words
from flows.annotate.text.layout import Layout
from flows.annotate.text.words import Doc, Span, Token


def find_names(doc: Doc, layout: Layout, tokens: list[Token]) -> list[Name]:
    """Return the names of persons and organisations in the order of the text, none overlapping.

    Of the names in headings, where every word is a capital, only those of the story count.
    """
    names = [name for ent in doc.ents if (name := _from_entity(ent)) is not None]
    labels = Counter((ent.text, _label(ent)) for ent in doc.ents)
    names = [name for name in names if not _is_place_elsewhere(doc, name, labels)]
    told = {name.text.split()[-1] for name in names if _in_body(doc, layout, name)}
    names = [n for n in names if n.text.split()[-1] in told]
    names = _put(names, _behind_bodies(doc))
    capitals = [token for token in tokens[:-1] if token.text[0].isupper()]
    names = _put(names, behind_given_names(doc, capitals))
    names = _put(names, behind_titles(doc, capitals))
    names = _put(names, _explaining(doc, tokens))
    names = _put(names, _abbreviations(doc, tokens, names))
    names = _put(names, _partnerships(doc, tokens))
    names = [name for name in names if not _is_of_a_title(doc, name)]
    return sorted(names, key=lambda name: name.start)


def _label(ent: Span) -> str:
    """Return the kind of an entity; what explains a noun for a person is one: "The son, Abu"."""
    if ent.label_ not in ("GPE", "LOC") or ent.root.dep_ != "appos":
        return ent.label_
    return "PERSON" if _is_person_noun(ent.root.head) else ent.label_


def _explaining(doc: Doc, tokens: list[Token]) -> list[Name]:
    """Return the names that explain a noun of persons: "the spokeswoman, Valencia Peeters"."""
    found = []
    for token in tokens:
        if token.dep_ != "appos" or token.pos_ != "PROPN" or token.ent_type_ in ("ORG", "NORP"):
            continue
        noun, start = token.head, token.i
        while start > noun.i + 1 and is_name_word(doc[start - 1]) and doc[start - 1].head is token:
            start -= 1
        is_named = start < token.i and doc[start - 1].text == ","
        if is_named and _is_person_noun(noun) and not speaks_for(noun):
            found.append(as_name(doc, start, token.i + 1, PERSON))
    return found


def _is_person_noun(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in read_words("roles", "word") or lemma in read_words("person_nouns", "word")


def _put(names: list[Name], surer: list[Name]) -> list[Name]:
    """Return all names, those of the second list in place of any that they overlap."""
    taken = _taken(surer)
    return [name for name in names if not taken & set(range(name.start, name.end))] + surer


def _in_body(doc: Doc, layout: Layout, name: Name) -> bool:
    paragraph = layout.paragraph_at(doc.tokens[name.start].idx)
    return paragraph is not None and paragraph.kind == "body"


def _is_place_elsewhere(doc: Doc, name: Name, labels: Counter[tuple[str, str]]) -> bool:
    """Say whether what is labelled a person reads as a place, by its company or elsewhere."""
    if name.kind != PERSON:
        return False
    following = doc.tokens[name.end] if name.end < len(doc) else None
    if following is not None and following.lemma_.lower() in read_words("type_words", "word"):
        return True
    text = name.text
    spots = labels[text, "GPE"] + labels[text, "LOC"]
    return spots > 0 and spots >= labels[text, "PERSON"]


def _is_of_a_title(doc: Doc, name: Name) -> bool:
    """Say whether the name is a word of an office: "Health Minister", "the PM"."""
    if name.kind != ORGANISATION or name.end - name.start > 1:
        return False
    before = doc[name.start - 1].lower_ if name.start else ""
    is_short = before == "the" and name.text.lower() in read_words("title_forms", "form")
    return is_short or is_title(doc, name.end if before != "of" else name.start - 2)


def _taken(names: list[Name]) -> set[int]:
    return {index for name in names for index in range(name.start, name.end)}


def _from_entity(ent: Span) -> Name | None:
    doc, start, end, label = ent.doc, ent.start, ent.end, _label(ent)
    if label == "GPE" and start > 0 and _is_body_of_place(doc.tokens[start - 1]):
        return _body(doc, start - 1, end)
    if label not in ("PERSON", "ORG"):
        return None
    tokens, titles = doc.tokens, read_words("roles", "word")
    while label == "PERSON" and start < end and is_lead(tokens[start], titles):
        start += 1
    while end > start and is_tail(tokens[end - 1]):
        end -= 1
    while start < end and tokens[start].lower_ in ("the", "a", "an"):
        start += 1
    if start == end:
        return None
    return _person(doc, start, end) if label == "PERSON" else _body(doc, start, end)


def _person(doc: Doc, start: int, end: int) -> Name | None:
    tokens = doc.tokens
    while start > 0 and _is_given_name(tokens[start - 1]):
        start -= 1
    is_long = sum(not is_joint(t) for t in tokens[start:end]) > NAME_TOKENS
    if is_long or any(t.is_digit for t in tokens[start:end]) or not tokens[start].text[0].isupper():
        return None
    return as_name(doc, start, end, PERSON)


def _is_body_of_place(token: Token) -> bool:
    """Say whether a body's noun makes one name with the place behind it: "Police Scotland"."""
    is_noun = token.lower_ in read_words("organisation_words", "word") and token.text[0].isupper()
    return is_noun and not token.ent_type_ and leads_to_place(token)


def _body(doc: Doc, start: int, end: int) -> Name | None:
    end += leads_to_place(doc.tokens[end - 1])  # "Police Scotland"
    end = end_of_body(doc, start, end, first_names())
    if is_office(doc, start, end) or not doc.tokens[start].text[0].isupper():
        return None
    return as_name(doc, start, end, ORGANISATION)


def _behind_bodies(doc: Doc) -> list[Name]:
    """Return the people whom the tagger took for the end of their body's name."""
    bodies = (ent for ent in doc.ents if ent.label_ == "ORG")
    ends = ((end_of_body(doc, ent.start, ent.end, first_names()), ent.end) for ent in bodies)
    return [as_name(doc, start, end, PERSON) for start, end in ends if start < end]


def _is_given_name(token: Token) -> bool:
    """Say whether the word before a name belongs to it: a capitalised word that spaCy left out."""
    if token.ent_type_:
        return False
    if token.lower_ in PARTICLES and token.text[0].isupper():
        return token.pos_ == "PROPN" or not token.is_sent_start  # "Van Hollen"
    if token.pos_ == "PROPN" and token.text[0].isupper() and fold(token.text) in first_names():
        return not is_lead(token, read_words("roles", "word"))
    return token.dep_ == "compound" and token.head.i > token.i and is_name_word(token)


def _abbreviations(doc: Doc, tokens: list[Token], names: list[Name]) -> list[Name]:
    """Return capitals, everywhere, that once stand in brackets behind a name of these initials."""
    known = set()
    for name in names:
        behind = doc.tokens[name.end : name.end + 2]
        if name.kind == ORGANISATION and len(behind) == 2 and behind[0].text == "(":
            known |= {behind[1].text} & {initials(name.text)}
    if not known:
        return []
    return [as_name(doc, t.i, t.i + 1, ORGANISATION) for t in tokens if t.text in known]


def _partnerships(doc: Doc, tokens: list[Token]) -> list[Name]:
    """Return firms named for two people whom the tagger told apart: "Johnson & Johnson"."""
    if "&" not in doc.text:
        return []
    pairs = ((t.i - 1, t.i + 2) for t in tokens if t.text == "&" and 0 < t.i < len(doc) - 1)
    named = (pair for pair in pairs if _is_person(doc[pair[0]]) and _is_person(doc[pair[1] - 1]))
    return [as_name(doc, start, end, ORGANISATION) for start, end in named]


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and token.text[0].isupper()
