"""Tests of flows/annotate/actors/namekinds.py: what stands in and around a name tells its kind."""

import re

import pytest

from flows.annotate.actors.namekinds import by_evidence
from flows.annotate.actors.namewords import ORGANISATION, PERSON, Name
from flows.annotate.article import annotate_article
from flows.annotate.text.words import Doc, Span
from flows.records import ArticleText

NOUNS = {"minister", "minder", "company", "nurse"}


def sentence(text: str, label: str = "", *, appositions: dict[str, str] | None = None) -> Doc:
    """Return a document of these words, the capitalised ones under one label of the tagger."""
    found = list(re.finditer(r"[\w.]*\w\.?|[^\w\s]", text))
    words = [match[0] for match in found]
    heads, relations = list(range(len(words))), ["ROOT"] * len(words)
    for word, head in (appositions or {}).items():
        heads[words.index(word)] = words.index(head)
        relations[words.index(word)] = "appos"
    forms = [("NN", "NOUN" if word in NOUNS else "PROPN", word) for word in words]
    doc = Doc(text, words, [match.start() for match in found], forms, relations, heads)
    if label:
        doc.mark_entities(
            [Span(doc, n, n + 1, label) for n, word in enumerate(words) if word[0].isupper()]
        )
    return doc


def kinds(doc: Doc, *names: str) -> dict[str, str]:
    """Return the kind of every name that stays, wherever it stands in the document."""
    words = [token.text for token in doc]
    spots = [
        Name(at, at + len(parts), PERSON, name)
        for name in names
        for parts in (name.split(),)
        for at in range(len(words))
        if words[at : at + len(parts)] == parts
    ]
    return {name.text: name.kind for name in by_evidence(doc, spots)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Vexlor Quann , who fled , waits", "Vexlor Quann", PERSON),
        ("Vexlor Quann , 43 , waits", "Vexlor Quann", PERSON),
        ("Vexlor Quann , which fled , waits", "Vexlor Quann", ORGANISATION),
        ("Vexlor Quann , then fled", "Vexlor Quann", ORGANISATION),
        ("so Mr Quann waits", "Quann", PERSON),
        ("so Dr. Quann waits", "Quann", PERSON),
        ("minister Quann waits", "Quann", PERSON),
        ("the Quann waits", "Quann", ORGANISATION),
    ],
)
def test_what_stands_beside_a_name_tells_its_kind(text: str, name: str, kind: str) -> None:
    assert kinds(sentence(text), name) == {name: kind}


def test_the_tagger_is_one_voice_and_a_title_is_louder() -> None:
    assert kinds(sentence("Vexlor waits", "PERSON"), "Vexlor") == {"Vexlor": PERSON}
    assert kinds(sentence("Vexlor waits", "ORG"), "Vexlor") == {"Vexlor": ORGANISATION}
    assert kinds(sentence("so Mr Vexlor waits", "ORG"), "Vexlor") == {"Vexlor": PERSON}
    assert kinds(sentence("the Vexlor waits", "PERSON"), "Vexlor") == {"Vexlor": ORGANISATION}


def test_a_known_first_name_speaks_for_a_person_only_before_a_surname() -> None:
    doc = sentence("Maria Quann waits")
    assert kinds(doc, "Maria Quann") == {"Maria Quann": PERSON}
    assert kinds(sentence("so Maria waits"), "Maria") == {"Maria": ORGANISATION}


@pytest.mark.parametrize(
    "name", ["Maria Academy", "Academy Maria", "Maria and Quann", "Maria of Quann", "Maria 3"]
)
def test_words_that_only_bodies_bear_outweigh_a_first_name(name: str) -> None:
    assert kinds(sentence(f"so {name} waits"), name) == {name: ORGANISATION}


def test_a_small_word_within_speaks_against_a_person_unless_it_is_a_particle() -> None:
    doc = sentence("Vexlor over Quann waits", "PERSON")
    assert kinds(doc, "Vexlor over Quann") == {"Vexlor over Quann": ORGANISATION}
    doc = sentence("Vexlor van Quann waits", "PERSON")
    assert kinds(doc, "Vexlor van Quann") == {"Vexlor van Quann": PERSON}


def test_a_short_run_of_capitals_is_an_acronym_and_a_long_one_a_loud_name() -> None:
    assert kinds(sentence("VEXLO waits", "PERSON"), "VEXLO") == {"VEXLO": ORGANISATION}
    assert kinds(sentence("VEXLOR waits", "PERSON"), "VEXLOR") == {"VEXLOR": PERSON}


def test_an_apposition_tells_what_its_name_is() -> None:
    doc = sentence("Quann the nurse waits", appositions={"nurse": "Quann"})
    assert kinds(doc, "Quann") == {"Quann": PERSON}
    doc = sentence("Quann the company waits", "PERSON", appositions={"company": "Quann"})
    assert kinds(doc, "Quann") == {"Quann": ORGANISATION}
    doc = sentence("the nurse waits , Quann", appositions={"Quann": "nurse"})
    assert kinds(doc, "Quann") == {"Quann": PERSON}


def test_a_single_word_goes_with_the_full_name_that_it_ends_or_begins() -> None:
    told = kinds(sentence("Maria Quann waits . Quann left"), "Maria Quann", "Quann")
    assert told == {"Maria Quann": PERSON, "Quann": PERSON}
    told = kinds(sentence("Maria Quann waits . Maria left"), "Maria Quann", "Maria")
    assert told == {"Maria Quann": PERSON, "Maria": PERSON}
    doc = sentence("Quann Academy waits . minister Quann left")
    told = kinds(doc, "Quann Academy", "Quann")
    assert told == {"Quann Academy": ORGANISATION, "Quann": ORGANISATION}


def test_evidence_is_weighed_over_all_mentions() -> None:
    doc = sentence("so Mr Vexlor waits , the Vexlor waits")
    assert kinds(doc, "Vexlor") == {"Vexlor": PERSON}


def test_what_names_a_people_or_stands_where_places_stand_is_nobody() -> None:
    assert kinds(sentence("so the Welshman waits"), "Welshman") == {}
    assert kinds(sentence("so the Oarsman waits"), "Oarsman") == {"Oarsman": ORGANISATION}
    assert kinds(sentence("she waits in Vexlor"), "Vexlor") == {}
    assert kinds(sentence("in Vexlor and in Vexlor"), "Vexlor") == {"Vexlor": ORGANISATION}
    assert kinds(sentence("she waits in Vexlor Quann"), "Vexlor Quann") != {}


def test_a_firm_named_for_two_people_is_one_firm() -> None:
    text = "Johnson & Johnson said it would appeal. The drugmaker called the verdict unfair."
    said = annotate_article(ArticleText("a", 1, text)).statements
    assert [s.speaker_name for s in said] == ["Johnson & Johnson"] * 2
