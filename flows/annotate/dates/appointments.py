"""A parse and a day go in; what the day leans on where it was that of an appointment comes out.

"Was to be signed Sunday, but the rebels stayed away" looks neither back nor ahead: the nearest
Sunday is meant. What it was put off to comes after it.
"""

from dataclasses import replace
from datetime import date, timedelta

from flows.annotate.dates.context import Context, Expression, first, has
from flows.annotate.grammar.plans import cues, is_moved_to, is_owner, is_past_form
from flows.annotate.grammar.tense import verb_of
from flows.annotate.lexicon import read_where
from flows.annotate.text.words import Doc, Span, Token

HALF_WEEK = 3  # days ahead that are nearer than those behind
_BOUND = ("last", "past", "previous", "next", "coming", "following")
_EARLIER = frozenset({"forward", "up"})
_OVER = frozenset({"after", "since", "during", "following"})
_CHAIN = frozenset({"xcomp", "acomp", "oprd"})


def with_appointment(
    doc: Doc, told: Expression, before: Expression | None, context: Context
) -> Context:
    """Return the context of a weekday that an appointment was to have, or was put off to."""
    if context.anchor is None or has(told.words, *_BOUND):
        return context
    if _is_date(told) and context.direction > 0 and _is_missed(doc, told):
        return replace(context, direction=0)
    if not has(told.words, "weekday"):
        return context
    if _is_fixture(doc, told):
        return _nearest(told, context, context.anchor) if context.direction == 0 else context
    if context.direction <= 0 and not _is_left(doc, told):
        return context
    if _is_missed(doc, told):
        return _nearest(told, context, context.anchor)
    if before is None or context.day is None or not _is_missed(doc, before):
        return context
    span = doc.char_span(told.start, told.end, alignment_mode="expand")
    is_next = span is not None and span.sent.start_char <= before.start and is_moved_to(span)
    return replace(context, anchor=context.day + timedelta(1)) if is_next else context


def _is_date(told: Expression) -> bool:
    """Tell whether a day is one of any year: "was set for May 3, but he fell ill"."""
    return told.rule in ("md", "month_named") and not has(told.words, "weekday", "this")


def _nearest(told: Expression, context: Context, today: date) -> Context:
    """Return the context of the weekday that is nearest, ahead or behind."""
    ahead = (int(first(told.words, "weekday")) - today.isoweekday()) % 7
    return replace(context, direction=1 if ahead <= HALF_WEEK else -1)


def _is_fixture(doc: Doc, day: Expression) -> bool:
    """Tell whether a day is that of what is fixed beforehand: "will miss Saturday's game"."""
    span = doc.char_span(day.start, day.end, alignment_mode="expand")
    if span is None:
        return False
    is_of = span.root.dep_ == "pobj" and not is_owner(span)  # "the vote on Sunday"
    thing = span.root.head.head if is_of else span.root.head
    if not (is_of or is_owner(span) or span.root.dep_ in ("compound", "nmod")):
        return False
    fixtures = read_where("tense_cues", "word", key="stands", value="fixture")
    is_part = thing.dep_ in ("dobj", "nsubj", "nsubjpass")
    if is_part and is_past_form(thing.head) and not _moves(thing.head):
        return False  # "won Saturday's race", "Saturday's race drew 400"
    is_over = thing.dep_ == "pobj" and thing.head.lower_ in _OVER
    return thing.lemma_.lower() in fixtures and not is_over


def _is_missed(doc: Doc, day: Expression) -> bool:
    """Tell whether a day was that of what came otherwise: "was due on Sunday but was put off"."""
    if _is_left(doc, day):
        return True
    span = doc.char_span(day.start, day.end, alignment_mode="expand")
    chain = [] if span is None else _chain(span)
    if not any(map(_is_appointment, chain)):
        return False
    if any(cues().get(child.lower_) == "first" for verb in chain for child in verb.children):
        return True
    verb = chain[-1]
    if verb.dep_ == "acl":  # "A march planned for Sunday was cancelled"
        return _is_moved(verb)
    return is_past_form(verb) and (_is_contrasted(verb) or _is_moved(verb) or _is_perfect(verb))


def _is_left(doc: Doc, day: Expression) -> bool:
    """Tell whether something was put off from a day: "was postponed from Sunday to Monday"."""
    span = doc.char_span(day.start, day.end, alignment_mode="expand")
    link = None if span is None else span.root.head
    if span is None or link is None or span.root.dep_ != "pobj" or link.lower_ != "from":
        return False
    verb = link.head.head if link.head.pos_ == "ADV" else link.head  # "pushed back from"
    return _moves(verb) and not any(child.lower_ in _EARLIER for child in verb.children)


def _chain(span: Span) -> list[Token]:
    """Return the verb of a day and what it completes: "played", "due", "was"."""
    verb = verb_of(span.root)
    chain = [verb] if verb is not None else []
    while chain and chain[-1].dep_ in _CHAIN:
        chain.append(chain[-1].head)
    return chain


def _is_appointment(word: Token) -> bool:
    """Tell whether a word fixes a day: "was to", "due", "scheduled"."""
    if word.lemma_ == "be" and word.pos_ == "AUX":
        return any(child.dep_ == "xcomp" for child in word.children)
    return word.lower_ == "due" or cues().get(word.lower_) == "participle"


def _is_contrasted(verb: Token) -> bool:
    """Tell whether something came between: "was to sail on Sunday, but the crew refused"."""
    is_but = any(child.dep_ == "cc" and child.lower_ == "but" for child in verb.children)
    return is_but and any(c.dep_ == "conj" and is_past_form(c) for c in verb.children)


def _is_perfect(verb: Token) -> bool:
    """Tell whether an appointment was one before what is told: "had been due on Sunday"."""
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def _is_moved(verb: Token) -> bool:
    """Tell whether the appointment is moved: "the vote, which was due Friday, was put off"."""
    if verb.dep_ not in ("relcl", "acl") or verb.head.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    return _moves(verb.head.head)


def _moves(verb: Token) -> bool:
    return verb.lemma_.lower() in read_where("tense_cues", "word", key="stands", value="moves")
