"""Articles written for the tests go in; the same with the strange characters of the web come out.

The same seed gives the same texts. What is done: letters from other planes and combining marks in
words and names, words of right-to-left script, soft hyphens and marks of no width inside words,
other blanks and line ends, other quotation marks, and Unicode's normal forms over the whole.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from tests import corpus
from tests.data import load

Change = Callable[[str, random.Random], str]
MARKS = "\u0301\u0308\u0323\u20dd\ufe0f"
INSIDE = "\u00ad\u200b\u200d\u2060\ufeff\u202e\u202c\u2066\u2069"
BLANKS = "\u00a0\u202f\u2009\u3000\t\u200a "
FOREIGN = (
    "القاهرة",
    "ירושלים",
    "“שלום”",
    "Köln",
    "東京都",
    "🇺🇦",
    "👩‍🚒",
    "𝒦𝓎𝒾𝓋",
    "I\u0307zmir",
    "ﬁnance",
)
QUOTES = (("“", "”"), ("«", "»"), ("„", "“"), ("‘", "’"), ('"', '"'), ("＂", "＂"))
FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
WORD = re.compile(r"\w{2,}")


@cache
def originals() -> tuple[str, ...]:
    """Return the texts that are changed: those of the demonstration and of the marked articles."""
    stories = [s for day in corpus.days() for s in corpus.printed(day) if s.language == "en"]
    whole = ["\n".join(story.paragraphs) for story in stories if story.paragraphs]
    return (*whole, *(example.text for example in load("genres")))


def strange_texts(count: int, seed: int) -> Iterator[str]:
    """Yield this many changed texts of up to four paragraphs, each with one to four changes."""
    chance = random.Random(seed)
    for _ in range(count):
        lines = [line for line in chance.choice(originals()).splitlines() if line.strip()]
        first = chance.randrange(max(1, len(lines) - 2))
        text = "\n".join(lines[first : first + chance.randint(2, 4)])
        for change in chance.sample(CHANGES, chance.randint(1, 4)):
            text = change(text, chance)
        yield text


def _words(text: str, chance: random.Random, change: Callable[[str], str], share: float) -> str:
    return WORD.sub(lambda m: change(m[0]) if chance.random() < share else m[0], text)


def _astral(text: str, chance: random.Random) -> str:
    """Write some words in mathematical bold, which stands outside the basic plane."""

    def bold(word: str) -> str:
        return "".join(
            chr(0x1D400 + ord(c) - 65 + (0 if c.isupper() else -6))
            if c.isascii() and c.isalpha()
            else c
            for c in word
        )

    return _words(text, chance, bold, 0.08)


def _accents(text: str, chance: random.Random) -> str:
    return _words(text, chance, lambda w: w[:1] + chance.choice(MARKS) + w[1:], 0.15)


def _inside(text: str, chance: random.Random) -> str:
    return _words(text, chance, lambda w: w[:2] + chance.choice(INSIDE) + w[2:], 0.15)


def _foreign(text: str, chance: random.Random) -> str:
    return _words(text, chance, lambda w: f"{w} {chance.choice(FOREIGN)}", 0.06)


def _renamed(text: str, chance: random.Random) -> str:
    """Put a word of another script where a name stood."""
    return _words(text, chance, lambda w: chance.choice(FOREIGN) if w[0].isupper() else w, 0.2)


def _blanks(text: str, chance: random.Random) -> str:
    return re.sub(" ", lambda _: chance.choice(BLANKS) if chance.random() < 0.2 else " ", text)


def _line_ends(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\u2028", "\x85", " \r\n \r\n")))


def _quotes(text: str, chance: random.Random) -> str:
    opening, closing = chance.choice(QUOTES)
    text = re.sub(r'(^|[\s(])["“«]', lambda m: m[1] + opening, text)
    return re.sub(r'["”»]', closing, text)


def _normal(text: str, chance: random.Random) -> str:
    return unicodedata.normalize(chance.choice(FORMS), text)


def _shouted(text: str, chance: random.Random) -> str:
    """Change case, where lengths change too: the German ß becomes two letters."""
    return _words(text.replace("ss", "ß"), chance, str.upper, 0.1)


CHANGES: tuple[Change, ...] = (
    _astral,
    _accents,
    _inside,
    _foreign,
    _renamed,
    _blanks,
    _line_ends,
    _quotes,
    _normal,
    _shouted,
)
