"""The spelling of a place's name goes in; the key under which the gazetteer files it comes out."""

import re
import unicodedata
from hashlib import blake2b

# Letters that Unicode does not decompose, as romanised place names write them.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        "ə": "a", "’": "", "'": "", "‘": "", "ʻ": "", "ʼ": "", "ʹ": "", "`": "", "´": "", ".": "",
    }
)  # fmt: skip
_BREAK = re.compile(r"[^a-z0-9]+")
# Part of the file's format: a change asks for `make gazetteer`.
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def name_key(name: str) -> str:
    """Return the name in plain small letters, single spaces; "" for what is not in Latin script.

    Accents, apostrophes and full stops go, other marks part words, "Saint" and "St." are one.
    """
    plain = name.casefold().translate(_LETTERS)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
        plain = plain.translate(_LETTERS)
        if any(c.isalpha() and not c.isascii() for c in plain):
            return ""
    words = _BREAK.sub(" ", plain).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def key_hash(key: str) -> int:
    """Return the 64 bits that stand for a key in the gazetteer's index."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
