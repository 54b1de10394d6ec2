"""Named mentions go in; what the text says that their bearers are comes out, as phrases.

"Mirela Dobre, a civil engineer", "its leader, Siobhán", "who led the team", "Ana Costa, 43,": later
"the engineer", "the leader" and "the 43-year-old" are looked up among these.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from flows.annotate.actors.mentions import Key, Mention, Scene
from flows.annotate.actors.nouns import (
    honorifics,
    is_body,
    is_human,
    noun_genders,
    relational_nouns,
    title_forms,
)
from flows.annotate.gazetteer.offices import state_offices
from flows.annotate.grammar.bodies import name_letters
from flows.annotate.lexicon import read_map, read_where
from flows.annotate.text.words import Token

REACH = 10  # tokens of a title or an appositive, at most
FORMER = frozenset({"former", "ex", "late", "then", "outgoing", "previous", "past", "departing"})
_BEING = frozenset({"be", "become", "serve", "work", "act", "remain"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "X"})
_INNER = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART", "SYM", "X", "CCONJ"})
_OWNERS = frozenset({"his", "her", "its", "their", "my", "our"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """What somebody is called: the noun, the words around it, and what places and bodies they tell.

    `spots` has places below a country by kind, `bodies` the words of names of bodies.
    """

    start: int
    head: str
    words: frozenset[str]
    countries: frozenset[str] = frozenset()
    is_former: bool = False
    spots: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()
    lands: frozenset[str] = frozenset()  # the words that tell countries and spots


def describe(
    scene: Scene, mentions: Iterable[Mention], titles: Mapping[int, tuple[int, Token]]
) -> dict[Key, list[Phrase]]:
    """Return the phrases that describe the bearer of each key, in the order of the text.

    `titles` has, by a name's first token, where a title of something starts, and its noun.
    """
    found: dict[Key, list[Phrase]] = {}
    for mention in mentions:
        if not mention.is_common and mention.key[0] in ("person", "organisation"):
            found.setdefault(mention.key, []).extend(_phrases(scene, mention))
            if (title := titles.get(mention.start)) is not None:
                found[mention.key].append(_make(scene, title[1], title[0], mention.start))
    _name_counterparts(scene, mentions, found)
    return found


def _name_counterparts(
    scene: Scene, mentions: Iterable[Mention], found: dict[Key, list[Phrase]]
) -> None:
    """Give a "counterpart" the office of whoever stands before in the sentence."""
    peers = read_where("description_words", "word", key="kind", value="peer")
    before: dict[int, list[Phrase]] = {}  # by sentence
    for mention in sorted(mentions, key=lambda mention: mention.start):
        own = found.get(mention.key, [])
        offices = before.get(scene.sentence_of[mention.start], ())
        for peer in [p for p in own if p.head in peers and p.start < mention.start]:
            own += [replace(peer, head=o.head, words=peer.words | _office(o)) for o in offices]
        if mention.key[0] == "person":
            told = [phrase for phrase in own if phrase.head and phrase.head not in peers]
            before.setdefault(scene.sentence_of[mention.start], told)


def _office(phrase: Phrase) -> frozenset[str]:
    """Return the words of an office without those that tell whose it is."""
    return phrase.words - phrase.lands - set(phrase.bodies)


def _phrases(scene: Scene, mention: Mention) -> Iterator[Phrase]:
    tokens, start, end = scene.tokens, mention.start, mention.end
    before = start
    root = scene.doc[start:end].root
    acts = root.dep_ in ("nsubj", "nsubjpass") and end < len(tokens) and not tokens[end].is_punct
    is_aside = start > 1 and tokens[start - 1].text == "," and not acts
    if is_aside and _is_described_before(tokens, start - 1):
        before = start - 1  # but not in "according to an official, Ruiz left"
    letters = (t for t in tokens[start:end] if t.text in name_letters())
    yield from (Phrase(t.i, t.lower_, frozenset()) for t in letters)  # "Ana Costa MP": the MP
    if before and (phrase := _ending_at(scene, before)) is not None:
        yield phrase
    if end + 1 < len(tokens) and tokens[end].text == ",":
        yield from _behind(scene, end + 1)
    elif end < len(tokens) and tokens[end].lower_ == "who":
        yield from _who(scene, tokens[end])
    if root.dep_ == "nsubj" and root.head.lemma_ in _BEING and not scene.quoted[root.head.i]:
        yield from _attributes(scene, root.head)
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and root.head.i < start:
        noun = explained(root.head, mention.gender)
        yield from () if noun is None else (_around(scene, noun),)


def explained(noun: Token, gender: str) -> Token | None:
    """Return whom the name behind a noun explains, the noun or the person told as its.

    "The mother of the boy, Ana Costa", is the mother, as is a mayor's; "a friend of the mayor, Ana
    Costa", tells of the mayor; "the accused man, Ms Ana Costa" is nobody named.
    """
    lead = noun.head if noun.dep_ == "pobj" else noun
    outer = lead.head if lead.lower_ == "of" and is_human(lead.head.lemma_.lower()) else None
    is_kin = outer is not None and outer.lemma_.lower() in relational_nouns()
    is_officer = noun.lemma_.lower() in state_offices() and not is_kin
    both = [noun, outer] if is_officer else [outer, noun]
    sexes = read_map("person_nouns", "word", "gender")  # of kin; a woman may be a spokesman
    fits = (t for t in both if t and {gender, sexes.get(t.lemma_.lower())} != {"m", "f"})
    return next(fits, None)


def _is_described_before(tokens: list[Token], comma: int) -> bool:
    """Say whether a definite noun phrase ends at the comma: "its leader, Siobhán".

    A sentence may begin with one that has no article: "Former president, Goodwill Okonkwo".
    """
    for index in range(comma - 1, max(comma - REACH, -1), -1):
        token = tokens[index]
        is_first = token.is_sent_start and tokens[comma - 1].tag_ in ("NN", "NNP")
        is_owner = token.lower_ in _OWNERS or token.lower_ in ("'s", "’s")
        if is_first or is_owner or token.pos_ == "DET":
            noun = tokens[comma - 1].lemma_.lower()
            return is_human(noun) or is_body(noun)
        if token.pos_ not in _INNER and token.lower_ not in ("of", "for"):
            return False
    return False


def _ending_at(scene: Scene, end: int) -> Phrase | None:
    """Return the title whose last word stands before the token `end`: "Ukrainian President"."""
    tokens, first = scene.tokens, end
    if tokens[end - 1].pos_ == "CCONJ":
        return None  # "Israel and Hamas"
    while first and end - first < REACH and _belongs(tokens[first - 1]):
        first -= 1
    nouns = [t for t in tokens[first:end] if t.pos_ in ("NOUN", "PROPN")]
    if not nouns or nouns[-1].lower_ in honorifics():
        return None
    if nouns[-1].i in scene.places:  # "Norway's Ingrid Solberg"
        return Phrase(first, "", frozenset(), scene.countries(first, end))
    return _make(scene, nouns[-1], first, end)


def _belongs(token: Token) -> bool:
    word = token.lower_
    return (token.pos_ in _INNER and not token.is_punct) or word in ("-", "’s", "'s", "of")


def _behind(scene: Scene, first: int) -> Iterator[Phrase]:
    """Yield what stands behind a name's comma: an appositive, an age, or a clause with "who"."""
    tokens = scene.tokens
    if tokens[first].lower_ == "who":
        yield from _who(scene, tokens[first])
        return
    if tokens[first].text.isdigit():
        yield Phrase(first, f"{tokens[first].text}-year-old", frozenset())
        if tokens[min(first + 1, len(tokens) - 1)].text != ",":
            return  # "said Ana Costa, 12. The driver …"
        first += 2
    last = first + (first < len(tokens) and tokens[first].lower_ in _OWNERS)
    while last < len(tokens) and last - first < REACH and _is_inner(tokens[last]):
        last += 1
    nouns = [t for t in tokens[first:last] if t.pos_ in ("NOUN", "PROPN") and not t.ent_type_]
    if nouns and (tokens[first].pos_ == "DET" or is_human(nouns[-1].lemma_.lower())):
        yield _make(scene, nouns[-1], first, last)


