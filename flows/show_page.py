"""One article with all that was read out of it goes in; a page without script comes out.

Every row is a link to its words in the text; all words are escaped.
"""

import html
from collections.abc import Iterable, Iterator

from flows.characters import without_overrides
from flows.publish.briefing import page_policy, page_styles
from flows.show import LAYOUT, LEGEND, Reading, Row, first_start, pieces, sides_of

TONES = {1: "verbal-good", 2: "good", 3: "verbal-bad", 4: "bad"}  # by quad class, as the briefing


def render_html(reading: Reading) -> str:
    """Return the article as one page; every word of it is escaped."""
    styles = page_styles()
    legend = "".join(
        f'<span><mark class="piece {name}">{word}</mark> </span>' for name, word in LEGEND.items()
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{page_policy(styles)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" '
        'content="no-referrer"><link rel="icon" href="data:,">'
        f"<title>{_escaped(reading.title)}</title><style>{styles}</style></head>"
        '<body class="reading"><header class="top"><p class="brand">Dateline '
        f"<span>article</span></p><h1><bdi>{_escaped(reading.title)}</bdi></h1>"
        f'<p class="meta">{_dots(_about(reading))}</p></header><main><div class="columns">'
        '<section id="text" aria-label="Text" tabindex="0">'
        f'<p class="legend">{legend}</p><div class="text">{_marked_text(reading)}</div></section>'
        f'<div class="column">{_rows("Statements", map(_said, reading.statements))}'
        f"{_rows('Events', map(_happened, reading.events))}</div></div></main></body></html>\n"
    )


def _about(reading: Reading) -> list[str]:
    told = [_term(each) for each in reading.about]
    if reading.url and reading.url.startswith(("http://", "https://")):
        address = f'<a href="{_escaped(reading.url)}" rel="noopener noreferrer">original</a>'
        return [*told, address]
    return [*told, _term(reading.url)] if reading.url else told


def _rows(name: str, rows: Iterable[str]) -> str:
    items = "".join(f"<li>{row}</li>" for row in rows)
    listed = f'<ol class="rows">{items}</ol>' if items else '<p class="empty">None was read.</p>'
    return f'<section id="{name.lower()}"><h2>{name}</h2>{listed}</section>'


def _said(row: Row) -> str:
    who = row["speaker_name"] or row["speaker_text"] or "nobody named"
    act = f'<span class="badge plain">{_escaped(row["act"])}</span>'
    told = [f"<strong>{_term(who)}</strong>", row["kind"]]
    return _row(first_start(row), act, told, row["content"], [])


def _happened(row: Row) -> str:
    tone = TONES.get(row.get("quad_class") or 0, "plain")
    badge = f'<span class="badge {tone}">{_escaped(row["event_type"].capitalize())}</span>'
    when = [str(row[name]) for name in ("date_start", "date_end") if row[name]]
    told = [" to ".join(dict.fromkeys(when)) or "day unknown", row["occurrence"]]
    claim = f"claimed by {row['claimant_name']}" if row["claimant_name"] else row["assertion"]
    below = [_term(each) for each in (sides_of(row), row.get("place_name"), claim) if each]
    return _row(row["trigger_start"], badge, told, row["trigger_text"], below)


def _row(start: int, badge: str, told: list[str], words: str, below: list[str]) -> str:
    facts = f'<p class="meta">{_dots(below)}</p>' if below else ""
    return (
        f'<article class="row"><p class="meta">{badge}{_dots(told)}</p>'
        f'<h3><a class="open" href="#at{start}"><bdi>{_escaped(words)}</bdi></a></h3>'
        f"{facts}</article>"
    )


def _dots(parts: Iterable[str]) -> str:
    return f'<span class="dots">{"".join(f"<span class=part>{p}</span>" for p in parts)}</span>'


def _marked_text(reading: Reading) -> str:
    anchors = {first_start(row) for row in reading.statements}
    anchors |= {int(row["trigger_start"]) for row in reading.events}
    return f'<p dir="auto">{"".join(_drawn(reading, anchors))}</p>'


def _drawn(reading: Reading, anchors: set[int]) -> Iterator[str]:
    """Yield the pieces of the text as elements; a line break begins a paragraph."""
    at = 0
    for piece, names in pieces(reading.text, reading.marks):
        tag = "mark" if names else "span"
        anchor = f' id="at{at}"' if at in anchors else ""
        for number, part in enumerate(piece.split("\n")):
            yield '</p><p dir="auto">' if number else ""
            found = f'class="{" ".join(["piece", *names])}"{anchor if not number else ""}'
            yield f"<{tag} {found}>{_escaped(part)}</{tag}>" if part else ""
        at += len(piece)


def _term(text: object) -> str:
    return f"<bdi>{_escaped(str(text))}</bdi>"


def _escaped(text: str) -> str:
    return html.escape(without_overrides(text, kept=LAYOUT))
