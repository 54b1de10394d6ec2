"""The commands of who keeps a warehouse: words go in, a line of what was done comes out."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows import paths
from flows.errors import BadSettings
from flows.settings import load_settings

Version = Annotated[str, typer.Option("--to", help="The version to go back to: v000012.")]


def with_upkeep(app: typer.Typer) -> typer.Typer:
    """Give the command line the commands of this module."""
    app.command(epilog="Example: dateline publish --rollback")(publish)
    app.command(epilog="Example: dateline export statements --csv exported/")(export)
    app.command(
        epilog='Example: dateline forget https://news.example/1 --reason "court order 12/26"'
    )(forget)
    app.command(epilog="Example: dateline rebuild")(rebuild)
    return app


def rebuild() -> None:
    """Make the work database anew from what is published and the archive; the old one is kept."""
    from flows.rebuilding import rebuild as make_anew

    print(make_anew(load_settings(), now=datetime.now(UTC)))


def publish(
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Go back to the version before, or to --to.")
    ] = False,
    to: Version = "",
    full: Annotated[
        bool, typer.Option("--full", help="Make all of it anew, also what did not change.")
    ] = False,
) -> None:
    """Publish what is accepted once more, or go back to an earlier version."""
    from flows.publishing import publish_again, roll_back

    if to and not rollback:
        raise BadSettings(f"--to {to!r}: only with --rollback")
    if full and rollback:
        raise BadSettings("--full: not with --rollback, which makes nothing")
    settings, now = load_settings(), datetime.now(UTC)
    told = (
        roll_back(settings, to=to) if rollback else publish_again(settings, now=now, is_full=full)
    )
    print(told)


def export(
    folder: Annotated[
        Path, typer.Option("--csv", file_okay=False, help="Folder that the CSV files go to.")
    ],
    marts: Annotated[list[str] | None, typer.Argument(help="Marts; all if none is named.")] = None,
) -> None:
    """Write the published marts as CSV files that a spreadsheet opens safely."""
    from flows.exporting import export_csv

    warehouse = paths.Warehouse(load_settings().warehouse)
    for path in export_csv(warehouse, folder, marts=marts or []):
        print(path)


def forget(
    name: Annotated[str, typer.Argument(help="An article's key or address, or a source.")],
    reason: Annotated[str, typer.Option(help="Why; it stays with the tombstone.")],
) -> None:
    """Take an article or a source down: out of tables, marts and archive, for good."""
    from flows.forgetting import forget as take_down

    print(take_down(load_settings(), name, reason=reason, now=datetime.now(UTC)))
