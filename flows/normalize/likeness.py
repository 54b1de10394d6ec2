"""A batch's signed texts go in; what links them to others is staged, and blocks are kept for it.

Blocks follow from main.story_signatures. Which there are stands in main.story_blocks, their arrays
in files beside the database, so that a look-up touches a few pages of each and reads none whole. A
file that is not there, or not whole, is no loss: all are made anew. They are few whatever is
stored: small ones are made one, so that each text is merged a few times in all. What a block says
of a text that has changed or gone since is not believed.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import polars as pl

from flows import paths, store
from flows.errors import BadDocument
from flows.keys import content_hash, row_key
from flows.normalize.blocks import (
    Block,
    choose_texts,
    find_alike,
    load_block,
    make_block,
    merge_blocks,
    save_block,
)

MOST = 8192  # texts of a block: full ones are left as they are, and passed by when they are old
EPOCH = date(1970, 1, 1)
MET = {
    "article_id": pl.String,
    "other_id": pl.String,
    "other_hash": pl.String,
    "other_day": pl.Int32,
    "similarity_share": pl.Float64,
}


def stage_links(connection: store.Connection, *, similar: float, window: timedelta) -> None:
    """Stage what links the staged texts to one another and to what is accepted."""
    fresh = list(_blocks_of(connection, "staged"))
    if not fresh:
        return
    pairs = combinations_with_replacement(fresh, 2)
    within = [_meet(mine, other, similar, window) for mine, other in pairs]
    first, last = min(_days(each)[0] for each in fresh), max(_days(each)[1] for each in fresh)
    stored = [
        _meet(mine, other, similar, window)
        for other in _stored(connection, first - window, last + window)
        for mine in fresh
    ]
    for name, met in (("met_within", within), ("met_stored", stored)):
        connection.register(name, pl.concat([pl.DataFrame(schema=MET), *met]))
    store.run_file(connection, paths.NORMALIZE / "story_links.sql")
    connection.unregister("met_within")
    connection.unregister("met_stored")


def keep_blocks(connection: store.Connection) -> None:
    """Put the staged texts into blocks, the last of them with the small ones that stand there.

    Done before the texts are accepted: blocks that have to be made anew do not hold them then.
    """
    folder = _folder(connection)
    fresh = list(_blocks_of(connection, "staged"))
    if folder is None or not fresh:
        return
    _clear(connection, folder)
    small = _small_ones(_loaded(connection, folder, "article_count < $1", [MOST]), fresh[-1])
    _drop(connection, list(small))
    _write(connection, folder, [*fresh[:-1], merge_blocks([*small.values(), fresh[-1]])])


def make_blocks(connection: store.Connection) -> None:
    """Put all accepted texts into blocks, where they stand in none yet."""
    folder = _folder(connection)
    if folder is not None:
        _loaded(connection, folder, "false")


def forget_texts(connection: store.Connection) -> None:
    """Take the articles of temp table forgotten out of the blocks."""
    folder = _folder(connection)
    rows = connection.execute("select article_id from forgotten").fetchall()
    if folder is None or not rows:
        return
    gone = np.array([name.encode() for (name,) in rows])
    loaded = _loaded(connection, folder).items()
    held = {key: (each, ~np.isin(each.article_ids, gone)) for key, each in loaded}
    held = {key: (each, is_kept) for key, (each, is_kept) in held.items() if not is_kept.all()}
    _drop(connection, list(held))
    _write(connection, folder, [choose_texts(*each) for each in held.values() if each[1].any()])
    _clear(connection, folder)


# --- one block and another ------------------------------------------------------------------------


def _blocks_of(connection: store.Connection, schema: str) -> Iterator[Block]:
    """Yield the signed texts of a schema as blocks, in the order of their days."""
    signed = store.read_frame(
        connection,
        "select article_id, text_hash, seen_on, signature "
        f"from {schema}.story_signatures order by seen_on, article_id",
    )
    for part in signed.iter_slices(MOST):
        yield make_block(
            part["article_id"].to_list(),
            part["text_hash"].to_list(),
            part["seen_on"].to_numpy(),
            part["signature"].explode().to_numpy().reshape(part.height, -1),
        )


def _days(block: Block) -> tuple[date, date]:
    """Return the first and the last day of a block's texts."""
    return EPOCH + timedelta(int(block.days.min())), EPOCH + timedelta(int(block.days.max()))


