"""What holds of every address, text, date, key and migration, tried on many made at random."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flows import migrations, store
from flows.annotate.dates.calendars import (
    at_grain,
    easter,
    holiday,
    interval,
    nearest_weekday,
    open_value,
    shift,
)
from flows.annotate.places.spans import trim
from flows.annotate.text.cutting import cut_words, show
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes
from flows.errors import BadDocument
from flows.extract.dates import parse_instant
from flows.extract.revisions import compare_revisions
from flows.ingest.urls import canonical_url, tracking_parameters
from flows.keys import content_hash, row_key
from flows.migrations import COLUMNS
from flows.show import Mark, pieces
from flows.written_dates import parse_visible
from tests.test_migrations import FIRST

pytestmark = pytest.mark.property
DAYS = st.dates(date(1000, 1, 1), date(3000, 12, 31))
UNITS = ("D", "W", "F", "M", "Q", "Y", "E", "C")
# Letters, marks and blanks that texts on the web have and readers trip over.
ODD = (
    "aA1 .,;:!?\n\r\t\"'“”‘’«»-—()\u00a0\u00ad\u200b\u202e\u0301\u05d0\u0627\U0001d400\U0001f525é漢"
)
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])))
NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12).filter(
    lambda name: name.strip("-") == name
)
SEGMENTS = st.text(st.sampled_from("abzABZ019-._~!$&'()*+,;=:@é漢 %\U0001f525"), max_size=10)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["http", "https", "HTTPS"]))
    host = ".".join(draw(st.lists(NAMES, min_size=2, max_size=4)))
    port = draw(st.sampled_from(["", ":80", ":443", ":8080", ":"]))
    path = "/".join(draw(st.lists(SEGMENTS, max_size=5)))
    query = "&".join(
        f"{name}={value}" for name, value in draw(st.lists(st.tuples(NAMES, SEGMENTS), max_size=4))
    )
    return f"{scheme}://{host}{port}/{path}{'?' if query else ''}{query}"


def canonical(address: str) -> str:
    try:
        return canonical_url(address)
    except BadDocument:
        assume(False)
        raise


@given(addresses())
def test_a_canonical_address_names_itself(address: str) -> None:
    once = canonical(address)
    assert canonical_url(once) == once
    parts = urlsplit(once)
    assert once.isascii() and not set(once) & set(" \n\t<>\"'`\\") - {"'"}
    assert parts.scheme in ("http", "https") and not parts.fragment and not parts.username
    assert parts.hostname == (parts.hostname or "").lower()


@given(addresses(), st.sampled_from(["fbclid=x", "utm_source=rss", "UTM_Campaign=a%20b"]))
def test_what_tracks_and_fragments_change_no_address(address: str, tracks: str) -> None:
    assume(address == address.strip())  # a blank is cut off at the end, and kept within
    once = canonical(address)
    longer = f"{address}{'&' if '?' in address else '?'}{tracks}#part"
    assert canonical_url(longer) == once


@given(addresses(), NAMES, st.text("abc123", min_size=1, max_size=8), st.text("abc123", max_size=8))
def test_pages_that_differ_keep_addresses_that_differ(
    address: str, name: str, one: str, other: str
) -> None:
    whole, beginnings = tracking_parameters()
    assume(one != other and name not in whole and not name.startswith(beginnings))
    end = "&" if "?" in address else "?"
    assert canonical(f"{address}{end}{name}={one}") != canonical(f"{address}{end}{name}={other}")
    bare = address.partition("?")[0]
    assert canonical(f"{bare}/{one}") != canonical(f"{bare}/x{one}")
    kept = dict(parse_qsl(urlsplit(canonical(f"{address}{end}{name}={one}")).query))
    assert kept.get(name) == one


@given(addresses())
def test_scheme_host_and_case_of_the_path_tell_pages_apart(address: str) -> None:
    plain = canonical(f"https://news.example/a?{address.partition('?')[2]}")
    assert plain != canonical(f"https://news.example/A?{address.partition('?')[2]}")
    assert plain != canonical(f"https://post.example/a?{address.partition('?')[2]}")
    assert plain != canonical(f"http://news.example/a?{address.partition('?')[2]}")


@given(TEXTS)
def test_paragraphs_are_pieces_of_the_text_in_order(text: str) -> None:
    end = 0
    for paragraph in read_layout(text).paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(text)
        assert text[end : paragraph.start].strip() == ""
        piece = text[paragraph.start : paragraph.end]
        assert piece == piece.strip() != ""
        end = paragraph.end
    assert text[end:].strip() == ""


@given(TEXTS)
def test_quotations_stand_between_their_marks(text: str) -> None:
    end = 0
    for quote in read_quotes(text, read_layout(text)).within(0, len(text)):
        assert end <= quote.start < quote.end <= len(text)
        assert text[quote.start] in "`'\"“”„«»‹›‘’"
        end = quote.start


@given(TEXTS)
def test_words_stand_where_the_parse_has_them(text: str) -> None:
    assume(text.strip())
    shown = show(text)
    assert len(shown) == len(text)
    for word, start in zip(*cut_words(shown), strict=True):
        assert shown[start : start + len(word)] == word


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_trimmed_span_lies_in_the_span(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    left, right = trim(text, start, end)
    assert start <= left <= right <= end


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=5))
def test_a_marked_text_is_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = tuple(Mark(a, min(a + n, len(text)), "cue") for a, n in spans if a < len(text))
    shown = list(pieces(text, marks))
    assert sum(len(piece) for piece, _ in shown) == len(text)
    covered = {i for mark in marks for i in range(mark.start, mark.end)}
    place = 0
    for piece, names in shown:
        assert all((i in covered) == (names == ["cue"]) for i in range(place, place + len(piece)))
        place += len(piece)


@given(TEXTS, TEXTS)
def test_a_text_compared_with_itself_has_not_changed(text: str, other: str) -> None:
    same = compare_revisions(text, other, text, other)
    assert not (same.added or same.removed or same.changed or same.title)


@given(DAYS, st.integers(-2000, 2000), st.sampled_from(UNITS))
def test_shifting_there_and_back_is_off_by_the_months_end_alone(
    day: date, count: int, unit: str
) -> None:
    assume(unit not in "EC" or abs(count) < 8)
    assume(unit != "Y" or 1 <= day.year + count <= 9999)  # beyond, it stops at the calendar's end
    back = shift(shift(day, count, unit), -count, unit)
    months = 0 if unit in "DWF" else 3
    assert back <= day and (day - back).days <= months
    assert shift(day, 0, unit) == day
    if count > 0:
        assert shift(day, count, unit) > day > shift(day, -count, unit)


@given(DAYS, st.sampled_from(UNITS))
def test_a_days_unit_holds_the_day(day: date, unit: str) -> None:
    first, last, precision = interval(at_grain(day, unit)) or (day, day, "")
    assert first <= day <= last
    assert precision == {"D": "day", "W": "week", "F": "week", "Y": "year"}.get(
        unit, "none" if unit in "EC" else "month"
    )
    assert interval(open_value(unit)) is None


@given(DAYS, st.integers(1, 7), st.sampled_from([-1, 1]))
def test_the_nearest_weekday_is_within_a_week(day: date, weekday: int, direction: int) -> None:
    found = nearest_weekday(day, weekday, direction)
    assert found.isoweekday() == weekday
    assert 0 <= (found - day).days * direction < 7


@given(st.integers(1583, 9000))
def test_feasts_fall_where_calendars_have_them(year: int) -> None:
    found = easter(year)
    assert found.isoweekday() == 7
    assert date(year, 3, 22) <= found <= date(year, 4, 25)
    friday = holiday("easter -2", year)
    assert friday == found - timedelta(2)
    election = holiday("election", year)
    assert election is not None and election.isoweekday() == 2 and 2 <= election.day <= 8


@given(st.text(max_size=30))
def test_any_value_is_an_interval_or_none(value: str) -> None:
    found = interval(value)
    assert found is None or found[0] <= found[1]


@given(st.text(max_size=40), st.datetimes(timezones=st.timezones()))
def test_any_words_are_an_instant_or_none(words: str, instant: datetime) -> None:
    for text in (words, instant.isoformat(), f"{words} {instant:%d %B} {instant.year}"):
        for found in (parse_instant(text), parse_visible(text)):
            assert found is None or found.at.tzinfo == UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_as_pages_write_it_is_read_to_the_microsecond(instant: datetime) -> None:
    found = parse_instant(instant.isoformat())
    assert found is not None and found.at == instant


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_keys_and_hashes_are_of_one_form_and_never_run_together(
    one: list[str], other: list[str]
) -> None:
    keys = (row_key(*one), row_key(*other))
    assert all(len(key) == 24 and int(key, 16) >= 0 for key in keys)
    assert (keys[0] == keys[1]) == (one == other)
    assert len(content_hash("".join(one))) == 32


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("migrations")


@settings(max_examples=200)  # each makes a warehouse and migrates it
@given(words=st.lists(st.text(max_size=20), min_size=5, max_size=5))
@pytest.mark.faults
def test_a_migrated_row_is_the_row(words: list[str], folder: Path) -> None:
    path = folder / "work.duckdb"
    for old in folder.glob("work*"):
        old.unlink()
    with store.opened(path) as connection:
        connection.execute(FIRST.read_text(encoding="utf-8"))
        connection.execute(
            "insert into quarantine values "
            "(?, 'extract', ?, ?, ?, null, ?, null, '2026-01-01', '2026-01-01', 'dateline')",
            words,
        )
    migrations.migrate(path, now=datetime(2026, 3, 4, tzinfo=UTC))
    with store.opened(path) as connection:
        kept = connection.execute(
            "select quarantine_id, item, reason, message, document_id from quarantine"
        ).fetchall()
        present = {row[:2] for row in connection.execute(COLUMNS).fetchall()}
    assert kept == [tuple(words)]
    assert ("migrations", "number") in present
