"""What is known of an article once its events are found goes in; rows that point back come out.

"Denied it", "blamed them for the attack" name no event: what they tell is a row of the event that
they point back to, with its antecedent's key, type and sides, and their own words for its trigger.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.annotate.actors.cast import Cast
from flows.annotate.events.claims import statement_around
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class
from flows.annotate.grammar.nounphrases import phrase
from flows.annotate.grammar.parse import bounds
from flows.annotate.text.words import Doc, Token
from flows.keys import row_key
from flows.records import Actor, Event, EventActor, PlaceMention, Statement

REACH = 3  # sentences back in which it is looked for; beyond it antecedents are guesses
Sides = tuple[EventActor, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who denies or accuses: words of the text, whom they mean and where it is said."""

    start: int
    end: int
    name: str | None
    actor: Actor | None
    statement_id: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """An article's words and all that has been read out of them."""

    doc: Doc
    text: str
    events: Sequence[Event]
    statements: Sequence[Statement]
    places: Sequence[PlaceMention]
    cast: Cast

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence in which an offset lies."""
        return bisect_right(self.doc.sents, offset, key=lambda s: s.start_char) - 1

    def actor(self, actor_id: str | None) -> Actor | None:
        """Return one of the cast by key."""
        return next((a for a in self.cast.actors if a.actor_id == actor_id), None)

    def before(self, offset: int) -> Iterator[tuple[int, Event]]:
        """Yield what took place by an earlier word, and how many sentences back, nearest first."""
        here = self.sentence_at(offset)
        for event in sorted(self.events, key=lambda e: -e.trigger_start):
            away = here - self.sentence_at(event.trigger_start)
            is_real = event.occurrence in ("happened", "ongoing", "attempted")
            if is_real and event.trigger_start < offset and 0 <= away <= REACH:
                yield away, event

    def span_of(self, noun: Token) -> tuple[int, int]:
        """Return where the phrase of a noun stands."""
        first, last = phrase(noun)
        return self.doc[first].idx, self.doc[last].idx + len(self.doc[last])


def speaker_of(story: Story, verb: Token, *, is_reported: bool = False) -> Speaker | None:
    """Return who says what the verb tells: its subject, or whose statement it lies in."""
    around = statement_around(verb.idx, story.statements)
    said = next((s for s in story.statements if s.cue_start == verb.idx), None)
    if is_reported:
        said = around
    elif said is None:
        subject = _subject(story, verb, around)
        if subject is not None:
            return subject
        said = around
    if said is None or said.speaker_start is None or said.speaker_end is None:
        return None
    name = said.speaker_name or said.speaker_text
    actor = story.actor(said.actor_id)
    return Speaker(said.speaker_start, said.speaker_end, name, actor, said.statement_id)


def _subject(story: Story, verb: Token, around: Statement | None) -> Speaker | None:
    """Return the subject of a verb that is no statement's cue: "which Tehran denies"."""
    subject = next(iter(syntax.subjects(verb)), None)
    if subject is None:
        return None
    start, end = story.span_of(subject)
    actor = story.cast.resolve(start, end)
    if actor is None and subject.pos_ == "PRON":
        return None
    name = actor.name if actor is not None else story.text[start:end]
    return Speaker(start, end, name, actor, around.statement_id if around is not None else None)


def known(story: Story, sides: Sides) -> list[EventActor]:
    """Return the sides of which a text tells who they are: not "gunmen", "two soldiers"."""
    return [side for side in sides if side.country_code or is_named(story.actor(side.actor_id))]


def is_named(actor: Actor | None) -> bool:
    """Say whether an actor is somebody by name or office, no mere "group"."""
    return actor is not None and actor.kind != "group"


def is_each(story: Story, start: int, end: int) -> bool:
    """Say whether words stand for both of two sides told of before: "each side"."""
    span = story.doc.char_span(start, end, alignment_mode="expand")
    return span is not None and len(span) > 0 and in_class(span.root, "sidewise")


def two_sides(story: Story, offset: int) -> Sides:
    """Return the two sides of the last event before an offset that is between two, if any is."""
    for _, event in story.before(offset):
        sides = known(story, event.sources)
        if len(sides) == 1 == len(known(story, event.targets)):
            sides += known(story, event.targets)
        if len(sides) == 2 and all(side.actor_id for side in sides):
            return tuple(sides)
    return ()


def point_to(story: Story, event: Event, words: tuple[int, int], speaker: Speaker) -> Event:
    """Return a speaker's row of an event, proved by words that only point back to it.

    Days stay where the text tells them; the dead are none that the speaker tells of.
    """
    start, end = words
    sentence = bounds(story.doc.sents[story.sentence_at(start)])
    is_dated = event.date_basis in ("explicit", "relative")
    return replace(
        event,
        event_id=row_key("event", event.event_id, start, end, speaker.start),
        sentence_start=sentence[0],
        sentence_end=sentence[1],
        trigger_text=story.text[start:end],
        trigger_start=start,
        trigger_end=end,
        claimant_actor_id=speaker.actor.actor_id if speaker.actor is not None else None,
        claimant_name=speaker.name,
        statement_id=speaker.statement_id,
        antecedent_event_id=event.antecedent_event_id or event.event_id,
        date_start=event.date_start if is_dated else None,
        date_end=event.date_end if is_dated else None,
        date_precision=event.date_precision if is_dated else "none",
        date_basis=event.date_basis if is_dated else "none",
        date_text_start=event.date_text_start if is_dated else None,
        date_text_end=event.date_text_end if is_dated else None,
        dead_min=None,
        dead_max=None,
        injured_min=None,
        injured_max=None,
        is_lead=False,
    )
