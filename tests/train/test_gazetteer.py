"""Tests of flows/train/gazetteer.py: rows in, a file that the annotator's gazetteer reads out."""

from pathlib import Path

import numpy as np
import pytest

from flows.annotate.gazetteer.gazetteer import FILE, Gazetteer, map_arrays
from flows.train import gazetteer as building
from flows.train.gazetteer import collect, keys, middles, name_columns, place_columns, sizes, write
from flows.train.gazetteer_sources import Row

NORLAND = Row(1, "Norland", "country", "NO", aliases=("Norlandia",), wikidata_id="Q7")
REGION = Row(2, "Sund County", "admin1", "NO", aliases=("Sundmark", "SND", "sund"))
COAST = Row(3, "Coast", "admin2", "NO", 60.5, 5.5, admin1=2)
CITY = Row(10, "Sund", "city", "NO", 60.2, 5.4, 40_000, 2, 3, ("Sundby", "Ås"), is_capital=True)
TOWN = Row(11, "Vik", "city", "NO", 62.6, 7.4, 900, 2)
HAMLET = Row(12, "Li", "city", "NO", 61.0, 6.0, 20, 2, aliases=("Lia Gard",))
VILLAGE = Row(-77, "Ra", "city", "NO", 69.5, 29.5, admin1=2)
ROWS = [NORLAND, REGION, COAST, CITY, TOWN, HAMLET]


@pytest.fixture
def made(tmp_path: Path) -> Gazetteer:
    path = tmp_path / "made.npz"
    rows = [VILLAGE, *ROWS]
    write(path, place_columns(rows) | name_columns(rows))
    assert [p.name for p in tmp_path.iterdir()] == ["made.npz"]
    return Gazetteer(path)


def found(gazetteer: Gazetteer, name: str) -> set[str]:
    return {entry.place_id for entry, _ in gazetteer.find(name)} & {
        f"gn:{r.geonames_id}" for r in ROWS
    }


def test_places_are_found_by_name_and_alias(made: Gazetteer) -> None:
    assert found(made, "Norland") == found(made, "Norlandia") == {"gn:1"}
    assert found(made, "Sundby") == {"gn:10"}
    assert found(made, "Vik") == {"gn:11"}


def test_a_unit_is_found_without_the_word_for_its_kind(made: Gazetteer) -> None:
    assert found(made, "Sund County") == {"gn:2"}
    assert found(made, "Sund") == {"gn:2", "gn:10"}


def test_a_place_is_read_back_as_it_was_given(made: Gazetteer) -> None:
    city = made.get("gn:10")
    assert city is not None
    assert (city.name, city.kind, city.population) == ("Sund", "city", 40_000)
    assert (city.latitude, city.longitude) == pytest.approx((60.2, 5.4))


def test_a_village_without_a_geonames_id_has_one_of_our_own(made: Gazetteer) -> None:
    (village,) = [entry for entry, _ in made.find("Ra") if entry.name == "Ra"]
    assert village == made.get("post:77")
    assert (village.place_id, village.geonames_id) == ("post:77", 0)
    assert village.admin1 == "gn:2"
    assert made.get("post:78") is None


def test_codes_and_small_letters_are_no_names() -> None:
    assert keys(REGION, ["county"]).keys() == {"sund county", "sundmark", "sund"}


def test_a_hamlet_has_no_other_names() -> None:
    assert keys(HAMLET, []).keys() == {"li"}
    assert "sundby" in keys(CITY, [])


def test_digits_and_single_letters_are_no_keys() -> None:
    assert keys(Row(1, "A", "city", "NO"), []) == {}
    assert keys(Row(1, "1914", "city", "NO"), []) == {}


def test_a_unit_without_people_has_those_of_its_cities() -> None:
    assert sizes(ROWS) == [0, 40_920, 40_000, 40_000, 900, 20]
    assert sizes([Row(1, "Huge", "city", "NO", population=2**40)]) == [2**32 - 1]


def test_a_unit_without_coordinates_lies_amid_its_cities_a_country_amid_inhabited_cells() -> None:
    points = middles(ROWS)
    assert points[3] == (60.5, 5.5)
    assert points[2] == pytest.approx(((60.2 + 62.6 + 61.0) / 3, (5.4 + 7.4 + 6.0) / 3), abs=0.01)
    assert points[1] == pytest.approx(((60.5 + 62.5 + 61.5) / 3, (5.5 + 7.5 + 6.5) / 3), abs=0.01)
    assert middles([VILLAGE, *ROWS])[1] == points[1]
    crowded = [*ROWS, *(Row(n, "Sund Suburb", "city", "NO", 60.3, 5.5) for n in range(20, 40))]
    assert middles(crowded)[1] == points[1]


def test_a_unit_without_cities_lies_where_the_only_town_of_its_name_does() -> None:
    unit = Row(4, "Fjell", "admin2", "NO", admin1=2)
    seat = Row(13, "Fjell", "city", "NO", 65.0, 12.0, 300, 2)
    assert middles([*ROWS, unit, seat])[4] == pytest.approx((65.0, 12.0))
    other = Row(14, "Fjell", "city", "NO", 61.0, 8.0, 300, 2)
    assert np.isnan(middles([*ROWS, unit, seat, other])[4]).all()
    abroad = Row(15, "Fjell", "city", "SE", 61.0, 15.0, 300, 5)
    assert np.isnan(middles([*ROWS, unit, abroad])[4]).all()


def test_a_country_over_the_date_line_lies_on_it() -> None:
    islands = Row(1, "Islands", "country", "FJ")
    east, west = (Row(n, "Town", "city", "FJ", -17.5, lon) for n, lon in ((2, 178.5), (3, -178.5)))
    assert abs(middles([islands, east, west])[1][1]) == pytest.approx(180)


def test_a_place_of_which_nothing_is_known_lies_nowhere() -> None:
    assert np.isnan(middles([Row(1, "Nowhere", "admin1", "XX")])[1]).all()


def test_the_larger_unit_keeps_an_id_that_two_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = Row(1, "Norland City", "city", "NO")
    sources = {"countries": [NORLAND], "continents": [], "admins": [REGION], "cities": [twin, TOWN]}
    for name, rows in sources.items():
        monkeypatch.setattr(building, f"read_{name}", lambda rows=rows: iter(rows))
    monkeypatch.setattr(building, "read_localities", lambda known: iter([VILLAGE, HAMLET]))
    assert collect() == [VILLAGE, NORLAND, REGION, TOWN, HAMLET]


@pytest.mark.train
def test_the_packages_give_the_file_in_the_tree(
    every_place: list[Row],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "gazetteer.npz"
    monkeypatch.setattr(building, "FILE", path)
    monkeypatch.setattr(building, "collect", lambda: every_place)  # once for all tests
    building.main()
    new, old = map_arrays(path), map_arrays(FILE)
    assert new.keys() == old.keys()
    # Another version of rigour may name a few units otherwise; the places are the lock file's.
    assert len(new["id"]) == pytest.approx(len(old["id"]), rel=0.02)
    assert len(np.intersect1d(new["id"], old["id"])) > 0.97 * len(old["id"])
    assert capsys.readouterr().out.startswith(f"gazetteer: {len(new['id'])} places")
    oslo = {e.place_id for e, _ in Gazetteer(path).find("Oslo")}
    assert "gn:3143244" in oslo
