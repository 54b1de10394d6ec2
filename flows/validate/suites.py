"""The suites of expectations/ and a closed database go in; a report on its tables comes out.

Great Expectations is imported inside the functions: it takes seconds that `dateline --help` would
otherwise pay.
"""

import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Any

from flows import paths, store
from flows.errors import BadSettings
from flows.validate.docs import write_docs
from flows.validate.report import Outcome, Report, row_keys

STAGED = "staged"
QUARANTINE = "quarantine"
MOST_ROWS = 200  # as many as the tool returns of a query's rows
ROWS = "unexpected_rows_expectation"
TOO_LITTLE = "Out of Memory Error"  # DuckDB's words where it cannot go through the disk
# One writer at a time holds a DuckDB file; the driver's own commits and rollbacks would fail there.
ENGINE = {
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
}


@dataclass(frozen=True, slots=True)
class Suite:
    """One file of expectations/: the table, where it stands, and what is expected of it."""

    table: str
    schema: str
    notes: str
    is_always_checked: bool  # even when it is empty, if the run wrote anything at all
    expectations: tuple[dict[str, Any], ...]


def run_suites(
    database: Path,
    *,
    schema: str = STAGED,
    docs_folder: Path,
    suites_folder: Path = paths.EXPECTATIONS,
    set_aside: tuple[Outcome, ...] = (),
    memory_mb: int | None = None,
) -> Report:
    """Check what stands in a schema of the database, write the Data Docs, and return the report.

    `set_aside` are the failures of earlier passes whose texts have left the batch since.

    Tables without rows are passed over, those that may not be empty excepted, unless all that was
    read went to quarantine; where nothing was written at all, nothing is checked. The database
    must be closed by its writer. With `memory_mb` what is larger goes through the disk, where
    DuckDB can.
    """
    suites = read_suites(suites_folder, schema=schema)
    counts = _row_counts(database, suites)
    staged = [suite.table for suite in suites if suite.schema == schema and counts[suite.table]]
    has_texts = any(table != QUARANTINE for table in staged)
    chosen = [
        _fit_for(s, counts[s.table])
        for s in suites
        if staged and (counts[s.table] or s.is_always_checked and has_texts)
    ]
    outcomes = _validate(database, chosen, memory_mb) if chosen else ()
    if memory_mb is not None and any(TOO_LITTLE in (each.error or "") for each in outcomes):
        outcomes = _validate(database, chosen, None)
    report = Report(
        schema=schema,
        outcomes=outcomes,
        row_counts=counts,
        skipped=tuple(s.table for s in suites if s.table not in {c.table for c in chosen}),
        set_aside=set_aside,
    )
    write_docs(report, {suite.table: suite.notes for suite in suites}, docs_folder)
    return report


def _fit_for(suite: Suite, count: int) -> Suite:
    """Return the suite without what says nothing of so few rows: of one, a share is 0 or 1."""
    asked = [e for e in suite.expectations if count >= e["meta"].get("least_rows", 0)]
    return replace(suite, expectations=tuple(asked))


def read_suites(folder: Path, *, schema: str = STAGED) -> tuple[Suite, ...]:
    """Return the suites of a folder, their queries put together and pointed at the schema.

    In the files a query is a list of lines, and `staged.` stands for the schema under test.
    """
    return tuple(_read_suite(path, schema) for path in sorted(folder.glob("*.json")))


