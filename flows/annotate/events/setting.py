"""A trigger and the article's dates and places go in; when and where it took place come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flows.annotate.events.measured import is_no_setting, measure_of
from flows.annotate.events.parties import is_aimed_at, is_owner, is_party
from flows.annotate.events.steps import (
    SHARED,
    head_of,
    heads_beside,
    is_goal,
    is_likeness,
    reports,
    steps_from,
)
from flows.annotate.gazetteer.names import type_words
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, is_human, word_class
from flows.annotate.grammar.nouns import is_counted, is_kind
from flows.annotate.text.words import Token
from flows.records import DateMention, PlaceMention

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
_PAST = frozenset({"was", "were", "had", "has", "have", "did"})
_ABOUT = frozenset({"about", "into", "over"})
_HANGING = frozenset({"advcl", "acl", "relcl"})
_FAR = 9  # clauses away: the time of the report stands in for that of the event


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event, inclusive, with the words that say so."""

    start: date | None = None
    end: date | None = None
    precision: str = "none"
    basis: str = "none"
    text_start: int | None = None
    text_end: int | None = None


def read_when(
    trigger: Token,
    dates: Sequence[DateMention],
    barriers: frozenset[int],
    occurrence: str,
    today: date | None,
) -> When:
    """Return the date that governs the trigger, else its sentence's, else the publication's."""
    usable = [d for d in dates if d.date_start is not None and d.type in ("DATE", "TIME")]
    if occurrence == "happened" and today is not None and is_past(trigger):
        # "agreed on a truce until June": the date of what was agreed
        usable = [d for d in usable if d.date_start is not None and d.date_start <= today]
    measure = measure_of(trigger, dates)
    rows = _near(trigger, usable, barriers, occurrence, today)
    for steps, head, found in sorted(rows, key=lambda row: (row[0], abs(row[1].i - trigger.i))):
        if measure is not None and not measure.holds(head):
            moved = measure.moved(found) if steps != _FAR else None
            if moved is None:
                continue
            found = moved
        return When(
            found.date_start, found.date_end, found.precision, found.basis, found.start, found.end
        )
    if occurrence in ("happened", "ongoing") and today is not None and measure is None:
        return When(today, today, "none", "publication")
    return When()


def _near(
    trigger: Token,
    usable: Sequence[DateMention],
    barriers: frozenset[int],
    occurrence: str,
    today: date | None,
) -> Iterator[tuple[int, Token, DateMention]]:
    """Yield the dates of the trigger's sentence that may set it: clauses away, head and date."""
    for mention, head in heads_beside(trigger, usable):
        if (is_counted(trigger) or _is_topic(trigger)) and not trigger.is_ancestor(head):
            continue  # the day of the count, or of the inquiry into it
        if is_no_setting(head, trigger):
            continue
        steps = steps_from(trigger, head, barriers)
        is_aside = bool(steps) and syntax.governor(trigger).dep_ in _HANGING
        if is_aside and occurrence == "happened" and _is_ahead(mention, today):
            continue  # "said it would march on Monday, accusing the council of …"
        if steps is None:
            is_report = occurrence in ("happened", "ongoing") and reports(head, trigger, barriers)
            steps = _FAR if is_report else None
        if steps is not None:
            yield steps, head, mention


def _is_topic(trigger: Token) -> bool:
    """Say whether another noun tells what is told about: "an inquiry into the sinking"."""
    preposition = trigger.head
    is_about = trigger.dep_ == "pobj" and preposition.lower_ in _ABOUT
    return is_about and preposition.head.pos_ == "NOUN"


def is_past(trigger: Token) -> bool:
    """Say whether the words stand in a past tense."""
    verb = syntax.governor(trigger)
    return verb.tag_ == "VBD" or bool(syntax.auxiliaries(verb) & _PAST)


def lies_ahead(when: When, today: date | None) -> bool:
    """Say whether the words put the event after the day of publication: "opens on Monday"."""
    return when.basis in ("explicit", "relative") and _is_after(when.start, today)


def _is_ahead(mention: DateMention, today: date | None) -> bool:
    return _is_after(mention.date_start, today)


def _is_after(day: date | None, today: date | None) -> bool:
    return day is not None and today is not None and day > today


def is_habit(trigger: Token, dates: Sequence[DateMention]) -> bool:
    """Say whether the words tell what is done time and again: "meets every month", "often"."""
    verb = syntax.governor(trigger)
    if verb.tag_ not in ("VBZ", "VBP") or syntax.auxiliaries(verb):
        return False
    if any(c.lower_ in word_class("habit") for c in syntax.children(verb, "advmod")):
        return True
    sets = [d for d in dates if d.type == "SET"]
    heads = [head_of(trigger.doc, d.start, d.end) for d in sets]
    return any(h is not None and syntax.governor(h) == verb for h in heads)


def is_state(trigger: Token) -> bool:
    """Say whether words only tell whom somebody has: "the hostages held in Gaza since May"."""
    if trigger.lemma_ != "hold" or not syntax.is_passive(trigger):
        return False
    told = syntax.children(trigger, "oprd", "acomp", "advmod", "dobj", "xcomp", "attr")
    kept = [trigger.head, *told] if trigger.dep_ in ("acl", "relcl") else told
    return any(in_class(t, "kept") for t in kept)


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
        if rank is not None and not (rank[0] == _FAR and is_aimed_at(mention, head)):
            ranked.append((rank, mention))
    if ranked:
        rank, outer = min(ranked, key=lambda row: row[0])
        inner = [m for r, m in ranked if r[:2] == rank[:2] and _lies_in(m, outer)]
        best = max(inner, key=_level, default=outer)
        return _id(best), "clause" if rank[0] < _FAR else "sentence"
    if _is_set_unknown(trigger, places, barriers):
        return None, None
    return _beyond(located)


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
        return (_FAR, False, False, distance) if link in _HERE else None
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


def _id(mention: PlaceMention) -> str | None:
    return mention.place.place_id if mention.place else None
