"""What others are told to have said within a statement is one of their own, linked to it."""

import pytest

from flows.annotate.article import annotate_article
from flows.records import Annotations, ArticleText, Statement


def statements(text: str) -> tuple[Statement, ...]:
    read = annotate_article(ArticleText("a", 1, text, language="en"))
    assert isinstance(read, Annotations)
    return read.statements


def nested(text: str) -> list[tuple[str | None, str | None, str]]:
    """Return speaker, cue and content of statements that are told within another of the text."""
    read = statements(text)
    outer = {s.statement_id for s in read if s.parent_statement_id is None}
    return [(s.speaker_text, s.cue_text, s.content) for s in read if s.parent_statement_id in outer]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Orlov said Keller had asked for a call.", ("Keller", "asked for", "a call")),
        (
            "Scientists say they have found water on the moon, according to a paper in Nature.",
            ("Scientists", "say", "they have found water on the moon"),
        ),
        (
            "The spokesman said the minister denies taking any money.",
            ("the minister", "denies", "taking any money"),
        ),
        (
            "The newspaper reported that the central bank had asked lenders to cut their holdings.",
            ("the central bank", "asked", "lenders to cut their holdings"),
        ),
        (
            "The union claimed managers threatened to fire strikers.",
            ("managers", "threatened", "to fire strikers"),
        ),
        (
            "The hospital said on Friday that relatives accused nurses of ignoring the alarm.",
            ("relatives", "accused", "nurses of ignoring the alarm"),
        ),
        (
            "Ms Ode said she had warned the council that the wall was cracked.",
            ("she", "warned", "that the wall was cracked"),
        ),
    ],
)
def test_a_statement_within_a_statement_is_told(text: str, inner: tuple[str, str, str]) -> None:
    assert nested(text) == [inner]


@pytest.mark.parametrize(
    "text",
    [
        "He said he told nobody about the plan.",
        "She said nobody had told her.",
        "The firm said it will ask the court to stop the sale.",
        "The mayor said she would promise nothing.",
        "She said that if anyone asked for it, she would hand over the key.",
        "The bishop says he asked the pope to come.",
        "He denied that the ministry had promised a refund.",
        "The firm did not say that a buyer had asked for a discount.",
        "The company said the contract calls for two ships.",
        "The council said the road sign points to the harbour.",
        "The firm said sales rose as shoppers asked for cheaper brands.",
        "The ministry said the army had called up reservists.",
    ],
)
def test_what_nobody_said_is_no_statement_within_one(text: str) -> None:
    assert nested(text) == []


def test_joined_verbs_within_a_statement_have_one_speaker() -> None:
    text = "The club said the striker had asked to leave and had threatened to sue."
    assert [(who, cue) for who, cue, _ in nested(text)] == [
        ("the striker", "asked"),
        ("the striker", "threatened"),
    ]
