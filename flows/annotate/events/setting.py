"""A trigger and the article's places go in; where it took place comes out."""

from collections.abc import Sequence

from flows.annotate.events.parties import is_aimed_at, is_owner, is_party
from flows.annotate.events.steps import (
    SHARED,
    heads_beside,
    is_goal,
    is_likeness,
    steps_from,
)
from flows.annotate.gazetteer.names import type_words
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, is_human
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Doc, Token
from flows.records import PlaceMention

Rank = tuple[int, bool, bool, int]

_HERE = frozenset(
    {"in", "at", "near", "on", "across", "around", "outside", "inside", "over", "off", "along",
     "throughout", "within", "between"}
)  # fmt: skip
_SIDES = frozenset({"with", "by", "than", "like", "as", "among", "amongst", "versus"})
_SPATIAL = frozenset(
    {"in", "at", "near", "on", "across", "around", "outside", "inside", "over", "into", "off",
     "along", "from", "to", "against", "of", "through", "toward", "towards", "throughout", "within",
     "between"}
)  # fmt: skip

_LEVELS = ("country", "admin1", "admin2", "city")
FAR = 9  # clauses away: a report, or another clause, stands in for that of the event


def read_where(
    trigger: Token,
    places: Sequence[PlaceMention],
    barriers: frozenset[int],
) -> tuple[str | None, str | None]:
    """Return the place's id and its basis: clause, sentence, dateline or article."""
    named = [p for p in places if p.place is not None and not (p.is_metonym or p.is_demonym)]
    located = [p for p in named if not is_likeness(trigger.doc, p)]
    beside = list(heads_beside(trigger, located))
    owners = [mention for mention, head in beside if is_owner(mention, head)]
    located = [mention for mention in located if mention not in owners]
    ranked: list[tuple[Rank, PlaceMention]] = []
    for mention, head in beside:
        if mention.role == "dateline" or mention in owners or is_party(mention, head):
            continue
        rank = _rank(head, trigger, barriers)
        if rank is not None and not (rank[0] == FAR and is_aimed_at(mention, head)):
            ranked.append((rank, mention))
    if ranked:
        rank, outer = min(ranked, key=lambda row: row[0])
        inner = [m for r, m in ranked if r[:2] == rank[:2] and _lies_in(m, outer)]
        best = max(inner, key=_level, default=outer)
        return _id(best), "clause" if rank[0] < FAR else "sentence"
    if _is_set_unknown(trigger, places, barriers):
        return None, None
    return _beyond([p for p in located if not _is_of_body(trigger.doc, p)])


def _is_set_unknown(
    trigger: Token, places: Sequence[PlaceMention], barriers: frozenset[int]
) -> bool:
    """Say whether the clause names a place that no gazetteer has: it is not the dateline's."""
    unknown = [p for p in places if p.place is None and not (p.is_metonym or p.is_demonym)]
    heads = (_typed(head) for _, head in heads_beside(trigger, unknown))
    ranks = (_rank(head, trigger, barriers) for head in heads)
    return any(rank is not None and rank[0] == 0 for rank in ranks)


def _typed(name: Token) -> Token:
    """Return the word for what kind of place a name is of, else the name: "Kura village"."""
    is_kind_of_place = name.dep_ == "compound" and name.head.lower_ in type_words("after")
    return name.head if is_kind_of_place else name


def _level(mention: PlaceMention) -> int:
    kind = mention.place.kind if mention.place is not None else ""
    return _LEVELS.index(kind) if kind in _LEVELS else -1


def _lies_in(mention: PlaceMention, other: PlaceMention) -> bool:
    """Say whether a place is of the country or first-order division that another names.

    "In Longnan in the province of Gansu" it was in Longnan.
    """
    inner, outer = mention.place, other.place
    if inner is None or outer is None or inner.country_code != outer.country_code:
        return False
    is_below = _level(mention) > _level(other) >= 0
    is_of = outer.kind == "country" or inner.admin1_code == outer.admin1_code is not None
    return is_below and outer.kind in ("country", "admin1") and is_of


