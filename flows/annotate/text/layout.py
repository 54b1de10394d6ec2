"""An article's text goes in; its paragraphs, their kinds and the agency's dateline come out.

All rules look at the text alone. Paragraphs end at blank lines where the text is hard-wrapped and
at every newline where it is not; no character is moved, so offsets stay those of the text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from flows.annotate.lexicon import read_words
from flows.annotate.text.datelines import find_dateline

HEADING_WORDS = 12  # subheadings of wire copy run to about eight words; headlines to twelve
WRAP_WIDTH = 100  # lines that break on their own below this width were wrapped by a machine
FINAL = ".!?…:;,\"”’'»)]"
OPENING = "\"“„«‘'`‹「("

_START = attrgetter("start")
_BLANK = re.compile(r"\n[ \t\r\f\v\xa0]*\n\s*")
_HOUR = re.compile(
    r"\d{1,2}[:.]\d\d(?: ?(?i:[ap]\.?m)\b\.?)?(?: (?:GMT|BST|[A-Z]{1,3}T)\b)?[ \xa0]+(?=\W?[A-Z])"
)
_LINE = re.compile(r"\n\s*")
_REPORTING = re.compile(
    r"\(?(?:Additional )?(?:Reporting|Editing|Writing|Edited) by .{3,300}", re.S
)
_DECORATION = re.compile(
    r"^[\W_]*(?:source|with (?:inputs?|files|reports?|agencies) from)?[\W_]*", re.I
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `kind` is body, heading or credit."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs of a text in order, and where its agency dateline stands, if it has one."""

    paragraphs: tuple[Paragraph, ...]
    dateline: tuple[int, int] | None = None

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs that tell the story."""
        return tuple(p for p in self.paragraphs if p.kind == "body")

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that holds the offset."""
        index = bisect_right(self.paragraphs, offset, key=_START) - 1
        found = self.paragraphs[index] if index >= 0 else None
        return found if found is not None and offset < found.end else None

    def behind_dateline(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return the part of a span behind the dateline, or the hour, that it runs out of."""
        lead = self.dateline
        if lead is None or not lead[0] <= start < lead[1]:
            lead = self._hour(text, start)
        if lead is None or not lead[0] <= start < lead[1] < end:
            return start, end
        start = lead[1]
        while start < end and not (text[start].isalnum() or text[start] in OPENING):
            start += 1
        return start, end

    def _hour(self, text: str, offset: int) -> tuple[int, int] | None:
        """Return the hour that opens the offset's paragraph: "14:22 The river peaked"."""
        if not text[offset].isdigit():
            return None
        paragraph = self.paragraph_at(offset)
        found = _HOUR.match(text, paragraph.start) if paragraph is not None else None
        return found.span() if found is not None else None


@lru_cache(maxsize=1)  # windows ask for it, and rules
def read_layout(text: str) -> Layout:
    """Return the paragraphs of the text with their kinds, and the span of its dateline."""
    pieces = _split(text)
    kinds = [_kind(text, pieces, index) for index in range(len(pieces))]
    paragraphs = tuple(
        Paragraph(start, end, kind) for (start, end), kind in zip(pieces, kinds, strict=True)
    )
    bodies = [(p.start, p.end) for p in paragraphs if p.kind == "body"]
    return Layout(paragraphs, find_dateline(text, bodies))


def _split(text: str) -> list[tuple[int, int]]:
    border = _BLANK if _is_wrapped(text) else _LINE
    pieces, start = [], 0
    for found in border.finditer(text):
        pieces.append((start, found.start()))
        start = found.end()
    pieces.append((start, len(text)))
    return [piece for piece in (_trim(text, *p) for p in pieces) if piece[0] < piece[1]]


def _is_wrapped(text: str) -> bool:
    """Say whether newlines break lines inside paragraphs: blank lines part those, lines go on."""
    if not _BLANK.search(text):
        return False
    lines = [line for block in _BLANK.split(text) for line in block.split("\n")[:-1]]
    going_on = [line for line in lines if line.strip() and line.rstrip()[-1] not in '.!?…"”’»:']
    return bool(going_on) and len(going_on) * 2 >= len(lines) and max(map(len, lines)) <= WRAP_WIDTH


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _kind(text: str, pieces: list[tuple[int, int]], index: int) -> str:
    start, end = pieces[index]
    content = text[start:end]
    if len(pieces) > 1 and index >= len(pieces) - 3 and _is_credit(content):
        return "credit"
    if len(pieces) > 1 and _is_heading(content):
        return "heading"
    return "body"


def _is_credit(content: str) -> bool:
    if _REPORTING.fullmatch(content):
        return True
    name = re.sub(r"[\W_]+$", "", _DECORATION.sub("", content))
    parts = re.split(r"\s*(?:/|,|;|\band\b|\bvia\b)\s*", name)
    agencies = read_words("agencies", "spelling")
    return len(content) <= 60 and all(part.casefold() in agencies for part in parts)


def _is_heading(content: str) -> bool:
    """Short, no final punctuation, outside quotation marks, and set like a title or verbless."""
    words = content.split()
    if len(words) > HEADING_WORDS or content[-1] in FINAL or content[0] in OPENING:
        return False
    if "\n" in content or words[0] in "-*•–—" or content[-1] in "{}":
        return False
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    titled = sum(word[0].isupper() for word in long) * 4 >= len(long) * 3
    return titled or len(words) <= HEADING_WORDS - 4
