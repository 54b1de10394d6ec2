"""Whom a report cites has said what is reported."""

import pytest

from tests.annotate.statements.test_nested import statements


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "El Norte reported, citing two officials, that the talks would resume in Lima.",
            "two officials",
            "that the talks would resume in Lima",
        ),
        (
            "The ferry had no licence, the newspaper El Norte reported on Friday, citing officials "
            "of the harbour.",
            "officials of the harbour",
            "The ferry had no licence",
        ),
    ],
)
def test_the_source_that_a_report_cites_is_another_speaker(
    text: str, source: str, content: str
) -> None:
    told = {s.speaker_text: s for s in statements(text)}
    assert told[source].content == content
    assert told[source].cue_text == "citing"
    (outer,) = (s for who, s in told.items() if who != source)
    assert (outer.content, outer.parent_statement_id) == (content, None)
    assert told[source].parent_statement_id == outer.statement_id


@pytest.mark.parametrize(
    "text",
    [
        "The company said it would close the plant, citing weak demand.",
        "The mayor resigned on Monday, citing health reasons.",
    ],
)
def test_a_reason_that_somebody_cites_is_what_they_say(text: str) -> None:
    assert all(s.speaker_text in ("The company", "The mayor") for s in statements(text))
    assert statements(text)[-1].content in ("weak demand", "health reasons")
