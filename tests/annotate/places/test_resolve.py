"""Tests of flows/annotate/places/resolve.py: the domain's place, and places told by an office."""

import re

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.places.outlets import Outlet
from flows.annotate.places.resolve import resolve_places, with_domain
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText


def test_a_place_in_the_domain_is_one_that_the_text_has_not_named() -> None:
    (named,) = with_domain([], Outlet(place="Spokane"), load_gazetteer())
    assert named.key == name_key("Spokane")
    assert {c.entry.name for c in named.meanings.candidates} >= {"Spokane"}
    assert named.count == 0
    assert not named.in_dateline
    assert not named.leads


def test_a_place_that_the_text_names_is_not_added_again() -> None:
    once = with_domain([], Outlet(place="Spokane"), load_gazetteer())
    assert with_domain(once, Outlet(place="SPOKANE"), load_gazetteer()) == once
    assert len(with_domain(once, Outlet(place="Tacoma"), load_gazetteer())) == 2


def test_a_domain_without_a_place_adds_none() -> None:
    assert with_domain([], Outlet(), load_gazetteer()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia Gov. Ann Lee spoke. Georgia listened.", ["gn:4197000", "gn:4197000"]),
        ("New York Gov. Ann Lee met New York Mayor Al Ray.", ["gn:5128638", "gn:5128581"]),
        ("The governor of Kano came to Kano in Nigeria.", ["gn:2335196", "gn:2335204"]),
    ],
)
def test_an_office_tells_a_state_from_a_city_and_a_country(text: str, expected: list[str]) -> None:
    name = re.search("Georgia|New York|Kano", text)[0]  # type: ignore[index]
    spans = [m.span() for m in re.finditer(name, text)]
    article = ArticleText("a", 1, text)
    found = resolve_places(article, spans, read_layout(text), load_gazetteer())
    assert [r.candidate.entry.place_id for r in found if r.candidate] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aberdeen, Scotland, and Aberdeen, South Dakota, are twins.", ["GB", "GB", "US", "US"]),
        ("It rained in Hyderabad, Sindh, and in Hyderabad in Telangana.", ["PK", "PK", "IN", "IN"]),
        ("He left London, Paris and London again.", ["GB", "FR", "GB"]),
    ],
)
def test_one_name_is_two_places_where_each_has_its_own_state(
    text: str, expected: list[str]
) -> None:
    pattern = "Aberdeen|Scotland|South Dakota|Hyderabad|Sindh|Telangana|London|Paris"
    assert countries(text, pattern) == expected


def test_one_name_beside_moves_no_large_city_to_its_country() -> None:
    text = "The orchestra flew from London to Perth on Monday."
    assert countries(text, "London|Perth") == ["GB", "AU"]


def test_two_congos_and_two_nigers_are_told_apart() -> None:
    assert countries("The Republic of Congo left.", "Republic of Congo") == ["CG"]
    assert countries("Congo left.", "Congo") == ["CD"]
    north = "Democratic People's Republic of Korea"
    assert countries(f"The {north} left.", north) == ["KP"]
    assert countries("Niger said Nigeria closed its border.", "Nigeria|Niger") == ["NE", "NG"]


def countries(text: str, pattern: str) -> list[str]:
    """Return the countries of the places at the words that a pattern finds."""
    spans = [found.span() for found in re.finditer(pattern, text)]
    article = ArticleText("a", 1, text)
    found = resolve_places(article, spans, read_layout(text), load_gazetteer())
    return [r.candidate.entry.country_code if r.candidate else "" for r in found]
