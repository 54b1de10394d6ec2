"""A text goes in; the language that it is surely not English in comes out, or None."""

from functools import cache
from typing import Any

from flows.annotate.lexicon import read_words

SURE = 0.99  # py3langid's normalised probability; below it a text is read as English
MIN_WORDS = 20  # shorter texts are mostly names, which say little of the language around them
PLAIN = 0.04  # of the words: English prose has a seventh from seeds/english.csv, no other any
SAMPLE = 4000  # characters looked at


@cache
def load_identifier() -> Any:
    """Return what tells languages apart, unpacked once in a process that meets a doubtful text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(text: str, *, stated: str | None) -> str | None:
    """Return the ISO 639-1 code of the language when it is not English: stated, or surely found."""
    if stated:
        code = stated.casefold().split("-")[0]
        return code if code != "en" else None
    if len(text.split()) < MIN_WORDS:
        return None
    if is_plain(text[:SAMPLE]):
        return None
    code, probability = load_identifier().classify(text[:SAMPLE])
    return str(code) if code != "en" and probability >= SURE else None


def is_plain(text: str) -> bool:
    """Tell whether a text has so many of the commonest English words that it is English."""
    words, known = text.lower().split(), read_words("english", "word")
    return sum(word in known for word in words) >= PLAIN * len(words)
