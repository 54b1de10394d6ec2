"""A pronoun or a description and those named so far go in; whom it means comes out, by score.

Each candidate is weighed by readable features: how far back, in which part of its sentence, as a
speaker, of which gender, and for a description by what the text calls them. The weights are rules
of thumb from the literature on salience, tried on PolNeAR's training texts and on texts written
for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from flows.annotate.actors.descriptions import Phrase
from flows.annotate.actors.mentions import Key, Mention
from flows.annotate.actors.nouns import is_body, is_human
from flows.annotate.gazetteer.offices import state_offices
from flows.annotate.grammar.spellings import spelling_key
from flows.annotate.lexicon import read_map, read_rows, read_where

REACH = 5  # sentences that a pronoun looks back; beyond it antecedents are guesses
MEMORY = 3  # latest mentions of each that are weighed
_PASSIVE = {"government": 0.0, "organisation": -0.5}
_KIND = 1.9  # for "the politician" of a senator; less than of whoever is called that
_STEM = 3  # letters that the short form of a body's name shares with the long one
ENOUGH = 1.5  # a description needs this much evidence
_QUALIFIERS = frozenset({"vice", "deputy", "assistant", "acting", "interim", "prime", "first"})


class Place(NamedTuple):
    """Where a mention stands: token, sentence, and its weight by grammar."""

    token: int
    sentence: int
    weight: float
    is_quoted: bool


@dataclass(slots=True)
class Standing:
    """Somebody of the cast while the text is read: what is known and where last mentioned."""

    mention: Mention
    gender: str
    is_sure: bool = False  # the text tells the gender; else it is the first name's usual one
    phrases: Sequence[Phrase] = ()
    places: list[Place] = field(default_factory=list)
    count: int = 0

    @property
    def key(self) -> Key:
        """The actor's key."""
        return self.mention.key

    def call(self, phrase: Phrase) -> None:
        """Note what the text calls them: later "the lawyer" is theirs."""
        self.phrases = [*self.phrases, phrase]

    def is_called(self, noun: str) -> bool:
        """Say whether the text calls them that."""
        return any(noun == own.head or noun in own.words for own in self.phrases)

    def is_rather(self, noun: str, other: "Standing") -> bool:
        """Say whether a noun means this one: it is called that, or a body named after the other."""
        is_behind = not other.places or self.places[-1:] > other.places[-1:]
        return self.is_called(noun) or (self.key[0] == "organisation" and is_behind)

    def is_apart_from(self, words: Iterable[str]) -> bool:
        """Say whether a word tells of another one: "the dissenting judge" was not named before."""
        apart = read_where("description_words", "word", key="kind", value="apart")
        return any(word in apart and not self.is_called(word) for word in words)


def nearest(
    cast: Iterable[Standing], token: int, sentence: int, gender: str, *, inside: bool,
    barred: frozenset[Key],
) -> Standing | None:  # fmt: skip
    """Return who fits a pronoun of this gender (m, f, n or p) best, within REACH sentences."""
    best, best_score = None, -3.5
    for one in cast:
        if not one.places or sentence - one.places[-1].sentence > REACH:
            continue
        if one.mention.key in barred or not (fit := _fit(one, gender)):
            continue
        score = fit + _salience(one, token, sentence, inside=inside)
        if score > best_score:
            best, best_score = one, score
    return best


def _fit(one: Standing, gender: str) -> float:
    """Weigh the gender; 0 where it cannot be."""
    known, kind = one.gender, one.mention.key[0]
    if gender in ("m", "f"):
        if kind == "person":
            return 0.5 if known == gender else 0.1 if not known else 0.0 if one.is_sure else -3.0
        return -0.7 if known == "n" and one.mention.is_common and _is_human(one) else 0.0
    if kind == "person" or (gender == "n" and known == "p"):
        return 0.0
    if known == "n" and one.mention.is_common and _is_human(one):
        return 0.0
    return 0.8 if gender == "p" and known == "p" else 0.1


def _is_human(one: Standing) -> bool:
    return is_human(one.mention.name.split()[-1].casefold())


