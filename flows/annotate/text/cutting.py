"""A text goes in; its words come out, cut by the rules of spaCy's English package.

What stands between two spaces is cut alike wherever it stands, but for marks on both sides of one
space ("'' ''"), which go together; so each is cut once. Texts repeat most of their words.
A quotation mark without its space ('shut,"he said') is cut off as if it had one, which spaCy does
not.
"""

import re
from functools import cache
from itertools import accumulate

from flows.annotate.remembered import remembered
from flows.annotate.text.english import cut_rules
from flows.characters import whole_text

Piece = tuple[int, str]  # where a word starts, and the word
_SPACE = re.compile(r"[^\S ]")  # but a plain one
_PLAIN = re.compile(r"[A-Za-z]+")
_GLUED = re.compile(
    r"""(?<=[.,!?…;:])["“”](?=[^\W_])|(?<=[^\W_])(?:[“”](?=,?[^\W_])|"(?=,[^\W_]))"""
)
_ACCENT = re.compile(r"(?<=[^\W_])´(?=s\b)")
_RUN = re.compile(r" ?[^ ]+(?:(?<=[^\w ]) (?=[^\w ])[^ ]+)*| +")


def show(text: str) -> str:
    """Return the text as rules read it: every space character a plain space, one for one.

    So a line break inside a paragraph does not read as a border. Half characters are replaced, and
    an accent that stands for an apostrophe is one: "Peru´s".
    """
    return whole_text(_ACCENT.sub("’", _SPACE.sub(" ", text)))


def cut_words(shown: str) -> tuple[list[str], list[int]]:
    """Return the words of a text that `show` gave, and where each starts.

    One space between words belongs to neither; more of them are a word of their own.
    """
    chunks = _RUN.findall(f" {shown}")  # so that spaces are always behind something
    cut_chunks = list(map(_cut_run, chunks))
    begins = accumulate(map(len, chunks), initial=-1)
    words = [word for cuts in cut_chunks for _, word in cuts]
    starts = [
        at + offset for at, cuts in zip(begins, cut_chunks, strict=False) for offset, _ in cuts
    ]
    return words, starts


@remembered
def _cut_run(chunk: str) -> tuple[Piece, ...]:
    """Return the words of a run with the space before it, or of spaces behind a word."""
    run = chunk.lstrip(" ")
    lead = len(chunk) - len(run)
    if not run:
        return ((1, chunk[1:]),) if lead > 1 else ()
    return tuple((lead + offset, word) for offset, word in cut(run))


def cut(chunk: str) -> tuple[Piece, ...]:
    """Return the words of what stands between two spaces."""
    exceptions = cut_rules().exceptions
    if _PLAIN.fullmatch(chunk) and chunk not in exceptions:
        return ((0, chunk),)  # no rule cuts letters from letters
    if (mark := _GLUED.search(chunk)) is not None:
        behind = ((mark.end() + at, word) for at, word in cut(chunk[mark.end() :]))
        return (*cut(chunk[: mark.start()]), (mark.start(), mark[0]), *behind)
    pieces: list[Piece] = []
    at = 0
    for part in chunk.split(" "):
        start = at
        for word in exceptions.get(part) or _cut_part(part, exceptions):
            pieces.append((start, word))
            start += len(word)
        at += len(part) + 1
    return tuple(_mended(chunk, pieces))


def _cut_part(part: str, exceptions: dict[str, tuple[str, ...]]) -> list[str]:
    """Cut marks off both ends until an exception or nothing more is found, then cut inside."""
    rules = cut_rules()
    before: list[str] = []
    behind: list[str] = []
    length = 0
    while len(part) != length and part not in exceptions and not _PLAIN.fullmatch(part):
        length = len(part)
        opened = _length(rules.prefix(part))
        if opened and part[opened:] in exceptions:
            before.append(part[:opened])
            part = part[opened:]
            break
        closed = _length(rules.suffix(part[opened:]))
        end = len(part) - closed
        if closed and part[:end] in exceptions:
            behind.append(part[end:])
            part = part[:end]
            break
        before += [part[:opened]] if opened else []
        behind += [part[end:]] if closed else []
        part = part[opened:end]
    return [*before, *_cut_inside(part, exceptions), *reversed(behind)]


def _length(found: re.Match[str] | None) -> int:
    return found.end() - found.start() if found is not None else 0


def _cut_inside(part: str, exceptions: dict[str, tuple[str, ...]]) -> list[str]:
    if part in exceptions:
        return list(exceptions[part])
    rules = cut_rules()
    if not part or _PLAIN.fullmatch(part) or rules.whole(part):
        return [part] if part else []
    words, start = [], 0
    for joint in rules.infixes(part):
        if joint.start():
            words += [part[start : joint.start()], joint[0]]
            start = joint.end()
    return [word for word in [*words, part[start:]] if word]


def _mended(chunk: str, pieces: list[Piece]) -> list[Piece]:
    """Put together again what makes an exception: the longest first, none over another.

    As spaCy does it, one that is passed over still stands in the way of others.
    """
    known = _sequences()
    words = tuple(word for _, word in pieces)
    spans = [
        (-len(cut), a, a + len(cut))
        for a, word in enumerate(words)
        for cut in known.get(word, ())
        if words[a : a + len(cut)] == cut
    ]
    seen: set[int] = set()
    chosen: dict[int, int] = {}
    for _, a, b in sorted(spans):
        if a not in seen and b - 1 not in seen:
            chosen[a] = b
        seen.update(range(a, b))
    for a, b in sorted(chosen.items(), reverse=True):
        start, last = pieces[a][0], pieces[b - 1]
        parts = cut_rules().exceptions.get(chunk[start : last[0] + len(last[1])])
        if parts is not None:
            offsets = [start + sum(map(len, parts[:n])) for n in range(len(parts))]
            pieces[a:b] = zip(offsets, parts, strict=True)
    return pieces


@cache
def _sequences() -> dict[str, list[tuple[str, ...]]]:
    """Return into what the exceptions that hold marks would be cut, by the first word."""
    rules = cut_rules()
    marked = [
        word
        for word in rules.exceptions
        if rules.prefix(word) or rules.suffix(word) or next(rules.infixes(word), None)
    ]
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in {tuple(_cut_part(word, {})) for word in marked if word.strip()}:
        found.setdefault(words[0], []).append(words)
    return found
