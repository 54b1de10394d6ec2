"""A word goes in; its act and mode as a cue come out, and how sure each of its frames is.

seeds/cues.csv gives act and mode (speech, writing, thought, intention, evidence,
deed: what a body does by its word);
seeds/cue_frames.csv gives, for a lemma and a frame, the share of its uses that attribute
something. A lemma that the counts do not know takes the pooled share of its mode ("*speech").
"""

from dataclasses import dataclass
from functools import cache

from flows.annotate.lexicon import read_rows, read_words
from flows.annotate.text.words import Token

DEED = "deed"
SPOKEN = frozenset({"speech", "writing", "evidence"})
_COMPANIONS = frozenset({"prt", "oprd", "acomp"})
_TIMES = frozenset({"DATE", "TIME"})
_WISHING = frozenset({"would", "'d", "’d"})
_POS = {"AUX": "VERB", "PROPN": "NOUN"}


@dataclass(frozen=True, slots=True)
class Cue:
    """The act of a cue word and the manner of it."""

    act: str
    mode: str


@cache
def _acts() -> dict[tuple[str, str], Cue]:
    return {(r["lemma"], r["pos"]): Cue(r["act"], r["mode"]) for r in read_rows("cues")}


@cache
def _shares() -> dict[tuple[str, str, str], float]:
    rows = read_rows("cue_frames")
    return {(r["lemma"], r["pos"], r["frame"]): float(r["share"]) for r in rows}


def look_up(token: Token) -> Cue | None:
    """Return what the lexicon says of the token as a cue, if anything."""
    return known_cue(token.lemma_.lower(), _POS.get(token.pos_, token.pos_))


def known_cue(lemma: str, pos: str) -> Cue | None:
    """Return what the lexicon says of a lemma as a cue, if anything."""
    return _acts().get((lemma, pos))


def phrase_cue(verb: Token) -> Cue | None:
    """Return what the lexicon says of a verb with a word of its own: "go on", "rule it out".

    Of what is told in a place, the place is that word: "the court heard" is "venue hear".
    """
    lemma = verb.lemma_.lower()
    words = (c for c in verb.children if c.dep_ in _COMPANIONS or _is_next(verb, c))
    phrases = [f"{lemma} {c.lower_}" for c in words if c.i > verb.i]
    if any(c.lower_ in _WISHING for c in verb.children):
        phrases.append(f"would {lemma}")
    if any(c.dep_ == "nsubj" and _is_venue(c) for c in verb.children):  # "the inquest heard"
        phrases.append(f"venue {lemma}")
    found = (known_cue(phrase, "VERB") for phrase in phrases)
    return next((cue for cue in found if cue is not None), None)


def _is_venue(word: Token) -> bool:
    return word.lemma_.lower() in read_words("venues", "word")


def _is_next(verb: Token, word: Token) -> bool:
    """Say whether a word follows a verb, with nothing but a day between: "called on Friday for"."""
    if word.i != verb.i + 1 and (word.i < verb.i or word.dep_ != "prep"):
        return False
    between = word.doc.tokens[verb.i + 1 : word.i]
    if not all(t.ent_type_ in _TIMES or t.pos_ in ("ADP", "ADV") for t in between):
        return False
    return not any(c.ent_type_ in _TIMES for c in word.children if c.dep_ == "pobj")


def state_cue(word: Token) -> Cue | None:
    """Return what a participle that tells a state of mind is as a cue: "was convinced that"."""
    is_passive = word.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in word.children)
    return known_cue(word.lower_, "ADJ") if is_passive else None


@cache
def weighed() -> frozenset[tuple[str, str]]:
    """Return the words, with part of speech, of which any frame can be an attribution."""
    return frozenset((lemma, pos) for lemma, pos, _ in _shares()) | frozenset(_acts())


def share_of(lemma: str, pos: str, frame: str) -> float:
    """Return the share (0 to 1) of the frame's uses that attribute something to somebody."""
    exact = _shares().get((lemma, pos, frame))
    if exact is not None:
        return exact
    cue = known_cue(lemma, pos)
    return _shares().get((f"*{cue.mode}", pos, frame), 0.0) if cue else 0.0


def is_quoting(token: Token) -> bool:
    """Say whether the token is a verb that can stand beside a direct quote."""
    if token.pos_ not in ("VERB", "AUX") and token.tag_[:2] not in ("VB", "NN"):
        return token.lower_ == "according"
    verbal = token.pos_ in ("VERB", "AUX")
    cue = (phrase_cue(token) if verbal else None) or known_cue(token.lemma_.lower(), "VERB")
    return verbal and cue is not None and cue.mode in ("speech", "writing", "thought", "evidence")
