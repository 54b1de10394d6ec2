"""A connection to the work database goes in; staged tables are filled and accepted by sql/."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from itertools import islice
from typing import Any

import polars as pl

from flows import paths, store
from flows.normalize import changes, frames, likeness, stories
from flows.records import Annotations, Article, ArticleText, Edit, Rejected
from flows.zones import from_utc

STEPS, QUESTIONS = paths.NORMALIZE, paths.QUESTIONS
ANNOTATED = ("statements", "events", "place_mentions", "date_mentions", "actor_mentions")
STORED_AT_ONCE = 100  # texts: a statement for each table costs some milliseconds
METHOD = ("article_id", "revision", "method")


def stage_articles(
    connection: store.Connection,
    outcomes: Iterable[Article | Rejected],
    *,
    now: datetime,
    passed_over: Iterable[str] = (),
) -> None:
    """Begin a batch: stage what the extractor made, and number the revisions that are new.

    `passed_over` names documents whose articles are older than was asked for.
    """
    store.run_file(connection, STEPS / "staging.sql")
    read: list[Article] = []
    refused: list[Rejected] = []
    for outcome in outcomes:
        (refused if isinstance(outcome, Rejected) else read).append(outcome)  # type: ignore[arg-type]
    _append(connection, "extracted", [frames.revision_row(article) for article in read])
    passed = [{"document_id": each, "outcome": "passed_over"} for each in passed_over]
    _append(connection, "outcomes", passed)
    _refuse(connection, refused, now=now)
    store.run_file(connection, STEPS / "revisions.sql")


def stage_again(connection: store.Connection, *, since: datetime) -> None:
    """Begin a batch of revisions already accepted, fetched since then, to be annotated again."""
    store.run_file(connection, STEPS / "staging.sql")
    connection.execute(
        "insert into staged.article_revisions from main.article_revisions where fetched_at >= $1",
        [since],
    )


def stage_unread(connection: store.Connection) -> None:
    """Begin a batch of accepted revisions that quarantine holds as not read."""
    store.run_file(connection, STEPS / "staging.sql")
    connection.execute(
        "insert into staged.article_revisions from main.article_revisions "
        "where document_id in (select document_id from main.quarantine "
        "where stage in ('annotate', 'validate'))"
    )


def staged_texts(connection: store.Connection) -> list[ArticleText]:
    """Return the staged revisions as the annotator takes them, in the order of their keys.

    Their instants are in the zone of the outlet's clock, whose day a text means by "today".
    """
    rows = connection.execute(
        "select article_id, revision, text, published_at, title, url, language, document_id, "
        "published_zone from staged.article_revisions order by article_id, revision"
    ).fetchall()
    texts = [ArticleText(*row) for *row, _ in rows]
    zones = [zone for *_, zone in rows]
    return [
        replace(text, published_at=_by_the_clock(text.published_at, zone))
        for text, zone in zip(texts, zones, strict=True)
    ]


def staged_edits(connection: store.Connection) -> dict[str, list[Edit]]:
    """Return by article what led to the staged revisions that follow another, the oldest first."""
    edits: dict[str, list[Edit]] = {}
    for row in store.ask_file(connection, QUESTIONS / "edits.sql").to_dicts():
        changed_at = _by_the_clock(row["changed_at"], row["changed_zone"])
        edits.setdefault(row["article_id"], []).append(
            Edit(
                revision=row["revision"],
                published_at=_by_the_clock(row["published_at"], row["published_zone"]),
                day=changed_at.date() if changed_at else None,
                added=tuple(row["added"]),
                removed=tuple(row["removed"]),
            )
        )
    return edits


def _by_the_clock(instant: datetime | None, zone: str | None) -> datetime | None:
    """Return an instant by the outlet's clock."""
    if zone is None or instant is None:
        return instant
    return instant.astimezone(timezone(from_utc(zone)))


def changed_revisions(connection: store.Connection) -> list[dict[str, Any]]:
    """Return the staged revisions that follow another, with both titles and texts."""
    return store.ask_file(connection, QUESTIONS / "changed_revisions.sql").to_dicts()


def stage_changes(connection: store.Connection, found: list[dict[str, Any]]) -> None:
    """Write what each revision added and removed beside it (article_id, revision, added, …)."""
    if not found:
        return
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "article_id": pl.String,
        "revision": pl.Int32,
        "added": pl.List(pl.String),
        "removed": pl.List(pl.String),
        "previous_title": pl.String,
    }
    connection.register("found_changes", pl.DataFrame(found, schema=schema))
    connection.execute(
        "update staged.article_revisions set added = found.added, "
        "removed = found.removed, previous_title = found.previous_title "
        "from found_changes as found where article_revisions.article_id = found.article_id "
        "and article_revisions.revision = found.revision"
    )
    connection.unregister("found_changes")


