"""What was noted of changes goes in; tables of changed keys and of the rows they reach come out.

Of the version before, views show what it holds of the days that have changed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flows import store
from flows.publish.days import EPOCH, Block, seek_days, stored_days
from flows.publish.filing import LEFT_OUT, covering, first_day
from flows.publish.gathering import Held
from flows.publish.lane import Begun, Lane
from flows.publish.manifest import TABLES, Version
from flows.publish.models import FOUND, Model
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


@dataclass(frozen=True, slots=True)
class Found:
    """What a lane finds meanwhile: by a scope's name, or a mart's whose former rows it holds."""

    scopes: Mapping[str, Begun[Any]]
    held: Mapping[str, Begun[Any]]

    def wait(self, model: Model) -> Held | None:
        """Wait for what is found of a mart's changes; return what is held of its former rows."""
        begun = self.scopes.get(SCOPES[model.changes_by].name)
        if begun is not None:
            begun.result()
        return self.held[model.name].result() if model.name in self.held else None

    def is_awaited(self, model: Model) -> bool:
        """Say whether a mart's changes are found in the lane."""
        return SCOPES[model.changes_by].name in self.scopes


def find_changes(
    connection: Connection, base: Version, models: Mapping[str, Model], lane: Lane
) -> Found:
    """Make the tables of changed keys, and those of the rows that may belong to them.

    They stand in FOUND, which both connections see. Views before_TABLE show what the version before
    holds of the days that have changed: marts that count over all history take away what no longer
    holds. What few marts wait for is found in the lane.
    """
    held: dict[str, Begun[Any]] = {
        name: lane.begin(partial(_read_named, base, name)) for name in NAMED
    }
    requests = lane.begin(partial(_find_requests, base))
    _note_renamed(connection, base)
    known_days = stored_days(connection)
    _run(connection, "scopes")
    seek_days(connection, known_days, CHANGED)
    seek_days(connection, known_days, SAID, "said_days")
    _run(connection, "reached")
    _show_before(connection, base)
    seek_days(connection, known_days, SHARED)
    _run(connection, "chosen")
    connection.execute(f"create or replace table {FOUND}.group_events as from group_members")
    read_near(connection, models.values(), "day", "group")
    named = lane.begin(partial(_find_named, base, held))
    beside: Begun[Any] = lane.begin(partial(_find_beside, base, known_days, models))
    read_said(connection, models.values())
    scopes = {
        "started": requests,
        **dict.fromkeys(("actor", "place"), named),
        **dict.fromkeys(("dyad", "pair", "count"), beside),
    }
    return Found(scopes, {**held, DYADS: beside})


def _find_requests(base: Version, connection: Connection) -> None:
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
    connection.execute(
        f"create or replace table {FOUND}.changed_started_on as select unnest($1::date[]) as key",
        [sorted(changed)],
    )


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
        connection.execute(f"create view {FOUND}.before_{table} as {rows}")


def _read_named(base: Version, table: str, lane: Connection) -> Held:
    """Read what one file shows of actors or places: rows that are changed where they stand."""
    held = f"{FOUND}.held_{table}"
    shown = sorted(base.manifest.tables[table].files.keys() - {LEFT_OUT})
    lane.execute(f"create table {held} as {_rows_of_files(base.folder / TABLES / table, shown)}")
    return Held(held, frozenset(shown))


def _find_named(base: Version, held: Mapping[str, Begun[Any]], connection: Connection) -> None:
    """Find the actors and places that change; before_TABLE also has what their mart leaves out."""
    for table in NAMED:
        rows = f"from {held[table].result().table}"
        if LEFT_OUT in base.manifest.tables[table].files:
            folder = base.folder / TABLES / table
            rows += f" union all by name {_rows_of_files(folder, [LEFT_OUT])}"
        connection.execute(f"create view {FOUND}.before_{table} as {rows}")
    _run(connection, *NAMED)


def _rows_of_files(folder: Path, names: Sequence[str]) -> str:
    """Return the SQL of all rows of some files of a folder."""
    listed = ", ".join(quoted(folder / name) for name in names)
    return f"from read_parquet([{listed}], filename = false)"


def _find_beside(
    base: Version, known_days: Sequence[Block], models: Mapping[str, Model], connection: Connection
) -> Held | None:
    """Read what stands beside changed happenings: what marts of it speak of, and no more."""
    _run(connection, "counts")
    seek_days(connection, known_days, BEGUN, "begun_days")
    _run(connection, "counted")
    held = None
    if DYADS in models:
        held = _find_dyads(connection, base, models[DYADS])
    else:
        connection.execute(f"create table {FOUND}.dyad_groups (event_group_id varchar)")
    seek_days(connection, known_days, BESIDE)
    for table, step in (("events", "beside"), ("articles", "telling")):
        _run(connection, step)
        columns = asked_columns(connection, table, models.values(), ("dyad", "count"))
        _read_rows(connection, table, f"select chosen, told_on from {step}_{table}", columns)
    return held


def _find_dyads(connection: Connection, base: Version, model: Model) -> Held:
    """Find the rows of events_plover that change, and what they are made of.

    Return what was read of the version before: other marts are made of it, and its own files.
    """
    with narrowed(connection, SCOPES[("event_group_id",)]):
        key = ", ".join(model.key)
        connection.execute(
            f"create table {FOUND}.new_dyads as select distinct {key} from ({model.sql}\n)"
        )
    days = connection.execute(
        "select day from changed_count union distinct select event_date from new_dyads"
    ).fetchall()
    files = base.manifest.marts[model.name].files
    names = sorted(covering(files, [day for (day,) in days])) or sorted(files)[:1]
    rows = _rows_of_files(base.folder / model.name, names)
    connection.execute(f"create or replace table {FOUND}.before_plover as {rows}")
    connection.execute(
        f"create or replace table {FOUND}.before_dyads as select {key}, event_group_ids "
        "from before_plover"
    )
    _run(connection, "dyads")
    return Held(f"{FOUND}.before_plover", frozenset(names))


def read_near(connection: Connection, models: Collection[Model], *scopes: str) -> None:
    """Read the events that marts of these scopes may read, and the articles that tell of them."""
    chosen = " union ".join(f"select chosen, told_on from {name}_events" for name in scopes)
    for table in ("events", "articles"):
        connection.execute(
            f"create or replace table {FOUND}.near_{table} as "
            f"select *, rowid as near_row from main.{table} limit 0"
        )
    _read_rows(connection, "events", chosen, "*")
    _run(connection, "telling")
    articles = asked_columns(connection, "articles", models, scopes)
    _read_rows(connection, "articles", "from telling_articles", articles)


def _read_rows(connection: Connection, table: str, chosen: str, columns: str) -> None:
    """Add to what was read of a table the rows that this SQL chooses.

    Where they stand is known by the days they were told on: a list of those lets DuckDB pass over
    all that lies between, which a join does not, and of these days what has no such row.
    """
    connection.execute(
        f"create or replace table {FOUND}.near_rows as select * from ({chosen}) "
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
        f"create or replace table {FOUND}.saying_statements as {said} "
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
        f"create or replace table {FOUND}.published_sources as "
        f"select source_id, name from read_parquet({files})"
    )
    store.run_file(connection, STEPS / "renamed_sources.sql")
    store.run_file(connection, STEPS / "note.sql")
