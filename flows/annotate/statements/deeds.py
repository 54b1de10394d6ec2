"""A finding goes in; out comes whether its cue tells what somebody did rather than what they said.

The lists of events know many verbs that no list of cues has ("passed a law", "appointed a judge"),
and another sense of some that both have: "fired a shot", "recalled its ambassador". A cue of the
mode `deed` does with a bare object what it says: "approved the merger", not "approved of it".
"""

from collections.abc import Iterable

from flows.annotate.events.casualties import lives_taken
from flows.annotate.events.triggers import CERTAIN, match
from flows.annotate.events.types import event_types
from flows.annotate.grammar.classes import carriers, in_class, is_human, word_class
from flows.annotate.grammar.cues import DEED, known_cue, look_up
from flows.annotate.grammar.frames import CLAUSES
from flows.annotate.grammar.syntax import is_verb, verb_keys
from flows.annotate.statements.reading import Finding, Reading
from flows.annotate.text.words import Token


def is_deed(finding: Finding, reading: Reading) -> bool:
    """Tell whether a verb of events, none of saying, has the content for its bare object.

    A clause of its own ("allowed them to leave") or a quotation may be what was said.
    """
    if finding.cue is None or finding.cue_token is None:
        return False
    verb = reading.doc[finding.cue_token]
    if lives_taken(verb):  # a storm that "claimed at least five lives" says nothing
        return True
    if _is_hearer_alone(_tops(finding, reading), verb):
        return True
    words = reading.doc.char_span(*finding.cue, alignment_mode="expand") or ()
    if _is_voted_or_marched(verb, words):
        return True
    known = look_up(verb)
    does = known is not None and known.mode == DEED
    if not (does or _tells_event(verb)):
        return False
    if any(look_up(word) for word in words if word is not verb):
        return False
    if known is not None and not (does or _is_done(verb)):
        return False
    quoted = [q for span in finding.content for q in reading.quotes.within(*span)]
    return not quoted and _is_object(finding, verb, reading)


def _is_voted_or_marched(verb: Token, cue: Iterable[Token]) -> bool:
    """Say whether a vote or a march shows a will without words: "staged a protest against cuts"."""
    if verb.lemma_ in word_class("balloting"):
        return not any(look_up(word) for word in cue if word is not verb)
    staged = [c for c in verb.children if c.dep_ == "dobj" and in_class(c, "marching")]
    return bool(staged) and not carriers().isdisjoint(verb_keys(verb))


def _tells_event(verb: Token) -> bool:
    """Say whether a pattern of events fits the verb; what but carries its noun says nothing."""
    return is_verb(verb) and carriers().isdisjoint(verb_keys(verb)) and match(verb) is not None


def _is_done(verb: Token) -> bool:
    """Say whether a cue of no act of its own has a thing for its object that only deeds have."""
    cue, found = look_up(verb), match(verb)
    if cue is None or found is None or cue.act != "say" or not found.confidence >= CERTAIN:
        return False
    if any(c.dep_ == "prt" for c in verb.children):
        return False  # "called out": another verb
    things = [c for c in verb.children if c.dep_ == "dobj"]
    is_spoken = any(known_cue(c.lemma_.lower(), "NOUN") for c in things)
    return bool(things) and not is_spoken and event_types()[found.event_type].quad_class != 1


def _tops(finding: Finding, reading: Reading) -> list[Token]:
    """Return the words of the content on which its others hang."""
    start, end = finding.content[0][0], finding.content[-1][1]
    content = reading.doc.char_span(start, end, alignment_mode="expand") or ()
    inside = {token.i for token in content}
    return [t for t in content if t.head.i not in inside or t.head is t]


def _is_hearer_alone(tops: list[Token], verb: Token) -> bool:
    """Say whether the content is only whom a verb is said to: "apologised to the council"."""
    heads = [t.head for t in tops if t.dep_ == "pobj" and t.head.lower_ == "to" and is_human(t)]
    is_alone = len(tops) == len(heads) == 1
    return is_alone and heads[0].head == verb and verb.lemma_.lower() in word_class("said_to")


def _is_object(finding: Finding, verb: Token, reading: Reading) -> bool:
    """Say whether the content is the verb's object, with no clause of the verb beside it."""
    tops = _tops(finding, reading)
    has_clause = any(t.dep_ in CLAUSES for t in tops)
    return not has_clause and any(t.dep_ == "dobj" and t.head.i == verb.i for t in tops)
