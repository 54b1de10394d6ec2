"""Tests of flows/annotate/places/typedlists.py: names with the type that a list tells of all."""

import re

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.places.resolve import resolve_places
from flows.annotate.places.typedlists import told_names
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText


def told(text: str, *names: str) -> list[str]:
    """Return what the mentions of some names are called, in the order of the text."""
    spans = [m.span() for m in re.finditer("|".join(names), text)]
    return told_names(text, spans, load_gazetteer())


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Jackson and Lincoln counties flooded.", ["Jackson", "Lincoln counties"],
         ["Jackson county", "Lincoln counties"]),
        ("It hit Lake, Orange, and Polk counties.", ["Lake", "Orange", "Polk counties"],
         ["Lake county", "Orange county", "Polk counties"]),
        ("Gunmen struck in Benue, Kebbi and Lagos states.", ["Benue", "Kebbi", "Lagos"],
         ["Benue state", "Kebbi state", "Lagos state"]),
        ("Troops entered Homs and Aleppo provinces.", ["Homs", "Aleppo provinces"],
         ["Homs province", "Aleppo provinces"]),
        ("It hired in the Charlotte and Raleigh regions.", ["Charlotte", "Raleigh"],
         ["Charlotte", "Raleigh"]),
        ("It spread in the provinces of Herat and Farah.", ["Herat", "Farah"],
         ["Herat province", "Farah province"]),
        ("Polls opened in the states of Kaduna and Kano.", ["Kaduna", "Kano"],
         ["Kaduna state", "Kano state"]),
        ("Floods hit Albay and Sorsogon provinces.", ["Albay", "Sorsogon provinces"],
         ["Albay province", "Sorsogon provinces"]),
        ("It left the towns of Herat and Farah.", ["Herat", "Farah"], ["Herat", "Farah"]),
        # counties around Athens, of Kansas; parts of a town; departments of fire
        ("The four Athens counties grew.", ["Athens"], ["Athens"]),
        ("Voters in Iowa and Kansas counties left.", ["Iowa", "Kansas"], ["Iowa", "Kansas"]),
        ("The Cambridge and Lore departments came.", ["Cambridge", "Lore"],
         ["Cambridge", "Lore"]),
        # one name that its type leads to
        ("It left the eastern province of Herat.", ["Herat"], ["Herat province"]),
        ("It left the province of Herat and Farah.", ["Herat", "Farah"],
         ["Herat province", "Farah"]),
        ("The state of Georgia sued.", ["Georgia"], ["Georgia state"]),
        ("Floods hit the city of Luhansk.", ["Luhansk"], ["Luhansk city"]),
        ("Floods hit the city of Qwxyz.", ["Qwxyz"], ["Qwxyz"]),
        ("Floods hit the town of Orange.", ["Orange"], ["Orange"]),
        ("Most of Georgia slept.", ["Georgia"], ["Georgia"]),
        # no region of that name, no list
        ("Flights from Paris and Lyon regions fell.", ["Paris", "Lyon"], ["Paris", "Lyon"]),
        ("He left Dallas and Harris County.", ["Dallas", "Harris County"],
         ["Dallas", "Harris County"]),
        ("He left Jackson for Lincoln counties.", ["Jackson", "Lincoln counties"],
         ["Jackson", "Lincoln counties"]),
    ],
)  # fmt: skip
def test_a_list_tells_the_type_of_all_its_names(
    text: str, names: list[str], expected: list[str]
) -> None:
    assert told(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Shells fell in the northern province of Idlib.", ["Idlib"], ["Idlib province"]),
        ("Snow closed roads in the province of Sivas.", ["Sivas"], ["Sivas province"]),
        ("The oblast of Sumy lost power.", ["Sumy"], ["Sumy oblast"]),
        # the singular goes no further; no unit of that type
        ("The province of Idlib and Aleppo were shelled.", ["Idlib", "Aleppo"],
         ["Idlib province", "Aleppo"]),
        ("The state of Ghana and the town of Idlib", ["Ghana", "Idlib"],
         ["Ghana", "Idlib town"]),
        ("The province of Qwxyz", ["Qwxyz"], ["Qwxyz"]),
    ],
)  # fmt: skip
def test_the_province_of_a_name_is_no_city(
    text: str, names: list[str], expected: list[str]
) -> None:
    assert told(text, *names) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Nevada County Superior Court ruled.", "Nevada county"),
        ("The Delaware County Fair opens.", "Delaware county"),
        ("The Delaware Supreme Court ruled.", "Delaware"),
        ("The Delaware county seat grew.", "Delaware"),
    ],
)
def test_a_county_in_a_bodys_name_is_no_state(text: str, expected: str) -> None:
    assert told(text, expected.removesuffix(" county")) == [expected]


def test_a_text_without_places_has_no_names() -> None:
    assert told_names("Nothing happened.", [], load_gazetteer()) == []


def test_a_listed_county_is_no_town_or_state_of_its_name() -> None:
    text = "Floods in Washington, Jackson and Lincoln counties of Oregon closed roads."
    names = ["Washington", "Jackson", "Lincoln counties", "Oregon"]
    spans = [m.span() for m in re.finditer("|".join(names), text)]
    article = ArticleText("a", 1, text)
    found = resolve_places(article, spans, read_layout(text), load_gazetteer())
    entries = [one.candidate.entry for one in found if one.candidate]
    assert [e.kind for e in entries] == ["admin2", "admin2", "admin2", "admin1"]
    assert {e.admin1 for e in entries[:3]} == {entries[3].place_id}
