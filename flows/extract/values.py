"""Values as JSON-LD and meta elements hold them go in; clean texts and numbers come out."""

import re
from html import unescape
from typing import Any

from flows.characters import without_controls


def clean(text: str) -> str:
    """Return the text on one line, its entities read (twice escaped ones too), its ends bare."""
    told = without_controls(unescape(unescape(text)))
    return " ".join(re.sub("[\u200b\u200e\u200f\ufeff\u00ad]", "", told).split())


def listed(value: Any) -> list[Any]:
    """Return a list as it is, and any other value as a list of it."""
    return value if isinstance(value, list) else [value]


def texts(*values: Any) -> tuple[str, ...]:
    """Return the strings among values and lists of values, cleaned; empty ones left out."""
    flat = [each for value in values for each in listed(value)]
    return tuple(text for each in flat if isinstance(each, str) and (text := clean(each)))


def moments(value: Any) -> tuple[str, ...]:
    """Return what stands for dates, seconds since 1970 among them."""
    return texts([str(each) if type(each) is int else each for each in listed(value)])


def number(value: Any) -> int | None:
    """Return the whole number that a value begins with."""
    found = re.match(r"\d{1,6}", str(value))
    return int(found[0]) if found else None
