"""The number words of an expression go in; the number they spell comes out."""

import unicodedata
from collections.abc import Sequence

from flows.annotate.dates.words import Word


def count_of(words: Sequence[Word]) -> float | None:
    """Return the number that digits, words and fractions spell together; None for none."""
    total, group, seen = 0.0, 0.0, False
    for word in words:
        if word.kind in ("small", "dom", "number", "year"):
            group, seen = group + float(word.text.replace(",", "")), True
        elif word.kind in ("word", "ten"):
            group, seen = group + float(word.value), True
        elif word.kind == "big":
            scale = float(word.value)
            group, seen = (group or 1.0) * scale, True
            if scale >= 1000:
                total, group = total + group, 0.0
        elif word.kind == "half":
            group, seen = group + 0.5, True
        elif word.kind == "fraction":
            part, _, whole = word.text.partition("/")
            group, seen = group + unicodedata.numeric(part) / int(whole or 1), True
    return total + group if seen else None
