"""Dates as pages write them, and which of them is the article's."""

from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from flows.extract.dates import choose_modified, choose_published, parse_instant
from flows.extract.structured import read_markup
from flows.written_dates import parse_visible

URL = "https://www.norrvikcourier.example/world/storm"
LATEST = datetime(2026, 3, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-10T08:30:00Z", "2026-03-10T08:30"),
        ("2026-03-10T08:30:00+0100", "2026-03-10T07:30"),
        ("2026-03-10T08:30:00.123456789+01:00", "2026-03-10T07:30"),
        ("2026-03-10 08:30:00 +0300", "2026-03-10T05:30"),
        ("2026-03-10 08:30:00 UTC", "2026-03-10T08:30"),
        ("2026-03-10T08:30", "2026-03-10T08:30"),
        ("2026-03-10", "2026-03-10T00:00"),
        ("20260310", "2026-03-10T00:00"),
        ("Tue, 10 Mar 2026 08:30:00 GMT", "2026-03-10T08:30"),
        ("Tue, 10 Mar 2026 08:30:00 -0500", "2026-03-10T13:30"),
        ("Tue, 10 Mar 2026 08:30:00 -05:00", "2026-03-10T13:30"),
        ("March 10, 2026 8:30 PM", "2026-03-10T20:30"),
        ("10 Mar 2026 12:05 a.m. EST", "2026-03-10T05:05"),
        ("1773131400", "2026-03-10T08:30"),
        ("1773131400000", "2026-03-10T08:30"),
        ("March 10, 2026 8:30 am", "2026-03-10T08:30"),
        ("Tue, 10 Mar 2026 08:30:00 CET", "2026-03-10T07:30"),
        ("2026-03-10 08:30:00 JST", "2026-03-09T23:30"),
        ("Tue, 10 Mar 2026 08:30:00 IST", "2026-03-10T08:30"),
        ("2026/03/10 08:30", "2026-03-10T08:30"),
        ("soon", None),
        ("12", None),
        ("2026-13-45", None),
        ("", None),
    ],
)
def test_instants_of_structured_data_are_read(text: str, expected: str | None) -> None:
    found = parse_instant(text)
    assert (found.at.isoformat()[:16] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Published 10 March 2026", "2026-03-10T00:00"),
        ("Mar. 10, 2026 at 8:30 p.m.", "2026-03-10T20:30"),
        ("10th of March", None),
        ("Mar 10, 2026 8:30 p.m. EDT", "2026-03-11T00:30"),
        ("10 March 2026, 08:30 CET", "2026-03-10T07:30"),
        ("10.03.2026, 08.30 CET", "2026-03-10T07:30"),
        ("10 March 2026, 08:30 GMT+2", "2026-03-10T06:30"),
        ("10 March 2026, 08:30 IST", "2026-03-10T08:30"),
        ("10.03.2026, 08:30 Uhr", "2026-03-10T08:30"),
        ("9. März 2026", "2026-03-09T00:00"),
        ("le 1er mars 2026 à 18h05", "2026-03-01T18:05"),
        ("9 de marzo de 2026", "2026-03-09T00:00"),
        ("10 de março de 2026 14h30", "2026-03-10T14:30"),
        ("10 marzo 2026", "2026-03-10T00:00"),
        ("10 марта 2026, 14:05", "2026-03-10T14:05"),
        ("9 березня 2026", "2026-03-09T00:00"),
        ("7 Μαρτίου 2026", "2026-03-07T00:00"),
        ("10 مارس 2026", "2026-03-10T00:00"),
        ("١٠ مارس ٢٠٢٦", "2026-03-10T00:00"),
        ("10 मार्च 2026", "2026-03-10T00:00"),
        ("१० मार्च २०२६", "2026-03-10T00:00"),
        ("2026年3月10日 8時30分", "2026-03-10T08:30"),
        ("2026년 3월 10일", "2026-03-10T00:00"),
        ("10 Mart 2026", "2026-03-10T00:00"),
        ("Пн, 24 ноя 2026 10:05:00 +0300", "2026-11-24T07:05"),
        ("Вт, 24 лис 2026 10:05:00 +0200", "2026-11-24T08:05"),
        ("Sal, 24 Kas 2026 10:05:00 +0300", "2026-11-24T07:05"),
        ("24 HAZİRAN 2026 10:05", "2026-06-24T10:05"),
        ("3 MAYIS 2026", "2026-05-03T00:00"),
        ("wt., 24 lis 2026 10:05:00 +0100", "2026-11-24T09:05"),
        ("Út, 24 pro 2026 10:05:00 +0100", "2026-12-24T09:05"),
        ("Τρί, 24 Νοε 2026 10:05:00 +0200", "2026-11-24T08:05"),
        ("ti, 24 marraskuuta 2026 10.05", "2026-11-24T10:05"),
        ("24 tháng 11, 2026", "2026-11-24T00:00"),
        ("24 d’octubre del 2026", "2026-10-24T00:00"),
        ("2026. november 24., 10:05", "2026-11-24T10:05"),
        ("03/04/2026", None),
        ("31 February 2026", None),
        ("Chapter 10", None),
    ],
)
def test_dates_that_readers_see_are_read(text: str, expected: str | None) -> None:
    found = parse_visible(text)
    assert (found.at.isoformat()[:16] if found else None) == expected


def published(head: str = "", body: str = "", url: str = URL) -> str | None:
    root = document_fromstring(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>")
    found = choose_published(root, read_markup(root, url), url, latest=LATEST)
    return found.at.isoformat()[:16] if found else None


META = '<meta property="article:published_time" content="2026-03-10T08:30:00Z">'
TIME = '<time datetime="2026-03-11T09:00:00Z">yesterday</time>'


def test_structured_data_win_over_what_is_seen_and_that_over_the_address() -> None:
    dated = "https://n.example/2026/03/12/storm"
    assert published(META, TIME, dated) == "2026-03-10T08:30"
    assert published("", TIME, dated) == "2026-03-11T09:00"
    assert published("", "", dated) == "2026-03-12T00:00"
    assert published() is None


@pytest.mark.parametrize("date", ["2027-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "0001-01-01"])
def test_impossible_dates_are_passed_over(date: str) -> None:
    assert published(META.replace("2026-03-10T08:30:00Z", date), TIME) == "2026-03-11T09:00"


@pytest.mark.parametrize(
    "body",
    [
        f"<aside>{TIME}</aside>",
        f'<div class="comments">{TIME}</div>',
        f'<ul class="related"><li>{TIME}</li></ul>',
        '<p class="copyright-date">© 10 March 2026</p>',
        "<p>The bell was taken on 10 March 2006.</p>",
    ],
)
def test_dates_of_other_things_are_not_the_articles(body: str) -> None:
    assert published("", body) is None


def test_date_beside_the_heading_is_the_articles() -> None:
    assert published("", "<h1>Storm</h1><div>9 March 2026</div>") == "2026-03-09T00:00"


def test_change_before_publication_is_not_believed() -> None:
    root = document_fromstring(
        "<html><head><meta property='article:modified_time' content='2026-03-09'></head>x</html>"
    )
    markup = read_markup(root, URL)
    assert choose_modified(markup, datetime(2026, 3, 10, tzinfo=UTC), latest=LATEST) is None
    changed = choose_modified(markup, None, latest=LATEST)
    assert changed is not None and changed.at == datetime(2026, 3, 9, tzinfo=UTC)