def _read_suite(path: Path, schema: str) -> Suite:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        expectations = tuple(_expectation(e, schema) for e in given["expectations"])
        return Suite(
            table=given["name"],
            schema=given["meta"].get("schema", schema),
            notes=given["notes"],
            is_always_checked=given["meta"].get("always", False),
            expectations=expectations,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadSettings(f"{path.name} is no suite: {error!r}; correct the file") from error


def _expectation(given: dict[str, Any], schema: str) -> dict[str, Any]:
    if not (given["notes"] and given["meta"]["name"] and given["severity"]):
        raise ValueError("an expectation lacks its name, severity or notes")
    query = given["kwargs"].get("unexpected_rows_query")
    if query is None:
        return given
    text = "\n".join(query).replace(f"{STAGED}.", f"{schema}.")
    return {**given, "kwargs": {**given["kwargs"], "unexpected_rows_query": text}}


def _row_counts(database: Path, suites: Sequence[Suite]) -> dict[str, int]:
    counts = {}
    with store.opened(database, read_only=True) as connection:
        for suite in suites:
            counted = f"select count(*) from {suite.schema}.{suite.table}"
            counts[suite.table] = int(store.ask_value(connection, counted))
    return counts


def _validate(
    database: Path, suites: Sequence[Suite], memory_mb: int | None
) -> tuple[Outcome, ...]:
    context = _context()
    limit = {} if memory_mb is None else {"memory_limit": f"{memory_mb}MB"}
    source = context.data_sources.add_sql(
        "work",
        connection_string=f"duckdb:///{database}",
        kwargs=ENGINE | {"connect_args": {"read_only": True, "config": limit}},
        create_temp_table=False,
    )
    try:
        return tuple(outcome for suite in suites for outcome in _run_suite(source, suite))
    finally:
        source.get_execution_engine().close()  # its own engine: both hold the file open
        source.get_engine().dispose()


def load_early() -> Thread:
    """Import Great Expectations beside what the caller goes on to do, and return who does it."""
    loading = Thread(target=_tool, name="load expectations")
    loading.start()
    return loading


def _tool() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it imports the old sre_constants
        import great_expectations
    return great_expectations


def _context() -> Any:
    gx = _tool()
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _run_suite(source: Any, suite: Suite) -> list[Outcome]:
    asset = source.add_query_asset(suite.table, query=f"select * from {suite.schema}.{suite.table}")
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    first = _results(batch, suite.table, suite.expectations, "BOOLEAN_ONLY")
    failed = tuple(e for e in suite.expectations if not first[e["meta"]["name"]].success)
    # Only what failed is asked again for its rows: asking always costs twice the time.
    wanted = {
        "result_format": "COMPLETE",
        "partial_unexpected_count": MOST_ROWS,
        "unexpected_index_column_names": store.table_key(suite.table),
    }
    again = _results(batch, suite.table, failed, wanted) if failed else {}
    return [
        _outcome(suite.table, e, (again or first).get(e["meta"]["name"], first[e["meta"]["name"]]))
        for e in suite.expectations
    ]


def _results(
    batch: Any, table: str, expectations: Sequence[dict[str, Any]], result_format: Any
) -> dict[str, Any]:
    from great_expectations.core.expectation_suite import ExpectationSuite

    suite = ExpectationSuite(name=table, expectations=list(expectations))
    results = batch.validate(suite, result_format=result_format).results
    return {result.expectation_config.meta["name"]: result for result in results}


def _outcome(table: str, expectation: Mapping[str, Any], result: Any) -> Outcome:
    found = result.result or {}
    rows = found.get("details", {}).get("unexpected_rows") or found.get("unexpected_index_list")
    is_table_level = not rows and "observed_value" in found
    return Outcome(
        table=table,
        name=expectation["meta"]["name"],
        severity=expectation["severity"],
        success=bool(result.success),
        unexpected_count=0 if result.success else _unexpected_count(expectation, found),
        keys=row_keys(rows or ()),
        notes=expectation["notes"],
        type=expectation["type"],
        observed=str(found["observed_value"]) if is_table_level else None,
        error=_error(result),
        rows=_row_ids(table, rows or ()),
    )


def _row_ids(table: str, rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
    key = store.table_key(table)
    known = (row for row in rows if all(column in row for column in key))
    return tuple(sorted({tuple(str(row[column]) for column in key) for row in known}))


def _unexpected_count(expectation: Mapping[str, Any], found: Mapping[str, Any]) -> int:
    if expectation["type"] == ROWS:
        return int(found.get("observed_value") or 1)
    return int(found.get("unexpected_count") or 1)


def _error(result: Any) -> str | None:
    raised = result.exception_info or {}
    entries = [raised] if "raised_exception" in raised else list(raised.values())
    messages = [str(e["exception_message"]) for e in entries if e.get("raised_exception")]
    return "; ".join(messages).split("\n")[0] if messages else None
