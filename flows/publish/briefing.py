"""The readers' database goes in; the briefing comes out: one page that needs no server, no network.

The page holds its rows as JSON and draws them itself, by textContent alone: no word of an article
is ever markup. Styles and script are named by their hashes, so that the browser runs nothing else.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flows import paths, store
from flows.errors import BadSettings
from flows.files import write_whole
from flows.store import Connection

DAYS = 7
LIMIT = 4_900_000  # bytes of the page: it is to open from a mail, and on a phone
FRAME = 300_000  # of these the script, the styles and the outline of the land
LARGEST = 400_000  # bytes of one article; a larger one is left to the tables
COUNTED = timedelta(days=92)  # three months before the first article: happenings are counted since
QUERIES = paths.SQL / "briefing"
PARTS = Path(__file__).parent
SCRIPTS = ("briefing_data.js", "briefing_rows.js", "briefing_map.js", "briefing_proof.js")
TABLES = (
    "articles",
    "events",
    "groups",
    "statements",
    "places",
    "place_mentions",
    "date_mentions",
    "appearances",
    "sources",
)
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write_briefing(
    news: Path,
    target: Path,
    *,
    version: str,
    until: date | None = None,
    days: int = DAYS,
    limit: int = LIMIT,
    memory_mb: int | None = None,
) -> dict[str, Any]:
    """Write the briefing of the days that end with `until`, and return what it says of itself.

    Without `until` it ends with the newest day that the database tells of. Where the period does
    not fit, its newest articles are shown, and the page says so.

    Raises:
        BadSettings: somebody asked for days that the database tells nothing of; the page stays.
    """
    budget = limit - FRAME
    with store.opened(news, read_only=True, memory_mb=memory_mb) as connection:
        while True:
            read = partial(read_content, connection, version, until, days, budget)
            content = store.insisting(connection, read)
            if until and not content["about"]["period_article_count"]:
                raise _nothing_told(content["about"], target)
            page = render_page(content).encode("utf-8")
            if len(page) <= limit or budget <= 0:
                break
            budget = int(0.9 * budget * limit / len(page))
    write_whole(target, page)
    told: dict[str, Any] = content["about"]
    return told


def _nothing_told(about: dict[str, Any], target: Path) -> BadSettings:
    """Return the refusal to write a page of days without any article."""
    known = f"{about['first_day']} to {about['last_day']}" if about["last_day"] else "no day"
    return BadSettings(
        f"no article from {about['first']} to {about['last']}: {target} is left as it was; "
        f"the warehouse tells of {known}"
    )


def read_content(
    connection: Connection, version: str, until: date | None, days: int, budget: int
) -> dict[str, Any]:
    """Return all that the page shows: what it says of itself, and its rows table by table."""
    columns, rows = _ask(connection, "totals")
    totals = dict(zip(columns, rows[0], strict=True))
    last = until or totals["last_day"] or date(1970, 1, 1)
    first = last - timedelta(days=days - 1)
    store.run_file(connection, QUERIES / "period_articles.sql", [first, last])
    store.run_file(connection, QUERIES / "shown_articles.sql", [budget, LARGEST])
    began = store.ask_value(connection, "select min(told_on) from shown_articles")
    since = [began, began - COUNTED] if began else [None, None]
    content: dict[str, Any] = {name: _table(connection, name, since) for name in TABLES}
    content["about"] = totals | {
        "version": version,
        "first": first,
        "last": last,
        "period_article_count": store.ask_value(connection, "select count(*) from period_articles"),
        "shown_article_count": len(content["articles"]["rows"]),
    }
    return content


def _table(connection: Connection, name: str, since: Sequence[date | None]) -> dict[str, Any]:
    columns, rows = _ask(connection, name, since)
    return {"columns": columns, "rows": rows}


def _ask(
    connection: Connection, name: str, values: Sequence[Any] = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and rows of a query, given as many of the values as it asks for."""
    sql = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    (statement,) = connection.extract_statements(sql)
    asked = connection.execute(statement, list(values[: len(statement.named_parameters)]))
    return [column[0] for column in asked.description or ()], asked.fetchall()


def render_page(content: dict[str, Any]) -> str:
    """Return the page that shows this content."""
    styles = page_styles()
    script = "\n".join(_part(name) for name in (*SCRIPTS, "briefing.js"))
    pieces = {
        "POLICY": page_policy(styles, script),
        "STYLES": styles,
        "OUTLINE": _part("outline.json"),
        "CONTENT": data_block(content),
        "SCRIPT": script,
    }
    page = _part("briefing.html")
    for name, piece in pieces.items():  # the content comes once all other marks are gone
        if name != "CONTENT":
            page = page.replace(f"{{{{{name}}}}}", piece)
    before, mark, after = page.partition("{{CONTENT}}")
    return before + pieces["CONTENT"] + after if mark else page


def page_styles() -> str:
    """Return the styles of the briefing and of a single article's page."""
    return _part("briefing.css")


def page_policy(styles: str, script: str | None = None) -> str:
    """Return the security policy that lets a page use these styles and this script, no other."""
    runs = _hash(script) if script is not None else "'none'"
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(styles)}; script-src {runs}; "
        "base-uri 'none'; form-action 'none'"
    )


def data_block(content: object) -> str:
    """Return JSON that an HTML parser takes for text whatever it says."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.translate(UNSAFE)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")  # in UTC, as the connection is
    return value.isoformat() if isinstance(value, date) else str(value)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8").strip()
