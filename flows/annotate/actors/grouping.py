"""The names of a text go in; they come out with the canonical name of the one that each means.

A surname or a first name alone is the bearer who fits it best: named before rather than after,
lately rather than long ago, of the gender that the title before the name tells. Spellings count
as one (`spellings`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.annotate.actors.mentions import Scene
from flows.annotate.actors.namekinds import by_evidence, is_things
from flows.annotate.actors.names import find_names
from flows.annotate.actors.namewords import ORGANISATION, PARTICLES, PERSON, Name, first_names
from flows.annotate.actors.titles import title_before
from flows.annotate.grammar.bodies import is_behind_office
from flows.annotate.grammar.spellings import fold, initials, spelling_key
from flows.annotate.lexicon import read_map, read_where, read_words
from flows.annotate.text.words import Doc, Token

INITIALS = re.compile(r"((?:[A-Z]\.? ?){2,3}):(?=\s)")  # before what they say in an interview
_SURNAME, _GIVEN, _MIDDLE = 1.0, 0.3, 0.1  # weights of a bearer
_BEFORE, _FAR, _FARTHER = 2.0, 0.01, 0.0001  # the last two a token
_REACH = 60  # tokens in which who was named lately gains on who is called by a surname
_KIN = 0.6  # against a bearer told as another's: "his daughter, Emma Finch"


def read_names(scene: Scene) -> tuple[list[Name], dict[int, str]]:
    """Return the names in order, and the canonical name of each by its first token."""
    doc = scene.doc
    found = find_names(doc, scene.layout, scene.tokens)
    names = by_evidence(doc, [_behind_seat(scene, name) for name in found])
    names += _bare_names(scene, names)
    names += _initials_of_turns(scene, names)
    things = {name.text for name in names if is_things(doc, name)}
    names = [name for name in names if name.text not in things]
    names.sort(key=lambda name: name.start)
    return names, group_names(doc, names)


def _behind_seat(scene: Scene, name: Name) -> Name:
    """Return the name without the place of an office: "the bishop of Kaduna Joseph Danjuma"."""
    if name.kind != PERSON or name.end - name.start < 3:
        return name
    start = name.start
    while start < name.end - 2 and start in scene.places:
        start += 1
    if start == name.start and is_behind_office(scene.doc, start):
        first, second = (fold(scene.doc[i].text) in first_names() for i in (start, start + 1))
        start += second and not first  # a place that nobody has marked
    if start == name.start or title_before(scene.doc, start) is None:
        return name
    return name._replace(start=start, text=scene.doc[start : name.end].text)


def _bare_names(scene: Scene, names: Sequence[Name]) -> list[Name]:
    """Return the words, not names yet, that once stood first or last in a full name.

    A word of a longer place is none: "South Korea" beside "North Korea", North a first name.
    """
    tokens = scene.tokens
    words: set[str] = set()
    for name in names:
        parts = _words(name.text)
        if name.kind == PERSON and len(parts) > 1:
            ends = (parts[0], parts[-1])
            words |= {spelling_key(part) for part in ends if len(part) > 2 or _is_short(part)}
    taken = {index for name in names for index in range(name.start, name.end)}
    found = [
        token
        for token in tokens
        if (text := token.text)[0].isupper()
        and (len(text) > 2 or token.pos_ == "PROPN")
        and spelling_key(text) in words
        and token.i not in taken
        and _stands_alone(token)
        and not _ends_place(scene, token.i)
    ]
    given = {tokens[t.i - 1].text for t in found if t.i and _is_first(tokens[t.i - 1], taken)}
    return [_with_first(token, tokens[token.i - 1] if token.i else None, given) for token in found]


def _initials_of_turns(scene: Scene, names: Sequence[Name]) -> list[Name]:
    """Return the initials that lead paragraphs ("M. H.:"), as the one person who has them."""
    bearers: dict[str, set[str]] = {}
    for name in names:
        if name.kind == PERSON and " " in name.text:
            bearers.setdefault(initials(name.text), set()).add(name.text)
    found = []
    for paragraph in scene.layout.paragraphs:
        label = INITIALS.match(scene.doc.text, paragraph.start, paragraph.end)
        letters = re.sub(r"\W", "", label[1]) if label is not None else ""
        span = scene.doc.char_span(*label.span(1), alignment_mode="expand") if label else None
        if span is not None and len(bearers.get(letters, ())) == 1:
            found.append(Name(span.start, span.end, PERSON, *bearers[letters]))
    return found


def _is_short(part: str) -> bool:
    """Say whether two letters are a name ("Lu Wei", "Xi Jinping") rather than a particle."""
    return part.istitle() and len(part) > 1 and part.lower() not in PARTICLES


def _is_first(before: Token, taken: set[int]) -> bool:
    """Say whether the word before a surname makes it another one's: "the son, Abu Sesay"."""
    return (
        before.pos_ == "PROPN"
        and before.text[0].isupper()
        and before.i not in taken
        and not before.is_sent_start
        and not before.ent_type_
        and before.lower_ not in read_words("roles", "word")
    )


