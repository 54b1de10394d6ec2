"""The commands of who reads what is published: words go in, tables, texts and pages come out."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows import paths
from flows.settings import MOST_DAYS, load_settings


def with_questions(app: typer.Typer) -> typer.Typer:
    """Give the command line the commands of this module."""
    app.command(
        epilog='Example: dateline query "select event_type, count(*) from events group by all"'
    )(query)
    app.command(epilog="Example: dateline shell")(shell)
    app.command(epilog='Example: dateline search "prisoner exchange" --limit 5')(search)
    app.command(epilog="Example: dateline show seeds/articles/000_6c258933aee72175.txt")(show)
    app.command(epilog="Example: dateline briefing --until 2026-01-21 --days 3 --to briefing.html")(
        briefing
    )
    return app


def query(
    question: Annotated[str, typer.Argument(help="SQL, or the name of a query in sql/queries/.")],
    output: Annotated[
        str, typer.Option("--format", help="table, csv, json, markdown or parquet.")
    ] = "table",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="name=value for a query's $name.")
    ] = None,
) -> None:
    """Ask the published tables; works while a run is writing."""
    from flows.console import answer_question, refuse_binary

    refuse_binary(output)
    warehouse = paths.Warehouse(load_settings().warehouse)
    sys.stdout.buffer.write(answer_question(warehouse, question, output=output, given=set_ or []))


def shell() -> None:
    """Open a prompt on the published tables, the queries of sql/queries/ as table macros."""
    from flows.shell import open_shell

    open_shell(paths.Warehouse(load_settings().warehouse).news)


def search(
    words: Annotated[str, typer.Argument(help="Words to look for in articles and statements.")],
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 10,
    output: Annotated[
        str, typer.Option("--format", help="text, table, csv, json, markdown or parquet.")
    ] = "text",
) -> None:
    """Find articles and statements by their words; the first search builds the index."""
    from flows.console import answer_search, refuse_binary

    refuse_binary(output)
    warehouse = paths.Warehouse(load_settings().warehouse)
    sys.stdout.buffer.write(answer_search(warehouse, words, limit=limit, output=output))


def show(
    article: Annotated[str, typer.Argument(help="Key or address of an article, or a text file.")],
    as_html: Annotated[bool, typer.Option("--html", help="As a page, not for the screen.")] = False,
) -> None:
    """Show one article with all that was read out of it; a file is read on the spot."""
    from rich.console import Console

    from flows import show as shown

    reading = shown.read_article(paths.Warehouse(load_settings().warehouse), article)
    if as_html:
        from flows.show_page import render_html

        sys.stdout.buffer.write(render_html(reading).encode())
    else:
        Console(highlight=False).print(shown.render_terminal(reading), soft_wrap=True)


def briefing(
    until: Annotated[datetime | None, typer.Option(help="Last day; else the newest.")] = None,
    days: Annotated[int, typer.Option(min=1, max=MOST_DAYS, help="How many days.")] = 7,
    to: Annotated[
        Path | None, typer.Option(dir_okay=False, help="File; else the warehouse's own page.")
    ] = None,
) -> None:
    """Write the briefing, as every publication does, for these days."""
    from flows.console import write_page

    warehouse = paths.Warehouse(load_settings().warehouse)
    print(write_page(warehouse, to or warehouse.briefing, until and until.date(), days))
