"""A text's findings go in; what others are told to have said within them comes out as well.

"Peskov said Trump had asked for a call" is a statement of Peskov's and, within it, one of Trump's.
The model tags each word once and so cannot tell the inner one: here the grammar does, where its
verb heads the told clause and somebody did say it ("would tell", "if he said" and "nobody told" are
none).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from flows.annotate.grammar.cues import SPOKEN, look_up, phrase_cue
from flows.annotate.grammar.frames import FINITE, SUBJECTS, Frame
from flows.annotate.lexicon import read_words
from flows.annotate.statements.cited import is_somebody
from flows.annotate.statements.reading import NOBODY, TURN, Finding, Reading, Span, trim
from flows.annotate.statements.reported import find_frame, is_spoken
from flows.annotate.text.words import Token

CLAUSES = frozenset({"that", "clause", "wh", "object+ccomp", "object-that"})
_OTHERS = frozenset({"for", "of", "object+of", "ing"})  # "asked for a call", "denied taking it"
_DEEDS = frozenset({"object+xcomp", "to"})  # what somebody is to do
_SIDING = frozenset({"support", "oppose"})  # "supports keeping it": a stand, not what is said
_THINGS = frozenset({"this", "that", "these", "those", "which", "what"})
_TOLD_BY = SPOKEN - {"evidence"}  # "the photo shows that": nobody says it
_TOLD = frozenset({"ccomp", "conj", "dep"})
_OPEN = frozenset({"if", "unless", "whether", "until"})
_NOBODY = NOBODY | {"anyone", "anybody"}
_UNSAID = frozenset({"ask", "deny", "reject"})  # "denied that he had told them": nobody did


def with_nested(found: Sequence[Finding], reading: Reading) -> list[Finding]:
    """Return the findings with those told within them, in the order of the text."""
    taken = {n for each in found for n in _cue_numbers(each, reading)}
    inner = [
        told
        for outer in found
        if outer.pattern != TURN and _is_said(outer, reading)
        for told in _within(outer, reading, taken)
    ]
    return sorted([*found, *inner], key=lambda f: (f.content[0], f.content[-1]))


def _is_said(outer: Finding, reading: Reading) -> bool:
    """Say whether a finding is told as said: what is asked or denied nobody has told within it."""
    if outer.cue_token is None or not is_spoken(outer, reading):
        return False
    verb = reading.doc[outer.cue_token]
    cue = look_up(verb)
    is_open = cue is not None and cue.act in _UNSAID
    return not is_open and not any(child.dep_ == "neg" for child in verb.children)


def _cue_numbers(finding: Finding, reading: Reading) -> Iterator[int]:
    words = reading.doc.char_span(*finding.cue, alignment_mode="expand") if finding.cue else None
    yield from (token.i for token in words or ())


def _within(outer: Finding, reading: Reading, taken: set[int]) -> Iterator[Finding]:
    """Yield what is told within one finding by verbs that no other one has taken."""
    for span in outer.content:
        for verb in reading.doc.char_span(*span, alignment_mode="contract") or ():
            if verb.pos_ != "VERB" or verb.i in taken or not _may_be_told(verb, span, reading):
                continue
            told = find_frame(reading, verb, partial(_may_be_content, verb))
            told = _within_span(told, span, reading) if told is not None else None
            if told is not None and _holds(outer, told) and _may_speak(told, reading):
                taken.add(verb.i)
                yield told


def _within_span(told: Finding, span: Span, reading: Reading) -> Finding:
    """Return it without the outer one's cue behind it: "they had fled, according to the army"."""
    parts = tuple(
        trim(reading.text, start, span[1]) if span[0] <= start < span[1] < end else (start, end)
        for start, end in told.content
    )
    return told if parts == told.content else replace(told, content=parts)


def _may_be_content(verb: Token, frame: Frame) -> bool:
    """Say whether a frame is a clause or what is asked for, not a bare object: deeds have those."""
    if frame.name in CLAUSES:
        return True
    cue = phrase_cue(verb) or look_up(verb)
    if cue is None or cue.act in _SIDING:
        return False
    is_deed = frame.name in _DEEDS and len(frame.cue) == 1
    return frame.name in _OTHERS or (is_deed and cue.act != "say")  # "called her to hear more"


def _may_speak(told: Finding, reading: Reading) -> bool:
    """Say whether the speaker is somebody: "the contract calls for two ships" tells nothing.

    Behind a clause whatever it is has told it.
    """
    words = reading.doc.char_span(*told.speaker, alignment_mode="expand") if told.speaker else None
    if words is None:
        return False
    if told.pattern.removeprefix("frame-") in CLAUSES:
        return words.root.lower_ not in _THINGS
    head = words.root
    if head.pos_ in ("PRON", "DET"):
        return False  # "he asked her to come": the speaker's own deed, and his statement already
    return is_somebody(head) or head.lemma_.lower() in read_words("venues", "word")


def _holds(outer: Finding, told: Finding) -> bool:
    parts = (*told.content, told.speaker)
    return all(
        p is not None and any(a <= p[0] and p[1] <= b for a, b in outer.content) for p in parts
    )


def _may_be_told(verb: Token, span: Span, reading: Reading) -> bool:
    """Say whether a verb of speech heads the told clause, and is told to have been spoken."""
    if reading.is_quoted(verb):
        return False
    cue = look_up(verb)
    return cue is not None and cue.mode in _TOLD_BY and _heads(verb, span) and _is_real(verb)


def _heads(verb: Token, span: Span) -> bool:
    """Say whether the verb is the clause's own, or one that it leads to."""
    while verb.dep_ in _TOLD and span[0] <= verb.head.idx < span[1]:
        verb = verb.head
    return not span[0] <= verb.head.idx < span[1] or verb.head is verb


def _is_real(verb: Token) -> bool:
    """Say whether somebody did say it: no wish, no condition, no denial, nobody's."""
    words = list(verb.children)
    if any(w.tag_ in ("MD", "TO") or w.dep_ == "neg" or w.lower_ in _OPEN for w in words):
        return False
    if any(w.lower_ in _NOBODY for w in verb.subtree if w.dep_ in SUBJECTS or w.head is verb):
        return False
    if any(w.dep_ in SUBJECTS for w in words):
        return _is_finite(verb)
    return verb.dep_ == "conj" and (_is_finite(verb) or _is_real(verb.head))


def _is_finite(verb: Token) -> bool:
    return any(w.tag_ in FINITE for w in (verb, *verb.children) if w is verb or w.dep_ == "aux")
