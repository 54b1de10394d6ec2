"""An article's key, address or file goes in; its text and all that was read out of it come out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.text import Text

from flows import paths, store
from flows.characters import without_overrides
from flows.errors import BadDocument, BadSettings
from flows.ingest.urls import canonical_url

STYLES = {  # of the terminal; later ones lie over earlier ones
    "said": "on grey23",
    "place": "underline green",
    "date": "underline yellow",
    "speaker": "bold cyan",
    "cue": "italic",
    "actor": "bold",
    "trigger": "bold red",
}
LAYOUT = "\n\t"  # controls that a text is laid out by
LEGEND = {
    "said": "statements",
    "speaker": "who says so",
    "cue": "the saying",
    "trigger": "events",
    "actor": "who takes part",
    "place": "places",
    "date": "dates",
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text and what it is."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with all that was read out of it."""

    title: str
    about: tuple[str, ...]
    url: str | None
    text: str
    statements: tuple[Row, ...]
    events: tuple[Row, ...]
    marks: tuple[Mark, ...]


def read_article(warehouse: paths.Warehouse, wanted: str) -> Reading:
    """Return the article of a key or address from the published tables, or of a file, read now.

    Raises:
        BadSettings: nothing of that name is published or lies in a file.
    """
    path = Path(wanted)
    if path.is_file():
        return _read_file(path)
    if not warehouse.news.exists():
        raise BadSettings(f"{wanted}: no such file, and nothing is published: `dateline run` first")
    with store.opened(warehouse.news, read_only=True) as connection:
        return _read_published(connection, wanted)


def _read_file(path: Path) -> Reading:
    from flows.annotate.lines import annotate_line
    from flows.extract.metadata import infer_date

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDocument("not_utf8", f"{path}: not UTF-8: {error}: save it as UTF-8") from error
    infer = partial(infer_date, first_seen=datetime.now(UTC).date())
    read = annotate_line({"id": path.name, "text": text}, infer_date=infer)
    about = ("read now", *([read["skipped"]] if "skipped" in read else []))
    return _reading(path.name, about, None, text, read)


ARTICLE = """
    select article_id, revision, title, url, source_name, agency, published_at, text
    from marts.articles
    where article_id = $1 or url = $1 or canonical_url = $1 or canonical_url = $2
    order by article_id
    limit 1
"""
ROWS = """
    select * from {table} where article_id = $1 and revision = $2 order by all
"""


def _read_published(connection: store.Connection, wanted: str) -> Reading:
    address = canonical_url(wanted) if "://" in wanted else wanted
    found = store.read_frame(connection, ARTICLE, [wanted, address]).to_dicts()
    if not found:
        raise BadSettings(
            f"{wanted}: no article of that key or address is published, and no file has that name; "
            'find it with `dateline search "words"`'
        )
    article = found[0]
    key = [article["article_id"], article["revision"]]
    tables = {"statements": "statements", "events": "marts.events"}
    tables |= {"places": "place_mentions", "dates": "date_mentions"}
    read = {
        name: store.read_frame(connection, ROWS.format(table=table), key).to_dicts()
        for name, table in tables.items()
    }
    published = article["published_at"]
    about = (
        article["agency"] or article["source_name"] or "",
        f"{published:%Y-%m-%d %H:%M} UTC" if published else "",
        f"article {article['article_id']}, revision {article['revision']}",
    )
    title = article["title"] or "(no headline)"
    return _reading(title, about, article["url"], article["text"], read)


def _reading(
    title: str, about: tuple[str, ...], url: str | None, text: str, read: dict[str, Any]
) -> Reading:
    statements = sorted(read["statements"], key=first_start)
    events = sorted(read["events"], key=lambda row: row["trigger_start"])
    marks = [*_said_marks(statements), *_event_marks(events)]
    marks += [Mark(row["start"], row["end"], "place") for row in read["places"]]
    marks += [Mark(row["start"], row["end"], "date") for row in read["dates"]]
    told = tuple(each for each in about if each)
    return Reading(title, told, url, text, tuple(statements), tuple(events), tuple(marks))


def _spans(statement: Row) -> list[tuple[int, int]]:
    spans = statement["content_spans"]
    return [(s["start"], s["end"]) if isinstance(s, dict) else (s[0], s[1]) for s in spans]


def first_start(statement: Row) -> int:
    """Return where the words of a statement begin."""
    return _spans(statement)[0][0]


def sides_of(event: Row) -> str:
    """Return who did what to whom, as far as it is told: "A, B -> C"."""
    sides = [", ".join(side["text"] for side in event[name]) for name in ("sources", "targets")]
    return " -> ".join(side or "?" for side in sides) if any(sides) else ""


def _said_marks(statements: list[Row]) -> Iterator[Mark]:
    for row in statements:
        for start, end in _spans(row):
            yield Mark(start, end, "said")
        for name in ("speaker", "cue"):
            if row[f"{name}_start"] is not None:
                yield Mark(row[f"{name}_start"], row[f"{name}_end"], name)


def _event_marks(events: list[Row]) -> Iterator[Mark]:
    for row in events:
        yield Mark(row["trigger_start"], row["trigger_end"], "trigger")
        for side in (*row["sources"], *row["targets"]):
            yield Mark(side["start"], side["end"], "actor")


def pieces(text: str, marks: tuple[Mark, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the text piece by piece, each with the names of all marks that cover it.

    Control characters come out as U+FFFD, so that no text steers a terminal or ends a page.
    """
    text = without_overrides(text, kept=LAYOUT)
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in zip(cuts, cuts[1:], strict=False):
        names = {mark.name for mark in marks if mark.start <= start and mark.end >= end}
        yield text[start:end], [name for name in STYLES if name in names]


def render_terminal(reading: Reading) -> Group:
    """Return the article as rich draws it: the marked text, then its statements and events."""
    marked = Text()
    for piece, names in pieces(reading.text, reading.marks):
        marked.append(piece, " ".join(STYLES[name] for name in names))
    legend = Text("  ").join(Text(word, STYLES[name]) for name, word in LEGEND.items())
    parts = [
        _line(reading.title, "bold"),
        _line(" · ".join([*reading.about, *filter(None, [reading.url])]), "dim"),
        legend,
    ]
    parts += [Text(), marked, Text(), Text("Statements", "bold"), *map(_said, reading.statements)]
    parts += [Text(), Text("Events", "bold"), *map(_happened, reading.events)]
    return Group(*parts)


def _line(text: str, style: str = "") -> Text:
    return Text(without_overrides(text, kept=LAYOUT), style)


def _said(row: Row) -> Text:
    who = row["speaker_name"] or row["speaker_text"] or "nobody named"
    return _line(f"{first_start(row):>6}  {who}, {row['act']} ({row['kind']}): {row['content']}")


def _happened(row: Row) -> Text:
    told = [
        f"{row['event_type']} {row['trigger_text']!r}",
        sides_of(row),
        f"{row['date_start']} to {row['date_end']}" if row["date_start"] else "day unknown",
        row.get("place_name") or row["place_id"] or "",
        row["occurrence"],
        f"claimed by {row['claimant_name']}" if row["claimant_name"] else row["assertion"],
    ]
    return _line(f"{row['trigger_start']:>6}  {'; '.join(each for each in told if each)}")
