"""The files of sql/queries/ go in; questions with their parameters, and answers, come out.

A file opens with its question; a line `-- $name: meaning; default SQL` states each parameter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from flows import paths
from flows.asking import ask_named
from flows.errors import BadSettings
from flows.store import Connection

PARAMETER = re.compile(r"^-- \$([a-z_]+): (.+?); default (.+)$", re.MULTILINE)
USED = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One blank of a question, filled by an SQL expression unless a value is given."""

    meaning: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """One query of the cookbook."""

    name: str
    question: str
    sql: str
    parameters: dict[str, Parameter]


def read_questions(folder: Path = paths.SQL / "queries") -> dict[str, Question]:
    """Return the cookbook's questions by name.

    Raises:
        BadSettings: a file lacks its question, or states other parameters than it uses.
    """
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.sql"))}


def read_question(path: Path) -> Question:
    """Return the question that one file asks."""
    text = path.read_text(encoding="utf-8")
    first = text.split("\n", 1)[0]
    stated = {name: Parameter(meaning, sql) for name, meaning, sql in PARAMETER.findall(text)}
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    used = set(USED.findall(body))
    if not (first.startswith("-- ") and first.endswith("?")):
        raise BadSettings(f"{path.name}: the first line must be the question: -- …?")
    if used != set(stated):
        odd = ", ".join(sorted(used ^ set(stated)))
        raise BadSettings(f"{path.name}: parameters stated and used differ: {odd}")
    return Question(path.stem, first.removeprefix("-- "), text.strip(), stated)


def ask(
    connection: Connection, question: Question, given: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """Return the answer of the readers' database, with these values and else the defaults.

    Raises:
        BadSettings: a value is given for a parameter that the question does not have, or does not
            fit it.
    """
    values: dict[str, str | None] = dict(given or {})
    unknown = sorted(set(values) - set(question.parameters))
    if unknown:
        known = ", ".join(f"${name}" for name in question.parameters) or "none"
        raise BadSettings(f"{question.name} has no {', '.join(unknown)}; its parameters: {known}")
    for name, parameter in question.parameters.items():
        if name not in values:
            row = connection.execute(f"select ({parameter.default})::varchar").fetchone()
            values[name] = row[0] if row else None
    return ask_named(connection, question.sql, values)


def macro(question: Question) -> str:
    """Return the statement that makes the question a table macro for the life of a connection.

    A parameter called like a column would hide it, so macros take them with an underscore: _days.
    """
    lines = question.sql.rstrip(";").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("--"))
    for name, parameter in question.parameters.items():
        value = f"coalesce(_{name}::varchar, ({parameter.default})::varchar)"
        body = re.sub(rf"\${name}\b", partial(_literally, value), body)
    given = ", ".join(f"_{name} := NULL" for name in question.parameters)
    return f"create or replace temp macro {question.name}({given}) as table\n{body};"


def _literally(value: str, _: re.Match[str]) -> str:
    return value