def _is_inner(token: Token) -> bool:
    """Say whether a word may stand within an appositive: "a diving teacher"."""
    return token.pos_ in _INNER or token.pos_ == "DET" or token.tag_ in ("VBG", "VBN")


def _who(scene: Scene, word: Token) -> Iterator[Phrase]:
    verb = word.head
    if verb.lemma_ in _BEING:
        yield from _attributes(scene, verb)
    elif verb.pos_ == "VERB":
        stem = verb.lemma_.lower()
        bare = stem.removesuffix("e")
        for head in dict.fromkeys((bare + "er", bare + "or", bare + bare[-1:] + "er")):
            yield Phrase(verb.i, head, _words(scene, verb.i, min(verb.i + 5, len(scene.tokens))))


def _attributes(scene: Scene, verb: Token) -> Iterator[Phrase]:
    was = verb.tag_ == "VBD" and verb.lemma_ == "be"
    for child in verb.children:
        noun = child
        if child.dep_ == "prep" and child.lower_ == "as":
            noun = next((c for c in child.children if c.dep_ == "pobj"), child)
        if noun.pos_ == "NOUN" and noun.dep_ in ("attr", "pobj", "oprd") and noun.i > verb.i:
            phrase = _around(scene, noun)
            yield Phrase(phrase.start, phrase.head, phrase.words, phrase.countries, was)


