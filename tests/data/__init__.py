"""The project's own marked articles: a folder of markup goes in, examples with offsets come out.

A file holds articles, each opened by `=== id | genre | date`. Marks stand in the text itself and
are stripped: `{d1 …}`, `{m1 …}`, `{i1 …}` is content (direct, mixed, indirect) of statement 1,
`{s1 …}` its speaker, `{q1 …}` its cue; `{s1,2 …}` belongs to two statements, `?` after a content's
number makes the statement optional, and marks may stand inside one another. Lines `@ Name = 1 2`
under the heading say whose words statements 1 and 2 are. Contents, cues and speakers are bounded as
PolNeAR bounds them (Newell et al. 2018).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KINDS = {"d": "direct", "m": "mixed", "i": "indirect"}
_HEAD = re.compile(r"^=== (?P<id>\S+) \| (?P<genre>\S+) \| (?P<day>\S+)$", re.M)
_NAME = re.compile(r"^@ (?P<name>.+?) = (?P<numbers>\d+(?: \d+)*)\n", re.M)
_MARK = re.compile(r"\{(?P<what>[dmisq])(?P<numbers>\d+(?:,\d+)*)(?P<optional>\?)? |(?P<end>\})")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One statement as marked: half-open spans of code points into the example's text."""

    number: int
    kind: str
    content: tuple[Span, ...]
    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    is_optional: bool
    speaker_name: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """One article with all its statements, in the order of their content."""

    id: str
    genre: str
    published_at: datetime
    text: str
    statements: tuple[Marked, ...]


@dataclass(slots=True)
class _Marks:
    """What has been read of one article so far."""

    text: str = ""
    spans: dict[tuple[str, int], list[Span]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[int, str] = field(default_factory=dict)
    optional: set[int] = field(default_factory=set)


def load(folder: str) -> list[Example]:
    """Return the examples of tests/data/<folder>, in the order of files and lines.

    Raises ValueError, naming the article, where a mark is unbalanced or stands alone.
    """
    found: list[Example] = []
    for path in sorted((HERE / folder).glob("*.txt")):
        source = path.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(source))
        ends = [head.start() for head in heads[1:]] + [len(source)]
        found += [
            _read(head, source[head.end() : end].strip("\n"))
            for head, end in zip(heads, ends, strict=True)
        ]
    return found


def as_gold(example: Example) -> dict[str, Any]:
    """Return the example in the shape of the gold files, for any scorer that reads those."""
    return {
        "id": example.id,
        "genre": example.genre,
        "published_at": example.published_at.isoformat(),
        "text": example.text,
        "statements": [
            {
                "type": s.kind,
                "speaker": [list(span) for span in s.speaker],
                "cue": [list(span) for span in s.cue],
                "content": [list(span) for span in s.content],
                "speaker_name": s.speaker_name,
                "optional": s.is_optional,
            }
            for s in example.statements
        ],
    }


def _read(head: re.Match[str], body: str) -> Example:
    names = {
        int(number): line["name"]
        for line in _NAME.finditer(body)
        for number in line["numbers"].split()
    }
    marks = _strip(head["id"], _NAME.sub("", body).strip("\n"))
    loose = {number for _, number in marks.spans} - set(marks.kinds)
    if loose or names.keys() - marks.kinds.keys():
        raise ValueError(f"{head['id']}: marks without content: {sorted(loose or names)}")
    statements = [
        Marked(
            number=number,
            kind=KINDS[kind],
            content=tuple(sorted(marks.spans["content", number])),
            speaker=tuple(sorted(marks.spans["speaker", number])),
            cue=tuple(sorted(marks.spans["cue", number])),
            is_optional=number in marks.optional,
            speaker_name=names.get(number),
        )
        for number, kind in marks.kinds.items()
    ]
    return Example(
        id=head["id"],
        genre=head["genre"],
        published_at=datetime.combine(datetime.fromisoformat(head["day"]).date(), time(12), UTC),
        text=marks.text,
        statements=tuple(sorted(statements, key=lambda s: s.content)),
    )


def _strip(name: str, body: str) -> _Marks:
    marks, last = _Marks(), 0
    open_marks: list[tuple[re.Match[str], int]] = []
    for mark in _MARK.finditer(body):
        marks.text += body[last : mark.start()]
        last = mark.end()
        if not mark["end"]:
            open_marks.append((mark, len(marks.text)))
        elif open_marks:
            _close(name, marks, *open_marks.pop())
        else:
            raise ValueError(f"{name}: a }} closes nothing, after {marks.text[-40:]!r}")
    marks.text += body[last:]
    if open_marks or "{" in marks.text:
        raise ValueError(f"{name}: a mark is not closed, or not one of {{d {{m {{i {{s {{q")
    return marks


def _close(name: str, marks: _Marks, mark: re.Match[str], start: int) -> None:
    part = {"s": "speaker", "q": "cue"}.get(mark["what"], "content")
    for number in map(int, mark["numbers"].split(",")):
        marks.spans[part, number].append((start, len(marks.text)))
        if part == "content":
            if marks.kinds.setdefault(number, mark["what"]) != mark["what"]:
                raise ValueError(f"{name}: statement {number} is marked as two kinds")
            if mark["optional"]:
                marks.optional.add(number)
