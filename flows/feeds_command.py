"""What an operator says of feeds at the command line goes in; the list of feeds comes out changed.

The list is `feeds.opml` in the folder of seeds: every feed reader reads it, and so do people.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import lock, paths
from flows.characters import one_line
from flows.errors import BadSettings
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from flows.records import Source

feeds = typer.Typer(
    help="Say which feeds are read: the list is feeds.opml in the folder of seeds.",
    epilog="Example: dateline feeds add https://news.example",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Address = Annotated[str, typer.Argument(help="Address of a feed, or of a site that has one.")]


def with_feeds(app: typer.Typer) -> typer.Typer:
    """Return the command line with `dateline feeds` in it."""
    app.add_typer(feeds, name="feeds")
    return app


@feeds.command("list", epilog="Example: dateline feeds list")
def list_feeds(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show every feed: healthy, slow, failing, dying or dead, since when, why, its last news."""
    from flows.health import health_line, health_lines, judge_source, read_health

    settings = load_settings()
    known = {row["source_id"]: row for row in read_health(paths.Warehouse(settings.warehouse))}
    now = datetime.now(UTC)
    fresh = [judge_source(source, now=now).row() for source in _listed(settings)]
    rows = [known.get(row["source_id"], row) for row in fresh]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        print(f"{_list_file(settings)}: no feed is listed; dateline feeds add https://news.example")
        return
    print("\n".join([*map(health_line, rows), health_lines(rows)[0]]))


@feeds.command(epilog="Example: dateline feeds add https://news.example --name 'Example News'")
def add(
    address: Address,
    name: Annotated[str | None, typer.Option(help="Instead of the feed's own title.")] = None,
    content: Annotated[
        str, typer.Option(help="What articles are made of: page, feed, or auto (as it shows).")
    ] = "auto",
    unseen: Annotated[
        bool, typer.Option("--unseen", help="Take the address as it is, without asking there.")
    ] = False,
) -> None:
    """Add a feed; a site's address is enough where the site names its feed."""
    from flows.ingest.opml import CONTENTS, add_to_opml, feed_source

    if content not in CONTENTS:
        raise BadSettings(f"--content {content!r}: choose one of {', '.join(sorted(CONTENTS))}")
    settings = load_settings()
    source = feed_source(address) if unseen else _find(settings, address)
    source = replace(source, name=name or source.name, content=content)
    is_new = add_to_opml(_list_file(settings), source)
    told = "added" if is_new else "stands there already"
    print(one_line(f"{told}: {source.url} ({source.name})"))


@feeds.command(epilog="Example: dateline feeds remove https://news.example/rss")
def remove(
    address: Annotated[str, typer.Argument(help="Address or name, as `feeds list` shows it.")],
) -> None:
    """Remove a feed from the list; what was read through it stays."""
    from flows.health import read_health
    from flows.ingest.opml import remove_from_opml

    settings = load_settings()
    sources = _listed(settings)
    known = {row["source_id"]: row["url"] for row in read_health(_warehouse(settings))}
    found = [s for s in sources if address in (s.url, s.name, known.get(s.source_id))]
    if len(found) != 1:
        names = ", ".join(str(source.url) for source in found) or "none"
        raise BadSettings(f"{address}: {names} in the list: give one address of `feeds list`")
    remove_from_opml(_list_file(settings), found[0].url or "")
    print(f"removed: {found[0].url}")


@feeds.command("import", epilog="Example: dateline feeds import subscriptions.opml")
def import_feeds(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="OPML, as feed readers export it.")
    ],
) -> None:
    """Add the feeds of another reader's list, each once."""
    from flows.ingest.opml import add_to_opml, read_opml

    target = _list_file(load_settings())
    found, rejected = read_opml(file)
    added = sum([add_to_opml(target, source) for source in found])
    print(f"{added} feeds added, {len(found) - added} stood there already")
    for each in rejected:
        print(f"dateline: {one_line(each.message)}", file=sys.stderr)
    if rejected:
        raise typer.Exit(1)


@feeds.command(epilog="Example: dateline feeds export feeds.opml")
def export(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="OPML to write.")],
) -> None:
    """Write the list for another reader, each feed at the address where it is found now."""
    from flows.health import read_health
    from flows.ingest.opml import write_opml

    settings = load_settings()
    known = {row["source_id"]: row["url"] for row in read_health(_warehouse(settings))}
    sources = [replace(s, url=known.get(s.source_id, s.url)) for s in _listed(settings)]
    write_opml(sources, file)
    print(f"{len(sources)} feeds written to {file}")


def _warehouse(settings: Settings) -> paths.Warehouse:
    return paths.Warehouse(settings.warehouse)


def _list_file(settings: Settings) -> Path:
    """Return the list of feeds; where there is none an empty one is begun."""
    from flows.ingest.opml import write_opml

    path = paths.Seeds(settings.seeds).feeds
    if not path.exists():
        write_opml([], path)
    return path


def _listed(settings: Settings) -> "list[Source]":
    """Return the feeds of the list, and name those in it that cannot be read.

    Raises:
        BadSettings: the list as a whole cannot be read, which is not to say that it has no feed.
    """
    from flows.ingest.opml import read_opml

    path = _list_file(settings)
    sources, rejected = read_opml(path)
    for each in rejected:
        if each.item == path.name:
            raise BadSettings(each.message)
        print(f"dateline: {one_line(each.message)}", file=sys.stderr)
    return sources


def _find(settings: Settings, address: str) -> "Source":
    """Ask at an address for the feed; what comes back goes into the archive, as everything does."""
    from flows.ingest.archive import Archive
    from flows.ingest.discover import find_feed
    from flows.intake import open_client

    now, warehouse = datetime.now(UTC), _warehouse(settings)
    with (
        lock.held(warehouse.lock, wait_seconds=settings.wait_seconds),
        Archive(warehouse.raw, now=now) as archive,
    ):
        return find_feed(address, now=now, archive=archive, open_client=open_client(settings, now))
