"""A parse and a span go in; whether the clause around it looks back (-1) or ahead (1) comes out."""

from functools import cache

from spacy.tokens import Doc, Token

from flows.annotate.lexicon import read_rows

BEFORE = 2  # words before the span that are asked for a preposition like "until"


@cache
def cues() -> dict[str, int]:
    """Return the direction of each cue word of seeds/tense_cues.csv."""
    return {row["word"]: int(row["direction"]) for row in read_rows("tense_cues")}


def direction_at(doc: Doc, start: int, end: int) -> int:
    """Return 1 where the nearest verb or preposition points ahead, -1 where it tells the past, else 0."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return 0
    for token in reversed(doc[max(span.sent.start, span.start - BEFORE) : span.start]):
        if token.lower_ in cues() and token.pos_ != "AUX":
            return cues()[token.lower_]
    verb = _verb(span.root)
    return _tense(verb) if verb is not None else 0


def _verb(token: Token) -> Token | None:
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return above
    return None


def _tense(verb: Token) -> int:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    for word in (verb, *helpers):
        if word.lower_ in cues():
            return 1
    if any(h.lower_ == "to" for h in helpers) and verb.tag_ == "VB":
        return 1
    if verb.tag_ in ("VBD", "VBN") or any(h.tag_ == "VBD" for h in helpers):
        return -1
    return 0
