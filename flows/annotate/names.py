"""spaCy's reading of a text goes in; its names of persons and organisations come out, grouped.

What spaCy calls a person is trimmed of titles and possessives; a surname that once stood in a full
name is that person wherever it stands, whatever label spaCy gives it there.
"""

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from flows.annotate.layout import Layout
from flows.annotate.lexicon import read_map, read_where, read_words

PERSON, ORGANISATION = "person", "organisation"
NAME_TOKENS = 5  # longest run of capitalised words behind a title that is read as a name
_PARTICLES = frozenset({"al", "bin", "bint", "ibn", "de", "da", "del", "della", "di", "dos", "du"})
_MORE_PARTICLES = frozenset({"el", "la", "le", "van", "von", "der", "den", "ter", "ten", "abu"})
PARTICLES = _PARTICLES | _MORE_PARTICLES


@dataclass(frozen=True, slots=True)
class Name:
    """The tokens [start, end) that name somebody, and the group of names that they belong to."""

    start: int
    end: int
    kind: str  # person or organisation
    text: str


def find_names(doc: Doc, layout: Layout) -> list[Name]:
    """Return the names of persons and organisations in the order of the text, none overlapping.

    Of the names in headings, where every word is a capital, only those of the story count.
    """
    names = [name for ent in doc.ents if (name := _from_entity(ent)) is not None]
    labels = Counter((ent.text, ent.label_) for ent in doc.ents)
    names = [name for name in names if not _is_place_elsewhere(doc, name, labels)]
    told = {name.text.split()[-1] for name in names if _in_body(doc, layout, name)}
    names = [n for n in names if n.text.split()[-1] in told]
    names = _put(names, _behind_given_names(doc))
    names = _put(names, _behind_titles(doc))
    names = _put(names, _abbreviations(doc, names))
    names = _by_majority(names)
    taken = _taken(names)
    names += _bare_surnames(doc, names, taken)
    return sorted(names, key=lambda name: name.start)


def _put(names: list[Name], surer: list[Name]) -> list[Name]:
    """Return all names, those of the second list in place of any that they overlap."""
    taken = _taken(surer)
    return [name for name in names if not taken & set(range(name.start, name.end))] + surer


def _in_body(doc: Doc, layout: Layout, name: Name) -> bool:
    paragraph = layout.paragraph_at(doc[name.start].idx)
    return paragraph is not None and paragraph.kind == "body"


def _is_place_elsewhere(doc: Doc, name: Name, labels: Counter[tuple[str, str]]) -> bool:
    """Say whether what is labelled a person reads as a place, by its company or elsewhere."""
    if name.kind != PERSON:
        return False
    following = doc[name.end] if name.end < len(doc) else None
    if following is not None and following.lemma_.lower() in read_words("type_words", "word"):
        return True
    text = name.text
    return labels[text, "GPE"] + labels[text, "LOC"] >= labels[text, "PERSON"]


def _taken(names: list[Name]) -> set[int]:
    return {index for name in names for index in range(name.start, name.end)}


def _from_entity(ent: Span) -> Name | None:
    start, end = ent.start, ent.end
    if ent.label_ == "PERSON":
        titles = read_words("roles", "word")
        while start < end and _is_lead(ent.doc[start], titles):
            start += 1
    elif ent.label_ != "ORG":
        return None
    while end > start and _is_tail(ent.doc[end - 1]):
        end -= 1
    while start < end and ent.doc[start].lower_ in ("the", "a", "an"):
        start += 1
    while ent.label_ == "PERSON" and start > 0 and _is_given_name(ent.doc[start - 1]):
        start -= 1
    if start == end or not ent.doc[start].text[0].isupper():
        return None
    kind = PERSON if ent.label_ == "PERSON" else ORGANISATION
    if kind == PERSON and (
        any(t.is_digit for t in ent.doc[start:end]) or end - start > NAME_TOKENS
    ):
        return None
    return _name(ent.doc, start, end, kind)


def _is_given_name(token: Token) -> bool:
    """Say whether the word before a name belongs to it: a capitalised word that spaCy left out."""
    return token.dep_ == "compound" and not token.ent_type_ and _is_name_word(token)


def _is_lead(token: Token, titles: frozenset[str]) -> bool:
    return token.lower_ in titles or token.lower_ in ("the", "a", "an") or _is_tail(token)


def _is_tail(token: Token) -> bool:
    return token.text in ("'s", "’s", "'", "’") or token.is_punct or token.is_space


def _name(doc: Doc, start: int, end: int, kind: str) -> Name:
    return Name(start, end, kind, doc[start:end].text)


def _behind_titles(doc: Doc) -> list[Name]:
    """Return the runs of capitalised words behind a title: "Governor Oleh Syniehubov"."""
    titles = read_words("roles", "word")
    found = []
    for token in doc[:-1]:
        if token.lower_ in titles and token.text[0].isupper() and not _names_itself(token):
            end = token.i + 1
            while end < len(doc) and end - token.i <= NAME_TOKENS and _is_name_word(doc[end]):
                end += 1
            if end > token.i + 1:
                found.append(_name(doc, token.i + 1, end, PERSON))
    return found


