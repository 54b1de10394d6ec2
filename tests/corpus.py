"""The ten days of tests/data/corpus go in; the pages and feeds of its outlets come out, by day."""

import json
import re
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from tests.servers import Route, Server

FOLDER = Path(__file__).parent / "data" / "corpus"
FIRST_DAY = date(2026, 3, 2)
EVENING = time(22, 0, tzinfo=UTC)  # when the demonstration polls
FEED_ITEMS = 12
HEADING = re.compile(r"^=== (\w+) (\S+) (\d\d:\d\d) ?(.*)$", re.MULTILINE)
OPENING = re.compile(r"(^|[\s(])([\"'])")


@dataclass(frozen=True, slots=True)
class Story:
    """One version of one article, as its outlet printed it."""

    outlet: str
    slug: str
    published_at: datetime
    modified_at: datetime
    title: str
    paragraphs: tuple[str, ...]
    byline: str = ""
    section: str = "News"
    language: str = "en"
    kind: str = ""  # "", edit, gallery, missing or copy=OUTLET/SLUG

    @property
    def path(self) -> str:
        """Return the path of its page."""
        return f"/{self.outlet}/{self.published_at:%Y/%m/%d}/{self.slug}"

    @property
    def summary(self) -> str:
        """Return the first paragraph, as feeds show it."""
        return self.paragraphs[0]


@cache
def outlets() -> dict[str, dict[str, Any]]:
    """Return what outlets.toml says of each outlet."""
    return tomllib.loads((FOLDER / "outlets.toml").read_text(encoding="utf-8"))


def days() -> list[date]:
    """Return the days of the corpus."""
    return [FIRST_DAY + timedelta(days=n) for n in range(len(list(FOLDER.glob("day*.md"))))]


def evening(day: date) -> datetime:
    """Return the moment at which the day is polled."""
    return datetime.combine(day, EVENING)


@cache
def printed(day: date) -> tuple[Story, ...]:
    """Return what appeared on one day, edits and copies included, in the order of the file."""
    number = (day - FIRST_DAY).days + 1
    pieces = HEADING.split((FOLDER / f"day{number:02}.md").read_text(encoding="utf-8"))
    stories: list[Story] = []
    for outlet, slug, clock, kind, text in zip(*(pieces[n::5] for n in range(1, 6)), strict=True):
        moment = datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)
        story = _read(outlet, slug, moment, kind, text)
        if kind.startswith("copy="):
            story = replace(story, paragraphs=_copied(kind.removeprefix("copy="), stories))
        if kind == "edit":
            story = replace(story, published_at=_first(outlet, slug, day).published_at)
        stories.append(story)
    return tuple(stories)


def _read(outlet: str, slug: str, moment: datetime, kind: str, text: str) -> Story:
    head, _, body = text.strip().partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    paragraphs = tuple(body.strip().split("\n\n")) if body.strip() else ()
    return Story(outlet, slug, moment, moment, paragraphs=paragraphs, kind=kind, **fields)


def _copied(name: str, earlier: Sequence[Story]) -> tuple[str, ...]:
    return next(s.paragraphs for s in earlier if f"{s.outlet}/{s.slug}" == name)


def _first(outlet: str, slug: str, before: date) -> Story:
    past = (s for day in days() if day < before for s in printed(day))
    return next(s for s in past if (s.outlet, s.slug) == (outlet, slug))


def standing(day: date) -> list[Story]:
    """Return every article as it stands in the evening of that day, the newest first."""
    newest = {s.path: s for past in days() if past <= day for s in printed(past)}
    return sorted(newest.values(), key=lambda s: (s.published_at, s.path), reverse=True)


def routes(day: date, server: Server) -> dict[str, Route]:
    """Return what the outlets' servers answer in the evening of that day."""
    stories = standing(day)
    found = {
        s.path: _route(_page(s, stories, server), "text/html; charset=utf-8")
        for s in stories
        if s.kind != "missing"
    }
    for outlet, about in outlets().items():
        own = [s for s in stories if s.outlet == outlet]
        make = _atom if about["feed"] == "atom" else _rss
        kind = f"application/{about['feed']}+xml"
        found[f"/{outlet}/feed.xml"] = _route(make(outlet, own[:FEED_ITEMS], server), kind)
    return found