def _with_first(token: Token, before: Token | None, given: set[str]) -> Name:
    """Return the surname as a name, with the word before it where that is a first name."""
    if before is not None and before.text in given:
        return Name(before.i, token.i + 1, PERSON, f"{before.text} {token.text}")
    return Name(token.i, token.i + 1, PERSON, token.text)


def _stands_alone(token: Token) -> bool:
    """Say whether the word is a name, and no other capitalised word makes it part of a longer."""
    if token.pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
        return False
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return after is None or not (after.pos_ == "PROPN" and after.text[0].isupper())


def _ends_place(scene: Scene, index: int) -> bool:
    """Say whether the word before belongs to the same place."""
    spot = scene.places.get(index)
    return spot is not None and spot.place is not None and scene.places.get(index - 1) is spot


class Bearer(NamedTuple):
    """A full name that may be meant by some of its words alone."""

    start: int
    words: tuple[str, ...]  # spelled as one
    gender: str
    is_kin: bool


def group_names(doc: Doc, names: Sequence[Name]) -> dict[int, str]:
    """Return, for each name's first token, the canonical name: the fullest of its owner's forms."""
    full = [n for n in names if n.kind == PERSON and len(_words(n.text)) > 1]
    tails = _shorter_forms(doc, full)
    full = [n for n in full if _keys(n.text) not in tails]
    bearers = [Bearer(n.start, _keys(n.text), _gender(doc, n), _is_kin(doc, n)) for n in full]
    forms: dict[tuple[str, str], list[str]] = {}  # with the same first and last word
    for text in reversed(dict.fromkeys(n.text for n in reversed(full))):
        forms.setdefault(_ends(_keys(text)), []).append(text)
    longest = {
        b.start: max(forms[_ends(b.words)], key=lambda text: len(_words(text))) for b in bearers
    }
    canonical = {}
    for name in names:
        if name.kind == ORGANISATION:
            canonical[name.start] = _organisation(doc, name, names)
        elif name.start in longest:
            canonical[name.start] = longest[name.start]
        else:
            owner = _owner(doc, name, bearers)
            canonical[name.start] = longest[owner.start] if owner else _first_spelling(name, names)
    return canonical


@lru_cache(maxsize=4096)
def _words(text: str) -> list[str]:
    return [word for word in text.split() if word[0].isalpha()] or [text]


def _keys(text: str) -> tuple[str, ...]:
    return tuple(spelling_key(word) for word in _words(text))


def _ends(words: tuple[str, ...]) -> tuple[str, str]:
    return words[0], words[-1]


