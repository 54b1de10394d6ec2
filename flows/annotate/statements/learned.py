"""A statement that the model read goes in; it comes out as a finding, or not at all.

Its spans are bounded anew where marks, lines or words show that they are wrong.
"""

import re
from collections.abc import Sequence

from flows.annotate.learned.decode import Said
from flows.annotate.statements.reading import Finding, Reading, Span, trim
from flows.annotate.statements.speakers import find_speaker, is_but_quoted, is_phrase, quoted_by
from flows.annotate.text.words import Token

WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_LEADERS = frozenset({"ADP", "SCONJ", "DET", "PRON"})
_LEADING = frozenset({"det", "compound", "amod", "nmod"})
_CLOSED = re.compile(r"[^\w\s]|$")
_PARTED = re.compile(r"[^\W_]|\n")


def finding_of(said: Said, reading: Reading) -> Finding | None:
    """Return the model's statement as a finding.

    None where its content is function words only, or has words of a subheading or credit line;
    such a line speaks for nobody either.
    """
    content = whole([(c.start, c.end) for c in said.content], reading.text)
    content = tuple(_without_loose_end(span, reading) for span in content)
    if said.cue is not None:
        content = tuple(span for span in content if is_near(span, said.cue.start, reading))
    if not content or not all(is_told(span, reading) for span in content):
        return None
    if not any(t.pos_ in WORDS for span in content for t in tokens_of(span, reading)):
        return None
    cue = (said.cue.start, said.cue.end) if said.cue else None
    source = _with_ending((said.source.start, said.source.end), reading) if said.source else None
    if source is not None and not is_told(source, reading):
        source = None
    token = cue_token(cue, reading)
    if token is not None and is_but_quoted(reading, reading.doc[token], content):
        return None
    if source is not None:
        source = _mended(source, token, reading)
    return Finding(content, cue, token, source, "model", round(said.score, 3))


def _without_loose_end(span: Span, reading: Reading) -> Span:
    """Return a content's words without last ones that only lead to what stands behind them.

    "Promised to root out graft when he | swept to power".
    """
    end = span[1]
    if _CLOSED.match(reading.text, end):
        return span
    words = tokens_of(span, reading)
    while len(words) > 1 and _is_loose(words[-1]):
        words.pop()
        end = words[-1].idx + len(words[-1])
    return span[0], end


def _is_loose(word: Token) -> bool:
    """Say whether a last word belongs to words behind it: its verb, its noun or its object."""
    if word.pos_ not in _LEADERS:
        return word.pos_ == "CCONJ"
    inner = word.children if word.pos_ in ("ADP", "SCONJ") else ()
    return word.head.i > word.i or any(c.i > word.i for c in inner)


def _with_ending(source: Span, reading: Reading) -> Span:
    """Return a source's words with all of a possessive's ending: "the court’" has its "s"."""
    start, end = source
    return start, end + (reading.text[end - 1] in "'’" and reading.text[end : end + 1] == "s")


def _mended(source: Span, cue: int | None, reading: Reading) -> Span:
    """Return a source's words: to the noun that they lead to; of a clause the cue's subject."""
    words = tokens_of(source, reading)
    noun = _led_to(words[-1]) if words else None
    if noun is not None and noun.i != cue:
        return source[0], noun.idx + len(noun)
    if cue is None:
        return source
    is_told = quoted_by(reading.doc[cue]) is None and is_phrase(reading, source)
    return source if is_told else find_speaker(reading, reading.doc[cue]) or source


def _led_to(word: Token) -> Token | None:
    """Return the noun right behind a word that only leads to it: "The", "state news"."""
    is_next = word.dep_ in _LEADING and word.head.i == word.i + 1
    return word.head if is_next else None


def whole(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the spans without marks at their ends, joined where no word or line parts them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not _PARTED.search(text, found[-1][1], start):
            start = found.pop()[0]
        found.append((start, end))
    return tuple(trim(text, start, end) for start, end in found)


def is_near(span: Span, cue: int, reading: Reading) -> bool:
    """Tell whether a span stands in its cue's paragraph; only quotations run on into others.

    They run on over paragraphs that open with a mark; what stands behind another is another's.
    """
    own, other = (reading.layout.paragraph_at(offset) for offset in (span[0], cue))
    if own is None or other is None or own == other:
        return own == other
    between = (p for p in reading.layout.paragraphs if own.start < p.start < other.start)
    before = (p for p in reading.layout.paragraphs if other.start < p.start <= own.start)
    is_quoted = reading.quotes.at(span[0]) is not None
    return is_quoted and all(reading.quotes.at(p.start) for p in (*between, *before))


def is_told(span: Span, reading: Reading) -> bool:
    """Tell whether a span begins in the story, or lies in the headline."""
    paragraph = reading.layout.paragraph_at(span[0])
    if paragraph is None or paragraph.kind == "body":
        return True
    return paragraph == reading.layout.paragraphs[0] and span[1] <= paragraph.end


def tokens_of(span: Span, reading: Reading) -> list[Token]:
    """Return the tokens of a stretch of the text."""
    stretch = reading.doc.char_span(*span, alignment_mode="expand")
    return list(stretch) if stretch is not None else []


def cue_token(cue: Span | None, reading: Reading) -> int | None:
    """Return the number of a cue's main token: its last verb, else the head of its words."""
    if cue is None:
        return None
    stretch = reading.doc.char_span(*cue, alignment_mode="expand")
    if stretch is None:
        return None
    verbs = [token.i for token in stretch if token.pos_ == "VERB"]
    return verbs[-1] if verbs else int(stretch.root.i)
