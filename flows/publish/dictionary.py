"""Comments of sql/schema/ and headers of sql/marts/ go in; what each column means comes out.

`python -m flows.publish.dictionary` prints docs/data-dictionary.md; nobody writes it by hand.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flows import paths, store
from flows.errors import BadSettings
from flows.publish.models import MARTS, Model, read_models
from flows.store import Connection


def table_comments(connection: Connection) -> dict[str, dict[str, str]]:
    """Return the comment of each column of each table of the open database, in their order."""
    rows = connection.execute(
        "select table_name, column_name, comment from duckdb_columns() "
        "where database_name = current_database() and schema_name = 'main' "
        "order by table_name, column_index"
    ).fetchall()
    comments: dict[str, dict[str, str]] = {}
    for table, column, comment in rows:
        comments.setdefault(table, {})[column] = comment or ""
    return comments


def column_meanings(
    comments: Mapping[str, Mapping[str, str]], model: Model, columns: Sequence[str]
) -> dict[str, str]:
    """Return what each column of a mart means, in the mart's order.

    What the header does not explain is explained by the table of the mart's name, else by the
    table read whose key the column is, else by the only meaning among the tables read.

    Raises:
        BadSettings: a column has no meaning, or more than one.
    """
    own = dict(comments[model.name]) if model.name in model.tables else {}
    for table in model.tables:
        if len(key := store.table_key(table)) == 1:
            own.setdefault(key[0], comments[table][key[0]])
    others = [comments[table] for table in model.tables]
    return {column: _meaning(model, column, own, others) for column in columns}


def _meaning(
    model: Model, column: str, own: Mapping[str, str], others: list[Mapping[str, str]]
) -> str:
    if column in model.meanings:
        return model.meanings[column]
    if own.get(column):
        return own[column]
    found = sorted({table[column] for table in others if table.get(column)})
    if len(found) != 1:
        said = "nothing" if not found else " and ".join(repr(text) for text in found)
        raise BadSettings(
            f"sql/marts/{model.name}.sql: the tables say {said} of {column}; "
            "explain it in the header under '-- Columns:'"
        )
    return found[0]


def data_dictionary(connection: Connection, models: Iterable[Model]) -> str:
    """Return docs/data-dictionary.md for the tables of the open database and the marts."""
    parts = [
        "# Data dictionary",
        "Made from `sql/schema/` and the headers of `sql/marts/` by "
        "`python -m flows.publish.dictionary`; change those, not this page.",
        "## Tables",
    ]
    comments = table_comments(connection)
    parts += [
        _table_section(connection, path.stem, comments[path.stem]) for path in store.schema_files()
    ]
    parts += ["## Marts"]
    connection.execute(f"attach ':memory:' as {MARTS}")
    try:
        parts += [_mart_section(connection, model, comments) for model in models]
    finally:
        connection.execute(f"detach {MARTS}")
    return "\n\n".join(parts) + "\n"


def _table_section(connection: Connection, table: str, comments: Mapping[str, str]) -> str:
    row = connection.execute(
        "select comment from duckdb_tables() "
        "where database_name = current_database() and schema_name = 'main' and table_name = ?",
        [table],
    ).fetchone()
    types = _types(connection, table)
    return _section(table, str(row[0]) if row else "", store.table_key(table), types, comments)


def _mart_section(
    connection: Connection, model: Model, comments: Mapping[str, Mapping[str, str]]
) -> str:
    connection.execute(f"create table {MARTS}.{model.name} as {model.sql}\nlimit 0")
    types = _types(connection, f"{MARTS}.{model.name}")
    meanings = column_meanings(comments, model, list(types))
    return _section(f"{MARTS}.{model.name}", model.grain, list(model.key), types, meanings)


def _types(connection: Connection, table: str) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(f"describe {table}").fetchall()}


def _section(
    name: str, grain: str, key: list[str], types: dict[str, str], meanings: Mapping[str, str]
) -> str:
    rows = [
        f"| `{column}` | {type_.lower()} | {meanings.get(column, '').replace('|', '/')} |"
        for column, type_ in types.items()
    ]
    head = [f"### {name}", "", grain, "", f"Key: {', '.join(f'`{k}`' for k in key)}.", ""]
    return "\n".join([*head, "| column | type | meaning |", "|---|---|---|", *rows])


def main() -> None:
    """Print the dictionary of the project's own schema and marts."""
    with store.opened(Path(":memory:")) as connection:
        store.create_tables(connection)
        models = read_models(connection, paths.SQL / "marts")
        sys.stdout.write(data_dictionary(connection, models))


if __name__ == "__main__":
    main()
