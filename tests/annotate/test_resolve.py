"""Tests of flows/annotate/resolve.py: the place in an outlet's domain counts, never named."""

from flows.annotate.gazetteer import load_gazetteer
from flows.annotate.outlets import Outlet
from flows.annotate.placekeys import name_key
from flows.annotate.resolve import with_domain


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
