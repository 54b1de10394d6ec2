"""A word that counts goes in; what it counts together with its neighbours comes out, as interval.

"Thirty-two", "two hundred and six", "1.5 million", "half a dozen", "tens of thousands".
"""

import re
from dataclasses import dataclass
from functools import cache

from flows.annotate.lexicon import read_rows
from flows.annotate.text.words import Doc, Token

Interval = tuple[int, int | None]

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+")
_DECIMALS = re.compile(r"\d+\.\d+")
_HYPHENS = frozenset({"-", "–", "‑"})


@dataclass(frozen=True, slots=True)
class _Numeral:
    """A word for a number, and what it multiplies the words before it by: 1000 for "thousand"."""

    low: int
    high: int | None
    scale: int

    @property
    def is_vague(self) -> bool:
        return self.low != self.high


@cache
def _numerals() -> dict[str, _Numeral]:
    return {
        row["word"]: _Numeral(
            int(row["low"]), int(row["high"]) if row["high"] else None, int(row["scale"] or 0)
        )
        for row in read_rows("event_numerals")
    }


def is_digits(word: str) -> bool:
    """Say whether a word is a whole number in digits."""
    return _DIGITS.fullmatch(word) is not None


def read_number(token: Token) -> Interval | None:
    """Return what the number around the token counts; None where it is no word of a number."""
    doc, start = token.doc, token.i
    if _numeral(token) is None:
        return None
    while (before := _before(doc, start)) is not None:
        start = before
    run = [start]
    while (following := _following(doc, run[-1])) is not None:
        run.append(following)
    if len(run) == 1 and _DECIMALS.fullmatch(doc[start].lower_):
        return None
    low, high = _total([doc[i] for i in run])
    if start >= 2 and [doc[start - 2].lower_, doc[start - 1].lower_] == ["half", "a"]:
        return round(low / 2), None if high is None else round(high / 2)
    return round(low), None if high is None else round(high)


def _total(words: list[Token]) -> tuple[float, float | None]:
    """Return the sum of what scales multiply and close: 2 + 100 x … "two hundred thousand"."""
    total: tuple[float, float | None] = (0, 0)
    group: tuple[float, float | None] | None = None
    for word in words:
        numeral, own = _numerals().get(word.lower_), _numeral(word)
        assert own is not None  # of a run
        if numeral is None or not numeral.scale or group is None:
            group = own if group is None else _plus(group, own)
        else:
            rest = numeral.scale - 1 if numeral.is_vague else 0
            high = None if group[1] is None else group[1] * numeral.scale + rest
            group = group[0] * numeral.scale, high
        if numeral is not None and numeral.scale >= 1000:
            total, group = _plus(total, group), None
    return total if group is None else _plus(total, group)


def _plus(
    one: tuple[float, float | None], other: tuple[float, float | None]
) -> tuple[float, float | None]:
    high = None if one[1] is None or other[1] is None else one[1] + other[1]
    return one[0] + other[0], high


def _numeral(token: Token) -> tuple[float, float | None] | None:
    lower = token.lower_
    if is_digits(lower):
        number = int(re.sub(r"[,.]", "", lower))
        return number, number
    if _DECIMALS.fullmatch(lower):
        return float(lower), float(lower)
    row = _numerals().get(lower)
    return (row.low, row.high) if row is not None else None


def _before(doc: Doc, place: int) -> int | None:
    """Return the place of the word before that the number at a place goes on from."""
    earlier = range(place - 1, max(place - 3, -1), -1)
    return next((i for i in earlier if _following(doc, i) == place), None)


def _following(doc: Doc, place: int) -> int | None:
    """Return the place of the word with which the number at a place goes on."""
    following = place + 1
    link = doc[following].lower_ if following < len(doc) else ""
    is_linked = link in _HYPHENS or link in ("and", "of")
    following += is_linked
    if following >= len(doc) or not _goes_on(doc[place], link, doc[following]):
        return None
    return following


def _goes_on(first: Token, link: str, second: Token) -> bool:
    """Say whether two words spell one number: "thirty two", "two hundred", "hundred and six"."""
    one, two = _numerals().get(first.lower_), _numerals().get(second.lower_)
    if two is None or _numeral(first) is None:
        return False
    if link == "of":  # "tens of thousands"
        return one is not None and one.is_vague and two.is_vague and two.scale > one.low
    if link == "and":
        return one is not None and one.scale > two.low and not two.is_vague
    if two.scale and not two.is_vague:
        return one is None or one.low < two.scale
    if one is None or one.is_vague or two.is_vague:
        return False
    is_tens = one.low in range(20, 100, 10) and two.low < 10
    return is_tens or (link not in _HYPHENS and one.scale > two.low)
