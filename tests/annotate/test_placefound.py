"""Tests of flows/annotate/placefound.py: what the head read and the lists, as spans."""

from dataclasses import replace

import pytest

from flows.annotate.decode import Found
from flows.annotate.gazetteer import load_gazetteer
from flows.annotate.layout import read_layout
from flows.annotate.model import load_model
from flows.annotate.placefound import SURE, read_spans


def spans(text: str, *found: tuple[str, float]) -> list[str]:
    """Return the words at the spans, given what the head found with which score."""
    toponyms = tuple(
        Found(text.index(name), text.index(name) + len(name), "toponym", score)
        for name, score in found
    )
    read = replace(load_model().read(text), toponyms=toponyms)
    return [text[a:b] for a, b in read_spans(text, read_layout(text), read, load_gazetteer())]


def test_a_known_name_counts_however_unsure_the_head_is() -> None:
    assert spans("Rain fell in Nairobi.", ("Nairobi", 0.2)) == ["Nairobi"]


def test_an_unknown_name_counts_only_where_the_head_is_sure() -> None:
    text = "Rebels took Qwxyzburg."
    assert spans(text, ("Qwxyzburg", SURE + 0.01)) == ["Qwxyzburg"]
    assert spans(text, ("Qwxyzburg", SURE - 0.01)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The White House denied it.", ["White House"]),
        ("The Kremlin's answer came late.", ["Kremlin"]),
        ("KYIV, Ukraine (AP) — Rains killed ten people on Monday.", ["KYIV"]),
        ("A white house burned down.", []),
        ("Amazon said it would hire. Shares in Amazon rose.", []),
        ("Brazil sent troops to the Amazon.", ["Amazon"]),
        ("The European Union said so. European Union leaders met.", ["European Union"]),
        ("He said no.", []),
    ],
)
def test_lists_add_what_the_head_passes_over(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The U.N. envoy met him in Damascus.", ("U.N.", "Damascus"), ["Damascus"]),
        ("SIR – The bridge in Wells is unsafe.", ("Wells",), ["Wells"]),
        ("The rebels met the IS – a jihadist group – in Mosul.", ("Mosul",), ["Mosul"]),
    ],
)
def test_no_village_is_meant_by_letters_that_stand_for_others(
    text: str, found: tuple[str, ...], expected: list[str]
) -> None:
    assert spans(text, *((name, 0.99) for name in found)) == expected


def test_names_grow_by_their_type_words_and_following_states() -> None:
    text = "Shells hit the Kharkiv region, and a teacher from Troy, N.C., won."
    assert spans(text, ("Kharkiv", 0.9), ("Troy", 0.9)) == ["Kharkiv region", "Troy", "N.C."]


def test_articles_and_possessives_stay_outside() -> None:
    assert spans("The Netherlands' dykes held.", ("The Netherlands'", 0.9)) == ["Netherlands"]


def test_a_woman_called_georgia_is_no_place_unless_something_happens_in_it() -> None:
    text = "Georgia Stevens skates for Edmonton. Today Georgia skates at home."
    found = ("Edmonton", 0.9), ("Georgia skates"[:7], 0.9)
    assert spans(text, *found) == ["Edmonton"]
    other = text + " She was born in Georgia."
    assert spans(other, *found) == ["Georgia", "Edmonton"]


def test_an_unknown_road_or_building_is_no_place_however_sure_the_head_is() -> None:
    text = "The crash happened on Nairobi Road near the Bella Qwxyz in Nairobi."
    assert spans(text, ("Nairobi Road", 0.99)) == []
    read = load_model().read(text)
    building = Found(text.index("Bella"), text.index(" in"), "FAC", 0.9)
    toponym = replace(building, label="toponym", score=0.99)
    read = replace(read, toponyms=(toponym,), entities=(building,))
    assert read_spans(text, read_layout(text), read, load_gazetteer()) == []
