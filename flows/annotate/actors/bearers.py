"""Names that a person of the text shares with a capital or a state go in; out come the state's.

Behind "Denzel Washington" a bare "Washington" is the man, unless its sentence fits a government
alone: it warns another state, or says what "it" would do. A mention whose sentence tells neither is
what the last one that told was.
"""

from collections.abc import Iterator, Mapping, Sequence

from flows.annotate.actors.mentions import Scene
from flows.annotate.actors.namewords import PERSON, Name
from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.grammar.frames import CLAUSES, SUBJECTS
from flows.annotate.lexicon import read_words
from flows.annotate.text.words import Token

_RELATION = frozenset({"with", "against", "on", "to"})
_PERSONAL = frozenset({"he", "she"})


def governments(
    scene: Scene, names: Sequence[Name], canonical: Mapping[int, str]
) -> frozenset[int]:
    """Return the first tokens of the names that are a government's, though a person bears them."""
    found = set()
    told: dict[str, bool] = {}
    for name in names:
        if name.kind != PERSON:
            continue
        whole = canonical[name.start]
        if whole == name.text:
            told.pop(whole, None)
            continue
        if name.end - name.start > 1 or not _is_seat(name.text):
            continue
        for_state, for_person = _fits_state(scene, name), _fits_person(scene, name)
        if for_state != for_person:
            told[whole] = for_state
        if told.get(whole):
            found.add(name.start)
    return frozenset(found)


def _is_seat(text: str) -> bool:
    found = load_gazetteer().find(text)
    return any(entry.is_capital or entry.kind == "country" for entry, _ in found)


def _fits_state(scene: Scene, name: Name) -> bool:
    """Say whether it says something to a state, or what "it" would do."""
    verb = scene.tokens[name.start].head
    is_said = scene.tokens[name.start].dep_ in SUBJECTS
    if not is_said or verb.lemma_.lower() not in read_words("government_verbs", "lemma"):
        return False
    if any(_is_state(scene, word) for word in _hearers(verb)):
        return True
    return any(
        word.lower_ == "it"
        and clause.lemma_ not in read_words("impersonal_verbs", "lemma")
        and any(c.dep_ == "aux" for c in clause.children)
        for word, clause in _told(verb)
    )


def _fits_person(scene: Scene, name: Name) -> bool:
    """Say whether a title, an age or a "who" stands beside it, or it says what "he" did."""
    before = scene.tokens[max(name.start - 1, 0) : name.start]
    if any(word.lower_ in read_words("roles", "word") for word in before):
        return True
    behind = scene.tokens[name.end : name.end + 2]
    is_aside = len(behind) > 1 and behind[0].text == ","
    if is_aside and (behind[1].lower_ == "who" or behind[1].text.isdigit()):
        return True
    return any(word.lower_ in _PERSONAL for word, _ in _told(scene.tokens[name.start].head))


def _hearers(verb: Token) -> Iterator[Token]:
    """Yield whom the verb has for its object: "warned Tehran", "agreed with Tehran"."""
    for child in verb.children:
        if child.dep_ in ("dobj", "dative"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in _RELATION:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _is_state(scene: Scene, word: Token) -> bool:
    spot = scene.places.get(word.i)
    return spot is not None and spot.place is not None and not spot.is_demonym


def _told(verb: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the subjects of what the verb has for its clause, each with the clause's verb."""
    for child in verb.children:
        if child.dep_ in CLAUSES:
            yield from ((c, child) for c in child.children if c.dep_ in SUBJECTS)
        elif child.dep_ == "conj":  # "warned Iran and said he …"
            yield from _told(child)
