"""A text in, its quotations and the kind of a content out, by marks alone.

The annotator's own reading of marks is not used: gold must not depend on what it is to judge.
"""

import re
from collections.abc import Iterator, Sequence

PAIRS = {"“": "”", "«": "»", "»": "«", "„": "“”", '"': '"', "‘": "’", "'": "'"}
LETTER = re.compile(r"[^\W_]")


def closes(text: str, at: int, marks: str) -> bool:
    """Say whether one of the marks stands at this offset, ends a quotation and is no apostrophe."""
    after = text[at + 1 : at + 2]
    return text[at] in marks and (text[at] not in "’'" or not LETTER.match(after))


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost quotations, one left open at its paragraph's end up to there."""
    at = 0
    while at < len(text):
        mark = text[at]
        opens = mark in PAIRS and not (mark in "‘'" and at and LETTER.match(text[at - 1]))
        if not opens:
            at += 1
            continue
        stop = text.find("\n", at) if "\n" in text[at:] else len(text)
        ends = (i for i in range(at + 1, stop) if closes(text, i, PAIRS[mark]))
        end = next(ends, stop)
        yield at, end + 1
        at = end + 1


def quoted_share(text: str, content: Sequence[tuple[int, int]]) -> float:
    """Return the share of the content's letters that stand in quotation marks."""
    inside = {i for a, b in quotations(text) for i in range(a, b)}
    letters = [i for a, b in content for i in range(a, b) if LETTER.match(text[i])]
    return sum(i in inside for i in letters) / len(letters)


def kind_of(text: str, content: Sequence[tuple[int, int]]) -> str:
    """Return direct, mixed or indirect, by the share of the letters that stand in marks."""
    share = quoted_share(text, content)
    return "direct" if share >= 0.95 else "mixed" if share else "indirect"
