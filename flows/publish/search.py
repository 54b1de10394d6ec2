"""The readers' database and some words go in; the articles and statements that hold them come out.

The index is a file beside the database, built when somebody searches and built again once the
database is another one; no run waits for it. Who may not write there has one for a single search.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from flows import store
from flows.store import Connection, quoted

KINDS = ("article", "statement")
LETTERS = r"[^\p{L}\p{N}]+"  # what parts words, in every script; DuckDB's own default drops digits
AROUND = 70  # characters shown on either side of the first word found
SIDE = "side"

log = logging.getLogger("dateline")


def search(news: Path, index: Path, words: str, *, limit: int = 20) -> pl.DataFrame:
    """Return what holds all of the words, the best first; what holds some, where nothing has all.

    Words are compared by their stems (Porter's, English), without accents.
    """
    with _made(news, index) as made, store.opened(made, read_only=True) as connection:
        store.load_search(connection)
        found = _matches(connection, words, limit, is_every_word=True)
        if found.is_empty():
            found = _matches(connection, words, limit, is_every_word=False)
    wanted = [word.casefold() for word in words.split()]
    return found.with_columns(
        pl.col("words").map_elements(lambda text: excerpt(text, wanted), return_dtype=pl.String)
    )


@contextmanager
def _made(news: Path, index: Path) -> Iterator[Path]:
    """Yield an index of the database as it is; where its folder takes none, one that goes again.

    It is kept in no other place: what is taken down from the warehouse would stay there.
    """
    if _is_current(news, index):
        yield index
    elif refused := store.refused_write(index.parent):
        log.warning(
            "%s: no index can be kept there (%s): made for this search alone; who may write there "
            "makes a lasting one by a search",
            index.parent,
            refused.strerror,
        )
        with TemporaryDirectory(prefix="dateline-search-") as folder:
            build_index(news, Path(folder) / index.name)
            yield Path(folder) / index.name
    else:
        build_index(news, index)
        yield index


def build_index(news: Path, index: Path) -> None:
    """Write the index of the database's articles and statements, and put it in place whole."""
    building = index.with_name(f".building-{os.getpid()}-{index.name}")
    building.unlink(missing_ok=True)
    mark = _mark(news)
    try:
        with store.opened(news, read_only=True) as connection:
            connection.execute(f"attach {quoted(building)} as {SIDE} (read_write)")
            connection.execute(TEXTS)
        with store.opened(building) as connection:
            store.load_search(connection)
            connection.execute(
                "pragma create_fts_index('texts', 'text_id', 'heading', 'words', "
                f"stopwords = 'none', ignore = '{LETTERS}', overwrite = 1)"
            )
            connection.execute("create table made_of as select $1::varchar as mark", [mark])
            connection.execute("checkpoint")  # its log does not come along
        building.replace(index)
    finally:
        store.remove(building)


TEXTS = f"""
    create table {SIDE}.texts as
    select
        article_id as text_id, 'article' as kind, article_id, published_at,
        source_name as outlet, title as heading, text as words, url
    from marts.articles
    union all
    select
        statement_id, 'statement', article_id, published_at,
        source_name, coalesce(speaker_name, speaker_text), content, url
    from marts.statements
    order by text_id
"""

MATCHES = """
    select kind, round(score, 2) as score, published_at::date as published, outlet,
        heading, words, article_id, url
    from (
        select *, fts_main_texts.match_bm25(text_id, $1, conjunctive := $2) as score from texts
    )
    where score is not null
    order by score desc, published_at desc, text_id
    limit $3
"""


def _matches(
    connection: Connection, words: str, limit: int, *, is_every_word: bool
) -> pl.DataFrame:
    return store.read_frame(connection, MATCHES, [words, int(is_every_word), limit])


def excerpt(text: str, wanted: list[str]) -> str:
    """Return the part of a text where the first of the words stands, on one line."""
    folded = text.casefold()
    places = [at for word in wanted if (at := folded.find(word)) >= 0]
    middle = min(places, default=0)
    start, end = max(0, middle - AROUND), middle + AROUND
    part = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{part}{' …' if end < len(text) else ''}"


def _is_current(news: Path, index: Path) -> bool:
    if not index.exists():
        return False
    with store.opened(index, read_only=True) as connection:
        row = connection.execute("select mark from made_of").fetchone()
    return row is not None and row[0] == _mark(news)


def _mark(news: Path) -> str:
    """Return what changes whenever the database is replaced."""
    known = news.stat()
    return f"{known.st_size}-{known.st_mtime_ns}"
