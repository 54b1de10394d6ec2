"""A large warehouse goes in; the files of all its tables and marts come out, month by month.

Made whole at once, marts of a million articles need more memory than a machine has. Each month is
made as a renewal makes what has changed: of the rows that can belong to it alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from flows import store
from flows.publish.build import Builder
from flows.publish.filing import UNDATED
from flows.publish.finding import read_near, read_said
from flows.publish.manifest import MartEntry
from flows.publish.models import FOUND, Model
from flows.publish.scopes import MONTHLY, STEPS, narrowed
from flows.store import Connection

LARGE = 50_000  # revisions from which months are made one after the other


def is_large(connection: Connection) -> bool:
    """Say whether so much is stored that it is made month by month."""
    row = connection.execute("select count(*) from main.article_revisions").fetchone()
    return row is not None and row[0] > LARGE


def build_by_months(
    connection: Connection, builder: Builder, tables: Sequence[Model], marts: Sequence[Model]
) -> tuple[dict[str, MartEntry], dict[str, MartEntry]]:
    """Write all tables and marts, and return their files in the order of the models."""
    made = {m.name: builder.build_table(m) for m in tables if not m.month_of}
    told = {m.name: builder.build_mart(m) for m in marts if not m.month_of}
    for month in _months(connection):
        first = None if month == UNDATED else f"{month}-01"
        store.run_file(connection, STEPS / "month.sql", [first])
        store.run_file(connection, STEPS / "chosen.sql")
        connection.execute(f"create or replace table {FOUND}.group_events as from group_members")
        read_near(connection, marts, "day", "group", "dated")
        read_said(connection, marts)
        for models, entries in ((tables, made), (marts, told)):
            for model in (each for each in models if each.month_of):
                known = entries.get(model.name) or _nothing(model)
                with narrowed(connection, MONTHLY[model.changes_by]):
                    entries[model.name] = builder.add_month(
                        model, month, known, is_table=models is tables
                    )
    return {m.name: _sorted(made[m.name]) for m in tables}, {
        m.name: _sorted(told[m.name]) for m in marts
    }


def _months(connection: Connection) -> list[str]:
    """Return the months that any row can be filed under, the newest first; the undated last."""
    rows = store.ask_file(connection, STEPS / "months.sql").rows()
    return [*sorted((month for (month,) in rows), reverse=True), UNDATED]


def _nothing(model: Model) -> MartEntry:
    return MartEntry(model.grain, model.key, (), 0, model.is_volatile, {})


def _sorted(entry: MartEntry) -> MartEntry:
    return replace(entry, files=dict(sorted(entry.files.items())))
