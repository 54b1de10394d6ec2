"""A text's findings go in; whom a report cites comes out as another speaker of what it reports.

"Reuters reported, citing two officials, that the talks had failed" is a statement of Reuters' and,
within it, one of the officials: the same words, told by two.
"""

from collections.abc import Sequence
from dataclasses import replace

from flows.annotate.actors.nouns import is_human
from flows.annotate.lexicon import read_words
from flows.annotate.statements.reading import CITED, Finding, Reading
from flows.annotate.statements.reported import is_spoken
from flows.annotate.statements.speakers import phrase
from flows.annotate.text.words import Token

_CITING = frozenset({"cite", "quote"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_LISTS = ("groups", "roles")


def with_cited(found: Sequence[Finding], reading: Reading) -> list[Finding]:
    """Return the findings; one that only names a source tells what its speaker reports of it."""
    told = [_of_source(each, found, reading) or each for each in found]
    known = {each.cue_token for each in found}
    fresh = (_beside(each, reading) for each in found if is_spoken(each, reading))
    return told + [each for each in fresh if each is not None and each.cue_token not in known]


def _beside(reported: Finding, reading: Reading) -> Finding | None:
    """Return what a report tells as told by whom it cites in a clause of its own cue."""
    if reported.cue_token is None:
        return None
    for verb in reading.doc[reported.cue_token].children:
        sources = [c for c in verb.children if c.dep_ == "dobj" and is_somebody(c)]
        if verb.lemma_ in _CITING and verb.tag_ == "VBG" and verb.dep_ == "advcl" and sources:
            cue = (verb.idx, verb.idx + len(verb))
            speaker = phrase(reading, sources[0])
            return replace(reported, cue=cue, cue_token=verb.i, speaker=speaker, pattern=CITED)
    return None


def is_somebody(noun: Token) -> bool:
    """Say whether a noun is of a person, a group, a body or a state, or a name of one."""
    lemma = noun.lemma_.lower()
    is_listed = any(lemma in read_words(name, "word") for name in _LISTS)
    return noun.ent_type_ in _NAMES or is_listed or is_human(lemma)


def _of_source(citing: Finding, found: Sequence[Finding], reading: Reading) -> Finding | None:
    """Return what is reported as told by the source, where a finding's content is but that."""
    if citing.cue_token is None or len(citing.content) != 1:
        return None
    verb = reading.doc[citing.cue_token]
    source = reading.doc.char_span(*citing.content[0], alignment_mode="expand")
    if verb.lemma_ not in _CITING or verb.tag_ != "VBG" or source is None:
        return None
    if source.root.head is not verb or source.root.dep_ != "dobj" or not is_somebody(source.root):
        return None
    told = _reported(citing, verb, found, reading)
    if told is None:
        return None
    return replace(citing, content=told.content, speaker=citing.content[0], pattern=CITED)


def _reported(
    citing: Finding, verb: Token, found: Sequence[Finding], reading: Reading
) -> Finding | None:
    """Return what the one who cites says in the same sentence."""
    for other in found:
        if other.cue_token is None or other is citing or other.speaker != citing.speaker:
            continue
        is_same = verb.sent.start <= other.cue_token < verb.sent.end
        if is_same and is_spoken(other, reading):
            return other
    return None