def _salience(one: Standing, token: int, sentence: int, *, inside: bool) -> float:
    # "Moscow" is somebody only where it acts; "the Cadillac tax" names no firm
    best, passive = -99.0, _PASSIVE.get(one.mention.key[0], -9.0)
    for place in one.places:
        gap = sentence - place.sentence
        if gap <= REACH and place.weight > passive and (inside or not place.is_quoted):
            best = max(best, place.weight - gap - 0.01 * (token - place.token))
    return best + 0.1 * min(one.count, 5)


def described(
    cast: Sequence[Standing], phrase: Phrase, sentence: int, *, owner: Standing | None,
    is_new: bool, gender: str, of: str = "",
) -> Standing | None:  # fmt: skip
    """Return whom "the governor", "the company" or "her husband" means, if that is clear.

    `is_new` says that its words may be those of somebody not named yet: "the man accused of it";
    `of` is the surname of the one whose lawyer or aide it is: another's is another.
    """
    body = is_body(phrase.head)
    best, best_score = None, ENOUGH
    fitting = [one for one in cast if _may_be(one, gender, owner, is_body=body)]
    near = sum(0 <= _gap(one, sentence) <= 2 for one in fitting)
    for one in fitting:
        score = _called(one, phrase) if not of or _is_of(one, of) else 0.0
        if owner is not None and not body:
            score = max(score, _kin(one, phrase, owner))
        if not score and not is_new:
            score = _loosely(one, phrase, sentence, is_body=body, near=near)
        if not score:
            continue
        gap = _gap(one, sentence)
        score += 0.3 * (one.gender == gender != "")
        score -= 1.5 if gap < 0 else min(0.1 * gap, 1.5)
        if one.places:
            score += 0.2 * one.places[-1].weight
        if score > best_score:
            best, best_score = one, score
    return best


def _gap(one: Standing, sentence: int) -> int:
    return sentence - one.places[-1].sentence if one.places else -1


def _may_be(one: Standing, gender: str, owner: Standing | None, *, is_body: bool) -> bool:
    kind = one.key[0]
    if one is owner or kind not in ("person", "organisation") or one.mention.is_common:
        return False
    if (kind == "organisation") != is_body and kind == "organisation":
        return False
    if kind == "person":
        return not is_body and not (gender and one.gender and one.gender != gender and one.is_sure)
    return True


def _is_of(one: Standing, surname: str) -> bool:
    """Say whether the text has told whose somebody is, and names this one."""
    return any(surname in own.words for own in one.phrases)


def _called(one: Standing, phrase: Phrase) -> float:
    """Weigh what the text calls somebody against the phrase; 0 where it never calls them that."""
    best = 0.0
    kinds = office_kinds().get(phrase.head, frozenset())
    for own in one.phrases:
        if own.head == phrase.head or phrase.head in own.words:
            score = 3.0 if own.head == phrase.head else 2.0
            score += len(phrase.words & own.words) - 0.3 * len(phrase.words - own.words)
            score -= 2.0 * len(_QUALIFIERS & (phrase.words ^ own.words))
            score -= 1.5 * (own.is_former != phrase.is_former)
        elif own.head in kinds or own.words & kinds:  # "the diplomat" is the ambassador
            score = _KIND - 0.3 * (own.head not in kinds) - 0.3 * len(phrase.words - own.words)
        else:
            continue
        score += _apart(own, phrase) or _lands(own.countries, phrase.countries)
        best = max(best, score)
    if one.key[0] == "organisation" and phrase.head in one.key[1].split():
        name = set(one.key[1].split())
        if not _is_other_rank(phrase.words, name):
            best = max(best, 3.0 - 0.3 * len(phrase.words - name))
    return best


def _is_other_rank(words: Iterable[str], name: Iterable[str]) -> bool:
    """Say whether a phrase tells of a body of another rank: "the appeals court", no Supreme one."""
    told, own = _ranks(words), _ranks(name)
    return bool(told) and bool(own) and told.isdisjoint(own)


def _ranks(words: Iterable[str]) -> frozenset[str]:
    known = read_map("body_ranks", "word", "ranks")
    return frozenset(rank for word in words for rank in known.get(word, "").split("|") if rank)


@cache
def office_kinds() -> dict[str, frozenset[str]]:
    """Return, for a noun of many offices, the words that tell one of them."""
    kinds = read_map("office_kinds", "noun", "kinds")
    return {noun: frozenset(words.split("|")) for noun, words in kinds.items()}


