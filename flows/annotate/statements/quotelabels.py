"""The words from a sentence's start to a quote's colon go in; whom they let speak comes out."""

from collections.abc import Sequence

from flows.annotate.grammar.cues import is_quoting, known_cue
from flows.annotate.grammar.frames import FINITE
from flows.annotate.text.words import Token

_COLON_WORDS = (
    8  # longest name or label before a colon: "Former Secretary of State Hillary Clinton:"
)
_LABELS = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PRON", "NUM"})
_IS = frozenset({"'s", "’s"})


def is_label(before: Sequence[Token]) -> bool:
    """Say whether a name or a label opens the sentence and ends at a colon: "Ana Ruiz: “…”"."""
    if len(before) < 2 or before[-1].text != ":" or len(before) > _COLON_WORDS + 1:
        return False
    return before[0].pos_ in _LABELS and not any(t.tag_ in FINITE for t in before)


def who_leads(before: Sequence[Token]) -> tuple[Token, Token, Token] | None:
    """Return the cue, and the first and last word of who is told to speak, where they are all."""
    if _is_inverted(before):
        return before[0], before[1], before[-2]
    shown = _presented(before)
    return (before[-1], shown.left_edge, shown) if shown is not None else None


def _is_inverted(before: Sequence[Token]) -> bool:
    """Say whether a verb and whose it is are all that leads to a quote: "Stated Ana Ruiz: “…”"."""
    if len(before) < 3 or before[-1].text != ":" or not before[0].is_sent_start:
        return False
    first, *name, _ = before
    stems = (first.lower_.removesuffix(end) for end in ("d", "ed"))
    tells = is_quoting(first) or any(known_cue(stem, "VERB") for stem in stems)
    return tells and all(t.pos_ == "PROPN" or t.text == "." for t in name)


def _presented(before: Sequence[Token]) -> Token | None:
    """Return whom "Here's Ruiz in May:" lets speak."""
    if len(before) < 4 or before[-1].text != ":" or before[0].lower_ != "here":
        return None
    verb = before[1]
    shown = (c for c in verb.children if c.i > verb.i and c.ent_type_ in ("PERSON", "ORG"))
    return next(shown, None) if verb.lemma_ == "be" or verb.lower_ in _IS else None
