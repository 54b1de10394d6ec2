"""Tests of flows/annotate/places/context.py: what the words around a name correct."""

import re
from collections.abc import Sequence

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.gazetteer.names import SEAT
from flows.annotate.places.larger import Resolved
from flows.annotate.places.resolve import resolve_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText


def resolved(text: str, names: Sequence[str], url: str = "") -> list[Resolved]:
    """Return what every mention of some names comes to, in the order of the text."""
    spans = [m.span() for m in re.finditer("|".join(names), text)]
    article = ArticleText("a", 1, text, url=url or None)
    return resolve_places(article, spans, read_layout(text), load_gazetteer())


def countries(text: str, names: Sequence[str], url: str = "") -> list[str | None]:
    """Return the countries of every mention, None for one without a place."""
    found = resolved(text, names, url)
    return [r.candidate.entry.country_code if r.candidate else None for r in found]


def test_a_town_that_its_state_does_not_hold_is_no_other_states() -> None:
    text = "The mayor of Gainesville, W.Va., resigned. Gainesville was not surprised."
    assert countries(text, ["Gainesville", r"W\.Va\."]) == [None, "US", None]
    text = "The mayor of Gainesville, Fla., resigned. Gainesville was not surprised."
    assert countries(text, ["Gainesville", r"Fla\."]) == ["US", "US", "US"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # an Indian Kāro alone is known; the Indonesian one is meant
        ("Thousands fled Karo, Indonesia.", ["Karo", "Indonesia"], [None, "ID"]),
        ("Thousands reached Birak in Chad on foot.", ["Birak", "Chad"], [None, "TD"]),
        ("A priest from Awka, Nigeria, was freed.", ["Awka", "Nigeria"], ["NG", "NG"]),
        ("Gunmen took Solhan, in northern Chad.", ["Solhan", "Chad"], [None, "TD"]),
        ("They fled Bansko, a mining town in eastern Chad.", ["Bansko", "Chad"], [None, "TD"]),
        ("They fled Kasese, a town in western Uganda.", ["Kasese", "Uganda"], ["UG", "UG"]),
        # beside a great city's or a capital's name a country may begin something else
        ("After talks in Geneva, Iran left.", ["Geneva", "Iran"], ["CH", "IR"]),
        ("Support for Tehran in Syria fell.", ["Tehran", "Syria"], ["IR", "SY"]),
        ("In Verona, Italy's largest shop closed.", ["Verona", "Italy"], ["IT", "IT"]),
        ("Crews from Derby, Germany and Spain came.", ["Derby", "Germany"], ["GB", "DE"]),
        ("Bath in England and Bath in France met.", ["Bath", "England"], ["GB", "GB", "GB"]),
    ],
)
def test_a_town_that_its_country_does_not_hold_is_no_other_countrys(
    text: str, names: list[str], expected: list[str | None]
) -> None:
    assert countries(text, names) == expected


def test_a_small_town_alone_in_a_country_is_not_meant_where_all_else_is_elsewhere() -> None:
    kansas = ["Kansas", "Wichita", "Topeka", "Studley"]
    text = "Crews from Wichita and Topeka, in Kansas, were sent to Studley."
    assert countries(text, kansas) == ["US", "US", "US", None]
    assert countries(text, kansas, "https://www.birminghammail.co.uk/a")[-1] == "GB"
    text = "Crews from Wichita and Topeka, in Kansas, were sent to Studley, England."
    assert countries(text, [*kansas, "England"])[-2:] == ["GB", "GB"]
    text = "Crews from Wichita and Topeka, in Kansas, were sent to Leeds and Studley."
    assert countries(text, [*kansas, "Leeds"])[-2:] == ["GB", "GB"]
    text = "Bakers from Wichita and Topeka, in Kansas, were sent to Davos."
    assert countries(text, ["Kansas", "Wichita", "Topeka", "Davos"])[-1] == "CH"


def test_beside_a_county_two_names_tell_where_all_is() -> None:
    text = "A fire burned in Studley, said deputies of Butler County, Kansas."
    assert countries(text, ["Studley", "Butler County", "Kansas"]) == [None, "US", "US"]
    text = "A fire burned in Studley, said a man from Wichita, Kansas."
    assert countries(text, ["Studley", "Wichita", "Kansas"]) == ["GB", "US", "US"]


