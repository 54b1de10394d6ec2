"""An article's events go in; denials that name no event come out as rows of their own.

"Moscow denies this" is a row of the event that it points back to, denied. Where it is not clear
what is denied, there is none.
"""

from dataclasses import replace

from flows.annotate.events.actors import read_actors
from flows.annotate.events.antecedents import (
    find_claimed,
    find_deed,
    is_of,
    is_party,
    is_same_deed,
)
from flows.annotate.events.pointers import Pointer, read_denial
from flows.annotate.events.story import (
    Speaker,
    Story,
    is_each,
    is_named,
    known,
    point_to,
    speaker_of,
    two_sides,
)
from flows.annotate.grammar.classes import word_class
from flows.records import Event


def with_denials(story: Story) -> list[Event]:
    """Return the events and what somebody denies in words that only point back to it."""
    found = [_linked(story, event) for event in story.events]
    answering = word_class("answering")
    for token in story.doc.tokens:
        pointer = read_denial(token) if token.lemma_ in answering else None
        if pointer is None:
            continue
        speaker = speaker_of(story, token, is_reported=pointer.is_reported)
        for each in _apart(story, speaker) if speaker is not None else ():
            found += _denied(story, pointer, each)
    return found


def _linked(story: Story, event: Event) -> Event:
    """Return a denial in words of its own with the key of what it denies, where it was told."""
    if event.occurrence != "denied" or event.assertion != "claimed" or event.antecedent_event_id:
        return event
    for _, told in story.before(event.trigger_start):
        is_other = told.claimant_name != event.claimant_name
        if is_other and told.occurrence != "attempted" and is_same_deed(story, told, event):
            return replace(event, antecedent_event_id=told.antecedent_event_id or told.event_id)
    return event


def _apart(story: Story, speaker: Speaker) -> list[Speaker]:
    """Return the two for whom "both sides" stands, where the text tells who they are."""
    both = is_each(story, speaker.start, speaker.end)
    sides = two_sides(story, speaker.start) if both else ()
    actors = [actor for side in sides if (actor := story.actor(side.actor_id)) is not None]
    if len(actors) < 2:
        words = story.text[speaker.start : speaker.end]
        return [replace(speaker, name=words, actor=None) if both else speaker]
    return [
        Speaker(side.start, side.end, actor.name, actor, speaker.statement_id)
        for side, actor in zip(sides, actors, strict=True)
    ]


def _denied(story: Story, pointer: Pointer, speaker: Speaker) -> list[Event]:
    """Return what a speaker denies; of a deed, that the speaker did it."""
    start = pointer.words[0]
    if pointer.kind == "claim":
        events = find_claimed(story, start, speaker)
    else:
        deed = find_deed(
            story, start, pointer.named, may_be=lambda event: _may_disown(story, event, speaker)
        )
        events = [_disowned(story, deed, pointer, speaker)] if deed is not None else []
    rows = [point_to(story, event, pointer.words, speaker) for event in events]
    return [replace(row, occurrence="denied", assertion="claimed") for row in rows]


def _may_disown(story: Story, event: Event, speaker: Speaker) -> bool:
    """Say whether somebody may deny a deed: it is theirs by some account, or nobody's yet."""
    if any(is_of(side, speaker) for side in event.targets):
        return False
    if event.assertion == "accused" and not is_named(speaker.actor):  # "the group"
        return True
    return not known(story, event.sources) or is_party(story, event, speaker)


def _disowned(story: Story, deed: Event, pointer: Pointer, speaker: Speaker) -> Event:
    """Return the deed as done by whom it is denied of: the speaker, or whom the speaker names."""
    if pointer.kind == "event":
        return deed
    spans = [story.span_of(doer) for doer in pointer.doers if doer.pos_ != "PRON"]
    if not spans or is_each(story, *spans[0]):
        spans = [(speaker.start, speaker.end)]
    return replace(deed, sources=read_actors(story.text, spans, story.cast, story.places))
