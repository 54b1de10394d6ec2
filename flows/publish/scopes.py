"""What was noted of changes goes in; the tables' names then mean the rows that they can reach.

A mart's SQL is written once, over whole tables. Made anew for some keys, it reads the rows that
may belong to those keys, and rows of other keys are left out of what comes of it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from flows import paths, store
from flows.publish.filing import covering, first_day
from flows.publish.manifest import TABLES, Version
from flows.publish.models import Model
from flows.store import Connection, quoted

STEPS = paths.SQL / "changes"
RENEWED = paths.SQL / "renewed"
COUNTED = ("articles", "statements", "events", "place_mentions", "actor_mentions")
NEAR = "events"  # rows of old days stand scattered: what may be read is read before, once
DYADS = "events_plover"
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


DYAD = (
    "event_date",
    "event_type",
    "source_country_code",
    "source_sector",
    "target_country_code",
    "target_sector",
)
SCOPES: dict[tuple[str, ...], Scope] = {
    ("told_on",): _by_key("told_on", "day", "articles", "article_revisions", *TOLD),
    DYAD: Scope(
        "changed_dyad",
        tuple((column, column) for column in DYAD),
        "select event_date as day from changed_dyad",
        "dyad",
        ("events", "articles"),
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
    ),
    ("week_start",): _by_key("week_start", "week", "events", "place_mentions", "articles"),
    ("fetched_at::date",): _by_key("fetched_at::date", "fetched", "documents", of="fetched_on"),
    ("started_at::date",): _by_key("started_at::date", "started", "fetches", of="started_on"),
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


MONTHLY = {  # what is made anew of a month as a whole: its days alone are the keys
    **SCOPES,
    **{
        changes_by: _by_key("event_date", "dated", *scope.narrowed)
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
    connection.execute("delete from main.changes")
    connection.execute("insert into main.changes values ('base', ?, null)", [version_name])


@contextmanager
def found_changes(
    connection: Connection, base: Version, models: Mapping[str, Model]
) -> Iterator[None]:
    """Give the tables of changed keys, and those of the rows that may belong to them.

    Until the block ends, views before_TABLE show what the version before holds of the days that
    have changed: marts that count over all history take away what no longer holds.
    """
    _note_renamed(connection, base)
    store.run_file(connection, STEPS / "scopes.sql")
    _find_requests(connection, base)
    shown = _show_before(connection, base)
    try:
        store.run_file(connection, STEPS / "chosen.sql")
        connection.execute("create or replace temp table group_events as from group_members")
        read_near(connection, "day", "group")
        _run(connection, "counts")
        if DYADS in models:
            _find_dyads(connection, base, models[DYADS])
            shown.append("before_plover")
        read_near(connection, "count", *(["dyad"] if DYADS in models else []))
        yield
    finally:
        for view in shown:
            connection.execute(f"drop view temp.{view}")


def _find_requests(connection: Connection, base: Version) -> None:
    """Find the days whose requests are not as many as in the version before.

    No request is ever changed: they are added, and leave by age or with what is forgotten.
    """
    counts: dict[date, int] = dict(
        connection.execute(
            "select date '1970-01-01' + (epoch_us(started_at) // 86400000000)::integer, count(*) "
            "from main.fetches group by all"
        ).fetchall()
    )
    files = base.manifest.tables["fetches"].files
    changed = {day for day in counts if not covering(files, [day])}
    for name, file in files.items():
        days = [day for day in counts if covering([name], [day])]
        if sum(counts[day] for day in days) != file.row_count:
            changed |= {*days, *first_day(name)}
    connection.execute("create or replace temp table changed_started_on (key date)")
    for day in sorted(changed):
        connection.execute("insert into changed_started_on values (?)", [day])


def _run(connection: Connection, *steps: str) -> None:
    for step in steps:
        store.run_file(connection, STEPS / f"{step}.sql")


def _show_before(connection: Connection, base: Version) -> list[str]:
    days = connection.execute(
        "select key from changed_told_on union distinct from filed_event_group_id"
    ).fetchall()
    for table in (*COUNTED, "places"):
        entry = base.manifest.tables[table]
        covered = covering(entry.files, [day for (day,) in days]) if table in COUNTED else ()
        names = sorted(covered) or sorted(entry.files)[:1]
        folder = base.folder / TABLES / table
        listed = ", ".join(quoted(folder / name) for name in names)
        connection.execute(
            f"create temp view before_{table} as from read_parquet([{listed}], filename = false)"
        )
    return [f"before_{table}" for table in (*COUNTED, "places")]


def _find_dyads(connection: Connection, base: Version, model: Model) -> None:
    """Find the rows of events_plover that change, and what they are made of."""
    with narrowed(connection, SCOPES[("event_group_id",)]):
        key = ", ".join(model.key)
        connection.execute(
            f"create or replace temp table new_dyads as select distinct {key} from ({model.sql}\n)"
        )
    days = connection.execute(
        "select day from changed_count union distinct select event_date from new_dyads"
    ).fetchall()
    files = base.manifest.marts[model.name].files
    names = sorted(covering(files, [day for (day,) in days])) or sorted(files)[:1]
    listed = ", ".join(quoted(base.folder / model.name / name) for name in names)
    connection.execute(
        f"create temp view before_plover as from read_parquet([{listed}], filename = false)"
    )
    connection.execute(
        f"create or replace temp table before_dyads as select {key}, event_group_ids "
        "from before_plover"
    )
    _run(connection, "dyads")


def read_near(connection: Connection, *scopes: str) -> None:
    """Read the events that marts of these scopes may read into near_events, beside what is there.

    Where they stand is known by the days they were told on: a list of those lets DuckDB pass over
    all that lies between, which a join does not. The articles that tell of them are chosen too; of
    the days that have changed chosen.sql has done it.
    """
    chosen = " union ".join(f"select chosen, told_on from {name}_events" for name in scopes)
    connection.execute(f"create or replace temp table near_rows as {chosen}")
    if scopes[0] == "day":
        connection.execute(
            "create or replace temp table near_events as "
            "select *, rowid as near_row from main.events limit 0"
        )
    days = connection.execute("select distinct told_on from near_rows order by all").fetchall()
    told = ", ".join(quoted(day) for (day,) in days if day is not None)
    connection.execute(
        "insert into near_events select *, rowid from main.events "
        f"where {f'told_on in ({told})' if told else 'false'} "
        "and rowid in (select near_rows.chosen from near_rows) "
        "and rowid not in (select near_events.near_row from near_events)"
    )
    for name in scopes:
        if name != "day":
            connection.execute(
                f"create or replace temp table {name}_articles as "
                "select rowid as chosen from main.articles where article_id in "
                "(select told.article_id from near_events as told "
                f"where told.near_row in (select {name}_events.chosen from {name}_events))"
            )


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
        _run(connection, "pairs")
    for table in scope.narrowed:
        rows = (
            "select * exclude (near_row) from near_events where near_row"
            if table == NEAR and scope.name != "week"
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