def test_a_country_is_the_foreign_unit_that_the_text_tells_with_its_type() -> None:
    text = "Bandits raided a town of Niger State. Attacks in Niger and Kogi killed ten."
    assert countries(text, ["Niger State", "Niger", "Kogi"]) == ["NG", "NG", "NG"]
    text = "Mexico's president visited the State of Mexico."
    found = resolved(text, ["State of Mexico", "Mexico"])[0].candidate
    assert found is not None and found.entry.kind == "country"


def test_a_list_of_places_names_no_states() -> None:
    text = "Trains to Turin, Bavaria and Tyrol were late."
    assert countries(text, ["Turin", "Bavaria", "Tyrol"])[0] == "IT"


def test_an_abbreviation_may_be_another_countrys_state() -> None:
    assert countries("Derby, WA, lies far from Perth.", ["Derby", "WA"])[0] == "AU"


def test_a_city_lies_in_the_country_that_its_sentence_names() -> None:
    opening = "The firm, of San Jose, California, sells maps. "
    names = ["San Jose", "California", "Dublin", "Ireland"]
    told = opening + "Its arm in Dublin has not said whether users in Ireland lost data."
    assert countries(told, names)[2:] == ["IE", "IE"]
    told = opening + "Ireland is watching. The mayor of Dublin, California, is not."
    assert countries(told, names)[2:] == ["IE", "US", "US"]


def test_no_village_takes_a_capitals_name() -> None:
    names = ["Brussels", "Wisconsin", "Sheboygan County"]
    text = "Makers in Sheboygan County, Wisconsin, wrote to Brussels."
    assert countries(text, names)[-1] == "BE"
    text = "Makers in Sheboygan County met at Brussels, Wisconsin."
    assert countries(text, names)[1:] == ["US", "US"]


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("Police in Kent are looking for two men.", "", ["GB"]),
        ("Police in Kent are looking for a man from Tacoma.", "", ["US", "US"]),
        ("Police in Norfolk are looking for two men.", "https://norfolkdailynews.com/a", ["US"]),
    ],
)
def test_a_county_is_no_town_far_smaller(text: str, url: str, expected: list[str]) -> None:
    assert countries(text, ["Kent", "Tacoma", "Norfolk"], url) == expected


def test_a_first_level_unit_is_no_village_of_its_country() -> None:
    text = "Buses from Sheffield, Leeds and Rotherham to Wales were late."
    found = resolved(text, ["Sheffield", "Leeds", "Rotherham", "Wales"])[-1].candidate
    assert found is not None
    assert found.entry.kind == "admin1"


def test_an_article_tells_a_seat_from_a_town() -> None:
    text = "Ohio heard from the White House. Toledo, Ohio, did not."
    seat = resolved(text, ["Ohio", "White House", "Toledo"])[1].candidate
    assert seat is not None
    assert seat.road == SEAT
    town = resolved("White House, Tenn., burned.", ["White House", r"Tenn\."])[0].candidate
    assert town is not None
    assert town.road != SEAT


def places(text: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """Return name and kind of what every mention comes to."""
    entries = [r.candidate.entry for r in resolved(text, names) if r.candidate]
    return [(entry.name, entry.kind) for entry in entries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Barges sank in the Mississippi above Alton.", ("Mississippi River", "water")),
        ("The Mississippi governor left.", ("Mississippi", "admin1")),
        (
            "Lawyers from the Mississippi, Ohio and Utah delegations left.",
            ("Mississippi", "admin1"),
        ),
        ("They love the Columbia, they said.", ("Columbia River", "water")),
        ("They love Columbia, they said.", ("Columbia", "city")),
    ],
)
def test_an_article_sets_a_river_apart(text: str, expected: tuple[str, str]) -> None:
    assert places(text, ["Mississippi", "Columbia"]) == [expected]


def test_no_village_takes_a_great_citys_name_but_in_its_own_county() -> None:
    text = "Flights from Shannon to Boston and from Ennis to Limerick were late."
    assert countries(text, ["Shannon", "Boston", "Ennis", "Limerick"])[1] == "US"
    text = "Milan beat Gorham. Coos County, New Hampshire, cheered, and Berlin too."
    assert countries(text, ["Milan", "Gorham", "Coos County", "New Hampshire", "Berlin"])[0] == "US"


