"""Sentences with their grammar spelled out go in; documents as a parse gives them come out.

Each word is `word:TAG:relation:head`, the head named by its word (with `#2` for the second of two
alike) and left out at the root, on which marks hang that are only themselves: what a rule makes of
a tree is shown without the model.
"""

from collections.abc import Sequence

from flows.annotate.statements.reading import Reading
from flows.annotate.text.layout import read_layout
from flows.annotate.text.lemmas import describe
from flows.annotate.text.quotes import read_quotes
from flows.annotate.text.words import Doc, Span, Token

CLASSES = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON",
    "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBN": "VERB", "VBG": "VERB",
    "MD": "AUX", "AUX": "AUX", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "RB": "ADV", "DT": "DET",
    "TO": "PART", "POS": "PART", "RP": "ADP", "CC": "CCONJ", "CD": "NUM", "WDT": "PRON",
    "WP": "PRON", "WRB": "SCONJ",
}  # fmt: skip
GLUED = frozenset({".", ",", ":", "?", "!", "'s", "’s", "n't", "”", ";"})
BEFORE = frozenset({"“", "("})


def tree(spelled: str, entities: Sequence[tuple[str, str]] = ()) -> Doc:
    """Return the document of a spelled sentence, its entities marked by words and kind."""
    parts = [_parts(each) for each in spelled.split()]
    names = _names([word for word, _, _, _ in parts])
    text, starts = _laid_out([word for word, _, _, _ in parts])
    labels = [describe((word, _label(word, tag))) for word, tag, _, _ in parts]
    root = next(place for place, (*_, dep, _) in enumerate(parts) if dep == "ROOT")
    heads = [names[head] if head else root for *_, head in parts]
    doc = Doc(
        text, [word for word, *_ in parts], starts, labels, [dep for *_, dep, _ in parts], heads
    )
    spans = [_span(doc, words, kind) for words, kind in entities]
    doc.mark_entities(spans)
    return doc


def reading(doc: Doc) -> Reading:
    """Return what the rules for statements read, over such a document."""
    layout = read_layout(doc.text)
    return Reading(doc.text, layout, doc, read_quotes(doc.text, layout))


def word(doc: Doc, text: str) -> Token:
    """Return the word, by its letters, `#2` for the second alike."""
    return doc[_names([token.text for token in doc])[text]]


def texts(tokens: Sequence[Token]) -> list[str]:
    """Return the words' letters."""
    return [token.text for token in tokens]


def _parts(spelled: str) -> tuple[str, str, str, str]:
    if spelled in (".", ",", "?", "!", ";", "“", "”"):
        return spelled, spelled, "punct", ""
    text, tag, dep, head = spelled.rsplit(":", 3) if spelled[0] != ":" else [":", ":", "punct", ""]
    return text, tag, dep, head


def _names(words: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, text in enumerate(words):
        count = 2
        name = text
        while name in found:
            name, count = f"{text}#{count}", count + 1
        found[name] = place
    return found


def _laid_out(words: list[str]) -> tuple[str, list[int]]:
    text, starts = "", list[int]()
    for each in words:
        if text and each not in GLUED and text[-1] not in BEFORE:
            text += " "
        starts.append(len(text))
        text += each
    return text, starts


def _label(word: str, tag: str) -> str:
    tag, _, kind = tag.partition("+")
    return f"{tag}|{kind or CLASSES.get(tag, 'PUNCT')}"


def _span(doc: Doc, words: str, kind: str) -> Span:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    assert span is not None
    return Span(doc, span.start, span.end, kind)
