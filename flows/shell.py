"""A published database goes in; a prompt opens on it, the cookbook's queries as table macros."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flows import store
from flows.asking import ask_named, require_published
from flows.console import render_frame
from flows.errors import BadSettings
from flows.publish.cookbook import macro, read_questions

HELP = """Write SQL and end it with a semicolon; the file is open for reading only.
.queries   the cookbook; ask one as: from who_claims_most();
.tables    tables and marts
.quit      leave (or Ctrl-D)"""
Ask = Callable[[str], str]


def open_shell(news: Path) -> None:
    """Open DuckDB's own shell on the database where one is installed, else a small one."""
    require_published(news)
    found = shutil.which("duckdb")
    if found is None:
        print(f"no duckdb shell on this machine: a small one opens {news}; .help says what it can")
        for piece in converse(news, input):
            print(piece, flush=True)
        return
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as macros:
        macros.write("set timezone = 'UTC';\n" + all_macros())
        macros.flush()
        subprocess.run([found, "-readonly", "-init", macros.name, str(news)], check=False)


def all_macros() -> str:
    """Return the statements that make every query of the cookbook a table macro."""
    return "\n\n".join(macro(question) for question in read_questions().values()) + "\n"


def converse(news: Path, ask: Ask) -> Iterator[str]:
    """Yield an answer for each statement or word that is asked for, until the end."""
    with store.opened(news, read_only=True) as connection:
        connection.execute(all_macros())
        for asked in _statements(ask):
            if asked == ".quit":
                return
            yield _answer(connection, asked)


def _statements(ask: Ask) -> Iterator[str]:
    """Yield what was typed, statement by statement; a line that starts with a dot is one."""
    lines: list[str] = []
    while True:
        try:
            line = ask("dateline> " if not lines else "     ...> ")
        except (EOFError, KeyboardInterrupt):
            return
        if not lines and line.strip().startswith("."):
            yield line.strip()
            continue
        lines += [line] if line.strip() else []
        if line.rstrip().endswith(";"):
            yield "\n".join(lines)
            lines = []


def _answer(connection: store.Connection, asked: str) -> str:
    if asked == ".queries":
        return "\n".join(f"{q.name:<34} {q.question}" for q in read_questions().values())
    if asked.startswith("."):
        if asked != ".tables":
            return HELP
        asked = "select database_name, schema, name from (show all tables) order by all"
    try:
        return render_frame(ask_named(connection, asked, {}), "table").decode().rstrip()
    except BadSettings as error:
        return str(error)