def test_a_town_in_a_county_that_is_told_is_not_its_namesake_state() -> None:
    names = ["Washington", "Jasper", "Daviess County", "Indiana"]
    text = "Washington beat Jasper in Daviess County, Indiana."
    assert places(text, names)[0] == ("Washington", "city")


def test_a_country_is_not_its_unit_of_that_name_nor_a_foreign_echo() -> None:
    assert places("Taiwan said so.", ["Taiwan"]) == [("Taiwan", "country")]
    assert countries("Trains from Paris to Luxembourg were late.", ["Paris", "Luxembourg"]) == [
        "FR",
        "LU",
    ]
    assert countries("They met in Palau and flew to Manila.", ["Palau", "Manila"]) == ["PW", "PH"]
    assert places("The Mexico State police left Toluca.", ["Mexico State"])[0][1] == "admin1"


def test_no_town_is_a_stream_that_nobody_knows() -> None:
    names = ["Shoal Creek", "Blue River", "Little River", "Joplin", "Missouri"]
    assert countries("A man drowned in Shoal Creek near Joplin, Missouri.", names)[0] is None
    assert countries("A boat sank on the Blue River.", names) == [None]
    assert countries("Little River beat Joplin.", names)[0] == "US"


@pytest.mark.parametrize("land", ["Mexico", "Guatemala", "Panama"])
def test_a_capital_named_for_its_country_leaves_the_bare_name_to_it(land: str) -> None:
    text = f"{land.upper()} CITY (AP) — The president spoke in {land} City. {land} was calm."
    found = resolved(text, [f"{land} City", f"{land}(?= was)"])
    assert [r.candidate and r.candidate.entry.kind for r in found] == ["city", "country"]


def test_a_coast_is_no_province_of_another_land() -> None:
    text = "Two people drowned on the South Coast of KwaZulu-Natal."
    assert countries(text, ["South Coast", "KwaZulu-Natal"])[0] in (None, "ZA")
    assert countries("The Northern Region of Ghana is dry.", ["Northern Region", "Ghana"]) == [
        "GH",
        "GH",
    ]


def test_a_town_abroad_by_another_of_its_names_alone_is_not_meant() -> None:
    text = (
        "Bandits attacked Shiroro, Munya and Rafi in Niger State, Nigeria. Police in Minna said "
        "Abuja had sent troops."
    )
    names = ["Shiroro", "Munya", "Rafi", "Niger State", "Nigeria", "Minna", "Abuja"]
    assert countries(text, names) == ["NG", None, "NG", "NG", "NG", "NG", "NG"]


def test_a_great_capital_is_meant_where_nothing_tells_of_its_namesakes_land() -> None:
    text = "A festival opened in Toronto. A film was made in London."
    assert countries(text, ["Toronto", "London"]) == ["CA", "GB"]
    text = "A festival opened in Toronto, Ontario. A mill closed in London, Ontario."
    assert countries(text, ["Toronto", "Ontario", "London"]) == ["CA", "CA", "CA", "CA"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "She won in Maryland, Connecticut and Delaware.",
            ["Maryland", "Connecticut", "Delaware"],
            ["gn:4361885", "gn:4831725", "gn:4142224"],
        ),
        ("The mayor of Delaware, Ohio, resigned.", ["Delaware", "Ohio"], ["gn:5151891", None]),
        ("NEW YORK (AP) - Two men were held.", ["NEW YORK"], ["gn:5128581"]),
        ("Kopp may have fled to Mexico from Buffalo.", ["Mexico", "Buffalo"], ["gn:3996063", None]),
        (
            "After the attacks in Paris a senator from Texas spoke.",
            ["Paris", "Texas"],
            ["gn:2988507", None],
        ),
    ],
)
def test_of_one_name_the_larger_place_is_meant_where_nothing_tells_of_the_smaller(
    text: str, names: list[str], expected: list[str | None]
) -> None:
    found = resolved(text, names)
    ids = [one.candidate.entry.place_id if one.candidate else None for one in found]
    assert [i for i, e in zip(ids, expected, strict=True) if e] == [e for e in expected if e]
