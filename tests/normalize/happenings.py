"""Stories of several short articles in, articles with the happenings marked in them out.

`tests/data/happenings/stories.txt`: a line with # opens a story, every other line is one article,
its day before its text. {a:hit} marks the word that tells of the story's happening a.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flows import paths

FILE = paths.ROOT / "tests" / "data" / "happenings" / "stories.txt"
MARK = re.compile(r"\{(\w+):([^}]*)\}")


@dataclass(frozen=True)
class Told:
    """One article: its text, and where which happening is told, as (start, end, name)."""

    name: str
    story: str
    published_at: datetime
    text: str
    marks: tuple[tuple[int, int, str], ...]


def read_stories() -> list[Told]:
    """Return the articles of all stories, in the order of the file."""
    found: list[Told] = []
    story = ""
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            story = line[1:].split(":")[0].strip()
            continue
        day, _, marked = line.partition(" ")
        text, marks = unmark(marked, story)
        noon = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
        found.append(Told(f"{story}-{number}", story, noon, text, marks))
    return found


def unmark(marked: str, story: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Return the text without its marks, and the marks as offsets into it."""
    text, marks, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        marks.append((len(text), len(text) + len(mark[2]), f"{story}/{mark[1]}"))
        text, last = text + mark[2], mark.end()
    return text + marked[last:], tuple(marks)


def b_cubed(groups: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a grouping of the same items, averaged over the items."""
    ours, theirs = members(groups), members(truth)
    both = {item: len(ours[groups[item]] & theirs[truth[item]]) for item in truth}
    precision = sum(n / len(ours[groups[item]]) for item, n in both.items()) / len(truth)
    recall = sum(n / len(theirs[truth[item]]) for item, n in both.items()) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def members(groups: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the items of each group."""
    found: dict[str, set[str]] = defaultdict(set)
    for item, group in groups.items():
        found[group].add(item)
    return found


def told_of(
    articles: Iterable[Told], events: Iterable[tuple[str, str, int, int]]
) -> dict[str, str]:
    """Return the happening of each event, given as (event_id, article's name, trigger's bounds)."""
    marks = {told.name: told.marks for told in articles}
    truth: dict[str, str] = {}
    for event_id, name, start, end in events:
        for first, last, happening in marks[name]:
            if start < last and first < end:
                truth[event_id] = happening
    return truth