def _rank(name: Token, trigger: Token, barriers: frozenset[int]) -> Rank | None:
    """Return how far a place is from setting the trigger, the nearest least; None if it sets none.

    Clauses away, whether a thing comes from it, whether no word of place leads to it, words away.
    """
    steps, distance = steps_from(trigger, name, barriers), abs(name.i - trigger.i)
    while name.dep_ == "conj":
        name = name.head
    link = name.head.lower_ if name.dep_ == "pobj" else ""
    is_spatial = link in _SPATIAL
    if link in _SIDES or _is_of_somebody(name, trigger) or _is_in_name(name, trigger):
        return None
    if not is_spatial and name.dep_ in ("nsubj", "dobj") and not _is_struck(name, trigger):
        return None
    if link == "to" and is_goal(name, trigger):
        return None
    if steps is None:
        return (FAR, False, False, distance) if link in _HERE else None
    if steps == SHARED and link not in _HERE:
        return None
    if not is_spatial and name.dep_ in ("poss", "compound"):
        steps += 1
    return steps, _is_way(name, trigger), not is_spatial, distance


def _is_struck(name: Token, trigger: Token) -> bool:
    """Say whether what is hit or visited is the place itself: "a quake shook Izmir"."""
    is_doer = syntax.is_verb(trigger) or in_class(trigger, "weather")
    verb = syntax.governor(trigger)
    return is_doer and name.dep_ == "dobj" and name.head == verb and is_kind(verb, "striking")


def _is_of_somebody(name: Token, trigger: Token) -> bool:
    """Say whether a place tells whose an office is or where a person or thing comes from.

    "The minister of Norway", "a man from Oslo was held", "a flight from Oslo landed": but who is
    moved is moved from there.
    """
    noun = name.head.head
    if name.dep_ == "pobj" and name.head.lower_ == "of":
        return noun.ent_type_ in ("PERSON", "ORG") or in_class(noun, "official")
    if not _is_way(name, trigger):
        return False
    is_object = noun.head == trigger and noun in syntax.objects(trigger)
    return not (is_object and is_kind(trigger, "moving"))


def _is_in_name(name: Token, trigger: Token) -> bool:
    """Say whether a place only names somebody: "the Nevada Association of Realtors"."""
    noun = name
    while noun.dep_ in ("compound", "poss", "amod", "nmod") and noun.head.pos_ != "ADP":
        noun = noun.head
    is_led = noun.dep_ == "pobj" and noun.head.lower_ in _HERE  # "at Stephens County Hospital"
    if is_led or noun in (name, trigger) or in_class(noun, "sitesofforce"):
        return False
    return is_human(noun)


def _is_way(name: Token, trigger: Token) -> bool:
    """Say whether a noun beside the trigger comes from a place or goes there."""
    noun = name.head.head
    while noun.dep_ == "prep" and noun.pos_ == "ADP":  # "from Madrid to Seville"
        noun = noun.head
    is_link = name.dep_ == "pobj" and name.head.lower_ in ("from", "to")
    return is_link and noun.pos_ in ("NOUN", "PROPN") and noun != trigger


def _beyond(located: Sequence[PlaceMention]) -> tuple[str | None, str | None]:
    for mention in located:
        if mention.role == "dateline":
            return _id(mention), "dateline"
    whole = {_id(mention) for mention in located}
    if len(whole) == 1:
        return whole.pop(), "article"
    return None, None


def _is_of_body(doc: Doc, mention: PlaceMention) -> bool:
    """Say whether a place stands within an organisation's name: "the Bank of England"."""
    words = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    whole = [t for t in words or () if t.ent_type_ == "ORG"]
    return bool(whole) and mention.role != "dateline"


def _id(mention: PlaceMention) -> str | None:
    return mention.place.place_id if mention.place else None
