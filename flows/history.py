"""What a run did goes in; tables and links that Prefect shows of it come out, old runs go."""

import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter

from flows import paths
from flows.ledger import Book, StageCount, expected, render

log = logging.getLogger("dateline")
OLD_RUNS = 100  # that one run removes from Prefect's database


def leave_artifacts(warehouse: paths.Warehouse, book: Book) -> None:
    """Leave counts, expectations and slow sources with Prefect, and the way to the pages."""
    try:
        for key, (rows, said) in _tables(warehouse, book).items():
            create_table_artifact(key=key, table=rows, description=said)
        for key, (page, name) in _pages(warehouse).items():
            create_link_artifact(key=key, link=page.resolve().as_uri(), link_text=name)
    except Exception as error:  # what Prefect cannot show must not change how the run ended
        log.warning("artifacts: %s: %s", type(error).__name__, error)


def _tables(warehouse: paths.Warehouse, book: Book) -> dict[str, tuple[list[dict[str, Any]], str]]:
    summary = book.summary()
    links = [f"[{name}]({page.resolve().as_uri()})" for page, name in _pages(warehouse).values()]
    told = f"~~~~~~\n{render(summary, warehouse)}\n~~~~~~\n\n{' · '.join(links)}"
    found = expected(book.checked)
    return {
        "counts": ([_counts(count) for count in summary.stages], told),
        "expectations": (
            [_checked(number, each) for number, each in enumerate(book.checked, 1)],
            f"{found['checked']} expectations a batch; "
            f"failed: {', '.join(found['failed']) or 'none'}",
        ),
        "slowest-sources": (book.slowest, "Sources that this run asked, by the seconds it took."),
    }


def _pages(warehouse: paths.Warehouse) -> dict[str, tuple[Path, str]]:
    pages = {
        "briefing": (warehouse.briefing, "Briefing"),
        "data-docs": (warehouse.docs, "Data Docs"),
    }
    return {key: page for key, page in pages.items() if page[0].exists()}


def _checked(number: int, report: dict[str, Any]) -> dict[str, Any]:
    return {
        "batch": number,
        "rows": sum(report["row_counts"].values()),
        "checked": report["checked"],
        "critical failed": report["critical_failed"],
        "warnings": report["warning_failed"],
        "failed": ", ".join(report["failed"]),
        "set aside for": ", ".join(report["set_aside"]),
    }


def _counts(count: StageCount) -> dict[str, Any]:
    return {
        "stage": count.stage,
        "in": count.count_in,
        "out": count.count_out,
        "quarantined": count.quarantined_count,
        "seconds": round(count.seconds, 2),
    }


def forget_flow_runs(*, before: datetime) -> None:
    """Remove runs from Prefect's database that are older than they may be, some at a time."""
    old = FlowRunFilter.model_validate({"start_time": {"before_": before}})
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=old, limit=OLD_RUNS):
            client.delete_flow_run(run.id)
