"""A name goes in; what its spellings have in common comes out.

"Zelensky", "Zelenskyy" and "Zelenskiy" are one name written by three systems of transliteration.
"""

import re
import unicodedata

from flows.annotate.remembered import remembered

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "’": "'", "ʼ": "'"}
)
_SYSTEMS = (  # what two systems write for one letter or ending, brought to one
    (re.compile(r"kh"), "h"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?:tch|tsch)"), "ch"),
    (re.compile(r"(?:ij|yj|iy|yi|ii|ei|ey|yy|i)\b"), "y"),
    (re.compile(r"(?<=[^aeiouy])(?:ia|iia|yia|ya)"), "ya"),
    (re.compile(r"(?:iu|yu)"), "yu"),
    (re.compile(r"(?:ye|ie)(?=[a-z])"), "e"),
    (re.compile(r"(?:ow|ov|off|ev|eff)\b"), "ov"),
    (re.compile(r"([a-z])\1"), r"\1"),
)


@remembered
def fold(name: str) -> str:
    """Return the name without accents."""
    if name.isascii():
        return name
    parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@remembered
def spelling_key(name: str) -> str:
    """Return what the ways of writing a person's name in Latin letters have in common."""
    key = re.sub(r"[^\w\s]", " ", fold(name).casefold().replace("'", ""))
    for pattern, common in _SYSTEMS:
        key = pattern.sub(common, key)
    return " ".join(key.split())


def initials(text: str) -> str:
    """Return the first letters of the capitalised words."""
    return "".join(word[0] for word in text.split() if word[0].isupper())
