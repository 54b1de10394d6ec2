"""Signatures go in; blocks that find the like of a text at once, and pairs alike, come out.

A band is a choice of six of a signature's 128 values, under the choice's number; each signature
has 64. A block holds the bands of its texts sorted, so that a look-up costs a few steps however
many there are, and no text is compared that shares no band with what it is compared to.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.errors import BadDocument

# Values serve in more than one band, so that six at a time still find every copy: texts that agree
# in .2 of their values share a band with a chance of 0.4 %, in .55 with 79 %, in .65 with 98 %.
# Bands of four values find hardly more copies and compare ten times as many pairs.
BANDS = 64
VALUES = 6
STRIDES = (1, 37, 85, 59)  # odd: each walks through all 128 values
NUMBER_BITS = 24  # the last ones of an entry: which text of the block; the others are the band
PLANES = 3  # bits of each value by which most pairs are ruled out
HEAD = 32  # bytes of a file that say how long what follows is
AT_ONCE = 250_000  # pairs in memory: some ten MB
COMPARED = 4_096  # of them value by value

Words = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Names = NDArray[np.bytes_]


@dataclass(frozen=True, slots=True)
class Block:
    """Texts that their like is sought among; a row of each array is a text, but for `bands`."""

    article_ids: Names
    text_hashes: Names
    days: NDArray[np.int32]  # since 1970
    signatures: NDArray[np.uint32]
    planes: Words  # the last bits of the values, a bit of all of them side by side
    bands: Words  # sorted: band and number of the text


def make_block(
    article_ids: Sequence[str],
    text_hashes: Sequence[str],
    days: NDArray[np.datetime64],
    signatures: NDArray[np.uint32],
) -> Block:
    """Return the block of texts: whose they are, which, the days they appeared, what they say."""
    return Block(
        np.array([each.encode() for each in article_ids]),
        np.array([each.encode() for each in text_hashes]),
        days.astype("datetime64[D]").astype(np.int32),
        signatures,
        _planes(signatures),
        _sorted_bands(signatures),
    )


def merge_blocks(blocks: Sequence[Block]) -> Block:
    """Return one block of all their texts, in the order of the blocks."""
    starts = np.cumsum([0, *(len(each.days) for each in blocks)], dtype=np.uint64)
    bands = [each.bands + start for each, start in zip(blocks, starts[:-1], strict=True)]
    return Block(
        np.concatenate([each.article_ids for each in blocks]),
        np.concatenate([each.text_hashes for each in blocks]),
        np.concatenate([each.days for each in blocks]),
        np.concatenate([each.signatures for each in blocks]),
        np.concatenate([each.planes for each in blocks]),
        np.sort(np.concatenate(bands), kind="stable"),  # it knows runs that are sorted
    )


def choose_texts(block: Block, is_chosen: NDArray[np.bool_]) -> Block:
    """Return a block of some of its texts."""
    signatures = block.signatures[is_chosen]
    return Block(
        block.article_ids[is_chosen],
        block.text_hashes[is_chosen],
        block.days[is_chosen],
        signatures,
        block.planes[is_chosen],
        _sorted_bands(signatures),
    )


def save_block(block: Block, path: Path) -> None:
    """Write a block in one step: four lengths, then its arrays, the widest items first."""
    names = (block.article_ids, block.text_hashes)
    lengths = (len(block.days), block.signatures.shape[1], *(each.itemsize for each in names))
    temporary = path.with_name(f"{path.name}.part")
    with temporary.open("wb") as file:
        file.write(np.array(lengths, dtype="<u8").tobytes())
        for array in (block.bands, block.planes, block.signatures, block.days, *names):
            file.write(np.ascontiguousarray(array).tobytes())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def load_block(path: Path, count: int) -> Block:
    """Return a block of so many texts, of which only what is looked at is read.

    Raises:
        BadDocument: no_block, where the file is not there, or not whole.
    """
    try:
        whole = np.memmap(path, dtype=np.uint8, mode="r")
        texts, values, *widths = (int(each) for each in whole[:HEAD].view("<u8"))
        kinds = ("<u8", "<u8", "<u4", "<i4", f"S{widths[0]}", f"S{widths[1]}")
        sizes = (BANDS * 8, PLANES * values // 8, values * 4, 4, *widths)
        ends = HEAD + np.cumsum([0, *(size * texts for size in sizes)])
        if texts != count or ends[-1] != len(whole):
            raise ValueError("another length")
        arrays = [
            whole[start:end].view(kind)
            for start, end, kind in zip(ends, ends[1:], kinds, strict=False)
        ]
    except (OSError, ValueError, TypeError, IndexError) as error:
        raise BadDocument("no_block", f"{path}: {error}: it is made anew") from error
    bands, planes, signatures, days, article_ids, text_hashes = arrays
    rows = signatures.reshape(count, values)
    return Block(article_ids, text_hashes, days, rows, planes.reshape(count, -1), bands)


def find_alike(
    mine: Block, other: Block, *, similar: float, days: int
) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
    """Return the pairs of a text of one block and one of another that are alike, and how alike.

    They share a band, lie at most so many days apart and agree in at least the share `similar` of
    their values. Of a block and itself each pair is returned once.
    """
    found = [np.empty(0, dtype=np.int64)]
    for ours, theirs in _meetings(mine.bands, other.bands):
        may_be = np.abs(mine.days[ours] - other.days[theirs]) <= days
        if mine is other:
            may_be &= ours < theirs
        ours, theirs = ours[may_be], theirs[may_be]
        may_be = _differing(mine, ours, other, theirs) <= (1 - similar) * mine.signatures.shape[1]
        found.append(np.unique(ours[may_be] * len(other.days) + theirs[may_be]))
    ours, theirs = np.divmod(np.unique(np.concatenate(found)), max(1, len(other.days)))
    share = _share(mine, ours, other, theirs)
    is_alike = share >= similar
    return ours[is_alike], theirs[is_alike], share[is_alike]


def _meetings(mine: Words, other: Words) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the numbers of texts that share a band, once for each band they share."""
    last = np.uint64((1 << NUMBER_BITS) - 1)
    first = np.searchsorted(other, mine & ~last)
    counts = np.searchsorted(other, mine | last, side="right") - first
    met = np.flatnonzero(counts)
    start = 0
    sums = np.cumsum(counts[met])
    while start < len(met):
        done = int(sums[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(sums, done + AT_ONCE, side="right")))
        part, many = met[start:stop], counts[met[start:stop]]
        steps = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        places = np.repeat(first[part], many) + steps
        ours = np.repeat(mine[part] & last, many)
        yield ours.astype(np.int64), (other[places] & last).astype(np.int64)
        start = stop


