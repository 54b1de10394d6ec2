"""The command line: words of an operator or analyst go in, runs and answers come out.

Exit codes: 0 done, 1 data refused, 2 misuse, 3 another run holds the warehouse, 130 Ctrl-C.
"""

import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from flows import lock, paths
from flows.characters import one_line, whole_text
from flows.errors import BadDocument, BadSettings, PipelineError, RunInProgress
from flows.feeds_command import with_feeds
from flows.logs import complain, start_logs
from flows.questions import with_questions
from flows.settings import load_settings, prepare_prefect
from flows.upkeep import with_upkeep


class Commands(TyperGroup):
    """The commands: each that Ctrl-C ends says so, but for a run, which has said it itself."""

    def invoke(self, ctx: Any) -> Any:
        """Invoke the command that was called; the exit code of Ctrl-C is typer's to give."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            if not getattr(error, "__notes__", None):
                complain("ended by Ctrl-C outside a run: what was stored stays")
            raise


app = typer.Typer(
    name="dateline",
    cls=Commands,
    help="News in, tables out that an analyst can trust row by row.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Lines = Annotated[
    Path | None,
    typer.Argument(exists=True, dir_okay=False, help="JSON lines; standard input when left out"),
]


def _print_version(is_asked: bool) -> None:
    if is_asked:
        print(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def about(
    _: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and end.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """News in, tables out that an analyst can trust row by row."""


@app.command(epilog="Example: dateline run --due")
def run(
    due: Annotated[bool, typer.Option("--due", help="Poll only the feeds that are due.")] = False,
    quiet: Annotated[bool, typer.Option(help="Print nothing but errors.")] = False,
    warc: Annotated[
        str | None, typer.Option(help="Take in WARC files (file, folder, 'pattern'), no feeds.")
    ] = None,
    urls: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Fetch a list of addresses, one a line, no feeds."
        ),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(help="Also what feeds and sitemaps keep since this day.")
    ] = None,
) -> None:
    """Run the pipeline once: seeds, feeds, tables, marts."""
    _start(quiet)
    from flows.daily import daily, served

    given = str(urls) if urls is not None else None
    with served():
        _tell(daily(is_due_only=due, warc=warc, urls=given, since=_in_utc(since)), quiet)


@app.command(epilog='Example: dateline schedule --cron "*/15 * * * *"')
def schedule(
    cron: Annotated[str, typer.Option(help="When to run, as five cron fields, in UTC.")],
) -> None:
    """Stay, and run the pipeline whenever the cron expression says."""
    _start(quiet=False, is_served=False)
    from flows.daily import serve

    serve(cron)


@app.command(epilog="Example: dateline reprocess --stage annotate --since 2026-01-01")
def reprocess(
    stage: Annotated[str, typer.Option(help="extract (from the archive) or annotate.")] = "extract",
    since: Annotated[datetime | None, typer.Option(help="Only what was fetched since.")] = None,
    quiet: Annotated[bool, typer.Option(help="Print nothing but errors.")] = False,
) -> None:
    """Read again what is archived, without a request."""
    if stage not in ("extract", "annotate"):
        raise BadSettings(f"--stage {stage!r}: extract and annotate can be done again")
    _start(quiet)
    from flows import daily

    with daily.served():
        _tell(daily.reprocess(stage=stage, since=_in_utc(since)), quiet)


@app.command(epilog="Example: dateline retry")
def retry(
    quiet: Annotated[bool, typer.Option(help="Print nothing but errors.")] = False,
) -> None:
    """Try again what is in quarantine."""
    _start(quiet)
    from flows import daily

    with daily.served():
        _tell(daily.retry(), quiet)


@app.command(epilog="Example: dateline status --json")
def status(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Say how the last runs went, what is in trouble, and what takes how much; exit 1 if ill."""
    from flows.status import render_status, status_of

    settings = load_settings()
    found = status_of(
        paths.Warehouse(settings.warehouse), stale_hours=settings.stale_hours, now=datetime.now(UTC)
    )
    print(json.dumps(found, indent=1) if as_json else render_status(found))
    if found["problems"]:
        raise typer.Exit(1)


