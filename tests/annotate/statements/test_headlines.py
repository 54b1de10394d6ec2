"""Headlines in colon style speak only where somebody who can stands before the colon."""

import pytest

from flows.annotate.grammar.parse import parse
from flows.annotate.statements.finding import find
from flows.annotate.statements.reading import Reading
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes
from tests.annotate.statements.test_nested import statements

BELOW = "The bridge over the river has been closed for a week. Nobody was hurt."


def found(headline: str, below: str = BELOW) -> list[tuple[str, str]]:
    text = f"{headline}\n\n{below}"
    layout = read_layout(text)
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    return [
        (text[slice(*f.speaker)], text[slice(*f.content[0])]) for f in find(reading) if f.speaker
    ]


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(s.speaker_text, s.content) for s in statements(text)]


@pytest.mark.parametrize(
    ("headline", "speaker", "content"),
    [
        ("Police: Bridge will stay closed", "Police", "Bridge will stay closed"),
        ("Report: Builders hid the cracks.", "Report", "Builders hid the cracks"),
        ("Mayor: ‘We are late’", "Mayor", "‘We are late’"),
    ],
)
def test_who_can_speak_speaks(headline: str, speaker: str, content: str) -> None:
    assert found(headline) == [(speaker, content)]


@pytest.mark.parametrize(
    "headline", ["Floods: what we know so far", "Bridge collapse: The cost is rising"]
)
def test_a_topic_says_nothing(headline: str) -> None:
    assert found(headline) == []


@pytest.mark.parametrize(
    ("headline", "speaker", "content"),
    [
        ("Bridge will stay closed – Mensah", "Mensah", "Bridge will stay closed"),
        ("Bridge will stay closed: Mensah", "Mensah", "Bridge will stay closed"),
        ("Mensah to builders: Close the bridge", "Mensah", "Close the bridge"),
        ("Naming it after me kind — Mensah", "Mensah", "Naming it after me kind"),
    ],
)  # fmt: skip
def test_who_speaks_below_is_quoted_above(headline: str, speaker: str, content: str) -> None:
    said = found(headline, "The bridge is unsafe, Minister Kofi Mensah said.")
    assert (speaker, content) in said


@pytest.mark.parametrize(
    "headline",
    ["Bridge stays closed – Boateng", "A new bridge for the town – Mensah", "Mensah – Boateng"],
)
def test_a_name_alone_is_no_speaker(headline: str) -> None:
    said = found(headline, "The bridge is unsafe, Minister Kofi Mensah said.")
    assert [speaker for speaker, _ in said] == ["Minister Kofi Mensah"]


def test_a_second_line_of_a_headline_has_its_own_speaker() -> None:
    lines = "Ida Holm: We need shells, not words\n\nAna Costa: Sanctions will stay"
    assert spoken(f"{lines}\n\nThe two ministers met in Riga on Monday.") == [
        ("Ida Holm", "We need shells, not words"),
        ("Ana Costa", "Sanctions will stay"),
    ]


def test_whoever_is_told_to_do_it_says_nothing() -> None:
    below = "\n\nThe council met on Monday."
    assert spoken(f"Council told to forget another review{below}") == [
        (None, "to forget another review")
    ]
    assert spoken(f"Council told builders to forget another review{below}") == [
        ("Council", "builders to forget another review")
    ]