def _tails(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the last two and more words of a longer name: "Ayaz Sadiq" of "Sardar Ayaz Sadiq"."""
    return (words[first:] for first in range(1, len(words) - 1))


def _shorter_forms(doc: Doc, full: Sequence[Name]) -> set[tuple[str, ...]]:
    """Return the names that are the last words of a longer one, unless they stand by themselves.

    "His son Kenneth Marsh" is not Robert Kenneth; "Star Leo Butz" is no name if Leo Butz is.
    """
    counts = Counter(_keys(n.text) for n in full)
    found = {tail for own in counts for tail in _tails(own) if tail in counts}
    found -= {_keys(n.text) for n in full if _is_kin(doc, n)}
    for own in counts:
        for tail in _tails(own):
            is_whole = tail[0] in first_names() and own[0] not in first_names()
            if tail in found and is_whole and counts[tail] >= counts[own]:
                found.discard(tail)
    return found


def _first_spelling(name: Name, names: Sequence[Name]) -> str:
    key = spelling_key(name.text)
    return next(n.text for n in names if n.kind == PERSON and spelling_key(n.text) == key)


def _owner(doc: Doc, name: Name, bearers: Sequence[Bearer]) -> Bearer | None:
    """Return the full name, of those with the word first or last, that fits best."""
    own = _keys(name.text)
    wanted = gender_before(doc, name)
    best, best_score = None, 0.0
    for other in bearers:
        score = _share(own, other.words)
        if not score or (wanted and other.gender not in ("", wanted)):
            continue
        gap = name.start - other.start
        score += _BEFORE - _FAR * min(gap, _REACH) if gap > 0 else _FAR * gap
        score -= _FARTHER * gap
        score -= _KIN * other.is_kin
        if best is None or score > best_score:
            best, best_score = other, score
    return best


def _share(own: tuple[str, ...], full: tuple[str, ...]) -> float:
    """Weigh what a name has of a full one: its last words, its first, or one between: "Lula"."""
    if full[-len(own) :] == own:
        return _SURNAME
    if len(own) > 1 or own[0] not in full:
        return 0.0
    return _GIVEN if full[0] == own[0] else _MIDDLE


def _is_kin(doc: Doc, name: Name) -> bool:
    """Say whether a noun of kin before the name tells whose it is: "his daughter, Emma Finch".

    Or who somebody else is: "the husband of Emma Finch".
    """
    first = name.start - 1 - (name.start > 1 and doc.tokens[name.start - 1].text == ",")
    nouns = read_map("person_nouns", "word", "of")
    if first > 0 and nouns.get(doc.tokens[first].lemma_.lower()):
        return True
    last = doc.tokens[name.end - 1]
    link = last.head
    is_of = last.dep_ == "pobj" and link.lower_ == "of"
    return is_of and bool(nouns.get(link.head.lemma_.lower()))


def gender_before(doc: Doc, name: Name) -> str:
    """Return m, f or "" from the honorific or the gendered title before the name."""
    genders = read_map("roles", "word", "gender")
    words = (token.lower_ for token in doc.tokens[max(name.start - 2, 0) : name.start])
    return next((genders[word] for word in words if genders.get(word)), "")


def _gender(doc: Doc, name: Name) -> str:
    return gender_before(doc, name) or first_names().get(fold(_words(name.text)[0]), "")


def _organisation(doc: Doc, name: Name, names: Sequence[Name]) -> str:
    """Return the long form that capitals or a first word alone stand for, else the name."""
    longer = dict.fromkeys(
        n.text for n in names if n.kind == ORGANISATION and len(n.text) > len(name.text)
    )
    if name.text.isupper() and 2 <= len(name.text) <= 6:
        same = [text for text in longer if initials(text) == name.text]
        return same[0] if same else name.text
    of_land = [text for text in longer if _is_of_a_land(text, name.text)]
    if len(of_land) == 1:
        return of_land[0]
    same = [text for text in longer if text.startswith(name.text + " ")]
    is_told = not _is_common(name.text) or (name.start and doc[name.start - 1].lower_ == "the")
    return same[0] if len(same) == 1 and is_told else name.text


def _is_of_a_land(longer: str, text: str) -> bool:
    """Say whether one name is the other with its land before it: "the Kenyan Red Cross"."""
    land = longer.removesuffix(text)
    is_long = " " in text  # "the Times" beside "the Irish Times" is another
    return is_long and land != longer and land.strip().casefold() in read_words("demonyms", "word")


def _is_common(text: str) -> bool:
    """Say whether many bodies may begin with the word: "Ministry", "University"."""
    return text.casefold() in read_where("groups", "word", key="kind", value="organisation")
