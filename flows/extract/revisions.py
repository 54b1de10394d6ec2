"""Two states of one article go in, what was added, removed and changed between them comes out."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

MAX_SENTENCES = 2000  # beyond it only what is in one and not in the other is told, without order
ALIKE = 0.5  # the share of words that makes two sentences one sentence that was changed
AHEAD = 5  # sentences of the older state among which the former self of one is sought

_SENTENCE = re.compile(r"[^\n]*?(?:[.!?…。！？؟।]+[\"'”’»)\]]*(?=\s)|[。！？।]|(?=\n)|\Z)")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `before` is "" where something was added, `after` where it was removed."""

    part: str  # title or text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What an edit did, sentence by sentence, in the order of the text."""

    title: Change | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]


def compare_revisions(
    old_title: str | None, old_text: str, new_title: str | None, new_text: str
) -> Revision:
    """Return the difference between two states of an article; blanks and line ends do not count.

    Sentences that stand in both states are left out, wherever they stand in texts of more than two
    thousand sentences; the time taken is bounded by that.
    """
    before, after = split_sentences(old_text), split_sentences(new_text)
    is_long = max(len(before), len(after)) > MAX_SENTENCES
    pairs = _sift(before, after) if is_long else _align(before, after)
    title = (_bare(old_title), _bare(new_title))
    return Revision(
        title=Change("title", *title) if title[0] != title[1] else None,
        added=tuple(new for old, new in pairs if not old),
        removed=tuple(old for old, new in pairs if not new),
        changed=tuple(Change("text", old, new) for old, new in pairs if old and new),
    )


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text; abbreviations may cut one in two, on both sides alike."""
    return [bare for _, _, bare in find_sentences(text)]


def find_sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and words of each sentence, one blank between two words."""
    for found in _SENTENCE.finditer(text):
        if bare := _bare(found[0]):
            yield found.start(), found.end(), bare


def _bare(text: str | None) -> str:
    return " ".join((text or "").split())


def _align(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Return the pairs that differ; "" stands where one side has nothing."""
    pairs: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            pairs += _pair_up(before[old_start:old_end], after[new_start:new_end])
    return pairs


def _pair_up(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Pair the sentences of a replaced stretch in their order, each with the next that is alike."""
    waiting = deque(before)
    for new in after:
        near = (at for at, old in enumerate(islice(waiting, AHEAD)) if are_alike(old, new))
        found = next(near, None)
        yield from ((waiting.popleft(), "") for _ in range(found or 0))
        yield (waiting.popleft() if found is not None else "", new)
    yield from ((old, "") for old in waiting)


def are_alike(old: str, new: str) -> bool:
    """Tell whether two sentences are one that was changed."""
    return (
        SequenceMatcher(None, old.split()[:300], new.split()[:300], autojunk=False).ratio() >= ALIKE
    )


def _sift(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Return what only one side has, in linear time."""
    old, new = set(before), set(after)
    removed = [(sentence, "") for sentence in dict.fromkeys(before) if sentence not in new]
    return removed + [("", sentence) for sentence in dict.fromkeys(after) if sentence not in old]
