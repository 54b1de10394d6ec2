"""Tests of flows/annotate/places/meanings.py: what a name may mean, and its columns."""

from dataclasses import replace

import numpy as np
import pytest

from flows.annotate.gazetteer.gazetteer import KINDS, load_gazetteer
from flows.annotate.gazetteer.names import candidates
from flows.annotate.places.meanings import (
    MOST_CANDIDATES,
    STATIC,
    meanings,
    most_likely,
    static_features,
)

NAMES = ("Moscow", "Kiev", "Russian", "Kremlin", "Kherson region", "Springfield", "Rangoon")
ROADS = ("typed", "part", "demonym", "seat")
HOWS = ("primary", "alias", "stripped", "abbreviation")


def rows(name: str) -> list[dict[str, float]]:
    found = meanings(load_gazetteer(), name)
    return [dict(zip(STATIC, row, strict=True)) for row in found.features.tolist()]


@pytest.mark.parametrize("name", NAMES)
def test_every_candidate_has_one_kind_and_at_most_one_road_and_spelling(name: str) -> None:
    told = rows(name)
    assert told
    for row in told:
        assert sum(row[kind] for kind in STATIC if kind in KINDS) <= 1
        assert sum(row[road] for road in ROADS) <= 1
        assert sum(row[how] for how in HOWS) <= 1
        assert not (row["type_fits"] and row["type_clashes"])


def test_the_way_to_a_place_is_told() -> None:
    assert any(row["demonym"] and row["country"] for row in rows("Russian"))
    assert any(row["seat"] for row in rows("Kremlin"))
    assert any(
        row["typed"] and row["admin1"] and row["type_fits"] for row in rows("Kherson region")
    )
    assert any(row["alias"] for name in NAMES for row in rows(name))
    assert any(row["primary"] and row["capital"] and row["same_letters"] for row in rows("Moscow"))
    assert not any(row["same_letters"] for row in rows("Russian"))


@pytest.mark.parametrize("road", ROADS)
def test_a_column_tells_each_road_and_no_other(road: str) -> None:
    some = candidates(load_gazetteer(), "Moscow")[0]
    row = static_features([replace(some, road=road)], "moscow")[0]
    told = dict(zip(STATIC, row.tolist(), strict=True))
    assert {name for name in ROADS if told[name]} == {road}


def test_shares_and_ranks_go_by_population() -> None:
    told = rows("Springfield")
    assert [row["rank"] for row in told] == pytest.approx([1 / (1 + n) for n in range(len(told))])
    assert told[0]["is_largest"] == 1
    assert [row["population"] for row in told] == sorted(r["population"] for r in told)[::-1]
    assert 0.9 < sum(row["population_share"] for row in told) <= 1
    assert {row["alone"] for row in told} == {0}
    (only,) = static_features(candidates(load_gazetteer(), "Springfield")[:1], "springfield")
    assert dict(zip(STATIC, only, strict=True))["alone"] == 1


def test_the_smallest_places_of_a_common_name_go() -> None:
    every = candidates(load_gazetteer(), "San Antonio")
    assert len(every) > MOST_CANDIDATES
    kept = most_likely(list(every))
    assert len(kept) == MOST_CANDIDATES
    least = min(c.entry.population for c in kept)
    gone = {c.entry.place_id for c in every} - {c.entry.place_id for c in kept}
    assert all(c.entry.population <= least for c in every if c.entry.place_id in gone)


def test_directions_are_unit_vectors_of_the_coordinates() -> None:
    found = meanings(load_gazetteer(), "Quito")
    lengths = np.linalg.norm(found.directions, axis=1)
    assert np.allclose(lengths[~np.isnan(lengths)], 1)
    first = found.candidates[0].entry
    assert found.directions[0][2] == pytest.approx(np.sin(np.radians(first.latitude)))
    east = np.degrees(np.arctan2(found.directions[0][1], found.directions[0][0]))
    assert east == pytest.approx(first.longitude)
    assert found.countries[0] == "EC"
