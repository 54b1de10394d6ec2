"""An article's events go in; the tolls that somebody puts on one come out as rows of their own.

"The army put the toll at 12, the rebels at 40" is two rows of the attack told of before, each with
the dead that its claimant counts.
"""

from collections.abc import Iterator
from dataclasses import replace

from flows.annotate.events.antecedents import HARM
from flows.annotate.events.casualties import read_interval
from flows.annotate.events.story import Speaker, Story, point_to
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, is_human, word_class
from flows.annotate.grammar.countwords import Interval
from flows.annotate.text.words import Token
from flows.records import Event


def with_tolls(story: Story) -> list[Event]:
    """Return the events and what each toll tells of the harm before it; "put" itself is none."""
    put = word_class("estimating")
    verbs = [token for token in story.doc.tokens if token.lemma_ in put and _puts_toll(token)]
    if not verbs:
        return list(story.events)
    starts = {verb.idx for verb in verbs}
    found = [event for event in story.events if event.trigger_start not in starts]
    for verb in verbs:
        harm = next((e for _, e in story.before(verb.idx) if e.event_type in HARM), None)
        if harm is not None and syntax.children(verb, "nsubj"):
            found += [_told(story, harm, verb, *pair) for pair in _counts(verb)]
    return found


def _puts_toll(verb: Token) -> bool:
    """Say whether a verb puts a figure on the dead: "put the toll at", "while they put it at"."""
    if verb.lemma_ not in word_class("estimating") or verb.pos_ != "VERB":
        return False
    things = syntax.children(verb, "dobj")
    if any(t.lower_ == "it" for t in things) and verb.dep_ in ("advcl", "conj"):
        return _puts_toll(verb.head)
    return any(in_class(t, "toll") for n in things for t in (n, *syntax.after(n, "of")))


def _counts(verb: Token) -> Iterator[tuple[Token, Token, Interval]]:
    """Yield who counts, and the number; a second one may share the verb: "the rebels at 40"."""
    numbers = [
        (noun, interval)
        for prep in syntax.children(verb, "prep")
        if prep.lower_ == "at"
        for noun in syntax.children(prep, "pobj")
        if (interval := read_interval(noun)) is not None
    ]
    others = [t for t in syntax.children(verb, "dobj") if is_human(t)]
    tellers = [*syntax.children(verb, "nsubj")[:1], *others]
    for teller, (number, interval) in zip(tellers, numbers, strict=False):
        yield teller, number, interval


def _told(
    story: Story, harm: Event, verb: Token, who: Token, number: Token, dead: Interval
) -> Event:
    """Return the harm with the dead that somebody counts."""
    start, end = story.span_of(who)
    actor = story.cast.resolve(start, end)
    own = (s.statement_id for s in story.statements if s.cue_start == verb.idx)
    said = next(own, None) if who.dep_ == "nsubj" else None
    name = actor.name if actor is not None else story.text[start:end]
    first = verb if who.dep_ == "nsubj" else who
    words = (first.idx, number.idx + len(number))
    row = point_to(story, harm, words, Speaker(start, end, name, actor, said))
    return replace(row, assertion="claimed", dead_min=dead[0], dead_max=dead[1])
