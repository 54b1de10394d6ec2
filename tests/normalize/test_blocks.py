"""A block finds every text that shares a band and is alike, none twice, whole or in pieces."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from flows.errors import BadDocument
from flows.normalize import blocks
from flows.normalize.blocks import (
    Block,
    choose_texts,
    find_alike,
    load_block,
    make_block,
    merge_blocks,
    save_block,
)

DAY = np.datetime64("2026-03-01")


def written(count: int, seed: int, *, days: int = 1) -> Block:
    """Return a block of texts that agree with one text in growing shares of their values."""
    chance = np.random.default_rng(seed)
    first = np.random.default_rng(0).integers(0, 2**32, 128, dtype=np.uint32)
    others = chance.integers(0, 2**32, (count, 128), dtype=np.uint32)
    is_shared = chance.random((count, 128)) < np.linspace(0.2, 1, count)[:, None]
    return make_block(
        [f"a{seed}.{n}" for n in range(count)],
        [f"h{n}" for n in range(count)],
        DAY + np.arange(count) % days,
        np.where(is_shared, first, others),
    )


def bands(signature: np.ndarray) -> set[tuple[int, tuple[int, ...]]]:
    """Return the bands as decision 0003 has them: 64 choices of six values, by their numbers."""
    return {
        (number, tuple(int(signature[(number % 16 * 6 + i) * stride % 128]) for i in range(6)))
        for number in range(64)
        for stride in [(1, 37, 85, 59)[number // 16]]
    }


def slowly(mine: Block, other: Block, similar: float, days: int) -> dict[tuple[int, int], float]:
    """Return what find_alike is to return, by comparing all with all."""
    found = {}
    ours, theirs = ([bands(each) for each in block.signatures] for block in (mine, other))
    for one, two in product(range(len(ours)), range(len(theirs))):
        share = float((mine.signatures[one] == other.signatures[two]).mean())
        is_near = abs(int(mine.days[one]) - int(other.days[two])) <= days
        shares_band = ours[one] & theirs[two]
        if share >= similar and is_near and shares_band and (mine is not other or one < two):
            found[one, two] = share
    return found


def found(mine: Block, other: Block, similar: float = 0.55, days: int = 30) -> object:
    ours, theirs, share = find_alike(mine, other, similar=similar, days=days)
    pairs = list(zip(ours.tolist(), theirs.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    return dict(zip(pairs, share.tolist(), strict=True))


@pytest.mark.parametrize("at_once", [1, 1_000_000])
@pytest.mark.parametrize("days", [3, 30])
def test_it_finds_what_comparing_all_with_all_finds(
    monkeypatch: pytest.MonkeyPatch, at_once: int, days: int
) -> None:
    monkeypatch.setattr(blocks, "AT_ONCE", at_once)
    mine, other = written(60, seed=1, days=20), written(80, seed=2, days=20)
    expected = slowly(mine, other, 0.55, days)
    assert len(expected) > 200
    assert found(mine, other, days=days) == expected
    assert found(mine, mine, days=days) == slowly(mine, mine, 0.55, days)


def test_blocks_made_one_find_what_they_found_apart() -> None:
    parts = [written(20, seed=seed, days=9) for seed in (1, 2, 3)]
    whole, asked = merge_blocks(parts), written(30, seed=4)
    starts = (0, 20, 40)
    apart = {
        (one, two + start): share
        for part, start in zip(parts, starts, strict=True)
        for (one, two), share in slowly(asked, part, 0.55, 30).items()
    }
    assert found(asked, whole) == apart
    assert whole.article_ids.tolist() == [name for part in parts for name in part.article_ids]


def test_chosen_texts_keep_their_like() -> None:
    block, asked = written(40, seed=1), written(30, seed=2)
    chosen = choose_texts(block, np.arange(40) % 2 == 1)
    expected = {
        (one, two // 2): share
        for (one, two), share in slowly(asked, block, 0.55, 30).items()
        if two % 2 == 1
    }
    assert found(asked, chosen) == expected


def test_a_block_comes_back_from_its_file(tmp_path: Path) -> None:
    block = written(17, seed=1, days=5)
    save_block(block, tmp_path / "block")
    again = load_block(tmp_path / "block", 17)
    for name in Block.__slots__:
        assert np.array_equal(getattr(again, name), getattr(block, name)), name
    assert [each.name for each in tmp_path.iterdir()] == ["block"]


@pytest.mark.parametrize("length", [0, 3, 32, 40, 5000, -1])
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "block"
    save_block(written(17, seed=1), path)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(BadDocument, match="made anew"):
        load_block(path, 17)


def test_another_block_s_file_is_refused(tmp_path: Path) -> None:
    save_block(written(17, seed=1), tmp_path / "block")
    for path, count in ((tmp_path / "block", 18), (tmp_path / "none", 17), (tmp_path, 17)):
        with pytest.raises(BadDocument, match="made anew"):
            load_block(path, count)
