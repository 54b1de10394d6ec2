"""A text and its layout go in; its stretches between quotation marks come out, in order.

Straight, curly, German, guillemet, single and LaTeX marks are read, and a curly one that careless
copy closes with itself. A mark left open runs on into the next paragraph when that opens with a
mark again (the house style of long quotes), else to the end of its paragraph where it opens that or
goes on behind a sentence ("he said. “We …"), and to the end of its sentence elsewhere.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from flows.annotate.lexicon import read_words
from flows.annotate.text.layout import Layout, Paragraph

PAIRS = {  # opening mark -> marks that may close it
    "“": ("”", '"', "''"),  # careless copy closes curly marks with straight ones
    "„": ("“", "”"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "‘": ("’", "'"),
    "''": ("''", '"'),
    "``": ("''", '"', "”"),
    '"': ('"', "”", "''"),
    "'": ("'", "’"),
    "`": ("'", "’"),
}
SINGLE = "'‘`"
_START = attrgetter("start")
_MARK = re.compile(r"``|''|[“”„«»‹›‘’\"'`]")
_LETTERS = re.compile(r"(?:[A-Z]\.)+")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quote:
    """The stretch [start, end) with its marks; `runs_on` into the next paragraph."""

    start: int
    end: int
    paragraph: int
    runs_on: bool = False

    def holds(self, offset: int) -> bool:
        """Say whether the offset stands inside the marks."""
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Quotes:
    """All outermost quotes of a text, in order, with a quick look-up by offset."""

    items: tuple[Quote, ...]

    def at(self, offset: int) -> Quote | None:
        """Return the quote that holds the offset."""
        index = bisect_right(self.items, offset, key=_START) - 1
        found = self.items[index] if index >= 0 else None
        return found if found is not None and found.holds(offset) else None

    def within(self, start: int, end: int) -> tuple[Quote, ...]:
        """Return the quotes that share a character with [start, end)."""
        first = max(bisect_right(self.items, start, key=_START) - 1, 0)
        found = []
        for quote in self.items[first:]:
            if quote.start >= end:
                break
            if quote.end > start:
                found.append(quote)
        return tuple(found)


@lru_cache(maxsize=1)  # statements ask for them, and the cast
def read_quotes(text: str, layout: Layout) -> Quotes:
    """Return the outermost quotes of the text's paragraphs, in order."""
    found: list[Quote] = []
    for index, paragraph in enumerate(layout.paragraphs):
        if paragraph.kind == "credit":
            continue
        following = _following(layout, index)
        found.extend(_read_paragraph(text, paragraph, index, following))
    return Quotes(tuple(found))


def _following(layout: Layout, index: int) -> Paragraph | None:
    rest = layout.paragraphs[index + 1 : index + 2]
    return rest[0] if rest and rest[0].kind == "body" else None


def _read_paragraph(
    text: str, paragraph: Paragraph, index: int, following: Paragraph | None
) -> list[Quote]:
    found, offset = [], paragraph.start
    while (mark := _MARK.search(text, offset, paragraph.end)) is not None:
        offset = mark.end()
        if not _opens(text, mark, paragraph):
            continue
        close = _find_close(text, mark, paragraph)
        if close is not None:
            found.append(Quote(mark.start(), close, index))
            offset = close
        elif mark[0] not in SINGLE:
            end, runs_on = _end_of_open(text, mark, paragraph, following, is_first=not found)
            found.append(Quote(mark.start(), end, index, runs_on))
            offset = end
    return found


def _opens(text: str, mark: re.Match[str], paragraph: Paragraph) -> bool:
    """Say whether a mark stands where an opening one can: after a gap, before a word."""
    if mark[0] not in PAIRS:
        return False
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if after.isspace() or after in ",;.:)!?" and not text.startswith("...", mark.end()):
        return False
    if mark[0] in SINGLE:
        gap = before.isspace() or before in '([—–-“"„«'
        return gap and not after.isdigit() and not _is_elision(text, mark.end())
    return mark[0] in "“„«‹" or not before.isalnum() or mark[0] in ('"', "''", "``")


def _is_elision(text: str, offset: int) -> bool:
    return re.match(r"(?:em|til|tis|twas|cause|n)\b", text[offset : offset + 6], re.I) is not None


def _find_close(text: str, mark: re.Match[str], paragraph: Paragraph) -> int | None:
    """Return the offset behind the mark that closes the one given, within the paragraph."""
    closing = PAIRS[mark[0]]
    depth = 0
    for other in _MARK.finditer(text, mark.end(), paragraph.end):
        if other[0] == mark[0] == "“" and _ends_word(text, other, paragraph):
            return other.end()
        if _nests(text, other, mark[0], paragraph):
            depth += 1
        elif other[0] in closing and _closes(text, other, mark[0], paragraph):
            if depth == 0:
                return other.end()
            depth -= 1
    return None


def _nests(text: str, other: re.Match[str], opening: str, paragraph: Paragraph) -> bool:
    """Say whether a mark opens a quote within: of another double style, or a paired one."""
    if opening in SINGLE or other[0] in SINGLE:
        return False
    if other[0] == opening:
        return opening in "“«‹"
    return other[0] in PAIRS and other[0] not in "»" and _opens_word(text, other, paragraph)


def _opens_word(text: str, mark: re.Match[str], paragraph: Paragraph) -> bool:
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return (before.isspace() or before in "([—–-") and not after.isspace()


def _ends_word(text: str, mark: re.Match[str], paragraph: Paragraph) -> bool:
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return not text[mark.start() - 1].isspace() and not (after.isalnum() or after in "“‘'\"")


def _closes(text: str, mark: re.Match[str], opening: str, paragraph: Paragraph) -> bool:
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    before = text[mark.start() - 1]
    if opening in SINGLE:
        if after.isalnum() or before.isspace():
            return False
        return before != "s" or not _closes_later(text, mark, paragraph)
    if opening in ('"', "''", "``"):
        return not (before.isspace() and after.isalnum())
    return True


def _closes_later(text: str, mark: re.Match[str], paragraph: Paragraph) -> bool:
    """Say whether a better closing single mark follows: then this one is a plural's apostrophe."""
    rest = text[mark.end() : paragraph.end]
    later = re.search(r"[,.!?…][’'](?=\s|$)", rest)
    opened = re.search(r"(?:^|\s)[‘'`]\w", rest)
    return later is not None and (opened is None or later.start() < opened.start())


def _end_of_open(
    text: str,
    mark: re.Match[str],
    paragraph: Paragraph,
    following: Paragraph | None,
    *,
    is_first: bool,
) -> tuple[int, bool]:
    if following is not None and text.startswith(mark[0], following.start):
        return paragraph.end, True
    before = text[paragraph.start : mark.start()].rstrip()
    if not any(map(str.isalnum, before)) or (not is_first and before[-1] in ".!?"):
        return paragraph.end, False
    stops = (s.end() for s in _SENTENCE_END.finditer(text, mark.end(), paragraph.end))
    ends = (end for end in stops if not _is_short(text[mark.end() : end]))
    return next(ends, paragraph.end), False


def _is_short(words: str) -> bool:
    """Say whether words end in a short form's stop: "if Mrs.", "the U.S."."""
    last = words.split()[-1]
    titles = read_words("title_forms", "form") | read_words("honorifics", "word")
    return last.lower() in titles or _LETTERS.fullmatch(last) is not None