def _around(scene: Scene, noun: Token) -> Phrase:
    first, last = noun.i, noun.i + 1
    while first and noun.i - first < REACH and _belongs(scene.tokens[first - 1]):
        first -= 1
    behind = scene.tokens[last].lower_ if last < len(scene.tokens) else ""
    return _make(scene, noun, first, min(last + 4, len(scene.tokens)) if behind == "of" else last)


def _make(scene: Scene, noun: Token, first: int, last: int) -> Phrase:
    words = _words(scene, first, last)
    head = noun.lemma_.lower()
    *leads, head = title_forms().get(noun.lower_, title_forms().get(head, head)).split()
    words |= set(leads)  # "the PM" is the prime minister
    former = any(scene.tokens[i].lower_ in FORMER for i in range(first, last))
    lands, spots = scene.countries(first, last), scene.spots(first, last)
    own = (t for t in scene.tokens[first:last] if t is not noun and _is_of_body(scene, t))
    bodies = tuple(token.lower_ for token in own)
    told = frozenset(
        scene.tokens[i].lemma_.lower() for i in range(first, last) if i in scene.places
    )
    return Phrase(first, head, words - {head}, lands, former, spots, bodies, told)


def _is_of_body(scene: Scene, token: Token) -> bool:
    """Say whether a word names a body or a party: "MQM", "Labour"."""
    return token.ent_type_ in ("ORG", "NORP") and token.i not in scene.places


def _words(scene: Scene, first: int, last: int) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in scene.tokens[first:last] if t.pos_ in _CONTENT)


def read_description(scene: Scene, noun: Token, first: int) -> Phrase:
    """Return the phrase of a description whose determiner stands before the token `first`."""
    behind = noun.i + 1
    last = behind
    if behind < len(scene.tokens) and scene.tokens[behind].lower_ == "of":
        last = min(behind + 4, len(scene.tokens))
    phrase = _make(scene, noun, first, last)
    if noun.lower_ == "old" and noun.i - first >= 4:
        return replace(phrase, head=f"{scene.tokens[noun.i - 4].text}-year-old")
    return phrase


def addressed_as(scene: Scene, mention: Mention) -> str:
    """Return m or f where the word before a person's name tells it: "Mr Costa"."""
    word = scene.tokens[mention.start - 1].lower_ if mention.start else ""
    is_title = mention.key[0] == "person" and word in honorifics()
    return noun_genders().get(word, "") if is_title else ""