def _behind_given_names(doc: Doc) -> list[Name]:
    """Return known given names with the capitalised words behind them."""
    given = read_map("given_names", "name", "gender")
    found = []
    for token in doc[:-1]:
        if token.text not in given or token.ent_type_ in ("ORG", "FAC", "PRODUCT", "PERSON"):
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i < NAME_TOKENS and _is_name_word(doc[end]):
            end += 1
        if end > token.i + 1 and token.dep_ in ("compound", "nmod"):
            found.append(_name(doc, token.i, end, PERSON))
    return found


def _abbreviations(doc: Doc, names: list[Name]) -> list[Name]:
    """Return capitals, everywhere, that once stand in brackets behind a name of these initials."""
    known = set()
    for name in names:
        behind = doc[name.end : name.end + 2]
        if name.kind == ORGANISATION and len(behind) == 2 and behind[0].text == "(":
            known |= {behind[1].text} & {_initials(name.text)}
    return [_name(doc, t.i, t.i + 1, ORGANISATION) for t in doc if t.text in known]


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


def _names_itself(title: Token) -> bool:
    """Say whether the title may be the first word of a longer name: "General Motors"."""
    doubtful = read_where("roles", "word", key="is_ambiguous", value="1")
    return title.lower_ in doubtful and title.nbor().ent_type_ != "PERSON"


_OTHER = frozenset({"DATE", "TIME", "NORP", "LAW", "EVENT", "WORK_OF_ART", "CARDINAL"})


def _is_name_word(token: Token) -> bool:
    if token.lower_ in PARTICLES and token.i + 1 < len(token.doc):
        return token.nbor().text[0].isupper()
    titles = read_words("roles", "word")
    proper = token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ not in _OTHER
    return proper and token.lower_ not in titles and not token.is_sent_start


def _by_majority(names: list[Name]) -> list[Name]:
    """Give every name the kind that most mentions of its text have."""
    votes: dict[str, Counter[str]] = {}
    for name in names:
        votes.setdefault(name.text, Counter())[name.kind] += 1
    persons = {n.text.split()[-1] for n in names if n.kind == PERSON and len(n.text.split()) > 1}
    decided = []
    for name in names:
        kind = votes[name.text].most_common(1)[0][0]
        if len(name.text.split()) == 1 and name.text in persons:
            kind = PERSON
        decided.append(Name(name.start, name.end, kind, name.text))
    return decided


def _bare_surnames(doc: Doc, names: list[Name], taken: set[int]) -> list[Name]:
    surnames = {
        name.text.split()[-1]
        for name in names
        if name.kind == PERSON and len(name.text.split()[-1]) > 2
    }
    return [
        _name(doc, token.i, token.i + 1, PERSON)
        for token in doc
        if token.text in surnames and token.i not in taken and _stands_alone(token)
    ]


def _stands_alone(token: Token) -> bool:
    """Say whether no other capitalised word makes the token part of a longer proper name."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return after is None or not (after.pos_ == "PROPN" and after.text[0].isupper())


def group_names(names: list[Name]) -> dict[int, str]:
    """Return, for each name's first token, the canonical name of the one it means.

    Canonical is the fullest form: of the full names that end in the mention's words, the one seen
    last before it, else the first after it.
    """
    full = [n for n in names if n.kind == PERSON and len(_words(n.text)) > 1]
    longest = {n.start: _longest(n, full) for n in full}
    canonical = {}
    for name in names:
        if name.kind == ORGANISATION:
            canonical[name.start] = _organisation(name, names)
        elif name.start in longest:
            canonical[name.start] = longest[name.start]
        else:
            canonical[name.start] = _owner(name, full, longest)
    return canonical


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word[0].isalpha()]


def _longest(name: Name, full: list[Name]) -> str:
    """Return the longest name with the same first and last word (middle names may differ)."""
    mine = _words(name.text)
    same = [n for n in full if _same_person(mine, _words(n.text))]
    return max((n.text for n in same), key=lambda text: (len(_words(text)), len(text)))


def _same_person(mine: list[str], other: list[str]) -> bool:
    if mine == other:
        return True
    initial = mine[0].rstrip(".") == other[0].rstrip(".")
    return mine[-1] == other[-1] and initial


def _owner(name: Name, full: list[Name], longest: dict[int, str]) -> str:
    surname = _words(name.text)[-1:] or [name.text]
    bearers = [
        n for n in full if _words(n.text)[-1] == surname[0] or _words(n.text)[0] == name.text
    ]
    if any(_words(n.text)[-1] == surname[0] for n in bearers):
        bearers = [n for n in bearers if _words(n.text)[-1] == surname[0]]
    before = [n for n in bearers if n.start < name.start]
    chosen = before[-1] if before else (bearers[0] if bearers else None)
    return longest[chosen.start] if chosen is not None else name.text


def _organisation(name: Name, names: list[Name]) -> str:
    """Return the long form that a name in capitals stands for, else the name."""
    if name.text.isupper() and 2 <= len(name.text) <= 6:
        for other in names:
            same = _initials(other.text) == name.text and other.text != name.text
            if other.kind == ORGANISATION and same:
                return other.text
    return name.text
