"""An expression of a text goes in; whether the words around it make it no time comes out."""

import re
from collections.abc import Callable, Mapping

from flows.annotate.dates.context import Expression, Words, first, has, units_of
from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import type_words
from flows.annotate.lexicon import read_where, read_words
from flows.annotate.text.words import Doc, Span, Token

EARLY = "1900"  # an earlier year before a noun in the plural is seldom one: "1400 goats"
_THAN = re.compile(r"\s+than\b")
_WORD = re.compile(r"\s(\w+)")
_GLUED = re.compile(r"[-–]\w")
_FRACTION = re.compile(r"\.\d")
_NAME = re.compile(r"\b([A-Z][\w’'-]*\.?)\s$")
_CAPITAL = re.compile(r"\s[A-Z]\w")
_TITLED = re.compile(r"\s([A-Z][a-z]+)\b(?!\s[A-Z])")
_BEFORE = re.compile(r"\b(\w+)\s$")
_SPENT = re.compile(r"\b(?:in|of)\s$")
_RATE = re.compile(r"\b(?:days|hours|nights|mornings|times|once|twice|for|spen[dt]\w*)\s$")
_CLOSED = re.compile(r"\s*(?:[.,;:)]|$)")
_LIGHT = re.compile(r"\blight[- ]years?$", re.I)  # "tens of light years"
_AS_MANY = re.compile(r"\sas\smany\s\w+$")  # "the second attempt in as many days"
_SURNAME = re.compile(r"\s[A-Z][a-z]+,?\s[a-z\d]")
_OPENS = ("", "\n", ".", "!", "?", ",", "“", '"')  # what stands before a sentence or a name in it
_QUARTERS = ("the_unit", "the_unit_in", "quarter", "century")  # that name no year
_LETTERS = re.compile(r"[a-z]+(?:-[a-z]+)*|3-pointers?")
_SCORE = re.compile(r"\b\d{1,3}-\d{1,3}\b(?!\s*(?:days?|weeks?|months?|years?)\b)")
_MONEY = re.compile(r"[$€£¥]\s?\d")
_AROUND = 300  # characters around a time that tell what it is of: a game, the weather
_REACH = 30  # characters of a word before an expression


def is_misread(text: str, expression: Expression) -> bool:
    """Tell whether a text names something else so: a quarter-final, a race's time, Mr Sunday."""
    start, end, rule = expression.start, expression.end, expression.rule
    if rule in _QUARTERS and _is_played(text, expression):
        return True
    if rule in _MISREAD:
        return _MISREAD[rule](text, expression)
    if rule == "season" and _is_decline(text, start, end):
        return True
    if rule == "weekday" and _is_place(text, start, end):
        return True
    before = _NAME.search(text, max(start - _REACH, 0), start)
    if before is None:
        return False
    if rule in ("now", "current"):  # "Swift Current", "Apocalypse Now"; headlines shout all words
        return text[start:end].istitle() and not before[1].endswith(".")
    is_title = before[1].casefold() in read_words("roles", "word")
    return rule == "weekday" and is_title and bool(_CAPITAL.match(text, end))


def _is_counted(text: str, expression: Expression) -> bool:
    """Tell whether a length says how late ("later than usual") or how many ("in as many days").

    So is "1200 MT of rice" no time of a zone, nor "1200 mt".
    """
    start, end, zone = expression.start, expression.end, expression.words[-1]
    if expression.rule == "week_from":  # "open seven days a week from Monday"
        is_on = has(expression.words, "on") and not _CLOSED.match(text, end)
        return is_on or bool(_RATE.search(text, max(start - _REACH, 0), start))
    if expression.rule == "later":
        return bool(_THAN.match(text, end))
    if expression.rule == "time_zone":
        is_short = zone.kind == "zone" and " " not in zone.text  # no "local time"
        return text.startswith(" of ", end) or (is_short and zone.text.islower())
    before = text[max(start - _REACH, 0) : end]
    return _AS_MANY.search(before) is not None or _LIGHT.search(before) is not None


