"""Names of time zones are read where they mean one offset, and as UTC where they do not."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from flows.written_dates import parse_visible
from flows.zones import named_zones, with_offset, zone_offset

DAY = "Mon, 02 Mar 2026 "


@pytest.mark.parametrize(
    ("written", "offset"),
    [
        (f"{DAY}12:00:00 CET", "+01:00"),
        (f"{DAY}12:00 BST", "+01:00"),
        (f"{DAY}12:00:00 EST", "-05:00"),
        (f"{DAY}12:00:00 (JST)", "+09:00"),
        (f"{DAY}12:00:00 NST", "-03:30"),
        (f"{DAY}12:00:00 GMT", "+00:00"),
        (f"{DAY}12:00:00 GMT+0100", "+01:00"),
        (f"{DAY}12:00:00 UTC+1", "+01:00"),
        (f"{DAY}12:00:00 UTC-03:30", "-03:30"),
        (f"{DAY}12:00:00 +0100 (CET)", "+01:00"),
        ("Mon Mar  2 12:00:00 CET 2026", "+01:00"),
        ("2026-03-02T12:00:00 CET", "+01:00"),
        ("2026-03-02 12:00 AEDT", "+11:00"),
        ("2026-03-02T12:00:00.5Z", "+00:00"),
        ("2026-03-02T12:00:00+05:30", "+05:30"),
        (f"{DAY}12:00:00 IST", None),
        (f"{DAY}12:00:00 ET", None),
        (f"{DAY}12:00:00 XYZ", None),
        (f"{DAY}12:00:00 CET+1", None),
        (f"{DAY}12:00:00 -0000", None),
        (f"{DAY}12:00:00", None),
        ("2. 3. 2026 12.00 CET", "+01:00"),
        ("2026-03-02", None),
        ("2 March 2026 12:00 PM", None),
        ("2 March 2026 12:00 PM EST", "-05:00"),
        ("", None),
    ],
)
def test_a_zone_is_an_offset_or_nothing(written: str, offset: str | None) -> None:
    assert zone_offset(written) == offset


@pytest.mark.parametrize("written", [f"{DAY}12:00 +0100", "2026-03-02", "12:00 PM", "12:00 Uhr"])
def test_a_date_without_a_name_stays_as_it_is(written: str) -> None:
    assert with_offset(written) == written


def test_the_date_can_be_read_by_everybody_then() -> None:
    noon = datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert parsedate_to_datetime(with_offset(f"{DAY}12:00:00 CET")) == noon
    assert datetime.fromisoformat(with_offset("2026-03-02T12:00:00 CET")) == noon
    shared = parsedate_to_datetime(with_offset(f"{DAY}12:00:00 IST"))
    assert shared.replace(tzinfo=UTC) == datetime(2026, 3, 2, 12, tzinfo=UTC)


def offsets_in_use() -> dict[str, set[timedelta]]:
    """Return what the tz database means by each name in winter and summer of 2019 to 2026."""
    found: dict[str, set[timedelta]] = {}
    for zone in map(ZoneInfo, sorted(available_timezones())):
        for year in range(2019, 2027):
            for month in (1, 7):
                moment = datetime(year, month, 1, tzinfo=zone)
                offset = moment.utcoffset()
                if offset is not None:
                    found.setdefault(str(moment.tzname()), set()).add(offset)
    return found


RFC_822 = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


def test_the_list_says_what_rfc_822_and_the_tz_database_say() -> None:
    in_use = offsets_in_use()
    for name, offset in named_zones().items():
        if not offset:
            assert len(in_use.get(name, ())) != 1 or name in {"SST", "GST"}, name
            continue
        meant = datetime.strptime(offset, "%z").utcoffset()
        if name in RFC_822:
            assert meant == timedelta(hours=RFC_822[name])
        elif name != "UT":
            assert in_use[name] == {meant}, name


@pytest.mark.parametrize("text", ["March 3, 2026, 14:30 +0100", "March 3, 2026, 14:30:20 +0100"])
def test_the_zone_that_stands_beside_an_instant_is_the_one_it_was_read_by(text: str) -> None:
    found = parse_visible(text)
    assert found is not None
    assert (found.at, found.zone) == (datetime(2026, 3, 3, 13, 30, tzinfo=UTC), "+01:00")
