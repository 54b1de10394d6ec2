"""An expression of a text goes in; whether the words around it make it no time comes out."""

import re

from flows.annotate.datecontext import Expression
from flows.annotate.lexicon import read_where, read_words
from flows.annotate.words import Doc

_THAN = re.compile(r"\s+than\b")
_WORD = re.compile(r"\s(\w+)")
_GLUED = re.compile(r"[-–]\w")
_FRACTION = re.compile(r"\.\d")
_NAME = re.compile(r"\b([A-Z][\w’'-]*\.?)\s$")
_CAPITAL = re.compile(r"\s[A-Z]\w")
_REACH = 30  # characters of a word before an expression


def is_misread(text: str, expression: Expression) -> bool:
    """Tell whether a text names something else so: a quarter-final, a race's time, Mr Sunday."""
    start, end, rule = expression.start, expression.end, expression.rule
    if rule in ("the_unit", "the_unit_in"):
        return bool(_GLUED.match(text, end))
    if rule == "later":  # "three days later than usual" is a length
        return bool(_THAN.match(text, end))
    if rule == "time":
        return bool(_FRACTION.match(text, end)) or _is_left(text, end)
    before = _NAME.search(text, max(start - _REACH, 0), start)
    if before is None:
        return False
    if rule in ("now", "current"):  # "Swift Current", "Apocalypse Now"; headlines shout all words
        return text[start:end].istitle() and not before[1].endswith(".")
    is_title = before[1].casefold() in read_words("roles", "word")
    return rule == "weekday" and is_title and bool(_CAPITAL.match(text, end))


def _is_left(text: str, end: int) -> bool:
    """Tell whether a game's clock shows so much: "with 1:10 left"."""
    after = _WORD.match(text, end)
    return after is not None and after[1] in read_where(
        "tense_cues", "word", key="stands", value="game"
    )


def is_described(doc: Doc, expression: Expression) -> bool:
    """Tell whether a part of the day only says of what kind a thing is: "the evening sun"."""
    if expression.rule != "the_part":
        return False
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    return span is not None and span[-1].dep_ == "compound"
