"""The seeds' own annotated paragraphs in, examples out: genres that the gold does not know.

`[s1 the mayor] [q1 said] [c1 rain fell]` marks source, cue and content of statement 1; marks may
lie in one another; ¶ is a break of paragraphs.
"""

import csv
import re
from collections import defaultdict
from pathlib import Path

from flows.train.gold import Example, Said, Span, statement_spans

MARK = re.compile(r"\[([scq])(\d+) |\]")


def read_written(folder: Path) -> list[Example]:
    """Read the annotated paragraphs of the seeds."""
    with (folder / "train_statements.csv").open(encoding="utf-8", newline="") as lines:
        rows = [unmark(row["text"].replace("¶", "\n\n")) for row in csv.DictReader(lines)]
    return [
        Example("written", str(n), text, False, {"statement": statement_spans(said)}, said)
        for n, (text, said) in enumerate(rows)
    ]


def unmark(marked: str) -> tuple[str, tuple[Said, ...]]:
    """Return the plain text, and its statements."""
    text, last, open_marks = "", 0, []
    spots: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            open_marks.append((mark[1], mark[2], len(text)))
        else:
            kind, number, start = open_marks.pop()
            spots[kind, number].append((start, len(text)))
    numbers = sorted({number for kind, number in spots if kind == "c"}, key=int)
    return text + marked[last:], tuple(said(spots, number) for number in numbers)


def said(spots: dict[tuple[str, str], list[Span]], number: str) -> Said:
    """Return one statement; a cue or source marked twice counts where it stands first."""
    first = {kind: min(spots[kind, number], default=None) for kind in "qs"}
    return Said(tuple(sorted(spots["c", number])), first["q"], first["s"])