def _differing(mine: Block, ours: Numbers, other: Block, theirs: Numbers) -> Numbers:
    """Return in how many values texts differ at least: those that differ in one of three bits."""
    differ = mine.planes[ours] ^ other.planes[theirs]
    width = differ.shape[1] // PLANES
    seen = differ[:, :width]
    for plane in range(1, PLANES):
        seen = seen | differ[:, plane * width : (plane + 1) * width]
    counts: Numbers = np.bitwise_count(seen).sum(axis=1, dtype=np.int64)
    return counts


def _share(mine: Block, ours: Numbers, other: Block, theirs: Numbers) -> NDArray[np.float64]:
    """Return the share of the values in which texts agree, few pairs in memory at a time."""
    share = np.empty(len(ours), dtype=np.float64)
    for start in range(0, len(ours), COMPARED):
        part = slice(start, start + COMPARED)
        same = mine.signatures[ours[part]] == other.signatures[theirs[part]]
        share[part] = same.mean(axis=1)
    return share


def _planes(signatures: NDArray[np.uint32]) -> Words:
    bits = [
        np.packbits((signatures >> np.uint32(plane) & np.uint32(1)).astype(np.uint8), axis=1)
        for plane in range(PLANES)
    ]
    side_by_side: Words = np.ascontiguousarray(np.hstack(bits)).view(np.uint64)
    return side_by_side


@cache
def _choices() -> NDArray[np.int64]:
    """Return which values make each band."""
    walk = BANDS // len(STRIDES)  # bands that one stride makes
    chosen = [
        [(number % walk * VALUES + i) * STRIDES[number // walk] % 128 for i in range(VALUES)]
        for number in range(BANDS)
    ]
    return np.array(chosen, dtype=np.int64)


def _sorted_bands(signatures: NDArray[np.uint32]) -> Words:
    """Return a hash of each band of each signature, with the text's number, sorted."""
    chosen = signatures[:, _choices()].astype(np.uint64)
    mixed = np.broadcast_to(np.arange(BANDS, dtype=np.uint64), chosen.shape[:2]).copy()
    for value in range(VALUES):  # SplitMix64's steps, once for each value
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + chosen[:, :, value]
        mixed = (mixed ^ mixed >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    numbers = np.arange(len(signatures), dtype=np.uint64)[:, None]
    bare = mixed >> np.uint64(NUMBER_BITS) << np.uint64(NUMBER_BITS)
    return np.sort((bare | numbers).ravel())
