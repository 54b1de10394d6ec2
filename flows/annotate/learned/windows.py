"""A text in, windows of word pieces out, each piece with its features and its place in the text.

Offsets are Unicode code points, half open, into the text exactly as given.
"""

import re
from array import array
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from flows.annotate.remembered import remembered
from flows.annotate.text.layout import read_layout
from flows.characters import whole_text

Ints = NDArray[np.int64]

CASES = 5  # lower or mixed, initial capital, capitals, digits, mark
QUOTES = 4  # outside, inside double marks, inside single marks, a mark that opens or closes
TABLED = 0x3000  # code points below, whose letters are looked up at once: no Chinese, no pictures
STARTS = 3  # elsewhere, first of a paragraph, first of a sentence
PIECE = np.dtype([(name, np.int64) for name in ("id", "start", "end", "case", "joined")])

# Double marks first: a quotation inside single marks may itself stand inside double ones.
DOUBLE = re.compile(
    r"\"[^\"\n]*(?:\"|$)|“[^”\n]*(?:”|$)|«[^»\n]*(?:»|$)|»[^«\n]*«|„[^“”\n]*(?:[“”]|$)|``.*?(?:''|$)",
    re.MULTILINE,
)
SINGLE = re.compile(r"(?<!\w)['‘‹](?=[\w“\"])[^\n]{3,600}?(?<=[\w.,!?…])['’›](?!\w)")
MARKS = ".,;:?!"  # that the tokenizer takes for words wherever they stand
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Every word piece of a text, in order, as parallel arrays."""

    ids: Ints
    starts: Ints
    ends: Ints
    case: Ints
    quote: Ints
    opening: Ints  # 1 where a paragraph starts, 2 where a sentence starts
    joined: NDArray[np.bool_]  # True where the piece continues the word before it

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self.ids)


def tokenize(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into word pieces and give each its features.

    What stands between two spaces is cut alike wherever it stands, and texts repeat most of it.
    """
    runs = whole_text(text).replace("\n", " ").split(" ")  # other spaces may be controls
    cuts = list(map(_cutter(tokenizer), runs))
    table = np.frombuffer(b"".join(cuts), dtype=PIECE)
    sizes = _lengths(runs)
    begins = np.cumsum(sizes + 1) - sizes - 1
    shift = np.repeat(begins, _lengths(cuts) // PIECE.itemsize)
    starts = table["start"] + shift
    return Pieces(
        ids=table["id"],
        starts=starts,
        ends=table["end"] + shift,
        case=table["case"],
        quote=quote_marks(text)[starts],
        opening=openings(text, starts),
        joined=table["joined"] > 0,
    )


def _lengths(parts: Sequence[Sized]) -> Ints:
    return np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))


@lru_cache(maxsize=2)  # as there are models
def _cutter(tokenizer: Tokenizer) -> Callable[[str], bytes]:
    """Return what cuts what stands between two spaces: into a table of PIECE in bytes."""

    @remembered
    def cut(run: str) -> bytes:
        is_marked = run[-1:] in MARKS and run[-2:-1].isalnum()
        if is_marked and (mark := tokenizer.token_to_id(run[-1])):
            last = array("q", (mark, len(run) - 1, len(run), case_of(run[-1]), False))
            return cut(run[:-1]) + last.tobytes()
        if run.isascii() and run.isalpha() and (known := tokenizer.token_to_id(run.lower())):
            return array("q", (known, 0, len(run), case_of(run), False)).tobytes()
        return _encode(run, tokenizer)

    return cut


def _encode(run: str, tokenizer: Tokenizer) -> bytes:
    """Return the pieces as the tokenizer cuts them."""
    encoding = tokenizer.encode(run, add_special_tokens=False)
    found, behind = array("q"), 0
    word: int | None = None
    for identity, (start, end), own in zip(
        encoding.ids, encoding.offsets, encoding.word_ids, strict=True
    ):
        is_joined = own == word and start == behind
        found.extend((identity, start, end, case_of(run[start:end]), is_joined))
        word, behind = own, end
    return found.tobytes()


@lru_cache(maxsize=1)  # the model asks for them, and statements
def letters_of(text: str) -> NDArray[np.bool_]:
    """Return which characters of a text are letters or digits."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if len(codes) and codes.max() >= TABLED:
        return _are_letters(text)
    return np.asarray(_table_of_letters()[codes])


@cache
def _table_of_letters() -> NDArray[np.bool_]:
    return _are_letters(list(map(chr, range(TABLED))))


def _are_letters(characters: Sequence[str]) -> NDArray[np.bool_]:
    return np.fromiter(map(str.isalnum, characters), dtype=np.bool_, count=len(characters))


def case_of(word: str) -> int:
    """Return the shape of a piece: 0 lower, 1 initial capital, 2 capitals, 3 digits, 4 mark."""
    first = word[:1]
    if first.islower():
        return 0
    if first.isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    if first.isdigit():
        return 3
    return 0 if first.isalpha() else 4


def quote_marks(text: str) -> Ints:
    """Return for every character whether it stands inside quotation marks, and in which kind."""
    inside = np.zeros(len(text) + 1, dtype=np.int64)
    for level, pattern in ((2, SINGLE), (1, DOUBLE)):
        for found in pattern.finditer(text):
            inside[found.start() : found.end()] = level
            inside[found.start()] = inside[found.end() - 1] = 3
    return inside


def openings(text: str, starts: Ints) -> Ints:
    """Return 1 for each piece that opens a paragraph, 2 for each that opens a sentence."""
    marks = np.zeros(len(starts), dtype=np.int64)
    for value, spots in ((2, sentence_starts(text)), (1, paragraph_starts(text))):
        index = np.searchsorted(starts, np.array(spots, dtype=np.int64))
        marks[index[index < len(starts)]] = value
    return marks


def paragraph_starts(text: str) -> list[int]:
    """Return where each paragraph starts: a line, or several that were wrapped by a machine."""
    return [paragraph.start for paragraph in read_layout(text).paragraphs]


def sentence_starts(text: str) -> list[int]:
    """Return where a sentence seems to start: after an end mark, before a capital or a digit."""
    return [found.end() for found in SENTENCE_END.finditer(text)]


def first_pieces(pieces: Pieces, starts: NDArray[Any], ends: NDArray[Any]) -> Ints:
    """Return the first piece of each word [start, end); -1 for a word without any, as a space.

    A piece that begins before the word ("don" of "don't" for "n't") counts only where none
    begins in it.
    """
    if not len(pieces):
        return np.full(len(starts), -1, dtype=np.int64)
    last = len(pieces) - 1
    begins = np.minimum(np.searchsorted(pieces.starts, starts, side="left"), last)
    holds = np.minimum(np.searchsorted(pieces.ends, starts, side="right"), last)
    is_in = (pieces.starts[begins] >= starts) & (pieces.starts[begins] < ends)
    is_held = (pieces.starts[holds] < ends) & (pieces.ends[holds] > starts)
    return np.where(is_in, begins, np.where(is_held, holds, -1)).astype(np.int64)


def windows(pieces: Pieces, *, limit: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of pieces [from, to): whole paragraphs, as many as fit into the limit.

    A paragraph over the limit is cut at its sentences, and a sentence over it where it must be.
    """
    start = last_paragraph = last_sentence = 0
    for at, opening in enumerate(pieces.opening.tolist()):
        if opening == 1:
            last_paragraph = at
        if opening:
            last_sentence = at
        if at - start >= limit:
            cut = next((c for c in (last_paragraph, last_sentence) if c > start), at)
            yield start, cut
            start = cut
    if start < len(pieces):
        yield start, len(pieces)