def _lands(own: frozenset[str], other: frozenset[str]) -> float:
    if not own or not other:
        return 0.0
    return 1.5 if own & other else -3.0


def _apart(own: Phrase, other: Phrase) -> float:
    """Weigh that two phrases tell of other towns, states or bodies: "the Bihar chief minister"."""
    if any(own.spots.get(kind, spot) != spot for kind, spot in other.spots.items()):
        return -3.0
    return -3.0 if own.bodies and other.bodies and not _are_one(own.bodies, other.bodies) else 0.0


def _are_one(own: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two bodies' words may be one's: "Fed" and "Federal Reserve", "UN"."""
    if any(one[:_STEM] == two[:_STEM] for one in own for two in other):
        return True
    letters = ("".join(word[0] for word in words) for words in (own, other))
    return any(short in words for short, words in zip(letters, (other, own), strict=True))


def _kin(one: Standing, phrase: Phrase, owner: Standing) -> float:
    """Weigh "her husband", "his successor": by kin words, surname, office and country."""
    relation = relations().get(phrase.head)
    if relation is None or one.key[0] != "person":
        return 0.0
    heads = {own.head for own in one.phrases}
    score = 0.0
    if relation in ("=", "<", ">"):
        shared = heads & {own.head for own in owner.phrases}
        former = any(own.is_former for own in one.phrases)
        score = 2.0 * bool(shared) + 0.6 + 1.0 * (relation == "<" and former)
        lands = frozenset().union(*(own.countries for own in one.phrases))
        return score + _lands(lands, phrase.countries)
    if heads & set(relation.split()) or any(p.head in relation.split() for p in owner.phrases):
        score += 2.0
    if spelling_key(one.key[1]).split()[-1] == spelling_key(owner.key[1]).split()[-1]:
        score += 1.5
    return score


def _loosely(one: Standing, phrase: Phrase, sentence: int, *, is_body: bool, near: int) -> float:
    """Weigh a noun that the text has not used of anybody: "the company", "the nurse"."""
    gap = _gap(one, sentence)
    if not 0 <= gap <= (4 if is_body else 2):
        return 0.0
    if is_body and set(one.key[1].split()) & strict_bodies():
        return 0.0
    if phrase.head in trades() and any(own.head in state_offices() for own in one.phrases):
        return 0.0  # no minister is called "the skipper"
    lands = frozenset().union(*(own.countries for own in one.phrases))
    told = _lands(lands, phrase.countries)
    by_land = told > 0 or (bool(phrase.countries) and not phrase.words)  # "the Brazilian"
    if not (by_land or phrase.is_former or _is_loose(phrase.head, is_body=is_body)):
        return 0.0
    others = any(is_human(own.head) for own in one.phrases) and not is_body
    return 1.6 + 0.7 * (near == 1) - 0.5 * others - 0.2 * gap + told


def _is_loose(noun: str, *, is_body: bool) -> bool:
    return noun in loose_nouns(is_body=is_body) or noun.endswith(("man", "woman", "-old"))


@cache
def loose_nouns(*, is_body: bool) -> frozenset[str]:
    """Return the nouns that may stand for somebody whom the text has not called that."""
    if is_body:
        return read_where("groups", "word", key="is_loose", value="1")
    nouns = read_where("person_nouns", "word", key="is_loose", value="1")
    return nouns | trades()  # an office of state has one holder, maybe another


@cache
def trades() -> frozenset[str]:
    """Return the nouns of what people do who hold no office: "skipper", "baker"."""
    private = ("civilians", "business", "ngo")
    roles = frozenset(row["word"] for row in read_rows("roles") if row["sector"] in private)
    return roles | read_where("person_nouns", "word", key="is_trade", value="1")


@cache
def strict_bodies() -> frozenset[str]:
    """Return the nouns that say what a body is: a ministry is no company."""
    firms = read_where("groups", "word", key="sector", value="business")
    loose = read_where("groups", "word", key="is_loose", value="1")
    return read_where("groups", "word", key="kind", value="organisation") - loose - firms


@cache
def relations() -> dict[str, str]:
    """Return, for a noun of kin or office, the nouns that the other one is ("=": the same)."""
    return {word: of for word, of in read_map("person_nouns", "word", "of").items() if of}
