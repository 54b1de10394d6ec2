"""Who is named beside a speaker as saying it too is told."""

import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText
from tests.annotate.statements.test_nested import statements


def told(text: str) -> tuple[str | None, list[str]]:
    (statement,) = statements(text)
    return statement.speaker_name, [who.name for who in statement.other_speakers]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Ann Lee and Bo Ray said the bridge was safe.", ["Bo Ray"]),
        ("“We are leaving the island,” Ann Lee and Bo Ray said.", ["Bo Ray"]),
        ("Ann Lee, Bo Ray and Cy Dunn told reporters they would strike.", ["Bo Ray", "Cy Dunn"]),
        ("According to Ann Lee and Bo Ray, the port will close.", ["Bo Ray"]),
        ("Ann Lee, the mayor, and Bo Ray, her deputy, said the bridge was safe.", ["Bo Ray"]),
        (
            "Senators Ann Lee of Ohio and Bo Ray of Utah told reporters the bill was dead.",
            ["Bo Ray"],
        ),
        ("Envoys Ann Lee of Kenya and Bo Ray of Ghana said the talks were over.", ["Bo Ray"]),
    ],
)
def test_who_speaks_with_another_is_told(text: str, others: list[str]) -> None:
    assert told(text) == ("Ann Lee", others)


def test_the_other_has_a_key_and_a_role() -> None:
    joint, alone = statements(
        "Mayor Ann Lee and councillor Bo Ray said the bridge was safe. Mr Ray said it would reopen."
    )
    (other,) = joint.other_speakers
    assert (other.actor_id, other.role) == (alone.actor_id, "councillor")
    assert alone.other_speakers == ()


def test_who_speaks_with_another_is_among_the_actors() -> None:
    text = "Ministers and union officials said the plant was closed."
    found = annotate_article(ArticleText("a", 1, text))
    (other,) = found.statements[0].other_speakers
    assert other.actor_id in {actor.actor_id for actor in found.actors}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee or Bo Ray said the key was lost.",
        "The lawyer for Ann Lee and Bo Ray said the bridge was safe.",
        "Ann Lee, mayor of Lima and head of the port, said the bridge was safe.",
    ],
)
def test_who_is_but_named_in_a_speakers_words_says_nothing(text: str) -> None:
    assert told(text)[1] == []