def write_feeds(path: Path, server: Server) -> None:
    """Write the list of the outlets' feeds, as an operator would."""
    lines = [
        f'<outline type="rss" text="{about["name"]}" xmlUrl="{server.url(f"/{key}/feed.xml")}" '
        f'htmlUrl="{server.url(f"/{key}/")}"/>'
        for key, about in outlets().items()
    ]
    text = "\n".join(['<opml version="2.0"><head/><body>', *lines, "</body></opml>", ""])
    path.write_text(text, encoding="utf-8")


def _route(text: str, content_type: str) -> Route:
    body = text.encode()
    return Route(body, content_type, etag=f'"{zlib.crc32(body):08x}"')


def _page(story: Story, stories: Sequence[Story], server: Server) -> str:
    markup = (FOLDER / "pages" / f"{story.outlet}.html").read_text(encoding="utf-8")
    if not story.byline:  # an outlet does not sign for nobody
        markup = "".join(line for line in markup.splitlines(True) if "$byline" not in line)
    related = [s for s in stories if s.outlet == story.outlet and s.slug != story.slug][:4]
    shown = {
        "title": typeset(story, story.title),
        "byline": story.byline,
        "section": story.section,
        "summary": typeset(story, story.summary),
    }
    return Template(markup).substitute(
        {name: escape(value) for name, value in shown.items()},
        language=story.language,
        url=server.url(story.path),
        published=story.published_at.isoformat(),
        modified=story.modified_at.isoformat(),
        shown=f"{story.published_at:%d %B %Y, %H:%M} UTC",
        paragraphs="\n".join(_paragraphs(story)),
        related="".join(
            f'<li><a href="{s.path}">{escape(typeset(s, s.title))}</a></li>' for s in related
        ),
        json_ld=_json_ld(story, server),
    )


def _paragraphs(story: Story) -> Iterator[str]:
    if story.kind == "gallery":
        yield "".join(
            f'<figure><img src="/{story.outlet}/{n}.jpg" alt=""></figure>' for n in range(6)
        )
        return
    for paragraph in story.paragraphs:
        yield f"<p>{escape(typeset(story, paragraph), quote=False)}</p>"
    if story.kind.startswith("copy="):
        source = story.kind.removeprefix("copy=").split("/")[0]
        yield f'<p class="source">Source: {outlets()[source]["name"]}</p>'


def typeset(story: Story, text: str) -> str:
    """Return the text with the quotation marks that the outlet prints."""
    if not outlets()[story.outlet].get("curly"):
        return text
    text = OPENING.sub(lambda m: m[1] + ("“" if m[2] == '"' else "‘"), text)
    return text.replace('"', "”").replace("'", "’")


def _json_ld(story: Story, server: Server) -> str:
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published_at.isoformat(),
        "dateModified": story.modified_at.isoformat(),
        "mainEntityOfPage": server.url(story.path),
        "publisher": {"@type": "Organization", "name": outlets()[story.outlet]["name"]},
    }
    if story.byline:
        about["author"] = [{"@type": "Person", "name": story.byline}]
    return json.dumps(about, ensure_ascii=False).replace("<", "\\u003c")


def _rss(outlet: str, stories: Sequence[Story], server: Server) -> str:
    items = "".join(
        f"<item><title>{escape(typeset(s, s.title))}</title>"
        f"<link>{server.url(s.path)}</link><guid>{server.url(s.path)}</guid>"
        f"<description>{escape(typeset(s, s.summary))}</description>"
        f"<pubDate>{format_datetime(s.published_at)}</pubDate></item>\n"
        for s in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{outlets()[outlet]['name']}</title><link>{server.url(f'/{outlet}/')}</link>"
        f"<description>All news</description><language>en</language>\n{items}</channel></rss>\n"
    )


def _atom(outlet: str, stories: Sequence[Story], server: Server) -> str:
    entries = "".join(
        f"<entry><title>{escape(s.title)}</title><id>{server.url(s.path)}</id>"
        f'<link rel="alternate" href="{server.url(s.path)}"/>'
        f"<published>{s.published_at.isoformat()}</published>"
        f"<updated>{s.modified_at.isoformat()}</updated>"
        f"<summary>{escape(s.summary)}</summary></entry>\n"
        for s in stories
    )
    newest = max((s.modified_at for s in stories), default=evening(FIRST_DAY))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{outlets()[outlet]['name']}</title><id>{server.url(f'/{outlet}/')}</id>"
        f'<link rel="self" href="{server.url(f"/{outlet}/feed.xml")}"/>'
        f"<updated>{newest.isoformat()}</updated>\n{entries}</feed>\n"
    )
