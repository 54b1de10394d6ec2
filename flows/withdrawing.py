"""Addresses that no article stands at go in; what was taken for one there goes to quarantine."""

from collections.abc import Collection
from datetime import datetime

import polars as pl

from flows import paths, store
from flows.normalize import changes, frames
from flows.records import Rejected
from flows.workbench import ask_rows, refuse


def withdraw(
    connection: store.Connection, addresses: Collection[str], *, now: datetime
) -> list[Rejected]:
    """Refuse the bodies that came from these addresses in place of others, and return them.

    Articles that were made of them leave the tables with all that was read out of them, as articles
    do that wait to be read again.
    """
    found = ask_rows(connection, "stood_for", [sorted(addresses)]) if addresses else []
    if not found:
        return []
    connection.register("found_bodies", pl.DataFrame(found))
    connection.execute("create or replace temp table withdrawn as from found_bodies")
    connection.unregister("found_bodies")
    connection.execute(
        "create or replace temp table asked_again as select distinct article_id from withdrawn"
    )
    refused = [_refusal(row) for row in found]
    store.lift_limit(connection)
    with changes.noted(connection, "waiting"):
        store.run_file(connection, paths.NORMALIZE / "wait_again.sql")
        store.run_file(connection, paths.NORMALIZE / "withdraw.sql")
        refuse(connection, refused, now=now)
    return refused


def _refusal(row: frames.Row) -> Rejected:
    from flows.ingest.deadends import shared

    return Rejected(
        stage="ingest",
        item=row["name"],
        reason="front_page",
        message=shared(row["name"], row["url"]),
        source_id=row["source_id"],
        raw_ref=row["raw_ref"],
        retry="dateline retry",
    )