def stage_annotations(
    connection: store.Connection, outcomes: Iterable[Annotations | Rejected], *, now: datetime
) -> int:
    """Stage what the annotator read, and what follows from it by sets; count what it refused.

    Rows are made and stored, and texts signed, as outcomes come, while others still read.
    """
    methods: list[frames.Row] = []
    refused: list[Rejected] = []
    rows: dict[str, list[frames.Row]] = {table: [] for table in ANNOTATED}
    places: dict[str, frames.Row] = {}
    signatures: list[frames.Row] = []
    signing = _signatures(connection)
    for number, outcome in enumerate(outcomes, start=1):
        signatures += islice(signing, 1)
        if isinstance(outcome, Rejected):
            refused.append(outcome)
            continue
        found = frames.annotation_rows(outcome)
        places |= {row["place_id"]: row for row in found.pop("places")}
        for table in ANNOTATED:
            rows[table] += found[table]
        if outcome.skipped is None:
            methods.append({name: getattr(outcome, name) for name in METHOD})
        if number % STORED_AT_ONCE == 0:
            _store(connection, rows)
    _store(connection, rows)
    _append(connection, "places", list(places.values()))
    store.run_file(connection, STEPS / "told_on.sql")
    _refuse(connection, refused, now=now)
    _note_methods(connection, methods)
    _stage_groups(connection, [*signatures, *signing])
    return len(refused)


def _store(connection: store.Connection, rows: dict[str, list[frames.Row]]) -> None:
    """Append what is there for each table, and keep none of it."""
    for table, found in rows.items():
        _append(connection, table, found)
        found.clear()


def set_aside(
    connection: store.Connection,
    texts: Iterable[tuple[str, int]],
    refused: list[Rejected],
    *,
    now: datetime,
) -> None:
    """Take revisions (article_id, revision) out of the batch, and group anew what is left."""
    named = pl.DataFrame(list(texts), schema=["article_id", "revision"], orient="row")
    connection.register("named_texts", named)
    connection.execute("create or replace temp table set_aside as from named_texts")
    connection.unregister("named_texts")
    store.run_file(connection, STEPS / "set_aside.sql")
    _refuse(connection, refused, now=now)
    _stage_groups(connection, list(_signatures(connection)))


def _stage_groups(connection: store.Connection, signatures: list[frames.Row]) -> None:
    """Stage what follows from comparing texts: stories, actors, articles, event groups."""
    _stage_stories(connection, signatures)
    store.hand_back(connection)
    for step in ("actors", "articles", "event_mentions", "event_pairs", "event_groups"):
        store.run_file(connection, STEPS / f"{step}.sql")


def restore_stories(connection: store.Connection) -> None:
    """Find again, from the accepted texts, what says which of them are alike."""
    store.run_file(connection, STEPS / "staging.sql")
    _stage_links(connection, list(_signatures(connection, "accepted_texts")))
    for table in ("story_signatures", "story_links"):
        connection.execute(f"insert into main.{table} from staged.{table}")
    connection.execute("drop schema staged cascade")


def accept(connection: store.Connection) -> None:
    """Make what is staged part of the accepted tables, in one transaction."""
    with changes.noted(connection, "accepted"):
        likeness.keep_blocks(connection)
        store.run_file(connection, STEPS / "accept.sql")
        store.run_file(connection, STEPS / "changed.sql")


def _append(connection: store.Connection, table: str, rows: list[frames.Row]) -> None:
    if not rows:
        return
    schema = connection.execute(f"from staged.{table} limit 0").pl().schema
    connection.register("incoming_rows", frames.frame(rows, schema))
    connection.execute(f"insert into staged.{table} by name from incoming_rows")
    connection.unregister("incoming_rows")


def _refuse(connection: store.Connection, refused: list[Rejected], *, now: datetime) -> None:
    rows = {r["quarantine_id"]: r for r in (frames.quarantine_row(x, now=now) for x in refused)}
    _append(connection, "quarantine", list(rows.values()))
    outcomes = [
        {"document_id": item.document_id, "outcome": "rejected"}
        for item in refused
        if item.document_id is not None and item.stage == "extract"
    ]
    _append(connection, "outcomes", outcomes)


def _note_methods(connection: store.Connection, methods: list[frames.Row]) -> None:
    if not methods:
        return
    connection.register("methods", pl.DataFrame(methods))
    connection.execute(
        "update staged.article_revisions set annotate_method = methods.method from methods "
        "where article_revisions.article_id = methods.article_id "
        "and article_revisions.revision = methods.revision"
    )
    connection.unregister("methods")


def _stage_stories(connection: store.Connection, signatures: list[frames.Row]) -> None:
    _stage_links(connection, signatures)
    members = store.ask_file(connection, QUESTIONS / "story_members.sql").rows()
    names = [name for name, _ in members]
    # By number, one after the other: a hundred copies of one story have five thousand links.
    linked = store.ask_file(connection, QUESTIONS / "standing_links.sql", [names]).iter_rows()
    links = ((names[one - 1], names[other - 1]) for one, other in linked)
    grouped = stories.group_stories(members, links)
    rows = [{"article_id": a, "story_id": s, "is_duplicate": d} for a, s, d in grouped]
    _append(connection, "stories", rows)


def _signatures(
    connection: store.Connection, question: str = "newest_texts"
) -> Iterator[frames.Row]:
    """Yield the rows of story_signatures for the texts that a question is answered with."""
    for row in store.ask_file(connection, QUESTIONS / f"{question}.sql").to_dicts():
        yield row | {"signature": stories.sign_text(row.pop("text"))}


def _stage_links(connection: store.Connection, signatures: list[frames.Row]) -> None:
    """Stage signatures of texts, and what links them to others."""
    _append(connection, "story_signatures", signatures)
    likeness.stage_links(connection, similar=stories.SIMILAR, window=stories.WINDOW)
