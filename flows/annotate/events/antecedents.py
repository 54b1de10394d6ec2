"""Words that only point back go in; out comes the event that they mean, where that is clear."""

from collections.abc import Callable
from datetime import timedelta

from flows.annotate.events.patterns import patterns
from flows.annotate.events.story import Sides, Speaker, Story, known
from flows.annotate.grammar.classes import in_class, names
from flows.annotate.text.words import Token
from flows.records import Event, EventActor

HARM = frozenset({"ASSAULT", "CRIME", "ACCIDENT", "DISASTER"})
_DEEDS = HARM | {"COERCE"}
_NEXT_DAY = timedelta(days=1)
_STEM = 4  # letters that "shelled" and "shelling" share
_PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those"})


def find_claimed(story: Story, offset: int, speaker: Speaker) -> list[Event]:
    """Return the events of the nearest claim or accusation that a speaker may deny.

    What is told of the speaker's own side may stand a few sentences back; anything else stands
    right before.
    """
    told = [(away, e) for away, e in story.before(offset) if e.assertion != "asserted"]
    told = [(away, e) for away, e in told if not _is_claimant(e, speaker)]
    first = next((e for _, e in told if is_party(story, e, speaker)), None)
    if first is None:
        near = (e for away, e in told if away <= 1 and not _is_rival(story, e, speaker))
        first = next(near, None)
    if first is None:
        return []
    home = (first.sentence_start, first.statement_id)
    whole = [e for _, e in reversed(told) if (e.sentence_start, e.statement_id) == home]
    is_own = is_party(story, first, speaker)
    return [e for e in whole if not is_own or not e.sources or is_party(story, e, speaker)]


def find_deed(
    story: Story, offset: int, named: Token | None, *, may_be: Callable[[Event], bool]
) -> Event | None:
    """Return the harm or seizure that a noun or a pronoun means ("the attack", "it")."""
    for event in story.events:  # "responsibility for Sunday's attack on the port"
        if named is not None and event.trigger_start <= named.idx < event.trigger_end:
            return event if event.occurrence != "denied" else None
    for away, event in story.before(offset):
        is_meant = event.event_type in _DEEDS and _means(named, event, away)
        if is_meant and may_be(event):
            return event
    return None


def may_be_of(story: Story, deed: Event, sides: Sides) -> bool:
    """Say whether a deed is told of one of the sides, or of nobody who is known."""
    doers = known(story, deed.sources)
    return not doers or any(
        doer.actor_id == side.actor_id or doer.country_code == side.country_code is not None
        for doer in doers
        for side in sides
    )


def is_same_deed(story: Story, told: Event, denied: Event) -> bool:
    """Say whether one mention denies what another tells: of one type, word or victim, and doer."""
    if told.event_type != denied.event_type or told.sentence_start == denied.sentence_start:
        return False
    if _is_at_another_time(told, denied) or _is_elsewhere(told, denied):
        return False
    is_word = told.trigger_text[:_STEM].lower() == denied.trigger_text[:_STEM].lower()
    if is_word and _is_definite(story, denied):  # "denied the arrests": the denier made none
        return True
    is_doer = may_be_of(story, told, denied.sources) or not known(story, denied.sources)
    return is_doer and (is_word or bool(_nouns(story, told) & _nouns(story, denied)))


def _is_at_another_time(told: Event, denied: Event) -> bool:
    """Say whether the days of two mentions lie more than one apart, as far as they are known."""
    if not (told.date_start and told.date_end and denied.date_start and denied.date_end):
        return False
    return (
        told.date_start - denied.date_end > _NEXT_DAY
        or denied.date_start - told.date_end > _NEXT_DAY
    )


def _is_elsewhere(told: Event, denied: Event) -> bool:
    """Say whether two mentions name two places themselves."""
    near = [e.place_id for e in (told, denied) if e.place_basis in ("clause", "sentence")]
    return len(set(near)) > 1


def _is_definite(story: Story, event: Event) -> bool:
    """Say whether a noun points back by its article: "the arrests"."""
    words = story.doc.char_span(event.trigger_start, event.trigger_end, alignment_mode="expand")
    if words is None or not len(words) or words.root.pos_ != "NOUN":
        return False
    return any(child.lower_ == "the" for child in words.root.children)


def _nouns(story: Story, event: Event) -> set[str]:
    """Return what an event falls on, as its nouns are in the lexicons."""
    spans = [story.doc.char_span(s.start, s.end, alignment_mode="expand") for s in event.targets]
    return {span.root.lemma_.lower() for span in spans if span is not None and len(span)}


def is_party(story: Story, event: Event, speaker: Speaker) -> bool:
    """Say whether the event is told of the speaker's side."""
    accused = [
        side
        for e in story.events
        if e.event_type == "ACCUSE" and e.sentence_start == event.sentence_start
        for side in e.targets
    ]
    return any(is_of(side, speaker) for side in (*event.sources, *accused))


def is_of(side: EventActor, speaker: Speaker) -> bool:
    """Say whether a side is the speaker, or of the speaker's country."""
    actor = speaker.actor
    if actor is None:
        return side.text == speaker.name
    is_land = actor.country_code is not None and side.country_code == actor.country_code
    return side.actor_id == actor.actor_id or is_land


def _is_claimant(event: Event, speaker: Speaker) -> bool:
    actor = speaker.actor
    if actor is not None and event.claimant_actor_id == actor.actor_id:
        return True
    return event.claimant_name is not None and event.claimant_name == speaker.name


def _is_rival(story: Story, event: Event, speaker: Speaker) -> bool:
    """Say whether the claimant is of the speaker's country and tells of another: no denial."""
    claimant = story.actor(event.claimant_actor_id)
    if claimant is None or speaker.actor is None or speaker.actor.country_code is None:
        return False
    land = speaker.actor.country_code
    told_of = {side.country_code for side in event.sources} - {None}
    return land == claimant.country_code and bool(told_of - {land})


def _means(named: Token | None, event: Event, away: int) -> bool:
    """Say whether a noun may mean the event: by its word, its type, or as any ("the incident")."""
    if named is None or named.lower_ in _PRONOUNS:
        return away <= 1
    if in_class(named, "happening") or named.lemma_.lower() in event.trigger_text.lower():
        return True
    kinds = {p.event_type for name in names(named) for p in patterns("n").get(name, ())}
    return event.event_type in kinds or bool(kinds & HARM and event.event_type in HARM)
