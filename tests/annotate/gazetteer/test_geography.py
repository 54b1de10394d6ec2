"""Which place lies in which."""

import pytest

from flows.annotate.gazetteer.gazetteer import Entry
from flows.annotate.gazetteer.geography import holds, unit


def entry(place_id: str, kind: str, *, inside: tuple[str, str] = ("", "")) -> Entry:
    country = "" if kind == "sea" else "FR"
    return Entry(place_id, place_id, kind, country, 48.0, 2.0, 0, *inside, 0)


FRANCE = entry("france", "country")
REGION = entry("region", "admin1")
COUNTY = entry("county", "admin2", inside=("region", ""))
PARIS = entry("paris", "city", inside=("region", "county"))
LYON = entry("lyon", "city", inside=("south", ""))
SEA = entry("sea", "sea")


@pytest.mark.parametrize("outer", [FRANCE, REGION, COUNTY])
def test_a_place_is_held_by_its_units_and_country(outer: Entry) -> None:
    assert holds(outer, PARIS)
    assert not holds(PARIS, outer)


def test_nothing_holds_itself_or_what_lies_elsewhere() -> None:
    assert not holds(FRANCE, FRANCE)
    assert not holds(REGION, LYON)
    assert not holds(FRANCE, SEA)


def test_the_unit_of_a_place_is_of_the_first_level() -> None:
    assert [unit(each) for each in (PARIS, REGION, FRANCE)] == ["region", "region", ""]
