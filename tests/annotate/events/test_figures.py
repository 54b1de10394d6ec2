"""Figures of speech and side words that the head takes for events, in trees spelled out."""

import pytest

from flows.annotate.events.merge import by_cause
from flows.annotate.events.misread import is_misread
from tests.annotate.events.test_misread import found
from tests.trees import tree, word


@pytest.mark.parametrize(
    ("event_type", "spelled", "trigger", "expected"),
    [
        ("ASSAULT", "Cooks:NNS:nsubj:sprang sprang:VBD:ROOT: into:IN:prep:sprang "
         "action:NN:pobj:into", "sprang", True),
        ("ASSAULT", "Cooks:NNS:nsubj:sprang sprang:VBD:ROOT: into:IN:prep:sprang "
         "crowds:NNS:pobj:into", "sprang", False),
        ("CONCEDE", "Lund:NNP:nsubj:broke broke:VBD:ROOT: down:RP:prt:broke", "broke", True),
        ("REJECT", "Talks:NNS:nsubj:broke broke:VBD:ROOT: down:RP:prt:broke", "broke", False),
        ("CRIME", "Men:NNS:nsubj:approached approached:VBD:ROOT: a:DT:det:clerk "
         "clerk:NN:dobj:approached", "approached", True),
        ("DISASTER", "Waters:NNS:nsubj:receded receded:VBD:ROOT:", "receded", True),
        ("DISASTER", "Waters:NNS:nsubj:rose rose:VBD:ROOT:", "rose", False),
        ("REQUEST", "Nobody:NN:nsubj:met met:VBD:ROOT: a:DT:det:request request:NN:dobj:met "
         "for:IN:prep:request comment:NN:pobj:for", "request", True),
        ("REQUEST", "Nobody:NN:nsubj:met met:VBD:ROOT: a:DT:det:request request:NN:dobj:met "
         "for:IN:prep:request aid:NN:pobj:for", "request", False),
        ("COERCE", "the:DT:det:list sanctions:NNS:compound:list list:NN:nsubj:grew "
         "grew:VBD:ROOT:", "sanctions", True),
        ("MOBILIZE", "Mali:NNP:nsubj:held held:VBD:ROOT: fire:NN:compound:drills "
         "drills:NNS:dobj:held", "fire", True),
        ("MOBILIZE", "Mali:NNP:nsubj:held held:VBD:ROOT: fire:NN:compound:drills "
         "drills:NNS:dobj:held", "drills", False),
        ("ACCUSE", "Ruiz:NNP:nsubj:is is:VBZ+AUX:ROOT: a:DT:det:critic critic:NN:attr:is",
         "critic", True),
        ("COERCE", "the:DT:det:war sanctions:NNS:compound:war war:NN:nsubj:grew "
         "grew:VBD:ROOT:", "sanctions", False),
        ("REJECT", "Judges:NNS:nsubj:deferred deferred:VBD:ROOT: the:DT:det:hearing "
         "hearing:NN:dobj:deferred", "deferred", True),
        ("REJECT", "Peru:NNP:nsubj:deferred deferred:VBD:ROOT: the:DT:det:treaty "
         "treaty:NN:dobj:deferred", "deferred", False),
        ("AID", "A:DT:det:package package:NN:nsubj:came of:IN:prep:package "
         "countermeasures:NNS:pobj:of came:VBD:ROOT:", "package", True),
        ("AID", "A:DT:det:package package:NN:nsubj:came of:IN:prep:package loans:NNS:pobj:of "
         "came:VBD:ROOT:", "package", False),
        ("SANCTION", "Peru:NNP:nsubj:prolonged prolonged:VBD:ROOT: the:DT:det:mission "
         "mission:NN:dobj:prolonged", "prolonged", True),
        ("SANCTION", "Peru:NNP:nsubj:ended ended:VBD:ROOT: the:DT:det:mission "
         "mission:NN:dobj:ended", "ended", False),
        ("ACCUSE", "Mali:NNP:nsubj:termed termed:VBD:ROOT: the:DT:det:matter "
         "matter:NN:dobj:termed", "termed", True),
    ],
)  # fmt: skip
def test_a_figure_of_speech_is_no_event_of_the_type_it_sounds_like(
    event_type: str, spelled: str, trigger: str, expected: bool
) -> None:
    doc = tree(spelled)
    assert is_misread(found(event_type, word(doc, trigger).i), None, doc) is expected


@pytest.mark.parametrize(("what", "expected"), [("cause", True), ("mayor", False)])
def test_who_asks_how_it_came_about_accuses_nobody(what: str, expected: bool) -> None:
    doc = tree(f"Wardens:NNS:nsubj:probe probe:VBP:ROOT: the:DT:det:{what} {what}:NN:dobj:probe")
    assert is_misread(found("ACCUSE", 1), None, doc) is expected
    doc = tree(
        f"An:DT:det:inquiry inquiry:NN:nsubj:runs into:IN:prep:inquiry the:DT:det:{what} "
        f"{what}:NN:pobj:into runs:VBZ:ROOT:"
    )
    assert is_misread(found("ACCUSE", 1), None, doc) is expected


@pytest.mark.parametrize(
    ("blamed", "by", "expected"),
    [
        ("ice:NN", "", True),
        ("Mali:NNP", "", False),
        ("ice:NN", "by:IN:agent:blamed Togo:NNP:pobj:by", False),
    ],
)
def test_deaths_that_are_put_down_to_things_accuse_nobody(
    blamed: str, by: str, expected: bool
) -> None:
    doc = tree(
        f"Deaths:NNS:nsubjpass:blamed were:VBD+AUX:auxpass:blamed blamed:VBN:ROOT: "
        f"on:IN:prep:blamed {blamed}:pobj:on {by}"
    )
    assert is_misread(found("ACCUSE", word(doc, "blamed").i), None, doc) is expected


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("Bakeries:NNS:nsubj:opened opened:VBD:ROOT:", True),
        ("New:JJ:amod:bakeries bakeries:NNS:nsubj:opened opened:VBD:ROOT:", False),
        ("Six:CD:nummod:bakeries bakeries:NNS:nsubj:opened opened:VBD:ROOT:", False),
        ("Lund:NNP:nsubj:opened opened:VBD:ROOT: bakeries:NNS:dobj:opened", False),
    ],
)
def test_premises_that_open_for_the_day_are_no_launch(opened: str, expected: bool) -> None:
    doc = tree(opened)
    assert is_misread(found("ECONOMY", word(doc, "opened").i), None, doc) is expected


@pytest.mark.parametrize(("who", "expected"), [("Firefighters", True), ("Fighters", False)])
def test_who_comes_to_help_attacks_nobody(who: str, expected: bool) -> None:
    doc = tree(f"{who}:NNS:nsubj:stormed stormed:VBD:ROOT: barns:NNS:dobj:stormed")
    assert is_misread(found("ASSAULT", 1, (0,)), None, doc) is expected


def test_a_toll_that_climbs_is_told_by_the_flood() -> None:
    doc = tree(
        "The:DT:det:toll toll:NN:nsubj:climbed from:IN:prep:toll floods:NNS:pobj:from "
        "climbed:VBD:ROOT: to:IN:prep:climbed nine:CD:pobj:to"
    )
    (told,) = by_cause([found("DISASTER", word(doc, "climbed").i)], doc)
    assert told.head == word(doc, "floods").i
