"""Tests of flows/annotate/places/districts.py: towns in the district that stands behind them."""

import re

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.places.resolve import resolve_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText

ECIJA, SAMAR = "gn:1697473", "gn:1697549"  # Nueva Ecija, Northern Samar


def districts(text: str, *names: str) -> list[str]:
    """Return the second-level unit of every mention of some names."""
    spans = [m.span() for m in re.finditer("|".join(names), text)]
    article = ArticleText("a", 1, text)
    found = resolve_places(article, spans, read_layout(text), load_gazetteer())
    return [r.candidate.entry.admin2 if r.candidate else "" for r in found]


@pytest.mark.parametrize(
    "words",
    [
        "San Isidro in Northern Samar",
        "San Isidro town, also in Northern Samar",
        "San Isidro, Northern Samar",
    ],
)
def test_a_town_lies_in_the_district_behind_it(words: str) -> None:
    text = f"Rain in the Philippines cut off {words}. In San Isidro, roofs flew."
    names = ("San Isidro", "Northern Samar", "Philippines")
    assert [d for d in districts(text, *names) if d] == [SAMAR, SAMAR]


def test_a_list_of_towns_lies_in_the_district_behind_it() -> None:
    text = "Rain cut off San Antonio and Santa Rosa towns, both in Nueva Ecija."
    assert districts(text, "San Antonio", "Santa Rosa", "Nueva Ecija")[:2] == [ECIJA, ECIJA]


def test_a_list_puts_no_town_into_its_next_name() -> None:
    text = "Rain cut off San Isidro, Northern Samar and Manila."
    names = ("San Isidro", "Northern Samar", "Manila")
    assert districts(text.replace("and", "or"), *names)[0] == districts(text, *names)[0] != SAMAR


def test_a_town_that_the_district_lacks_stays_where_it_was() -> None:
    text = "He left Tacloban, in Northern Samar."
    assert districts(text, "Tacloban", "Northern Samar")[0] not in (SAMAR, "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen hit a farm in Niger, and roads to Bida and Suleja were shut.", "admin1"),
        ("Gunmen hit a farm in Niger, and the road to Bida was shut.", "country"),
        ("Gunmen fled Zinder, in Niger, for Bida and Suleja.", "country"),
    ],
)
def test_towns_tell_a_unit_from_the_country_of_its_name(text: str, kind: str) -> None:
    names = ("Niger", "Bida", "Suleja", "Zinder")
    spans = [m.span() for m in re.finditer("|".join(names), text)]
    found = resolve_places(ArticleText("a", 1, text), spans, read_layout(text), load_gazetteer())
    told = zip(spans, found, strict=True)
    kinds = {text[a:b]: r.candidate.entry.kind for (a, b), r in told if r.candidate}
    assert kinds["Niger"] == kind
