"""What was noted of changes goes in; the tables' names then mean the rows that they can reach.

A mart's SQL is written once, over whole tables. Made anew for some keys, it reads the rows that
may belong to those keys, and rows of other keys are left out of what comes of it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from flows import paths, store
from flows.publish.days import EPOCH, keep_days
from flows.publish.filing import part_of
from flows.publish.manifest import Version
from flows.publish.models import Model
from flows.store import Connection, quoted

STEPS = paths.SQL / "changes"
RENEWED = paths.SQL / "renewed"
TOLD = ("statements", "events", "place_mentions", "date_mentions", "actor_mentions")
WEEKLY = ("events", "place_mentions", "articles")
INSTANTS = {"documents": "fetched_at", "fetches": "started_at"}  # of what no text tells


@dataclass(frozen=True, slots=True)
class Scope:
    """What a mart is made anew by: a table of its changed keys, and one of the days they file."""

    keys: str
    columns: tuple[tuple[str, str], ...]  # a column of the mart, and that of the keys it is held to
    days: str  # SQL of the days whose files may hold rows of these keys
    name: str  # of the tables of chosen.sql
    narrowed: tuple[str, ...]  # the tables of which few rows can belong to these keys
    is_parted: bool = False  # beside each day stands the part of the key
    whole_days: Mapping[str, str] = field(default_factory=dict)  # tables read by these days alone
    read: Mapping[str, str] = field(default_factory=dict)  # tables whose rows were read before: SQL

    def condition(self, rows: str) -> str:
        """Return the SQL that is true of rows whose key has changed."""
        joined = " and ".join(
            f"{rows}.{mine} is not distinct from changed.{theirs}" for mine, theirs in self.columns
        )
        return f"exists (select 1 from {self.keys} as changed where {joined})"


def _by_key(
    column: str,
    name: str,
    *narrowed: str,
    of: str = "",
    whole_days: Mapping[str, str] | None = None,
    read: Mapping[str, str] | None = None,
) -> Scope:
    keys = f"changed_{of or column}"
    days = f"select key as day from {keys}"
    return Scope(
        keys,
        ((column, "key"),),
        days,
        name,
        narrowed,
        whole_days=whole_days or {},
        read=read or {},
    )


def _of_whole(column: str, name: str) -> Scope:
    """Return the scope of marts that one file holds, of whatever days."""
    keys = f"changed_{column}"
    return Scope(keys, ((column, "key"),), f"select null::date from {keys} limit 1", name, ())


def _near(name: str) -> dict[str, str]:
    """Return the SQL of rows that stand scattered among all that is stored, and were read once."""
    return {
        "events": "select * exclude (near_row) from near_events "
        f"where near_row in (select chosen from {name}_events)",
        "articles": "select * exclude (near_row) from near_articles",
    }


DYAD = (
    "event_date",
    "event_type",
    "source_country_code",
    "source_sector",
    "target_country_code",
    "target_sector",
)
SCOPES: dict[tuple[str, ...], Scope] = {
    ("told_on",): _by_key(
        "told_on",
        "day",
        "articles",
        "article_revisions",
        *TOLD,
        whole_days=dict.fromkeys(set(TOLD) - {"events"}, "select key from changed_told_on"),
        read={"events": _near("day")["events"]},
    ),
    DYAD: Scope(
        "changed_dyad",
        tuple((column, column) for column in DYAD),
        "select event_date as day from changed_dyad",
        "dyad",
        ("events", "articles"),
        read=_near("dyad"),
    ),
    ("event_date", "actor1_country_code", "actor2_country_code"): Scope(
        "changed_pair",
        (
            ("event_date", "event_date"),
            ("actor1_country_code", "source_country_code"),
            ("actor2_country_code", "target_country_code"),
        ),
        "select event_date as day from changed_pair",
        "pair",
        (),
    ),
    ("event_date", "event_type", "country_code"): Scope(
        "changed_count",
        (("event_date", "day"), ("event_type", "event_type"), ("country_code", "country_code")),
        "select day from changed_count",
        "count",
        ("events", "articles"),
        read=_near("count"),
    ),
    ("week_start",): _by_key(
        "week_start",
        "week",
        *WEEKLY,
        whole_days=dict.fromkeys(WEEKLY, "select day from week_days"),
    ),
    ("fetched_at::date",): _by_key("fetched_at::date", "fetched", "documents", of="fetched_on"),
    ("started_at::date",): _by_key("started_at::date", "started", "fetches", of="started_on"),
    ("actor_id",): _of_whole("actor_id", "actor"),
    ("place_id",): _of_whole("place_id", "place"),
    ("event_group_id",): Scope(
        "changed_event_group_id",
        (("event_group_id", "key"),),
        "from filed_event_group_id",
        "group",
        ("events", "articles"),
        read=_near("group"),
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
        f"select distinct week_start as day, {part_of('key')} as part from changed_saying",
        "saying",
        ("statements", "articles"),
        is_parted=True,
        whole_days={"articles": "select told_on from saying_statements"},
        read={"statements": "select * exclude (said_row) from saying_statements"},
    ),
}


MONTHLY = {  # what is made anew of a month as a whole: its days alone are the keys
    **SCOPES,
    **{
        changes_by: _by_key("event_date", "dated", *scope.narrowed, read=_near("dated"))
        for changes_by, scope in SCOPES.items()
        if "event_date" in changes_by
    },
}


def base_version(connection: Connection) -> str | None:
    """Return the name of the version that changes are noted against, or None if none is."""
    row = connection.execute("select max(name) from main.changes where kind = 'base'").fetchone()
    return str(row[0]) if row and row[0] else None


def note_published(connection: Connection, version_name: str) -> None:
    """Note that all that changed is in a version; what changes from now on is noted against it."""
    named = keep_days(connection)
    connection.execute("delete from main.changes")
    connection.execute("insert into main.changes values ('base', ?, null)", [version_name])
    connection.execute("insert into main.changes select 'days', unnest($1), null", [named])


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
def narrowed(connection: Connection, scope: Scope) -> Iterator[None]:
    """Let the tables' names mean, until the block ends, only rows that such changes can reach."""
    home = _one(connection, "select current_database()")
    if scope.keys == "changed_pair":
        store.run_file(connection, STEPS / "pairs.sql")
    for table in scope.narrowed:
        connection.execute(
            f"create temp view {table} as {_rows(connection, scope, table, str(home))}"
        )
    try:
        yield
    finally:
        for table in scope.narrowed:
            connection.execute(f"drop view temp.{table}")


