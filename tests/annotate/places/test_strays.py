"""Tests of flows/annotate/places/strays.py: small towns far from where a text plays."""

import re

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.places.resolve import resolve_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText

VALLEY = ("Pasadena", "Burbank", "Glendale")
WEST = ("Lubbock", "Littlefield", "Muleshoe")


def unplaced(text: str, *names: str, url: str = "") -> list[str]:
    """Return the mentions of some names that come to no place."""
    spans = [m.span() for m in re.finditer("|".join(names), text)]
    article = ArticleText("a", 1, text, url=url or None)
    found = resolve_places(article, spans, read_layout(text), load_gazetteer())
    return [text[a:b] for (a, b), r in zip(spans, found, strict=True) if r.candidate is None]


def test_a_small_town_far_from_all_others_is_not_meant() -> None:
    text = "Pupils in Pasadena, Burbank and Glendale saw a rock fly past Earth."
    assert unplaced(text, *VALLEY, "Earth") == ["Earth"]
    text = "Crews from Pasadena, Burbank and Glendale went to Earth and Springlake."
    assert unplaced(text, *VALLEY, "Earth", "Springlake") == ["Earth", "Springlake"]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Crews from Pasadena, Burbank and Glendale drove to Earth, Texas.", ""),
        ("Crews from Pasadena, Burbank and Glendale drove to Texas and helped Earth.", ""),
        (
            "Crews from Pasadena, Burbank and Glendale drove to Earth.",
            "https://www.lubbockonline.com/a",
        ),
        ("EARTH — Crews from Pasadena, Burbank and Glendale drove here.", ""),
    ],
)
def test_a_small_town_far_away_stays_where_anything_speaks_for_it(text: str, url: str) -> None:
    assert unplaced(text, *VALLEY, "Texas", "Earth", "EARTH", url=url) == []


def test_a_town_near_the_others_and_a_larger_one_stay() -> None:
    text = "Crews from Lubbock, Littlefield and Muleshoe drove to Earth."
    assert unplaced(text, *WEST, "Earth") == []
    text = "Crews from Pasadena, Burbank and Glendale drove to Lubbock."
    assert unplaced(text, *VALLEY, "Lubbock") == []


def test_where_half_the_towns_lie_apart_none_is_far() -> None:
    text = "Crews from Burbank and Glendale drove to Littlefield and Muleshoe."
    assert unplaced(text, "Burbank", "Glendale", "Littlefield", "Muleshoe") == []
