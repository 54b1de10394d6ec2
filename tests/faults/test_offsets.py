"""What every row of every table says of its text stands there, however strange the text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from flows import migrations, store
from flows.annotate.article import annotate_batch
from flows.errors import BadDocument
from flows.extract.article import extract_page
from flows.keys import content_hash, row_key
from flows.normalize import models
from flows.records import Article, Document, Rejected
from tests.faults.strange_texts import strange_texts

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
QUOTING = ("statements", "events", "place_mentions", "date_mentions")
Row = dict[str, Any]


@dataclass(slots=True)
class Proof:
    """What was held against the texts, and what did not stand there."""

    checked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def hold(self, text: str, name: str, start: Any, end: Any, words: Any) -> None:
        """Hold one quotation against its text; `words` is None where the row quotes none."""
        if start is None and end is None and words is None:
            return
        self.checked[name] += 1
        inside = start is not None and end is not None and 0 <= start < end <= len(text)
        if not inside or (words is not None and text[start:end] != words):
            self.wrong.append(f"{name} [{start}:{end}] says {words!r} of {text!r}")


def document(number: int, body: bytes, media_type: str) -> Document:
    name = f"https://news.example/{number}"
    key = row_key("article", name)
    digest = content_hash(body)
    return Document(
        row_key(key, digest), key, "s", name, name, name, media_type, digest, len(body), NOW, "raw"
    )


def page(text: str) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    return f"<html lang=en><body><article><h1>News</h1>{paragraphs}</article></body></html>"


def articles(texts: Iterator[str]) -> Iterator[Article]:
    """Yield what the extractor makes of the texts, one as plain text, the next as a page."""
    for number, text in enumerate(texts):
        is_page = number % 2
        body = (page(text) if is_page else text).encode("utf-8", "replace")
        kind = "text/html" if is_page else "text/plain"
        try:
            yield extract_page(document(number, body, kind), body)
        except BadDocument:
            continue


def staged_rows(connection: store.Connection, table: str) -> list[Row]:
    return store.read_frame(
        connection,
        f"select found.*, revised.text as whole from staged.{table} as found "
        "inner join staged.article_revisions as revised using (article_id, revision)",
    ).to_dicts()


def prove(connection: store.Connection, batch: list[Article], proof: Proof) -> None:
    """Send a batch through the tables, and hold every row that comes out against its text."""
    models.stage_articles(connection, batch, now=NOW)
    read = annotate_batch(models.staged_texts(connection))
    proof.wrong += [each.message for each in read if isinstance(each, Rejected)]
    models.stage_annotations(connection, read, now=NOW)
    for table in QUOTING:
        for row in staged_rows(connection, table):
            hold_row(proof, table, row)


def hold_row(proof: Proof, table: str, row: Row) -> None:
    """Hold every quotation of a row against its text: columns are found by their names."""
    whole = row.pop("whole")
    for column in [name for name in row if name.endswith(("_start", "start"))]:
        stem = column.removesuffix("start")
        if isinstance(row[column], int | None) and not stem.startswith("said_date"):
            words = row.get(f"{stem}text") if stem != "date_text_" else None
            proof.hold(whole, f"{table}.{column}", row[column], row[f"{stem}end"], words)
    for side in [*row.get("sources", ()), *row.get("targets", ())]:
        proof.hold(whole, f"{table}.sides", side["start"], side["end"], side["text"])
    spans = [(span["start"], span["end"]) for span in row.get("content_spans", ())]
    for start, end in spans:
        proof.hold(whole, f"{table}.content_spans", start, end, None)
    if spans:
        proof.checked[f"{table}.content"] += 1
        if row["content"] != " … ".join(whole[start:end] for start, end in spans):
            proof.wrong.append(f"{table}.content {spans} says {row['content']!r} of {whole!r}")


def proved(count: int, seed: int, folder: Path) -> Proof:
    """Return the proof over this many strange texts, in batches of a hundred."""
    proof, coming = Proof(), articles(strange_texts(count, seed))
    number = 0
    while batch := list(islice(coming, 100)):
        path = folder / f"{number}.duckdb"
        migrations.migrate(path, now=NOW)
        with store.opened(path) as connection:
            prove(connection, batch, proof)
        path.unlink()
        number += 1
        print(f"{100 * number} texts: {sum(proof.checked.values())} quotations stand,", flush=True)
        print(f"{len(proof.wrong)} do not", *proof.wrong[:20], sep="\n", flush=True)
    return proof


def test_rows_of_thirty_strange_texts_stand_in_them(tmp_path: Path) -> None:
    proof = proved(30, 1, tmp_path)
    assert proof.wrong == []
    assert {name.split(".")[0] for name in proof.checked} == set(QUOTING)


@pytest.mark.faults
def test_rows_of_ten_thousand_strange_texts_stand_in_them(tmp_path: Path) -> None:
    proof = proved(10_000, 2, tmp_path)
    print(dict(proof.checked))
    assert proof.wrong == []
