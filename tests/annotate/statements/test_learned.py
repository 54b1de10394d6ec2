"""Tests of flows/annotate/statements/learned.py: what the model read, within marks and words."""

import pytest

from flows.annotate.grammar.parse import parse
from flows.annotate.learned.decode import Said
from flows.annotate.learned.tagging import Found
from flows.annotate.statements.learned import finding_of, is_near
from flows.annotate.statements.reading import Finding, Reading
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes


def learned(text: str, content: str, cue: str, source: str) -> Finding | None:
    """Return the finding of what the model read in the text."""

    def at(words: str) -> Found:
        return Found(text.index(words), text.index(words) + len(words), "", 0.9)

    layout = read_layout(text)
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    return finding_of(Said((at(content),), at(cue), at(source), 0.9, 0.9), reading)


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "speaker"),
    [
        ("The mayor said that it rained.", "that it rained", "said", "The", "The mayor"),
        ("The state news agency said that it rained.", "that it rained", "said",
         "The state news", "The state news agency"),
        ("First there was Ana Costa, who said that it rained.", "that it rained", "said",
         "First there was Ana Costa, who", "who"),
        ("KCNA quoted Kim as saying that it rained.", "that it rained", "saying", "KCNA", "Kim"),
        ("Kim was quoted by KCNA as saying that it rained.", "that it rained", "saying", "KCNA",
         "Kim"),
        ("Those who left said that it rained.", "that it rained", "said", "Those who left",
         "Those who left"),
    ],
)  # fmt: skip
def test_a_source_is_who_the_words_around_it_name(
    text: str, content: str, cue: str, source: str, speaker: str
) -> None:
    found = learned(text, content, cue, source)
    assert found is not None
    assert found.speaker is not None
    assert text[slice(*found.speaker)] == speaker


def test_whom_another_quotes_is_no_statement() -> None:
    text = "KCNA quoted Kim as saying that it rained."
    assert learned(text, "Kim", "quoted", "KCNA") is None
    assert learned(text, "Kim as saying that it rained", "quoted", "KCNA")


def test_a_quotation_behind_another_paragraph_is_another_statement() -> None:
    text = "“It is late,” said Ruiz.\n\nIt rained.\n\n“We go.”\n\n“We stay,” Costa said."
    layout = read_layout(text)
    reading = Reading(text, layout, parse(text, layout), read_quotes(text, layout))
    first, second, third = ((quote.start, quote.end) for quote in reading.quotes.items)
    ruiz, costa = text.index("said"), text.rindex("said")
    assert is_near(first, ruiz, reading)
    assert not is_near(second, ruiz, reading)
    assert is_near(second, costa, reading) and is_near(third, costa, reading)


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("Ruiz promised to fight graft when he came to power in May.",
         "to fight graft when he", "to fight graft"),
        ("Ruiz demanded a truce with the rebels of the north.", "a truce with the rebels of the",
         "a truce with the rebels"),
        ("Ruiz praised the vote but warned of the winter.", "the vote but", "the vote"),
        ("Ruiz said the storm they feared had passed by.", "the storm they feared had passed by",
         "the storm they feared had passed by"),
        ("Ruiz asked what the key was for.", "what the key was for", "what the key was for"),
    ],
)  # fmt: skip
def test_a_content_does_not_end_in_what_leads_beyond_it(text: str, content: str, kept: str) -> None:
    found = learned(text, content, text.split()[1], "Ruiz")
    assert found is not None
    assert [text[slice(*span)] for span in found.content] == [kept]
