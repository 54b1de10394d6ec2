"""What was noted of changes goes in; the tables' names then mean the rows that they can reach.

A mart's SQL is written once, over whole tables. Made anew for some keys, it reads the rows that
may belong to those keys, and rows of other keys are left out of what comes of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flows import paths, store
from flows.publish.filing import covering
from flows.publish.manifest import TABLES, Version
from flows.publish.models import Model
from flows.store import Connection, quoted

STEPS = paths.SQL / "changes"
RENEWED = paths.SQL / "renewed"
COUNTED = ("articles", "statements", "events", "place_mentions", "actor_mentions")
NEAR = frozenset({"events"})  # what sql/changes/near.sql has read already
TOLD = ("statements", "events", "place_mentions", "date_mentions", "actor_mentions")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a mart is made anew by: a table of its changed keys, and one of the days they file."""

    keys: str
    columns: tuple[tuple[str, str], ...]  # a column of the mart, and that of the keys it is held to
    days: str  # SQL of the days whose files may hold rows of these keys
    name: str  # of the tables of chosen.sql
    narrowed: tuple[str, ...]  # the tables of which few rows can belong to these keys

    def condition(self, rows: str) -> str:
        """Return the SQL that is true of rows whose key has changed."""
        joined = " and ".join(
            f"{rows}.{mine} is not distinct from changed.{theirs}" for mine, theirs in self.columns
        )
        return f"exists (select 1 from {self.keys} as changed where {joined})"


def _by_key(column: str, name: str, *narrowed: str, of: str = "") -> Scope:
    keys = f"changed_{of or column}"
    return Scope(keys, ((column, "key"),), f"select key as day from {keys}", name, narrowed)


SCOPES = {
    ("told_on",): _by_key("told_on", "day", "articles", "article_revisions", *TOLD),
    ("event_date",): _by_key("event_date", "date", "events", "articles"),
    ("week_start",): _by_key("week_start", "week", "events", "place_mentions", "articles"),
    ("fetched_at::date",): _by_key("fetched_at::date", "fetched", "documents", of="fetched_on"),
    ("event_group_id",): Scope(
        "changed_event_group_id",
        (("event_group_id", "key"),),
        "from filed_event_group_id",
        "group",
        ("events", "articles"),
    ),
    ("story_id",): Scope(
        "changed_story_id",
        (("story_id", "key"),),
        "from filed_story_id",
        "story",
        ("articles", "article_revisions"),
    ),
    ("actor_id", "week_start"): Scope(
        "changed_saying",
        (("actor_id", "key"), ("week_start", "week_start")),
        "from filed_saying",
        "saying",
        ("statements", "articles"),
    ),
}


def base_version(connection: Connection) -> str | None:
    """Return the name of the version that changes are noted against, or None if none is."""
    row = connection.execute("select max(name) from main.changes where kind = 'base'").fetchone()
    return str(row[0]) if row and row[0] else None


def note_published(connection: Connection, version_name: str) -> None:
    """Note that all that changed is in a version; what changes from now on is noted against it."""
    connection.execute("delete from main.changes")
    connection.execute("insert into main.changes values ('base', ?, null)", [version_name])


def find_changes(connection: Connection, base: Version) -> None:
    """Make the tables of changed keys, and those of the rows that may belong to them."""
    _note_renamed(connection, base)
    store.run_file(connection, STEPS / "scopes.sql")
    store.run_file(connection, STEPS / "chosen.sql")
    store.run_file(connection, STEPS / "near.sql")


@contextmanager
def counting(connection: Connection, base: Version) -> Iterator[None]:
    """Give, until the block ends, what the version before holds of the days that have changed.

    For marts that count over all history: views before_TABLE, to take away what no longer holds.
    """
    days = connection.execute(
        "select key from changed_told_on union distinct from filed_event_group_id"
    ).fetchall()
    for table in COUNTED:
        entry = base.manifest.tables[table]
        names = sorted(covering(entry.files, [day for (day,) in days])) or sorted(entry.files)[:1]
        folder = base.folder / TABLES / table
        listed = ", ".join(quoted(folder / name) for name in names)
        connection.execute(
            f"create temp view before_{table} as from read_parquet([{listed}], filename = false)"
        )
    try:
        yield
    finally:
        for table in COUNTED:
            connection.execute(f"drop view temp.before_{table}")


def renewed_model(connection: Connection, model: Model, base: Version) -> Model:
    """Return the model with the SQL that counts on from the version before, if it has any."""
    path = RENEWED / f"{model.name}.sql"
    if not path.exists():
        return model
    files = quoted(base.folder / model.name / "*.parquet")
    connection.execute(
        f"create or replace temp view before_mart as from read_parquet({files}, filename = false)"
    )
    return replace(model, sql=path.read_text(encoding="utf-8"))


@contextmanager
def narrowed(connection: Connection, changes_by: tuple[str, ...]) -> Iterator[None]:
    """Let the tables' names mean, until the block ends, only rows that such changes can reach."""
    scope = SCOPES[changes_by]
    home = _one(connection, "select current_database()")
    for table in scope.narrowed:
        rows = (
            f"select * exclude (near_row) from near_{table} where near_row"
            if table in NEAR
            else f"select * from {home}.main.{table} where rowid"
        )
        connection.execute(
            f"create temp view {table} as {rows} in (select chosen from {scope.name}_{table})"
        )
    try:
        yield
    finally:
        for table in scope.narrowed:
            connection.execute(f"drop view temp.{table}")


def _note_renamed(connection: Connection, base: Version) -> None:
    """Note the articles of sources whose title is another than in the version before."""
    files = quoted(base.folder / TABLES / "sources" / "*.parquet")
    connection.execute(
        "create or replace temp table published_sources as "
        f"select source_id, name from read_parquet({files})"
    )
    store.run_file(connection, STEPS / "renamed_sources.sql")
    store.run_file(connection, STEPS / "note.sql")


def _one(connection: Connection, sql: str) -> str:
    row = connection.execute(sql).fetchone()
    return f'"{row[0]}"' if row else "memory"
