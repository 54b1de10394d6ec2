"""What was noted of changes goes in; tables of changed keys and of the rows they reach come out.

Of the version before, views show what it holds of the days that have changed.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from flows import store
from flows.publish.days import EPOCH, seek_days, stored_days
from flows.publish.filing import LEFT_OUT, covering, first_day
from flows.publish.gathering import Held
from flows.publish.lane import Lane
from flows.publish.manifest import TABLES, Version
from flows.publish.models import MARTS, Model
from flows.publish.scopes import SCOPES, STEPS, listed_days, narrowed
from flows.store import Connection, quoted

COUNTED = ("articles", "statements", "events", "place_mentions", "actor_mentions")
NAMED = ("actors", "places")
DYADS = "events_plover"
CHANGED = "select key from changed_event_group_id union all select key from changed_story_id"
BESIDE = (
    "select event_group_id as key from counted_groups union distinct "
    "select event_group_id as key from dyad_groups"
)
BEGUN = "select concat(day, ' ', event_type) as key from changed_count"
SAID = "select concat(key, ' ', week_start) as key from changed_saying where week_start is not null"
SPOKEN = "date_trunc('week', coalesce(said_date_start, told_on))::date"
SPOKEN_DAYS = (
    "from said_days union distinct select unnest(range(week_start, week_start + 7, "
    "interval 1 day))::date from changed_saying where week_start is not null"
)
SHARED = (  # keys of what is told on changed days, and may be told on others
    "select story_id as key from main.articles "
    "where told_on in (select filed.key from changed_told_on as filed) union all "
    "select article_id as key from main.article_revisions "
    "where told_on in (select filed.key from changed_told_on as filed)"
)


@contextmanager
def found_changes(
    connection: Connection, base: Version, models: Mapping[str, Model], lane: Lane
) -> Iterator[dict[str, Held]]:
    """Give the tables of changed keys, and those of the rows that may belong to them.

    What was read of the marts of the version before is yielded, by the mart's name. Until the block
    ends, views before_TABLE show what the version before holds of the days that
    have changed: marts that count over all history take away what no longer holds.
    """
    named = {name: lane.begin(partial(_read_named, base, name)) for name in NAMED}
    _note_renamed(connection, base)
    known_days = stored_days(connection)
    _run(connection, "scopes")
    seek_days(connection, known_days, CHANGED)
    seek_days(connection, known_days, SAID, "said_days")
    _run(connection, "reached")
    _find_requests(connection, base)
    _show_before(connection, base)
    held = {name: begun.result() for name, begun in named.items()}
    for name in NAMED:
        _show_named(connection, base, name, held[name])
    try:
        seek_days(connection, known_days, SHARED)
        _run(connection, "chosen")
        connection.execute("create or replace temp table group_events as from group_members")
        read_near(connection, models.values(), "day", "group")
        _run(connection, "actors", "places")
        read_said(connection, models.values())
        _run(connection, "counts")
        seek_days(connection, known_days, BEGUN, "begun_days")
        _run(connection, "counted")
        if DYADS in models:
            held[DYADS] = _find_dyads(connection, base, models[DYADS])
        else:
            connection.execute("create or replace temp table dyad_groups (event_group_id varchar)")
        seek_days(connection, known_days, BESIDE)
        _read_beside(connection, models.values())
        yield held
    finally:
        for table in (*COUNTED, *NAMED):
            connection.execute(f"drop view temp.before_{table}")


def _find_requests(connection: Connection, base: Version) -> None:
    """Find the days whose requests are not as many as in the version before.

    No request is ever changed: they are added, and leave by age or with what is forgotten.
    """
    numbers = connection.execute(
        "select epoch_us(started_at) // 86400000000, count(*) from main.fetches group by all"
    ).fetchall()
    counts = {EPOCH + timedelta(number): count for number, count in numbers}
    files = base.manifest.tables["fetches"].files
    changed: set[date] = set()
    left = {name: file.row_count for name, file in files.items()}
    for day, count in counts.items():
        names = (f"{day.isoformat()}.parquet", f"{day:%Y-%m}.parquet")
        name = next((each for each in names if each in files), None)
        if name is None:
            changed.add(day)
        else:
            left[name] -= count
    uneven = {name for name, count in left.items() if count}
    changed |= {day for day in counts if covering(uneven, [day])}
    changed |= {day for name in uneven for day in first_day(name)}
    connection.execute("create or replace temp table changed_started_on (key date)")
    for day in sorted(changed):
        connection.execute("insert into changed_started_on values (?)", [day])


def _run(connection: Connection, *steps: str) -> None:
    for step in steps:
        store.run_file(connection, STEPS / f"{step}.sql")


def _show_before(connection: Connection, base: Version) -> None:
    days = connection.execute(
        "select key from changed_told_on union distinct from filed_event_group_id"
    ).fetchall()
    for table in COUNTED:
        files = base.manifest.tables[table].files
        names = sorted(covering(files, [day for (day,) in days])) or sorted(files)[:1]
        rows = _rows_of_files(base.folder / TABLES / table, names)
        connection.execute(f"create temp view before_{table} as {rows}")


def _read_named(base: Version, table: str, lane: Connection) -> Held:
    """Read what one file shows of actors or places: rows that are changed where they stand."""
    held = f"{MARTS}.held_{table}"
    shown = sorted(base.manifest.tables[table].files.keys() - {LEFT_OUT})
    lane.execute(f"create table {held} as {_rows_of_files(base.folder / TABLES / table, shown)}")
    return Held(held, frozenset(shown))


def _show_named(connection: Connection, base: Version, table: str, held: Held) -> None:
    """Let view before_TABLE show what was read, and what that file leaves out."""
    more = ""
    if LEFT_OUT in base.manifest.tables[table].files:
        more = f" union all by name {_rows_of_files(base.folder / TABLES / table, [LEFT_OUT])}"
    connection.execute(f"create or replace temp view before_{table} as from {held.table}{more}")


def _rows_of_files(folder: Path, names: Sequence[str]) -> str:
    """Return the SQL of all rows of some files of a folder."""
    listed = ", ".join(quoted(folder / name) for name in names)
    return f"from read_parquet([{listed}], filename = false)"


def _find_dyads(connection: Connection, base: Version, model: Model) -> Held:
    """Find the rows of events_plover that change, and what they are made of.

    Return what was read of the version before: other marts are made of it, and its own files.
    """
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
    rows = _rows_of_files(base.folder / model.name, names)
    connection.execute(f"create or replace temp table before_plover as {rows}")
    connection.execute(
        f"create or replace temp table before_dyads as select {key}, event_group_ids "
        "from before_plover"
    )
    _run(connection, "dyads")
    return Held("before_plover", frozenset(names))


def read_near(connection: Connection, models: Collection[Model], *scopes: str) -> None:
    """Read the events that marts of these scopes may read, and the articles that tell of them."""
    chosen = " union ".join(f"select chosen, told_on from {name}_events" for name in scopes)
    for table in ("events", "articles"):
        connection.execute(
            f"create or replace temp table near_{table} as "
            f"select *, rowid as near_row from main.{table} limit 0"
        )
    _read_rows(connection, "events", chosen, "*")
    _run(connection, "telling")
    articles = asked_columns(connection, "articles", models, scopes)
    _read_rows(connection, "articles", "from telling_articles", articles)


def _read_beside(connection: Connection, models: Collection[Model]) -> None:
    """Read what stands beside changed happenings: what marts of it speak of, and no more."""
    scopes = ("dyad", "count")
    for table, step in (("events", "beside"), ("articles", "telling")):
        _run(connection, step)
        columns = asked_columns(connection, table, models, scopes)
        _read_rows(connection, table, f"select chosen, told_on from {step}_{table}", columns)


def _read_rows(connection: Connection, table: str, chosen: str, columns: str) -> None:
    """Add to what was read of a table the rows that this SQL chooses.

    Where they stand is known by the days they were told on: a list of those lets DuckDB pass over
    all that lies between, which a join does not, and of these days what has no such row.
    """
    connection.execute(
        f"create or replace temp table near_rows as select * from ({chosen}) "
        f"where chosen not in (select near.near_row from near_{table} as near)"
    )
    connection.execute(
        f"insert into near_{table} by name "
        f"select {columns}, rowid as near_row from main.{table} "
        f"where {listed_days(connection, 'select told_on from near_rows')} "
        "and rowid in (select near_rows.chosen from near_rows)"
    )


def read_said(connection: Connection, models: Collection[Model]) -> None:
    """Read what was said by whom, and in the week, that has changed."""
    said = (
        f"select {asked_columns(connection, 'statements', models, ['saying'])}, "
        "statements.rowid as said_row from main.statements"
    )
    connection.execute(
        f"create or replace temp table saying_statements as {said} "
        "inner join changed_saying as changed on actor_id = changed.key "
        f"and {SPOKEN} = changed.week_start where {listed_days(connection, SPOKEN_DAYS)} "
        f"union distinct {said} where said_date_start is null and actor_id in "
        "(select changed.key from changed_saying as changed where changed.week_start is null)"
    )


def asked_columns(
    connection: Connection, table: str, models: Collection[Model], scopes: Collection[str]
) -> str:
    """Return the columns of a table that marts of these scopes speak of, as SQL."""
    asked = {"told_on"}
    for model in models:
        if model.changes_by and SCOPES[model.changes_by].name in scopes:
            spoken = re.sub(r"\bas \w+", "", model.sql)  # what a result is called is not asked
            named = set(re.findall(rf"\b{table}\.(\w+|\*)", spoken))
            asked |= set(re.findall(r"\w+", spoken)) if "*" in named else named
    rows = connection.execute(f"describe main.{table}").fetchall()
    return ", ".join(name for name, *_ in rows if name in asked)


def _note_renamed(connection: Connection, base: Version) -> None:
    """Note the articles of sources whose title is another than in the version before."""
    files = quoted(base.folder / TABLES / "sources" / "*.parquet")
    connection.execute(
        "create or replace temp table published_sources as "
        f"select source_id, name from read_parquet({files})"
    )
    store.run_file(connection, STEPS / "renamed_sources.sql")
    store.run_file(connection, STEPS / "note.sql")
