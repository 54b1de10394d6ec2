"""An article's events go in; accusations that name no event come out as rows of their own.

"Israel blamed Hezbollah for the attack" is a row of the attack told of before, accused by Israel;
where two sides blame each other, either accuses the other.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from flows.annotate.events.antecedents import find_deed, may_be_of
from flows.annotate.events.story import Sides, Speaker, Story, is_each, point_to, two_sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import is_human, word_class
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Token
from flows.keys import row_key
from flows.records import Event, EventActor

Charge = tuple[EventActor, Sides]  # who accuses, and whom


def with_blame(story: Story) -> list[Event]:
    """Return the events and what somebody is accused of in words that only point back to it."""
    found = list(story.events)
    for event, verb in _accusations(story):
        if _contents(story, verb):
            continue
        named = next(iter(syntax.after(verb, "for", "of", "over")), None)
        for accuser, accused in _charges(story, event):
            may_be = partial(may_be_of, story, sides=accused)
            deed = find_deed(story, verb.idx, named, may_be=may_be)
            if deed is not None:
                row = point_to(story, deed, _words(verb, named), _speaker(story, accuser, verb))
                found.append(replace(row, sources=accused, assertion="accused"))
    return found


def by_each(story: Story) -> list[Event]:
    """Return the events; of what two sides accuse each other of there is one by each.

    "The army and the rebels accused each other of shelling the market": two mentions.
    """
    instead: dict[str, list[Event]] = {}
    for event, verb in _accusations(story):
        charges = list(_charges(story, event))
        for told in _contents(story, verb):
            if len(charges) > 1 and _is_mutual(event):
                instead[told.event_id] = _by_each(story, told, charges, verb)
            elif charges and set(told.sources) & {accuser for accuser, _ in charges}:
                instead[told.event_id] = [_turned(told, charges[0][1])]
    return [each for event in story.events for each in instead.get(event.event_id, [event])]


def with_both(story: Story) -> list[Event]:
    """Return the events; of what sides do to "each other" they stand on both."""
    return [_of_both(event) if _is_mutual(event) else event for event in story.events]


def _of_both(event: Event) -> Event:
    named = [side for side in event.targets if not _is_each_other(side)]
    several = event.sources if len(event.sources) > 1 else ()
    return replace(event, targets=(*several, *named), is_reciprocal=True)


def _is_each_other(side: EventActor) -> bool:
    return side.text.lower() in word_class("mutually")


def _accusations(story: Story) -> Iterator[tuple[Event, Token]]:
    """Yield the accusations that were made, with their verbs."""
    for event in story.events:
        if event.event_type != "ACCUSE" or event.occurrence not in ("happened", "ongoing"):
            continue
        words = story.doc.char_span(event.trigger_start, event.trigger_end, alignment_mode="expand")
        if words is not None and len(words) and is_kind(words.root, "blaming"):
            yield event, words.root


def _contents(story: Story, verb: Token) -> list[Event]:
    """Return the events that the words of an accusation tell themselves."""
    last = verb.right_edge.idx
    told = [e for e in story.events if verb.idx < e.trigger_start <= last]
    return [e for e in told if e.assertion == "accused"]


def _is_mutual(event: Event) -> bool:
    return any(map(_is_each_other, event.targets))


def _charges(story: Story, event: Event) -> Iterator[Charge]:
    """Yield each accuser with those whom it accuses; nothing where the words name neither."""
    accusers = event.sources
    if not _is_mutual(event):
        accused = tuple(side for side in event.targets if _is_somebody(story, side))
        yield from ((accuser, accused) for accuser in accusers if accused)
        return
    if len(accusers) == 1 and is_each(story, accusers[0].start, accusers[0].end):
        accusers = two_sides(story, event.trigger_start) or accusers
    for accuser in accusers:
        yield accuser, tuple(side for side in accusers if side != accuser)


def _is_somebody(story: Story, side: EventActor) -> bool:
    """Say whether people can be to blame: not "the drought"."""
    words = story.doc.char_span(side.start, side.end, alignment_mode="expand")
    return words is not None and len(words) > 0 and is_human(words.root)


def _words(verb: Token, named: Token | None) -> tuple[int, int]:
    last = named if named is not None and named.i > verb.i else verb
    return verb.idx, last.idx + len(last)


def _speaker(story: Story, side: EventActor, verb: Token) -> Speaker:
    actor = story.actor(side.actor_id)
    if is_each(story, side.start, side.end):
        actor = None
    said = next((s.statement_id for s in story.statements if s.cue_start == verb.idx), None)
    return Speaker(side.start, side.end, actor.name if actor else side.text, actor, said)


def _turned(event: Event, accused: Sides) -> Event:
    """Return an event as the accused one's: nobody accuses themselves ("of an attack")."""
    targets = tuple(side for side in event.targets if side not in accused)
    return replace(event, sources=accused, targets=targets)


def _by_each(story: Story, event: Event, charges: list[Charge], verb: Token) -> list[Event]:
    """Return an event as each side has it; all after the first go with it into its group."""
    first, *others = charges
    rows = [_by(story, event, first, verb)]
    for charge in others:
        key = row_key("event", event.event_id, charge[0].start)
        row = replace(event, event_id=key, antecedent_event_id=event.event_id)
        rows.append(_by(story, row, charge, verb))
    return rows


def _by(story: Story, event: Event, charge: Charge, verb: Token) -> Event:
    accuser, accused = charge
    speaker = _speaker(story, accuser, verb)
    return replace(
        event,
        sources=accused,
        claimant_actor_id=speaker.actor.actor_id if speaker.actor is not None else None,
        claimant_name=speaker.name,
        statement_id=speaker.statement_id or event.statement_id,
    )