def _meet(mine: Block, other: Block, similar: float, window: timedelta) -> pl.DataFrame:
    """Return the pairs of two blocks that are alike, by name."""
    ours, theirs, share = find_alike(mine, other, similar=similar, days=window.days)
    names = (mine.article_ids[ours], other.article_ids[theirs], other.text_hashes[theirs])
    columns = (*(np.char.decode(each).tolist() for each in names), other.days[theirs], share)
    return pl.DataFrame(dict(zip(MET, columns, strict=True)), schema=MET)


# --- blocks that are kept -------------------------------------------------------------------------


def _folder(connection: store.Connection) -> Path | None:
    """Return where the files of this database's blocks stand; None of one in memory."""
    row = connection.execute(
        "select path from duckdb_databases() where database_name = current_database()"
    ).fetchone()
    return paths.blocks_of(Path(row[0])) if row and row[0] else None


def _stored(connection: store.Connection, first: date, last: date) -> Iterable[Block]:
    """Return the blocks of accepted texts that have some of these days."""
    folder = _folder(connection)
    if folder is None:
        return _blocks_of(connection, "main")
    within = "last_day >= $1 and first_day <= $2"
    return _loaded(connection, folder, within, [first, last]).values()


def _loaded(
    connection: store.Connection,
    folder: Path,
    condition: str = "true",
    values: Sequence[object] = (),
) -> dict[str, Block]:
    """Return the blocks that meet a condition; where one is not whole, all are made anew."""
    asked = f"select block_id, article_count from main.story_blocks where {condition} order by all"
    rows = connection.execute(asked, list(values)).fetchall()
    try:
        if not rows and not _is_kept(connection):
            raise BadDocument("no_block", "the signatures have no blocks")
        return {block_id: load_block(folder / block_id, count) for block_id, count in rows}
    except BadDocument:
        _drop(connection, None)
        _write(connection, folder, _blocks_of(connection, "main"))
    rows = connection.execute(asked, list(values)).fetchall()
    return {block_id: load_block(folder / block_id, count) for block_id, count in rows}


def _is_kept(connection: store.Connection) -> bool:
    """Tell whether blocks are kept, or there is nothing to keep."""
    row = connection.execute(
        "select exists(from main.story_blocks) or not exists(from main.story_signatures)"
    ).fetchone()
    return bool(row and row[0])


def _small_ones(stored: dict[str, Block], fresh: Block) -> dict[str, Block]:
    """Return the blocks to be made one with a fresh one, smallest first.

    None is more than twice as large as what it joins, so that a text is merged a few times in all.
    """
    count = len(fresh.days)
    taken = {}
    for block_id, block in sorted(stored.items(), key=lambda each: (len(each[1].days), each[0])):
        if len(block.days) > 2 * count or count + len(block.days) > MOST:
            break
        taken[block_id] = block
        count += len(block.days)
    return taken


def _drop(connection: store.Connection, block_ids: list[str] | None) -> None:
    """Let no row speak of these blocks, or of any."""
    named = "" if block_ids is None else " where block_id in (select unnest($1))"
    connection.execute(
        f"delete from main.story_blocks{named}", None if block_ids is None else [block_ids]
    )


def _write(connection: store.Connection, folder: Path, blocks: Iterable[Block]) -> None:
    """Keep blocks: their files are whole and on disk before one statement speaks of them all."""
    rows = []
    for block in blocks:
        named = (block.article_ids, block.text_hashes, block.days)
        block_id = row_key("block", *(content_hash(each.tobytes()) for each in named))
        folder.mkdir(exist_ok=True)
        save_block(block, folder / block_id)
        rows.append((block_id, len(block.days), *_days(block)))
    schema = ("block_id", "article_count", "first_day", "last_day")
    store.merge_frame(connection, "story_blocks", pl.DataFrame(rows, schema=schema, orient="row"))


def _clear(connection: store.Connection, folder: Path) -> None:
    """Remove the files that no row speaks of: what merging and killed runs have left."""
    rows = connection.execute("select block_id from main.story_blocks").fetchall()
    for name in {path.name for path in folder.glob("*")} - {name for (name,) in rows}:
        (folder / name).unlink(missing_ok=True)
