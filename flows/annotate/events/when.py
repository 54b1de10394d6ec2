"""A trigger and the article's dates go in; when it took place comes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flows.annotate.events.measured import is_no_setting, measure_of
from flows.annotate.events.setting import FAR
from flows.annotate.events.steps import head_of, heads_beside, reports, steps_from
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, word_class
from flows.annotate.grammar.nouns import is_counted
from flows.annotate.text.words import Token
from flows.records import DateMention

_PAST = frozenset({"was", "were", "had", "has", "have", "did"})
_ABOUT = frozenset({"about", "into", "over"})
_HANGING = frozenset({"advcl", "acl", "relcl"})
_WAITING = frozenset({"until", "till", "unless"})


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
            moved = measure.moved(found) if steps != FAR else None
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
        if is_no_setting(head, trigger) or _is_of_other_clause(head, trigger, occurrence):
            continue
        if occurrence == "planned" and _is_of_the_plan(mention, head, trigger, today):
            continue
        steps = steps_from(trigger, head, barriers)
        is_aside = bool(steps) and syntax.governor(trigger).dep_ in _HANGING
        if is_aside and occurrence == "happened" and _is_ahead(mention, today):
            continue  # "said it would march on Monday, accusing the council of …"
        if steps is None:
            is_report = occurrence in ("happened", "ongoing") and reports(head, trigger, barriers)
            steps = FAR if is_report else None
        if steps is not None:
            yield steps, head, mention


def _is_of_other_clause(head: Token, trigger: Token, occurrence: str) -> bool:
    """Say whether a date tells when a wait ends, or what was of what is to be.

    "Will not move until a trial ends in 2029", "will resume talks that were cut off in 2018".
    """
    verb = syntax.governor(head)
    if verb in (trigger, syntax.governor(trigger)) or verb.is_ancestor(trigger):
        return False
    if any(c.lower_ in _WAITING and c.i < verb.i for c in verb.children):
        return True
    is_past_aside = verb.dep_ == "relcl" and is_past(head) and trigger.is_ancestor(verb)
    return is_past_aside and occurrence in ("planned", "hypothetical")


def _is_of_the_plan(mention: DateMention, head: Token, trigger: Token, today: date | None) -> bool:
    """Say whether a plan was made on a day past: "agreed on Thursday to resume talks"."""
    verb = syntax.governor(head)
    is_above = verb.is_ancestor(trigger) and verb != syntax.governor(trigger)
    day = mention.date_end
    return is_above and day is not None and today is not None and day <= today


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
