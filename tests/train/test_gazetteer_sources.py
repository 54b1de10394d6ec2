"""Tests of flows/train/gazetteer_sources.py: the packages' tables become plain rows."""

import pytest

from flows.train.gazetteer_sources import (
    Row,
    read_admins,
    read_continents,
    read_countries,
    read_points,
    read_units,
)

OSLO, OSLO_UNIT = 3143244, 3143242


@pytest.fixture(scope="module")
def cities(every_place: list[Row]) -> dict[int, Row]:
    return {row.geonames_id: row for row in every_place if row.kind == "city"}


@pytest.mark.train
def test_a_city_lies_where_it_lies_in_its_units(cities: dict[int, Row]) -> None:
    oslo = cities[OSLO]
    assert (oslo.name, oslo.kind, oslo.country_code, oslo.is_capital) == (
        "Oslo",
        "city",
        "NO",
        True,
    )
    assert (oslo.latitude, oslo.longitude) == pytest.approx((59.91, 10.75), abs=0.1)
    assert oslo.population > 500_000
    assert oslo.admin1 == OSLO_UNIT
    assert read_units()[OSLO] == (oslo.admin1, oslo.admin2)


@pytest.mark.train
def test_a_city_of_a_capitals_name_in_another_country_is_none(cities: dict[int, Row]) -> None:
    paris = {n: row.is_capital for n, row in cities.items() if row.name == "Paris"}
    assert paris[2988507]
    assert not paris[4717560]
    assert 180 < sum(row.is_capital for row in cities.values()) < 320


def test_continents_are_regions_with_other_names() -> None:
    found = {row.name: row for row in read_continents()}
    assert {"Africa", "Asia", "Europe"} <= found.keys()
    assert len(found) == 7
    assert {row.kind for row in found.values()} == {"region"}
    assert all(name not in row.aliases for name, row in found.items())


def test_units_have_coordinates_by_their_code() -> None:
    latitude, longitude = read_points()["US-TX"]
    assert (latitude, longitude) == pytest.approx((31.5, -99.5), abs=1.5)


@pytest.mark.train
def test_countries_know_their_other_names() -> None:
    pytest.importorskip("rigour")
    found = {row.country_code: row for row in read_countries()}
    assert len(found) > 200
    norway = found["NO"]
    assert (norway.name, norway.wikidata_id, norway.kind) == ("Norway", "Q20", "country")
    assert norway.name not in norway.aliases
    assert not any("" in row.aliases for row in found.values())


@pytest.mark.train
def test_units_name_the_unit_above_and_their_code() -> None:
    pytest.importorskip("rigour")
    found = {row.geonames_id: row for row in read_admins()}
    texas = found[4736286]
    assert (texas.name, texas.kind, texas.country_code) == ("Texas", "admin1", "US")
    assert (texas.wikidata_id, texas.admin1) == ("Q1439", 0)
    assert texas.latitude == pytest.approx(31.5, abs=1.5)
    second = [row for row in found.values() if row.kind == "admin2" and row.admin1]
    assert len(second) > 1000
    assert sum(found[row.admin1].kind == "admin1" for row in second if row.admin1 in found) > 1000
