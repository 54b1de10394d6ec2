"""The only place where DuckDB is opened: connections go out, frames and SQL files go in."""

import ctypes
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import polars as pl

from flows import paths
from flows.errors import BadDatabase, BadSettings, PipelineError, TryLater

Connection = duckdb.DuckDBPyConnection
Refusal = duckdb.Error  # of a question that DuckDB does not take
Result = TypeVar("Result")
# What the machine does to a database: a disk that is full or fails, rights, memory, damage.
MISHAPS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,  # a commit for which the disk has no room
)
_kept: dict[Path, Connection | None] = {}  # databases that stay open from one use to the next
KEY_LINE = re.compile(r"^-- Key: ([a-z_, ]+)\.$", re.MULTILINE)

INTERRUPTED = "Query interrupted"  # what DuckDB makes of Python's KeyboardInterrupt
PROBE_BYTES = 300_000  # more than a new database takes

# Of the log beside a database before what it holds is written into the file: that costs by what is
# stored, and with DuckDB's 16 MB a long run did it every few batches.
LOG_SIZE = "128MB"

# Up to so many keys on the smaller side of a join are looked for while the larger is read, so that
# what holds none of them is passed over: a thousand rows of five million in a twentieth of the
# time. With DuckDB's 50 it takes their least and greatest alone; from some thousands on the search
# costs more than it saves.
SOUGHT_KEYS = 2_000


@contextmanager
def opened(
    path: Path,
    *,
    read_only: bool = False,
    threads: int | None = None,
    memory_mb: int | None = None,
) -> Iterator[Connection]:
    """Yield a connection to the database at this path, in UTC, and close it whatever happens.

    With `memory_mb` what is larger goes through the disk, where DuckDB can. Ctrl-C is Ctrl-C while
    DuckDB works too.
    """
    try:
        connection = duckdb.connect(path, read_only=read_only)
    except duckdb.Error as error:
        raise _unopened(path, error, read_only=read_only) from error
    if not read_only and path in _kept and _kept[path] is None:
        _kept[path] = duckdb.connect(path)
    try:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set enable_progress_bar = false")  # else it draws on standard output
        if not read_only:
            connection.execute(f"set checkpoint_threshold = '{LOG_SIZE}'")
            connection.execute(f"set dynamic_or_filter_threshold = {SOUGHT_KEYS}")
        if threads is not None:
            connection.execute(f"set threads = {int(threads)}")
        if memory_mb is not None:
            connection.execute(f"set memory_limit = '{int(memory_mb)}MB'")
        yield connection
    except RuntimeError as error:
        if str(error) == INTERRUPTED:
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.close()


def _unopened(path: Path, error: duckdb.Error, *, read_only: bool) -> PipelineError:
    """Return why a database cannot be opened: it is held, the disk takes no more, or it is bad."""
    if _is_held(path):
        return BadSettings(
            f"{path}: another process has it open ({error}): close it there; who only reads "
            "opens news.duckdb, read-only, and is in nobody's way"
        )
    refused = None if read_only else refused_write(path.parent)
    if refused is not None:
        return TryLater(f"{path}: cannot be opened: {refused}: see to the disk, and run again")
    return BadDatabase(f"{path}: cannot be opened: {error}")


def refused_write(folder: Path) -> OSError | None:
    """Return what keeps a folder that is there from taking some bytes more."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
    return None


def _is_held(path: Path) -> bool:
    """Say whether another process holds DuckDB's lock on a file that we could not open."""
    try:
        with path.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def kept_open(path: Path) -> Iterator[None]:
    """Keep a database that the block opens to write in open from then on, until the block is left.

    Closing writes all that was committed into the file, and opening reads what it holds: once for
    a run instead of once for a step. What was committed is safe in the log beside the file. What a
    killed process has spilled onto the disk goes; the caller sees to it that nobody else writes.
    """
    shutil.rmtree(path.with_name(f"{path.name}.tmp"), ignore_errors=True)
    _kept[path] = None
    try:
        yield
    finally:
        let_go(path)
        del _kept[path]


@contextmanager
def on_one_thread(connection: Connection) -> Iterator[None]:
    """Let DuckDB use one thread until the block ends: small questions cost more on several."""
    row = connection.execute("select current_setting('threads')").fetchone()
    connection.execute("set threads = 1")
    try:
        yield
    finally:
        connection.execute(f"set threads = {row[0] if row else 1}")


