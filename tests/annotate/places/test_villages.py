"""Tests of flows/annotate/places/villages.py: names that words call a village's, known or not."""

from dataclasses import replace

import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.learned.model import load_model
from flows.annotate.learned.tagging import Found
from flows.annotate.places.found import read_spans
from flows.annotate.places.villages import paired_villages, village_spans
from flows.annotate.text.layout import read_layout


def told(text: str, *peoples: str) -> list[str]:
    """Return the names that are told as villages, in the order of the text."""
    return [text[a:b] for a, b in sorted(set(village_spans(text, peoples, load_gazetteer())))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fire swept the village of Kwembo Luri on Sunday.", ["Kwembo Luri"]),
        ("Rebels held the hamlet of al-Dhurabi.", ["al-Dhurabi"]),
        ("Rain cut off Barangay Pulo-pulo and Sitio Mabunga.", ["Mabunga", "Pulo-pulo"]),
        ("Two people from Hsu Let Ma village were hurt.", ["Hsu Let Ma"]),
        ("The flood reached the town of Derby Fire Brigade.", ["Derby"]),
        ("They met in the town of Qwembe Thursday.", ["Qwembe"]),
    ],
)
def test_a_name_called_a_village_is_one_though_nobody_knows_it(
    text: str, expected: list[str]
) -> None:
    assert sorted(told(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Troops trained at Xwembi village-guard posts.",
        "Farmers from Kurdish villages and from Kurdish village councils came.",
        "The city of Qwembe God is a novel.",
        "Barangay Captain Ana Cruz left.",
        "They live in Northern village homes.",
    ],
)
def test_a_people_an_office_or_a_part_is_no_village(text: str) -> None:
    assert told(text, "Kurdish") == []


def test_an_unknown_village_is_one_wherever_the_text_names_it() -> None:
    text = "Qwembe is small. In the village of Qwembe, on Qwembe Road, all slept: Qwembe-born men."
    assert told(text) == ["Qwembe", "Qwembe"]
    text = "Derby left. In the village of Derby, all slept."
    assert told(text) == ["Derby"]


def test_an_unsure_name_counts_where_a_plural_calls_it_a_village() -> None:
    text = "Raiders burned Qwembe and Xwando villages."
    assert paired_villages(text) == {"Qwembe", "Xwando"}
    assert paired_villages("Raiders burned Xwando and French villages.") == {"Xwando"}
    found = tuple(
        Found(text.index(name), text.index(name) + 6, "toponym", 0.6)
        for name in ("Qwembe", "Xwando")
    )
    read = replace(load_model().read(text), toponyms=found)
    spans = read_spans(text, read_layout(text), read, load_gazetteer())
    assert [text[a:b] for a, b in spans] == ["Qwembe", "Xwando"]
