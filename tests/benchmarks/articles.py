"""A number goes in; as many texts or pages to measure with come out, the same every time."""

import json
import random
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from tests import corpus

SETS = ("statements_polnear_dev.jsonl", "places_trnews.jsonl")
FIELDS = ("id", "text", "published_at", "title", "url", "language")
PUBLISHED_AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
PARAGRAPHS = (4, 12)  # of a page, as short and long articles of the corpus have


def texts(count: int, gold: Path) -> tuple[list[dict[str, Any]], str]:
    """Return records for `dateline annotate` and where they are from.

    They are the development sets' where those are at hand, else the project's own stories.
    """
    if gold.is_dir():
        lines = [line for name in SETS for line in (gold / name).open(encoding="utf-8")]
        rows = [json.loads(line) for line in lines[:count]]
        return [{k: r[k] for k in FIELDS if r.get(k)} for r in rows], "the development sets"
    made = [
        {"id": str(number), "text": "\n\n".join(paragraphs), "published_at": "2026-03-02"}
        for number, (_, paragraphs) in enumerate(stories(count))
    ]
    return made, "articles made of the project's own stories"


def stories(count: int) -> list[tuple[str, list[str]]]:
    """Return so many titles with paragraphs, drawn from the corpus; no two are alike."""
    known = [story for day in corpus.days() for story in corpus.printed(day)]
    english = [story for story in known if story.language == "en"]
    chance = random.Random(20260302)
    made = []
    for number in range(count):
        drawn = chance.sample(english, k=chance.randint(*PARAGRAPHS) // 2)
        paragraphs = [part for story in drawn for part in story.paragraphs[:3]]
        made.append((f"{drawn[0].title} ({number})", paragraphs))
    return made


def page(title: str, paragraphs: list[str], *, published_at: datetime = PUBLISHED_AT) -> bytes:
    """Return an article as a plain news page."""
    told = "".join(f"<p>{escape(part)}</p>" for part in paragraphs)
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title>'
        f'<meta property="article:published_time" content="{published_at.isoformat()}"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{escape(title)}</h1>{told}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()