def lift_limit(connection: Connection) -> None:
    """Let DuckDB take as much memory as it does by itself, 80 % of the machine's."""
    connection.execute("reset memory_limit")  # tells the number, but does not put it into force
    limit = ask_value(connection, "select current_setting('memory_limit')")
    connection.execute(f"set memory_limit = '{limit}'")


def hand_back(connection: Connection) -> None:
    """Give the system back what is free: DuckDB and the C library keep it for themselves.

    DuckDB does so when it is told its limit, be it the one that it has.
    """
    told = str(ask_value(connection, "select current_setting('memory_limit')"))
    limit = told.replace(" ", "5 ")  # told to one decimal, and rounded down
    connection.execute(f"set memory_limit = '{limit}'")
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # GNU's has it
        trim(0)


def insisting(connection: Connection, work: Callable[[], Result]) -> Result:
    """Return what work gives; where the connection's memory is too little, it is done once more.

    Not all that DuckDB does can go through the disk. In a transaction nothing can be tried again.
    """
    try:
        return work()
    except duckdb.OutOfMemoryException as error:
        try:
            lift_limit(connection)
        except duckdb.TransactionException:
            raise error from None
        return work()


def let_go(path: Path) -> None:
    """Close a database that is kept open, for another reader or after a mishap."""
    if (connection := _kept.get(path)) is not None:
        _kept[path] = None
        connection.close()


def remove(path: Path) -> None:
    """Remove a database that is closed, and the log that a killed process has left beside it."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def quoted(text: object) -> str:
    """Return a text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def schema_files() -> list[Path]:
    """Return the DDL files, one a table, named for it."""
    return sorted((paths.SQL / "schema").glob("*.sql"))


def table_key(table: str) -> list[str]:
    """Return the columns of a table's key, as its DDL file states them."""
    match = KEY_LINE.search((paths.SQL / "schema" / f"{table}.sql").read_text(encoding="utf-8"))
    if match is None:
        raise BadSettings(f"sql/schema/{table}.sql: no line '-- Key: column, column.'")
    return [column.strip() for column in match[1].split(",")]


def create_tables(connection: Connection) -> None:
    """Create every table of sql/schema/ that the database lacks."""
    for path in schema_files():
        connection.execute(path.read_text(encoding="utf-8"))


def run_file(connection: Connection, path: Path, parameters: Sequence[Any] = ()) -> None:
    """Run the statements of one SQL file, the parameters given to those that ask for some.

    One for which the connection's memory is too little is run again with as much as it needs.
    """
    for statement in connection.extract_statements(path.read_text(encoding="utf-8")):
        wanted = len(statement.named_parameters)
        values = list(parameters[:wanted]) if wanted else None
        insisting(connection, partial(connection.execute, statement, values))


def read_frame(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
    """Return the rows of a query as a polars frame."""
    return connection.execute(sql, list(parameters)).pl()


def ask_value(connection: Connection, sql: str, parameters: Sequence[Any] = ()) -> Any:
    """Return the first value of a query's first row, or None where it has none."""
    row = connection.execute(sql, list(parameters)).fetchone()
    return row[0] if row else None


def ask_file(connection: Connection, path: Path, parameters: Sequence[Any] = ()) -> pl.DataFrame:
    """Return the rows of the one query that an SQL file holds."""
    return read_frame(connection, path.read_text(encoding="utf-8"), parameters)


def load_search(connection: Connection) -> None:
    """Load full-text search from its package: nothing is downloaded.

    Raises:
        BadSettings: the package is of another version of DuckDB than the one that runs.
    """
    folder = resources.files("duckdb_extension_fts") / "extensions" / f"v{duckdb.__version__}"
    try:
        connection.load_extension(str(folder / "fts.duckdb_extension"))
    except duckdb.Error as error:
        raise BadSettings(f"{folder}: full-text search does not load: {error}") from error


def merge_frame(connection: Connection, table: str, frame: pl.DataFrame) -> int:
    """Write the rows into the table, replacing those of the same key, and return their number.

    Columns are matched by name; the table's column types win over the frame's.
    """
    if frame.is_empty():
        return 0
    connection.register("incoming_rows", frame)
    try:
        on = " and ".join(f"kept.{key} = incoming.{key}" for key in table_key(table))
        connection.execute(
            f"merge into {table} as kept using incoming_rows as incoming on ({on}) "
            "when matched then update by name when not matched then insert by name"
        )
    finally:
        connection.unregister("incoming_rows")
    return frame.height
