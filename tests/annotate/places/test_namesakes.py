"""Tests of flows/annotate/places/namesakes.py: places' names that somebody or something bears."""

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.learned.tagging import Found
from flows.annotate.places.namesakes import is_club, is_namesake, is_road, people_names


def people(text: str, *names: str) -> frozenset[str]:
    """Return the names of people, given who is named in full."""
    found = [Found(text.index(n), text.index(n) + len(n), "PERSON", 0.9) for n in names]
    return people_names(text, found, load_gazetteer())


def test_people_lend_their_first_and_last_names() -> None:
    text = "Sheriff Tom Bellah spoke. For Bellah, traffic comes first, said Georgia Stevens."
    assert people(text, "Tom Bellah", "Georgia Stevens") == {"Tom", "Bellah", "Georgia", "Stevens"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Lagos left. Nobody saw Lagos.", {"Lagos"}),
        ("Dr. Lagos left. Nobody saw Lagos.", {"Lagos"}),
        ("Old Lagos left. Nobody saw Lagos.", set()),
        ("Minister Lagos left. It rains in Lagos.", set()),
    ],
)
def test_a_title_makes_a_surname_of_a_name(text: str, expected: set[str]) -> None:
    assert people(text, "Lagos") == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paris Hilton landed in Paris.", "Paris Hilton"),
        ("Israeli minister Israel Katz said Israel would not leave.", "Israel Katz"),
        ("Mayor Tom Ashland of Ashland, Oregon, spoke.", "Tom Ashland"),
        ("Mayor Tom Ashland of Ashland, Ore., spoke.", "Tom Ashland"),
        ("Team Qwxyz Lincoln won.", "Qwxyz Lincoln"),  # no first name that anybody bears
    ],
)
def test_a_place_that_the_text_speaks_of_stays_one(text: str, name: str) -> None:
    assert not people(text, name) & {"Paris", "Israel", "Ashland", "Lincoln"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He lives on Weir Road.", "Weir Road", True),
        ("She was hit on Avalon Boulevard late.", "Avalon", True),
        ("It burned at 197 Cedar St. (at noon).", "Cedar", True),
        ("The Florida Highway Patrol came.", "Florida", False),
        ("A Kansas road was shut.", "Kansas", False),
        ("Street parties filled London.", "London", False),
        ("Snow closed County Highway LL.", "County Highway LL", True),
        ("Snow closed State Highway 10B.", "State Highway 10B", True),
        ("Snow closed Fort LL.", "Fort LL", False),
        ("A main burst at the corner of Harding and Lodi streets.", "Harding", True),
        ("A main burst at the corner of Harding and Lodi streets.", "Lodi", True),
        ("It fell between Keene and Aurora avenues.", "Aurora", True),
        ("Police came to the 3200 block of North Aurora late.", "Aurora", True),
        ("Fans filled Paris and Lyon streets.", "Paris", False),
        ("Rain fell on Keene and Aurora counties.", "Aurora", False),
        ("Snow closed Ky. 80 and US-31.", "Ky. 80", True),
        ("Snow closed Ky. 80 and US-31.", "US-31", True),
        ("A pipe burst at the corner of Lima and Cedar streets.", "Lima", True),
        ("A pipe burst at the corner of Lima and Cedar streets.", "Cedar", True),
        ("He fell near Old Salem and Troy avenues.", "Troy", True),
        ("Trade between Lima and Quito doubled.", "Lima", False),
        ("Crowds filled Lima and Quito streets.", "Quito", False),
        ("Talks at Lima and Quito airports failed.", "Lima", False),
    ],
)
def test_roads_bear_names_of_places(text: str, name: str, expected: bool) -> None:
    assert is_road(text, text.index(name), text.index(name) + len(name)) is expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Storm Ulla came.", "Ulla", True),
        ("The Fulani and the Tiv made peace.", "Fulani", True),
        ("A quake shook the Eurasian plate.", "Eurasian", True),
        ("Traders in Karen shut their shops.", "Karen", False),
        ("Families met for Passover in spring.", "Passover", True),
        ("It rained on Jun. 26.", "Jun", True),
        ("It rained on March 5.", "March", True),
        ("It rained in March, Cambridgeshire.", "March", False),
    ],
)
def test_storms_feasts_and_months_bear_names_of_places(
    text: str, name: str, *, expected: bool
) -> None:
    assert is_namesake(text, text.index(name), text.index(name) + len(name)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Manchester City", True),
        ("Norwich City", True),
        ("Hull City", True),
        ("Derby County", True),
        ("Kent County", False),
        ("Lancashire County", False),
        ("Kansas City", False),
        ("Mexico City", False),
        ("Cebu City", False),
        ("Iowa City", False),
        ("Manchester", False),
        ("City", False),
    ],
)
def test_british_towns_are_written_with_city_for_their_clubs(name: str, expected: bool) -> None:
    assert is_club(name, load_gazetteer()) is expected


def test_a_group_bears_half_a_name() -> None:
    text = "Boko Haram attacked. Boko is a town."
    assert is_namesake(text, 0, 4)
    assert not is_namesake(text, text.rindex("Boko"), text.rindex("Boko") + 4)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Abu Hafs fled by boat.", "Abu", True),
        ("Khalid bin Nasser and Ibn Omar met.", "Ibn", True),
        ("Rain fell in Abu, a hill town.", "Abu", False),
        ("Abu Dhabi sent aid.", "Abu Dhabi", False),
        ("Beni General Hospital shut.", "Beni", False),
    ],
)
def test_a_word_that_opens_an_arabic_name_is_no_place(
    text: str, name: str, *, expected: bool
) -> None:
    assert is_namesake(text, text.index(name), text.index(name) + len(name)) is expected
