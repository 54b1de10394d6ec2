"""An article's reading goes in; what is asked and answered in the turns of an interview comes out.

"Ana Costa: Yes, it is safe." is a turn below the headline where a person's name leads it. Two
turns make an interview, and in one "Q:" and "A:", bare surnames and initials lead turns as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.annotate.grouping import INITIALS
from flows.annotate.headlines import is_clause
from flows.annotate.layout import Paragraph
from flows.annotate.lexicon import read_words
from flows.annotate.names import first_names
from flows.annotate.reading import TURN, Finding, Reading, Span, trim
from flows.annotate.spellings import fold
from flows.annotate.words import Token

LABEL = 40  # longest name before the colon of a turn, in characters
ALONE, AMONG = 0.6, 0.95  # guesses: how sure a turn is by itself, and among others
ASKED, ANSWERED = frozenset({"q", "question"}), frozenset({"a", "answer"})
_LETTER = re.compile(r"(Q|A|Question|Answer)[:.](?=\s)", re.I)


@dataclass(frozen=True, slots=True)
class Turn:
    """What leads a paragraph, the cue, and what is said behind them."""

    label: Span
    cue: Span
    content: Span


def find_turns(reading: Reading) -> list[Finding]:
    """Return the findings of paragraphs that open with who speaks in them."""
    paragraphs = [p for p in reading.layout.paragraphs if p.kind != "credit"]
    turns = [turn for p in paragraphs for turn in (_lettered(reading, p),) if turn is not None]
    words = {reading.text[slice(*t.label)].lower() for t in turns}
    if not (words & ASKED and words & ANSWERED):
        turns = []
    turns += [turn for p in paragraphs for turn in (_named(reading, p),) if turn is not None]
    first = reading.layout.paragraphs[0].start if paragraphs else 0
    found = [_finding(reading, turn, AMONG) for turn in turns]
    if len(turns) > 1:
        return found
    return [
        _finding(reading, turn, ALONE)
        for turn in turns
        if turn.label[0] > first and is_clause(_tokens(reading, turn.content))
    ]


def _finding(reading: Reading, turn: Turn, share: float) -> Finding:
    cue = _tokens(reading, turn.cue)[-1]
    return Finding((turn.content,), turn.cue, cue.i, turn.label, TURN, share)


def _lettered(reading: Reading, paragraph: Paragraph) -> Turn | None:
    found = _LETTER.match(reading.text, paragraph.start, paragraph.end)
    if found is None:
        return None
    return _turn(reading, found.span(1), found.span(), paragraph.end)


def _named(reading: Reading, paragraph: Paragraph) -> Turn | None:
    at = reading.text.find(":", paragraph.start, min(paragraph.start + LABEL, paragraph.end))
    if at < 0 or not reading.text[paragraph.start].isupper():
        return None
    label = trim(reading.text, paragraph.start, at)
    is_short = INITIALS.match(reading.text, paragraph.start, paragraph.end) is not None
    if not is_short and (paragraph.kind != "body" or not _is_person(_tokens(reading, label))):
        return None
    return _turn(reading, (paragraph.start, at), (at, at + 1), paragraph.end)


def _turn(reading: Reading, label: Span, cue: Span, end: int) -> Turn | None:
    """Return the turn, unless it is a quotation (`quoted` has those) or says nothing."""
    start, end = trim(reading.text, cue[1], end)
    if start >= end or reading.quotes.at(start) is not None:
        return None
    return Turn(label, cue, (start, end))


def _tokens(reading: Reading, span: Span) -> list[Token]:
    return list(reading.doc.char_span(*span, alignment_mode="expand") or ())


def _is_person(label: Sequence[Token]) -> bool:
    names = all(t.pos_ == "PROPN" or t.lower_ in read_words("roles", "word") for t in label)
    known = any(t.ent_type_ == "PERSON" or fold(t.text) in first_names() for t in label)
    return names and known and label[0].text[0].isupper()


def act_of_turn(reading: Reading, finding: Finding) -> str | None:
    """Return what a "Q:" or an "A:" does, None for any other cue."""
    if finding.pattern != TURN or finding.cue is None:
        return None
    word = reading.text[slice(*finding.cue)].rstrip(".:").lower()
    return "ask" if word in ASKED else "reply" if word in ANSWERED else None
