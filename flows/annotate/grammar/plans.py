"""A parse and a day go in; whether it is that of what is planned, moved or awaited comes out."""

from functools import cache

from flows.annotate.lexicon import read_rows, read_where
from flows.annotate.text.words import Span, Token

_TO = frozenset({"to", "until", "till", "through", "into"})


@cache
def cues() -> dict[str, str]:
    """Return where each word that points ahead must stand, by its first row in the list."""
    return {row["word"]: row["stands"] for row in reversed(read_rows("tense_cues"))}


def is_set_for(span: Span) -> bool:
    """Tell whether something is given a day: "scheduled a vote for Friday"."""
    link = span.root.head
    if span.root.dep_ != "pobj" or link.lower_ != "for" or is_owner(span):
        return False
    things = [link.head, *link.head.children] if link.head.pos_ == "VERB" else [link.head]
    return is_day(span) and any(t.dep_ == "dobj" and t.pos_ == "NOUN" for t in things)


def is_planned(span: Span, verb: Token) -> bool:
    """Tell whether a day is that of what one planned: "Drivers planned a march on Friday"."""
    if cues().get(verb.lemma_) != "clause" or not is_past_form(verb) or verb.i > span.start:
        return False
    has_thing = any(child.dep_ == "dobj" for child in verb.children)
    is_had = any(child.lower_ == "had" for child in verb.children)
    return is_day(span) and has_thing and not is_had and not is_owner(span)


def is_awaited(span: Span, verb: Token) -> bool:
    """Tell whether a day is that of what one waits for: "Traders await a ruling on Monday"."""
    if verb.lemma_.lower() not in read_where("tense_cues", "word", key="stands", value="awaits"):
        return False
    return any(token.pos_ in ("NOUN", "PROPN") for token in span.doc[verb.i + 1 : span.start])


def is_day(span: Span) -> bool:
    """Tell whether a time is a weekday's or a date's."""
    words = [token.lower_ for token in span]
    is_dated = any(word[:1].isdigit() for word in words)
    months = date_class("month") if is_dated else frozenset()
    return any(word in date_class("weekday") or word in months for word in words)


def is_moved_to(span: Span) -> bool:
    """Tell whether something was put off to the day: "has been moved to Saturday"."""
    link = span.root.head
    if span.root.dep_ != "pobj" or link.lower_ not in _TO:
        return False
    movers = read_where("tense_cues", "word", key="stands", value="moves")
    is_between = link.head.pos_ in ("ADV", "ADP")  # "put back to", "pushed from Monday to"
    verb = link.head.head if is_between else link.head
    return verb.pos_ == "VERB" and verb.lemma_.lower() in movers


def is_plan(span: Span) -> bool:
    """Tell whether a thing to come has the day: "oppose the planned closure in March"."""
    for above in span.root.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return False
        if any(cues().get(child.lower_) in ("thing", "participle") for child in above.children):
            return True
    return False


def is_owner(span: Span) -> bool:
    """An owner, as in "Wednesday's ruling", is no time of the clause's verb."""
    after = span.doc[span.end : span.end + 1]
    return bool(len(after)) and after[0].tag_ == "POS"


def is_past_form(verb: Token) -> bool:
    """Tell whether a verb or a helper of it has the form of the past: "was", "had been moved"."""
    helpers = (child for child in verb.children if child.dep_ in ("aux", "auxpass"))
    return verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers)


def date_class(name: str) -> frozenset[str]:
    """Return the words of a class of the date grammar: its weekdays, its months."""
    return read_where("date_words", "word", key="class", value=name)
