"""The files of sql/marts/ go in; models come out, each after those that it reads.

A model's header states what the SQL itself cannot: grain, key, order, partition, column meanings.
"""

import re
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from flows import store
from flows.errors import BadSettings
from flows.store import Connection

MARTS = "marts"  # the schema that one mart reads another from
FOUND = "found"  # the schema of what has changed, and of rows that were read for it
HEADER = re.compile(r"\A(?:--[^\n]*\n)+")
FIELD = re.compile(
    r"^-- (Key|Sorted by|Partitioned by|Weighed by|Changes by|Volatile): (.+)\.$", re.MULTILINE
)
WORK_ONLY = frozenset(
    {
        "changes",
        "migrations",
        "pages",
        "sightings",
        "story_blocks",
        "story_links",
        "story_signatures",
        "tombstones",
    }
)
TOLD = (
    "articles",
    "article_revisions",
    "statements",
    "events",
    "place_mentions",
    "date_mentions",
    "actor_mentions",
)
DATED = {
    **dict.fromkeys(TOLD, "told_on"),
    "documents": "fetched_at",
    "fetches": "started_at",
}
CHANGES_BY = {
    **dict.fromkeys(TOLD, ("told_on",)),
    "documents": ("fetched_at::date",),
    "fetches": ("started_at::date",),
}
POLLED = frozenset({"fetches", "runs", "sources", "generations"})  # every poll changes them
COLUMN = re.compile(r"^--   ([a-z0-9_]+): (.+(?:\n--     \S.*)*)$", re.MULTILINE)
GOES_ON = re.compile(r"\n-- +")  # a meaning of two lines
PARTITION = re.compile(r"^(month|day) of ([a-z_]+)(?:, part of ([a-z_]+))?$")


@dataclass(frozen=True, slots=True)
class Model:
    """One mart: its SQL, and what its header says of it."""

    name: str
    sql: str
    grain: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    month_of: str | None = None  # the column whose months (UTC; days in busy ones) are its files
    parted_by: str | None = None  # the key by whose first digit a day's rows are eight files
    are_old_split: bool = False  # into days, however long ago the busy month is
    weighed_by: str | None = None  # the column whose sum says that a month is busy; none: its rows
    is_volatile: bool = False  # changes with every run, so alone it makes no new version
    changes_by: tuple[str, ...] = ()  # made anew for changed values of these; none: made whole
    meanings: dict[str, str] = field(default_factory=dict)
    tables: tuple[str, ...] = ()  # tables that it reads, in the order of their names
    marts: tuple[str, ...] = ()  # marts that it reads

    @property
    def shows_table(self) -> bool:
        """Whether it gives the rows of the table of its name, whole: both can share their files."""
        return self.month_of is None and re.search(rf"\b{self.name}\.\*", self.sql) is not None


def read_models(connection: Connection, folder: Path) -> tuple[Model, ...]:
    """Return the models of a folder in build order; the connection only parses their SQL.

    Raises:
        BadSettings: a header lacks its grain or key, or marts read one another in a circle.
    """
    models = {path.stem: read_model(connection, path) for path in sorted(folder.glob("*.sql"))}
    for model in models.values():
        for mart in model.marts:
            if mart not in models:
                raise BadSettings(f"sql/marts/{model.name}.sql reads {MARTS}.{mart}: no such mart")
    sorter = TopologicalSorter({name: sorted(model.marts) for name, model in models.items()})
    try:
        return tuple(models[name] for name in sorter.static_order())
    except CycleError as error:
        raise BadSettings(f"marts read one another in a circle: {error.args[1]}") from error


def read_model(connection: Connection, path: Path) -> Model:
    """Return the model that one file holds."""
    text = path.read_text(encoding="utf-8")
    header = HEADER.match(text)
    if header is None or not text.startswith("-- One row per "):
        raise BadSettings(f"{path.name}: the first line must state the grain: -- One row per …")
    fields = {name: value.strip() for name, value in FIELD.findall(header[0])}
    if "Key" not in fields:
        raise BadSettings(f"{path.name}: no line '-- Key: column, column.'")
    key = _names(fields["Key"])
    sort = _names(fields.get("Sorted by", ""))
    tables, marts = references(connection, text)
    month_of, parted_by = _filed_by(path, fields.get("Partitioned by"))
    return Model(
        name=path.stem,
        sql=text.strip().rstrip(";"),
        grain=text.split("\n", 1)[0].removeprefix("-- "),
        key=key,
        sort=sort + tuple(column for column in key if column not in sort),
        month_of=month_of,
        parted_by=parted_by,
        are_old_split=fields.get("Partitioned by", "").startswith("day"),
        weighed_by=fields.get("Weighed by"),
        is_volatile="Volatile" in fields,
        changes_by=_names(fields.get("Changes by", "")),
        meanings={name: GOES_ON.sub(" ", said) for name, said in COLUMN.findall(header[0])},
        tables=tables,
        marts=marts,
    )


def table_models(connection: Connection) -> tuple[Model, ...]:
    """Return a model for each table that readers get, its rows as they stand.

    What was read out of a text is filed under the month of that text.
    """
    rows = connection.execute(
        "select table_name, comment from duckdb_tables() "
        "where database_name = current_database() and schema_name = 'main'"
    ).fetchall()
    comments: dict[str, str] = dict(rows)
    names = [path.stem for path in store.schema_files() if path.stem in comments]
    return tuple(_table_model(n, comments[n]) for n in names if n not in WORK_ONLY)


def _table_model(name: str, comment: str | None) -> Model:
    key = tuple(store.table_key(name))
    return Model(
        name=name,
        sql=f"select * from {name}",
        grain=comment or "",
        key=key,
        sort=key,
        month_of=DATED.get(name),
        is_volatile=name in POLLED,
        changes_by=CHANGES_BY.get(name, ()),
        tables=(name,),
    )


def references(connection: Connection, sql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tables and the marts that a query reads, each sorted by name."""
    try:
        told = connection.get_table_names(sql, qualified=True)
    except store.Refusal as error:
        raise BadSettings(f"a mart's SQL cannot be read: {error}") from error
    named = {tuple(name.split(" AS ")[0].rpartition(".")) for name in told}  # marts.a AS b
    tables = {name for schema, _, name in named if schema in ("", "main")}
    return tuple(sorted(tables)), tuple(sorted(n for schema, _, n in named if schema == MARTS))


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _filed_by(path: Path, partition: str | None) -> tuple[str | None, str | None]:
    """Return the column whose months or days are files, and the key that parts a day's."""
    if partition is None:
        return None, None
    match = PARTITION.match(partition)
    if match is None:
        raise BadSettings(
            f"{path.name}: partitioned by {partition!r}; known are 'month of COLUMN', "
            "'day of COLUMN' and 'day of COLUMN, part of KEY'"
        )
    return match[2], match[3]
