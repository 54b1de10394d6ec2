"""A text and what is claimed of its language go in; its ISO 639-1 code comes out, or None."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from flows.languages import language_code

SAMPLE = 600  # characters: more change no answer
ENOUGH = 60  # letters below which the identifier guesses
SURE = 0.9  # probability from which it overrules what the page claims
SURE_BY_SCRIPT = 0.6  # the same where the script leaves few languages to choose from
ENOUGH_BY_SCRIPT = 10


def detect_language(text: str, claimed: str | None) -> str | None:
    """Return the language of the text, or None where nothing tells it.

    A long enough text is identified; the claim (the page's lang, or a feed's) stands where the text
    is short or the identifier unsure. Templates claim "en" over texts in any language.
    """
    sample, claim = text[:SAMPLE], language_code(claimed)
    letters = [letter for letter in sample if letter.isalpha()]
    is_latin = sum(letter < "\u0250" for letter in letters) >= len(letters) / 2
    if len(letters) < (ENOUGH if is_latin else ENOUGH_BY_SCRIPT):
        return claim
    code, probability = _identifier().classify(re.sub(r"https?://\S+", "", sample))
    if probability >= (SURE if is_latin else SURE_BY_SCRIPT) and len(code) == 2:
        return str(code)
    return claim


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