def _rows(connection: Connection, scope: Scope, table: str, home: str) -> str:
    """Return the SQL of the rows of a table that a scope may read."""
    if table in scope.read:
        return scope.read[table]
    rows = f"select * from {home}.main.{table} where"
    if table in INSTANTS:
        return f"{rows} {_listed_instants(connection, INSTANTS[table], f'from {scope.keys}')}"
    if table in scope.whole_days:
        return f"{rows} {listed_days(connection, scope.whole_days[table])}"
    chosen = f"{scope.name}_{table}"
    return (
        f"{rows} told_on in (select told_on from {chosen}) "
        f"and rowid in (select chosen from {chosen})"
    )


def listed_days(connection: Connection, asked: str) -> str:
    """Return the SQL that is true of rows told on these days: with a list others are passed over.

    A join reads them first.
    """
    days = ", ".join(quoted(day) for day in _days(connection, asked))
    return f"told_on in ({days})" if days else "false"


def _listed_instants(connection: Connection, column: str, asked: str) -> str:
    """Return the SQL that is true of instants on these days, so that others are passed over.

    Days are reckoned in numbers: a cast costs ten times as much.
    """
    days = _days(connection, asked)
    if not days:
        return "false"
    numbers = ", ".join(str((day - EPOCH).days) for day in days)
    return (
        f"{column} >= {quoted(days[0])} and {column} < {quoted(days[-1] + timedelta(1))} "
        f"and epoch_us({column}) // 86400000000 in ({numbers})"
    )


def _days(connection: Connection, asked: str) -> list[date]:
    rows = connection.execute(f"select distinct * from ({asked}) order by all").fetchall()
    return [day for (day,) in rows if day is not None]


def _one(connection: Connection, sql: str) -> str:
    row = connection.execute(sql).fetchone()
    return f'"{row[0]}"' if row else "memory"
