"""An article's reading goes in; what is asked and answered in the turns of an interview comes out.

"Ana Costa: Yes, it is safe." is a turn below the headline where a person's name leads it. Two
turns make an interview, and in one "Q:" and "A:", bare surnames and initials lead turns as well.
Names that only list something ("Costa: 7. Solid at the back") lead none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flows.annotate.actors.grouping import INITIALS
from flows.annotate.actors.namewords import first_names
from flows.annotate.grammar.frames import FINITE, SUBJECTS
from flows.annotate.grammar.spellings import fold
from flows.annotate.lexicon import read_words
from flows.annotate.statements.headlines import is_clause
from flows.annotate.statements.reading import TURN, Finding, Reading, Span, trim
from flows.annotate.text.layout import Paragraph
from flows.annotate.text.words import Token

LABEL = 40  # longest name before the colon of a turn, in characters
ALONE, AMONG = 0.6, 0.95  # guesses: how sure a turn is by itself, and among others
ASKED, ANSWERED = frozenset({"q", "question"}), frozenset({"a", "answer"})
_TALK = frozenset({"?", "i", "me", "my", "we", "us", "our", "you", "your"})
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
    turns += _told(reading, _labelled(reading, paragraphs))
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


def _labelled(reading: Reading, paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """Return the turns that names lead; beside a person's, labels that recur lead turns as well."""
    leads = [(p, label) for p in paragraphs if (label := _label(reading, p)) is not None]
    words = Counter(reading.text[slice(*label)].casefold() for _, label in leads)
    is_named = [_names_speaker(reading, *lead) for lead in leads]
    turns = []
    for (paragraph, label), named in zip(leads, is_named, strict=True):
        recurs = words[reading.text[slice(*label)].casefold()] > 1 and any(is_named)
        at = reading.text.index(":", label[1])
        if named or (recurs and paragraph.kind == "body"):
            turns.append(_turn(reading, label, (at, at + 1), paragraph.end))
    return [turn for turn in turns if turn is not None]


def _told(reading: Reading, turns: list[Turn]) -> list[Turn]:
    """Return the turns, none where several are but a list of who or what somebody is.

    Who talks asks, speaks of himself or to another, comes to word again, or says whole clauses.
    """
    labels = {reading.text[slice(*turn.label)].casefold() for turn in turns}
    said = [_tokens(reading, turn.content) for turn in turns]
    is_talk = len(labels) < len(turns) or any(t.lower_ in _TALK for words in said for t in words)
    clauses = sum(any(_opens_clause(t) for t in words) for words in said)
    return turns if is_talk or 2 * clauses > len(turns) or len(turns) == 1 else []


def _opens_clause(verb: Token) -> bool:
    """Say whether a finite verb with a subject of its own heads a sentence."""
    words = (verb, *verb.children)
    is_finite = any(w.tag_ in FINITE for w in words if w is verb or w.dep_ in ("aux", "auxpass"))
    return verb.dep_ == "ROOT" and is_finite and any(w.dep_ in SUBJECTS for w in words)


def _label(reading: Reading, paragraph: Paragraph) -> Span | None:
    """Return the words before a paragraph's first colon, without what an aside tells of them."""
    at = reading.text.find(":", paragraph.start, min(paragraph.start + LABEL, paragraph.end))
    if at < 0 or not reading.text[paragraph.start].isupper():
        return None
    aside = reading.text.find(",", paragraph.start, at)  # "ANA COSTA, HOST:"
    return paragraph.start, aside if aside > 0 else at


def _names_speaker(reading: Reading, paragraph: Paragraph, label: Span) -> bool:
    """Say whether initials or a person's name lead a paragraph; of a headline it must be a clause.

    "Kallas: Sanctions will stay", not "Ana Costa: 54 percent".
    """
    if INITIALS.match(reading.text, paragraph.start, paragraph.end) is not None:
        return True
    told = _tokens(reading, (reading.text.index(":", label[1]) + 1, paragraph.end))
    is_line = paragraph.kind == "body" or is_clause(told)
    return is_line and _is_person(_tokens(reading, label))


def _turn(reading: Reading, label: Span, cue: Span, end: int) -> Turn | None:
    """Return the turn, unless it is a quotation (`quoted` has those) or says nothing."""
    start, end = trim(reading.text, cue[1], end)
    if start >= end or reading.quotes.at(start) is not None:
        return None
    return Turn(label, cue, (start, end))


def _tokens(reading: Reading, span: Span) -> list[Token]:
    return list(reading.doc.char_span(*span, alignment_mode="expand") or ())


def _is_person(label: Sequence[Token]) -> bool:
    titles = read_words("roles", "word") | read_words("person_titles", "word")
    words = [t for t in label if t.text != "."]  # "SEN. ANA COSTA"
    names = all(t.pos_ == "PROPN" or t.lower_ in titles for t in words)
    known = any(t.ent_type_ == "PERSON" or _is_first_name(t.text) for t in words)
    return names and known and words[0].text[0].isupper()


def _is_first_name(word: str) -> bool:
    return fold(word.capitalize() if word.isupper() else word) in first_names()


def act_of_turn(reading: Reading, finding: Finding) -> str | None:
    """Return what a "Q:" or an "A:" does, None for any other cue."""
    if finding.pattern != TURN or finding.cue is None:
        return None
    word = reading.text[slice(*finding.cue)].rstrip(".:").lower()
    return "ask" if word in ASKED else "reply" if word in ANSWERED else None
