"""The text above an interview's first turn goes in; who answers in it comes out.

"A:" names nobody. Where the text tells whom it asks ("spoke to Mayor Ana Costa", "in an interview
with her") that is who answers; of two who spoke with each other nobody knows which.
"""

from collections.abc import Iterator, Sequence

from flows.annotate.actors.cast import Cast
from flows.annotate.actors.namewords import PERSON
from flows.annotate.grammar.cues import SPOKEN, look_up
from flows.annotate.grammar.frames import CLAUSES, SUBJECTS
from flows.annotate.lexicon import read_words
from flows.annotate.statements.reading import Finding, Reading
from flows.annotate.statements.speakers import phrase
from flows.annotate.statements.turns import act_of_turn
from flows.annotate.text.words import Token
from flows.records import Actor

_TO = frozenset({"to", "with"})
_MEDIA = "media"  # the sector of those who ask


def find_interviewee(reading: Reading, found: Sequence[Finding], cast: Cast) -> Actor | None:
    """Return the one person who is told above the first turn to speak with those who ask."""
    starts = [f.cue[0] for f in found if f.cue and act_of_turn(reading, f) == "reply"]
    if not starts:
        return None
    lead = reading.doc[: _first_after(reading, min(starts))]
    people = {
        who.actor_id: who
        for word in lead
        for noun in _talking(word)
        if (who := cast.resolve(*phrase(reading, noun))) is not None
        if who.kind == PERSON and who.sector != _MEDIA
    }
    return next(iter(people.values())) if len(people) == 1 else None


def _first_after(reading: Reading, offset: int) -> int:
    return next((t.i for t in reading.doc if t.idx >= offset), len(reading.doc))


def _talking(word: Token) -> Iterator[Token]:
    """Yield who talks, by a verb of speech or a noun of what is held: "an interview with Ana"."""
    cue = look_up(word)
    is_held = word.lemma_.lower() in read_words("venues", "word")  # also "interviewed her"
    is_verb = word.pos_ == "VERB" and (is_held or (cue is not None and cue.mode in SPOKEN))
    if not (is_verb or is_held) or any(c.dep_ in CLAUSES for c in word.children):
        return  # who says something else in the news is not who is asked here
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ in _TO:
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif is_verb and (child.dep_ in SUBJECTS or child.dep_ in ("dobj", "dative")):
            yield child
