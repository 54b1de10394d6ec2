"""Copies are grouped and different stories are not, in a time that does not grow with the store.

pytest -m bench -s tests/benchmarks/test_grouping.py
"""

import shutil
import statistics
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from flows import store
from flows.keys import content_hash, row_key
from flows.normalize import models
from flows.records import Article
from tests.benchmarks.copies import Written, write_articles

NOW = datetime(2026, 3, 20, tzinfo=UTC)
BATCH = 500
STORED = (1_000, 5_000, 20_000)


def article(number: int, written: Written) -> Article:
    seen_at = NOW - timedelta(minutes=number % (20 * 24 * 60))
    key = row_key("article", number)
    return Article(
        article_id=key,
        document_id=row_key("document", number),
        source_id="source",
        url=None,
        canonical_url=None,
        title=None,
        authors=(),
        agency=None,
        published_at=seen_at,
        published_basis="feed",
        modified_at=None,
        fetched_at=seen_at,
        language="en",
        text=written.text,
        word_count=len(written.text.split()),
        text_hash=content_hash(written.text),
        is_partial=False,
        partial_reason=None,
        raw_ref="none",
        method="none",
    )


def add(connection: store.Connection, written: list[Written], *, first: int) -> list[float]:
    """Let the warehouse group articles by batches; return the processor seconds of each batch.

    `first` is the number of the first article: no two of a warehouse have the same.
    """
    seconds = []
    for start in range(0, len(written), BATCH):
        some = enumerate(written[start : start + BATCH], start=first + start)
        batch = [article(*each) for each in some]
        began = time.process_time()
        models.stage_articles(connection, batch, now=NOW)
        models.stage_annotations(connection, [], now=NOW)
        models.accept(connection)
        seconds.append(time.process_time() - began)
    return seconds


def group(database: Path, written: list[Written]) -> tuple[list[str], list[float]]:
    """Let a new warehouse group articles; return the stories and each batch's processor time."""
    database.parent.mkdir(exist_ok=True)
    with store.opened(database, threads=2) as connection:
        store.create_tables(connection)
        seconds = add(connection, written, first=0)
        stories = dict(connection.execute("select article_id, story_id from articles").fetchall())
    return [stories[row_key("article", n)] for n in range(len(written))], seconds


def cost_of_more(filled: Path, more: list[Written]) -> float:
    """Return the processor milliseconds an article more costs in a copy of a filled folder."""
    copy = filled.with_name("copy")
    shutil.copytree(filled, copy)
    with store.opened(copy / "work.duckdb", threads=2) as connection:
        seconds = add(connection, more, first=1_000_000)
    shutil.rmtree(copy)
    return statistics.median(seconds) / BATCH * 1000


def pairs(keys: list[object]) -> set[tuple[int, int]]:
    """Return the pairs of articles that share a key."""
    members = defaultdict(list)
    for number, key in enumerate(keys):
        members[key].append(number)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def judge(written: list[Written], found: list[str]) -> tuple[float, float, Counter[str]]:
    """Return precision and recall over pairs, and how many copies of each kind were missed."""
    true, made = pairs([each.story for each in written]), pairs(list(found))
    missed = Counter(written[n].kind for pair in true - made for n in pair)
    right = len(true & made)
    return right / max(1, len(made)), right / max(1, len(true)), missed


def test_copies_are_grouped_and_other_stories_are_not(tmp_path: Path) -> None:
    written = write_articles(600, seed=1)
    precision, recall, missed = judge(written, group(tmp_path / "w" / "work.duckdb", written)[0])
    assert precision >= 0.98, missed
    assert recall >= 0.95, missed


@pytest.mark.bench
def test_twenty_thousand_articles_are_grouped_in_flat_time(tmp_path: Path) -> None:
    written, more = write_articles(max(STORED), seed=2), write_articles(4 * BATCH, seed=3)
    for count in STORED:
        found, seconds = group(tmp_path / f"{count}" / "work.duckdb", written[:count])
    precision, recall, missed = judge(written, found)
    early, late = (statistics.median(part) / BATCH for part in (seconds[2:10], seconds[-8:]))
    print(
        f"{len(written)} articles: precision {precision:.4f}, recall {recall:.4f}, missed by kind "
        f"{dict(missed)}; {early * 1000:.2f} ms an article at first, {late * 1000:.2f} at last"
    )
    costs: dict[int, list[float]] = {count: [] for count in STORED}
    for turn in range(5):  # the sizes in turn, forwards and back
        for count in STORED if turn % 2 else reversed(STORED):
            costs[count].append(cost_of_more(tmp_path / f"{count}", more))
    medians = {count: statistics.median(each) for count, each in costs.items()}
    told = ", ".join(f"{each:.2f} ms with {count} stored" for count, each in medians.items())
    print(f"an article of the same {len(more)} more: {told}")
    assert precision >= 0.98
    assert recall >= 0.95
    assert medians[max(STORED)] <= 1.15 * medians[min(STORED)]
