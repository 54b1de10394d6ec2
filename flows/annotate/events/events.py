"""An article's parse with its statements, dates, places and cast go in; its events come out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.annotate.actors.cast import Cast
from flows.annotate.events.actors import read_actors, told_apart, without_self
from flows.annotate.events.aims import with_aim
from flows.annotate.events.blame import by_each, with_blame, with_both
from flows.annotate.events.casualties import Toll, assign_counts, find_counts
from flows.annotate.events.claims import Claim, read_claim
from flows.annotate.events.denials import with_denials
from flows.annotate.events.filled import filled
from flows.annotate.events.found import Found
from flows.annotate.events.joined import NOTHING, PLAIN, join
from flows.annotate.events.joint import with_each_country
from flows.annotate.events.merge import HARM, by_cause, without_contents, without_effects
from flows.annotate.events.met import with_each_other
from flows.annotate.events.occurrence import read_occurrence
from flows.annotate.events.others import without_others
from flows.annotate.events.setting import read_where
from flows.annotate.events.story import Story
from flows.annotate.events.tolls import with_tolls
from flows.annotate.events.triggers import find_triggers
from flows.annotate.events.types import event_types, read_contexts
from flows.annotate.events.when import is_habit, is_state, lies_ahead, read_when
from flows.annotate.grammar import syntax
from flows.annotate.grammar.parse import bounds, sentences
from flows.annotate.learned.decode import Happening
from flows.annotate.learned.model import Reading
from flows.annotate.places.metonyms import without_seats
from flows.annotate.text.layout import Layout
from flows.annotate.text.words import Doc, Span, Token
from flows.keys import row_key
from flows.records import ArticleText, DateMention, Event, PlaceMention, Statement


def find_events(
    article: ArticleText,
    layout: Layout,
    doc: Doc,
    statements: Sequence[Statement],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    cast: Cast,
    *,
    read: Reading | None = None,
) -> list[Event]:
    """Return the events of the article's sentences in the order of the text.

    Headings, credits and the dateline hold none. Works without dates, places or statements, whose
    columns then stay empty, and by the patterns alone where the learned reading is not given.
    """
    events: list[Event] = []
    told = _by_sentence(doc, read.events if read is not None else ())
    is_after_harm = False
    for number, sentence in enumerate(sentences(doc, layout)):
        found, here = find_triggers(sentence), told.get(sentence.start, ())
        if read is not None and (found or here):
            weights = read.event_joining.get("weights", PLAIN)
            trusts = read.event_joining.get("trusts", NOTHING)
            joined = join(found, here, sentence, weights, trusts, is_after_harm=is_after_harm)
            found = without_effects(joined, doc)
            found = without_contents(found, doc)
        found = [f for f in by_cause(found, doc) if not _is_lasting(doc[f.head], dates)]
        found = [_with_its_sides(f, doc) for f in found]
        is_after_harm = any(f.event_type in HARM for f in found)
        if not found:
            continue
        tolls = assign_counts(found, find_counts(sentence), doc)
        contexts = read_contexts(sentence)
        setting = _Setting(article, sentence, bounds(sentence), contexts, number == 0)
        for each, toll in zip(found, tolls, strict=True):
            claim = read_claim(each, doc, found, statements, cast)
            barriers = frozenset(f.head for f in found) - {each.head}
            events.append(_make(setting, each, claim, toll, barriers, dates, places, cast))
    return _with_answers(Story(doc, article.text, events, statements, places, cast))


def _with_answers(story: Story) -> list[Event]:
    """Return the events with what is denied or blamed on somebody in words that point back."""
    if not story.events:
        return []
    for answers in (by_each, with_blame, with_tolls, with_denials, with_both):
        story = replace(story, events=answers(story))
    return sorted(story.events, key=lambda event: event.trigger_start)


def _with_its_sides(found: Found, doc: Doc) -> Found:
    own = with_aim(filled(without_others(found, doc), doc), doc)
    return with_each_other(with_each_country(own, doc), doc)


def _is_lasting(trigger: Token, dates: Sequence[DateMention]) -> bool:
    """Say whether words tell of what is so, or is done time and again."""
    return is_habit(trigger, dates) or is_state(trigger)


def _by_sentence(doc: Doc, told: Sequence[Happening]) -> dict[int, list[Happening]]:
    """Return what the model's head tells of by the first word of the trigger's sentence."""
    found: dict[int, list[Happening]] = {}
    starts = [sentence.start_char for sentence in doc.sents]
    for happening in told:
        number = bisect_right(starts, happening.trigger.start) - 1
        found.setdefault(doc.sents[number].start, []).append(happening)
    return found


def _mode(found: Found, trigger: Token) -> str:
    """Return the finer kind; of what is refused by a "not" that the refusal has happened."""
    is_refused = found.event_type == "REJECT" and found.mode != "disagree"
    is_negated = syntax.is_verb(trigger) and syntax.has_negation(trigger)
    return "denied_act" if is_refused and is_negated else found.mode


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a sentence stands, and what it is about."""

    article: ArticleText
    sentence: Span
    bounds: tuple[int, int]
    contexts: tuple[str, ...]  # what it is about
    is_lead: bool


def _make(
    setting: _Setting,
    found: Found,
    claim: Claim,
    toll: Toll,
    barriers: frozenset[int],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    cast: Cast,
) -> Event:
    article, trigger = setting.article, setting.sentence.doc[found.head]
    occurrence = read_occurrence(trigger, _mode(found, trigger))
    today = article.day_at(trigger.idx)
    when = read_when(trigger, dates, barriers, occurrence, today)
    if occurrence == "happened" and lies_ahead(when, today):
        occurrence = "planned"
    spots = without_seats(places) if found.event_type == "ECONOMY" else places
    place_id, place_basis = read_where(trigger, spots, barriers)
    if len(spots) < len(places) and place_basis == "article":
        place_id = place_basis = None  # the seat is another place of the article's
    sources = read_actors(article.text, found.sources, cast, places)
    targets = read_actors(article.text, found.targets, cast, places)
    kind = event_types()[found.event_type]
    start, end = found.trigger
    return Event(
        event_id=row_key(
            "event", article.article_id, article.revision, found.event_type, start, end
        ),
        sentence_start=setting.bounds[0],
        sentence_end=setting.bounds[1],
        event_type=found.event_type,
        event_mode=found.mode or None,
        contexts=setting.contexts,
        cameo_root=kind.cameo_root,
        quad_class=kind.quad_class,
        intensity=kind.intensity,
        trigger_text=article.text[start:end],
        trigger_start=start,
        trigger_end=end,
        sources=sources if found.is_reciprocal else without_self(sources, targets),
        targets=targets if found.is_reciprocal else told_apart(sources, targets),
        is_reciprocal=found.is_reciprocal,
        occurrence=occurrence,
        assertion=claim.assertion,
        claimant_actor_id=claim.actor_id,
        claimant_name=claim.name,
        statement_id=claim.statement_id,
        antecedent_event_id=None,
        date_start=when.start,
        date_end=when.end,
        date_precision=when.precision,
        date_basis=when.basis,
        date_text_start=when.text_start,
        date_text_end=when.text_end,
        place_id=place_id,
        place_basis=place_basis,
        dead_min=toll.dead_min,
        dead_max=toll.dead_max,
        injured_min=toll.injured_min,
        injured_max=toll.injured_max,
        is_lead=setting.is_lead,
        confidence=found.confidence,
        method="",  # `article` names it
    )
