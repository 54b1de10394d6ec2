"""A report goes in; the Data Docs come out: one page that needs nothing but itself.

Great Expectations' own site builder takes several times as long as the validation and asks four
content networks for its scripts and styles, so that it shows little offline; this page is made of
the same results. The suites' notes and every failing row's key stand beside the expectation.
"""

import html
from collections.abc import Iterable, Mapping
from pathlib import Path

from flows.files import write_whole
from flows.validate.report import CRITICAL, WARNING, Outcome, Report

PAGE = "index.html"
STYLE = """
:root { color-scheme: light dark; --bad: #b3261e; --warn: #8a5a00; --good: #1b6e3c; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8884; padding: .35rem .6rem; text-align: left;
  vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: .9em; overflow-wrap: anywhere; }
.critical { color: var(--bad); font-weight: 600; } .warning { color: var(--warn);
  font-weight: 600; } .passed { color: var(--good); }
details { margin: .3rem 0; } summary { cursor: pointer; }
"""


def write_docs(report: Report, tables: Mapping[str, str], folder: Path) -> Path:
    """Write the page of a report into a folder, in one step, and return its path."""
    page = folder / PAGE
    write_whole(page, _page(report, tables))
    return page


def _page(report: Report, tables: Mapping[str, str]) -> str:
    failed = report.failures()
    sections = [_table(report, table, notes) for table, notes in sorted(tables.items())]
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Data Docs</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>',
        "<h1>What was expected of the tables</h1>",
        f"<p>{_verdict(report)}</p>",
        _rows(failed, with_table=True) if failed else "",
        _set_aside(report),
        "<h2>By table</h2>",
        *sections,
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _verdict(report: Report) -> str:
    critical, warnings = len(report.failures(CRITICAL)), len(report.failures(WARNING))
    if not report.outcomes:
        return "Nothing was written, so there was nothing to check."
    word = "refused" if critical else "accepted"
    css = "critical" if critical else "passed"
    return (
        f'<span class="{css}">{word}</span>: {len(report.outcomes)} expectations over schema '
        f"<code>{html.escape(report.schema)}</code>, {critical} critical failed, "
        f"{warnings} warnings."
    )


def _set_aside(report: Report) -> str:
    if not report.set_aside:
        return ""
    return (
        "<h2>Set aside</h2><p>The texts that these rows were read out of went to "
        "<code>quarantine</code>; the rest of the batch was checked again.</p>"
        f"{_rows(report.set_aside, with_table=True)}"
    )


def _table(report: Report, table: str, notes: str) -> str:
    outcomes = [outcome for outcome in report.outcomes if outcome.table == table]
    failed = sum(not outcome.success for outcome in outcomes)
    count = report.row_counts.get(table, 0)
    state = "not checked" if not outcomes else f"{len(outcomes) - failed} of {len(outcomes)} passed"
    return (
        f"<details{' open' if failed else ''}><summary><b>{html.escape(table)}</b>: "
        f"{count} rows, {state}</summary><p>{html.escape(notes)}</p>"
        f"{_rows(outcomes) if outcomes else ''}</details>"
    )


def _rows(outcomes: Iterable[Outcome], *, with_table: bool = False) -> str:
    head = "<tr><th>Expectation</th><th>Result</th><th>Rows</th><th>Why it is expected</th></tr>"
    return f"<table>{head}{''.join(_row(o, with_table) for o in outcomes)}</table>"


def _row(outcome: Outcome, with_table: bool) -> str:
    name = f"{outcome.table}.{outcome.name}" if with_table else outcome.name
    word = "passed" if outcome.success else outcome.severity
    shown = [outcome.error] if outcome.error else list(outcome.keys)
    keys = "<br>".join(f"<code>{html.escape(key)}</code>" for key in shown)
    observed = f" (seen: {html.escape(outcome.observed)})" if outcome.observed else ""
    detail = f"<details><summary>rows</summary>{keys}</details>" if keys else ""
    return (
        f'<tr><td><code>{html.escape(name)}</code></td><td class="{word}">{word}</td>'
        f'<td class="number">{outcome.unexpected_count}</td>'
        f"<td>{html.escape(outcome.notes)}{observed}{detail}</td></tr>"
    )