def _is_heat(text: str, expression: Expression) -> bool:
    """Tell whether a decade without a century is one of degrees: "highs in the 80s"."""
    start, end = expression.start, expression.end
    if any(len(w.text.strip("'’s")) > 2 for w in expression.words if w.kind == "decade"):
        return False
    around = text[max(start - _AROUND // 2, 0) : end + _AROUND // 2]
    return not _cues("heat").isdisjoint(_LETTERS.findall(around.lower()))


def _is_decline(text: str, start: int, end: int) -> bool:
    """Tell whether something goes down: "the fall in prices", "since the fall of the town"."""
    if text[start:end].lower() != "the fall":
        return False
    before = _BEFORE.search(text, max(start - _REACH, 0), start)
    is_when = before is not None and before[1].lower() in read_words("function_words", "word")
    return not is_when or text.startswith(" of ", end)


def _is_glued(text: str, expression: Expression) -> bool:
    """Tell whether a unit is part of a longer word: "the quarter-finals"."""
    return _GLUED.match(text, expression.end) is not None


def _is_named(text: str, expression: Expression) -> bool:
    """Tell whether a part of the day is a name: "the Dawn reported"."""
    return expression.words[-1].text.istitle()


def _is_first_name(text: str, expression: Expression) -> bool:
    """Tell whether a month is somebody's first name: "June Carr was honored"."""
    word = expression.words[0].text
    if len(expression.words) > 1 or word.lower() not in read_words("first_names", "name"):
        return False
    before = text[max(expression.start - 2, 0) : expression.start].rstrip(" ")[-1:]
    return before in _OPENS and _SURNAME.match(text, expression.end) is not None


def _is_no_clock(text: str, expression: Expression) -> bool:
    """Tell whether a clock is a number, or a game's or a race's."""
    start, end = expression.start, expression.end
    if _FRACTION.match(text, end) or _is_game_clock(text, expression):
        return True
    return _is_left(text, end) or _is_race(text, start, end)


def _is_race(text: str, start: int, end: int) -> bool:
    """Tell whether a race took so long: "won in 2:15:40"."""
    return text.count(":", start, end) > 1 and bool(_SPENT.search(text, max(start - 4, 0), start))


def _is_played(text: str, expression: Expression) -> bool:
    """Tell whether a quarter is a game's: "a third-quarter touchdown", "the fourth quarter"."""
    start, end = expression.start, expression.end
    if "Q" not in units_of(expression.words):
        return False
    around = text[max(start - _AROUND, 0) : end + _AROUND]
    words = set(_LETTERS.findall(around.lower()))
    if _MONEY.search(around) or words & _cues("earned"):
        return False
    return len(words & _cues("played")) + bool(_SCORE.search(around)) > 1


def _cues(stands: str) -> frozenset[str]:
    return read_where("tense_cues", "word", key="stands", value=stands)


def _is_game_clock(text: str, expression: Expression) -> bool:
    """Tell whether a clock without a half of the day is a game's, or a verse: "scored at 7:14"."""
    if len(expression.words) > 1 or expression.words[0].kind != "clock":
        return False
    named = _NAME.search(text, max(expression.start - _REACH, 0), expression.start)
    if named and named[1].lower() in _cues("verse"):  # "John 3:16"
        return True
    before = text[max(expression.start - _REACH, 0) : expression.start].rpartition(".")[2]
    words = _LETTERS.findall(before.lower())
    return words[-1:] == ["at"] and not _cues("goal").isdisjoint(words)


def _is_place(text: str, start: int, end: int) -> bool:
    """Tell whether a place bears a weekday's name: "Friday Harbor", "Sunday Creek"."""
    after = _TITLED.match(text, end)
    if after is None:
        return False
    known = load_gazetteer().knows(name_key(text[start : after.end()]))
    return known or name_key(after[1]) in type_words("after")


def _is_left(text: str, end: int) -> bool:
    """Tell whether a game's clock shows so much: "with 1:10 left"."""
    after = _WORD.match(text, end)
    return after is not None and after[1] in _cues("game")


_MISREAD: Mapping[str, Callable[[str, Expression], bool]] = {
    "the_unit": _is_glued,
    "the_unit_in": _is_glued,
    "the_part": _is_named,
    "month_named": _is_first_name,
    "decade": _is_heat,
    "time": _is_no_clock,
    **dict.fromkeys(
        (
            "week_from",
            "later",
            "time_zone",
            "duration",
            "duration_few",
            "duration_units",
            "bare_units",
        ),
        _is_counted,
    ),
}


def is_described(doc: Doc, expression: Expression) -> bool:
    """Tell whether a word only says of what kind a thing is, or is one: "the evening sun".

    So is the current of a sea, and "at least 1400 goats" are no year.
    """
    if expression.rule not in ("the_part", "bare_part", "current", "year"):
        return False
    if expression.rule == "year" and not _may_count(expression.words):
        return False
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None:
        return False
    if expression.rule == "year":
        return _is_count(span, expression.words)
    is_current = expression.rule == "current"
    return _is_thing(span[-1]) if is_current else span[-1].dep_ == "compound"


def names_thing(doc: Doc, expression: Expression) -> bool:
    """Tell whether a day only says which thing is meant: "the July 4 launch"."""
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None or span.root.dep_ not in ("compound", "nmod", "amod", "nummod"):
        return False
    return span.root.head.i >= span.end


def _may_count(words: Words) -> bool:
    """Tell whether a year may be a number of things: "at least 2000", "1400"."""
    return has(words, "approx") or first(words, "year") < EARLY


def _is_count(span: Span, words: Words) -> bool:
    """Tell whether a year counts what follows: "1400 goats", not "the 1848 revolutions"."""
    after, before = span.doc[span.end : span.end + 1], span.doc[max(0, span.start - 1) : span.start]
    is_led = not has(words, "approx") and any(t.lower_ == "the" or t.pos_ == "ADP" for t in before)
    return not is_led and any(token.tag_ == "NNS" for token in after)


def _is_thing(word: Token) -> bool:
    """Tell whether a word is a noun that says nothing of another."""
    return word.pos_ == "NOUN" and word.dep_ not in ("amod", "compound")