app = with_questions(app)


@app.command(epilog="Example: dateline annotate articles.jsonl > annotated.jsonl")
def annotate(
    lines: Lines = None,
    model: Annotated[
        Path | None, typer.Option(help="Other weights of the same heads, made by make train.")
    ] = None,
) -> None:
    """Read statements, events, places and dates out of JSON lines of articles."""
    from flows.annotate.digest import DEFAULT
    from flows.answering import annotate_lines

    weights = (model or DEFAULT).absolute()
    today, processes = datetime.now(UTC).date(), load_settings().processes
    with lines.open("rb") if lines else nullcontext(sys.stdin.buffer) as source:
        _write_answers(
            annotate_lines(source, weights=weights, first_seen=today, processes=processes)
        )


@app.command(epilog="Example: dateline extract pages.jsonl > articles.jsonl")
def extract(lines: Lines = None) -> None:
    """Read title, authors, date, language and text out of JSON lines of pages."""
    from flows.extract.command import extract_lines

    settings = load_settings()
    with lines.open("rb") if lines else nullcontext(sys.stdin.buffer) as source:
        _write_answers(
            extract_lines(
                source,
                folder=lines.parent if lines else Path(),
                now=datetime.now(UTC),
                processes=settings.processes,
                seconds=settings.page_seconds,
            )
        )


def _write_answers(answers: Iterable[tuple[str, str | None]]) -> None:
    """Write lines of JSON, and what went wrong with them beside; it is exit code 1 if one did.

    JSON is UTF-8 whatever the terminal takes.
    """
    failures = 0
    for line, error in answers:
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
        if error:
            failures += 1
            print(one_line(error), file=sys.stderr)
    if failures:
        raise typer.Exit(1)


app = with_upkeep(with_feeds(app))


def _in_utc(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day is not None else None


def _start(quiet: bool, *, is_served: bool = True) -> None:
    """Set up logs and Prefect's home, before Prefect is imported.

    Where no server of Prefect's is named, its own starts here, beside the imports; not while
    another run holds the warehouse.
    """
    settings = load_settings()
    if is_served:
        lock.await_free(
            paths.Warehouse(settings.warehouse).lock, wait_seconds=settings.wait_seconds
        )
    if not prepare_prefect(settings) and is_served:
        from flows.server import own_server

        own_server()
    start_logs(is_quiet=quiet, output=settings.log_format)


def _tell(summary: Any, quiet: bool) -> None:
    from flows.ledger import render, render_json

    settings = load_settings()
    if not quiet:
        is_json = settings.log_format == "json"
        print(
            render_json(summary)
            if is_json
            else render(summary, paths.Warehouse(settings.warehouse))
        )


def main() -> None:
    """Run the command line; our own errors become one line and an exit code."""
    if isinstance(sys.stdout, TextIOWrapper):  # what its encoding has not is shown as an escape
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        _refuse_broken(sys.argv[1:])
        app()
    except RunInProgress as error:
        _leave(error, 3)
    except (BadSettings, BadDocument) as error:
        _leave(error, 2)
    except PipelineError as error:
        _leave(error, 1)
    except (OSError, MemoryError) as error:
        cause = "" if isinstance(error, TimeoutError) else "see to disk, rights and memory, and "
        remedy = f"what was stored stays; {cause}run again"
        _leave(error, 1, f"{type(error).__name__}: {error}: {remedy}")


def _refuse_broken(words: list[str]) -> None:
    """Refuse words that are no text, as a terminal of another encoding sends them, but for files.

    Raises:
        BadSettings: a word is neither UTF-8 nor the name of a file.
    """
    for word in words:
        if whole_text(word) != word and not Path(word).exists():
            raise BadSettings(
                f"{word!r}: neither UTF-8 nor a file that is there: write it in UTF-8"
            )


def _leave(error: Exception, code: int, told: str = "") -> NoReturn:
    """Say why the command ends, and where to look for more (the notes of the error)."""
    complain("; ".join([told or str(error), *getattr(error, "__notes__", [])]))
    sys.exit(code)


if __name__ == "__main__":
    main()
