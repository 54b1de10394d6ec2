"""Rows of the tests go in; a published database, and pages in a real browser, come out."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from flows import store
from flows.keys import row_key
from flows.publish.database import publish_database
from flows.publish.parquet import publish_marts
from flows.store import Connection
from tests import rows

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
BIDI = "\u202egnp.exe\u202c"
ATTACK = '<script>window.ran=1</script>"><img src=x onerror="window.ran=1">'
HOSTILE = (
    f"The mayor of Lerano {BIDI} said on Monday that </script>{ATTACK}<!-- hit Lerano. "
    f"{'W' * 10_000} and a \0 byte &amp; {{{{7*7}}}} \u2028 stand here."
)


def publish(work: Path, folder: Path) -> Path:
    """Publish a copy of a work database into the folder, and return the readers' database."""
    news = folder / "news.duckdb"
    with store.opened(Path(shutil.copy(work, folder / "copy.duckdb"))) as connection:
        version = publish_marts(connection, folder / "marts", code_version="1")
        assert version is not None
        publish_database(news, version)
    return news


def add_hostile(connection: Connection) -> dict[str, Any]:
    """Write one article that attacks its reader in every field, and return its event."""
    outlet = row_key("feed", ATTACK)
    report = rows.revision("hostile", HOSTILE, source_id=outlet, day=21)
    report |= {"title": f"{ATTACK}{BIDI}\0{'T' * 10_000}", "url": "javascript:window.ran=1"}
    speaker = rows.actor(row_key("actor", ATTACK), ATTACK)
    sides = [rows.side(report, "The mayor of Lerano", speaker["actor_id"])]
    told = {"actor_id": speaker["actor_id"], "speaker_name": ATTACK, "speaker_role": ATTACK}
    words = HOSTILE[HOSTILE.index("that </script>") : HOSTILE.index(". W")]
    event = rows.event(report, "hit", HOSTILE, sources=sides, place_id="gn:900002")
    event |= {"is_lead": True, "claimant_name": ATTACK, "event_mode": ATTACK}
    source = rows.source(outlet, ATTACK) | {"last_message": ATTACK, "failure_count": 3}
    place = rows.place() | {"place_id": "gn:900002", "name": ATTACK, "geonames_id": 900002}
    said = rows.statement(report, words, speaker="The mayor of Lerano", cue="said", **told)
    rows.fill(
        connection,
        {
            "sources": [source],
            "documents": [rows.document(report)],
            "article_revisions": [report],
            "articles": [rows.article(report)],
            "actors": [speaker],
            "places": [place],
            "statements": [said],
            "events": [event],
        },
    )
    return {"event": event, "statement": said, "article": report}


def add_crowd(connection: Connection, article_count: int, event_count: int) -> None:
    """Repeat one article and its event, under other keys, until there is a crowd."""
    connection.execute("create temp table first as select min(article_id) as id from articles")
    number = "lpad(n::varchar, 6, '0')"
    copied = f"article_id || {number} as article_id"
    for table, also in (
        ("articles", f", article_id || {number} as story_id"),
        ("article_revisions", ""),
    ):
        connection.execute(
            f"insert into {table} by name select * exclude (n) replace ({copied}{also}) from "
            f"(select * from {table} where article_id = (select id from first) and revision = 1), "
            "range($1) as numbers(n)",
            [article_count],
        )
    keys = ", ".join(
        f"event_id || {number} || m as {name}" for name in ("event_id", "event_group_id")
    )
    connection.execute(
        f"insert into events by name select * exclude (n, m) replace ({copied}, {keys}) from "
        "(select * from events where article_id = (select id from first) limit 1), "
        "range($1) as numbers(n), range($2) as others(m)",
        [article_count, event_count],
    )


@contextmanager
def opened(
    browser: Browser, path: Path, fragment: str = "", *, is_quiet: bool = True, **how: Any
) -> Iterator[Page]:
    """Open a page from the disk, the network cut; nothing may be complained of or asked for."""
    context = browser.new_context(offline=True, viewport=how.pop("viewport", DESKTOP), **how)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url))
    page.goto(f"{path.as_uri()}{fragment}")
    try:
        yield page
        asked = [said for said in complaints if not said.startswith(path.as_uri())]
        assert not is_quiet or asked == []
    finally:
        context.close()
