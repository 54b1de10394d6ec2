"""Tests of flows/annotate/places/outlets.py: what an address says of its outlet."""

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.lexicon import read_rows
from flows.annotate.places.outlets import Outlet, read_outlet
from flows.annotate.places.resolve import resolve_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText


@pytest.mark.parametrize(
    ("url", "country", "letters", "home"),
    [
        ("https://www.oxfordmail.co.uk/news/1/", "GB", "oxfordmail", "Oxford"),
        ("https://edinburghnews.scotsman.com/x", "", "scotsman", "Edinburgh"),
        ("https://sport.oxfordmail.co.uk/x", "GB", "oxfordmail", "Oxford"),
        ("https://qwxyz.example/x", "", "qwxyz", None),
        (None, "", "", None),
    ],
)
def test_an_address_tells_country_letters_and_home(
    url: str | None, country: str, letters: str, home: str | None
) -> None:
    found = read_outlet(url, load_gazetteer())
    assert (found.country, found.letters) == (country, letters)
    assert (found.home.name if found.home else None) == home


def test_an_empty_host_says_nothing() -> None:
    assert read_outlet("", load_gazetteer()) == Outlet()


@pytest.mark.parametrize(
    ("url", "admin1"),
    [
        ("https://www.sj-r.com/story", "gn:4896861"),  # Illinois
        ("https://www.masslive.com/story", "gn:6254926"),  # Massachusetts
        ("https://www.news-leader.com/story", "gn:4398678"),  # Missouri
    ],
)
def test_a_local_papers_springfield_is_its_own(url: str, admin1: str) -> None:
    text = "Police in Springfield closed a street on Tuesday."
    article = ArticleText("a", 1, text, url=url)
    (found,) = resolve_places(article, [(10, 21)], read_layout(text), load_gazetteer())
    assert found.candidate is not None and found.candidate.entry.admin1 == admin1


def test_every_listed_home_is_a_place_of_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    rows = read_rows("outlet_homes")
    assert len({row["domain"] for row in rows}) == len(rows)
    assert [row["domain"] for row in rows if gazetteer.get(row["place_id"]) is None] == []
