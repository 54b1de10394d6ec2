"""The annotator as a whole: one article in, one record out, whatever the text."""

from datetime import UTC, date, datetime

import pytest

from flows.annotate import article as reading
from flows.annotate.article import MAX_CHARS, annotate_article, annotate_batch
from flows.errors import BadDocument
from flows.records import Annotations, ArticleText, Rejected

TEXT = (
    "Mayor Ana Costa said on Tuesday that the bridge in Lisbon would reopen in May.\n"
    "“We waited for years,” she said."
)
PUBLISHED = datetime(2026, 3, 5, 12, tzinfo=UTC)


def article(text: str, *, language: str | None = None, key: str = "a") -> ArticleText:
    return ArticleText(key, 1, text, published_at=PUBLISHED, language=language)


def test_statements_point_to_actors_of_the_same_record() -> None:
    found = annotate_article(article(TEXT))
    assert [s.speaker_name for s in found.statements] == ["Ana Costa", "Ana Costa"]
    assert {s.actor_id for s in found.statements} <= {a.actor_id for a in found.actors}


def test_day_of_saying_is_resolved_against_the_day_of_publication() -> None:
    first, second = annotate_article(article(TEXT)).statements
    assert first.said_date_start == date(2026, 3, 3)
    assert second.said_date_start is None


def test_language_not_read_is_skipped_and_says_so() -> None:
    german = "Die Brücke wird im Mai wieder geöffnet, sagte die Bürgermeisterin am Montag. " * 4
    for found in (
        annotate_article(article(german)),
        annotate_article(article("La mairie a parlé.", language="fr")),
    ):
        assert found.skipped is not None and found.statements == ()


def test_stated_english_is_read_even_when_short() -> None:
    assert annotate_article(article("Ana Costa said so.", language="en")).skipped is None


def test_empty_text_is_skipped() -> None:
    assert annotate_article(article(" \n")).skipped == "empty text"


def test_article_that_cannot_be_read_never_stops_the_batch() -> None:
    long = article("a " * MAX_CHARS, language="en", key="long")
    first, second, third = annotate_batch([article(TEXT), long, article(TEXT)])
    assert isinstance(second, Rejected)
    assert (second.reason, second.item) == ("too_long", "long")
    assert isinstance(first, Annotations) and first == third


def test_a_text_of_the_greatest_length_is_read_and_one_longer_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Ana Costa said the bridge was safe."
    monkeypatch.setattr(reading, "MAX_CHARS", len(text))
    assert annotate_article(article(text, language="en")).statements
    with pytest.raises(BadDocument, match=f"{len(text) + 1} characters are more than {len(text)}"):
        annotate_article(article(f"{text}.", language="en"))


def test_hostile_texts_are_read_without_failing() -> None:
    texts = [
        "“",
        "\"\"\"''''``“”„“«»‘’" * 20,
        ": , “ ” .",
        "said said said said",
        "“A\n“B\n“C\n“D",
        "According to",
        "\ud83d\ude00 said \ud83d\ude00: “\ud83d\ude00”.",
        "He said, “" + "very " * 2000 + "late.”",
        "\u202eAna said\u202c it\u00a0was\u2028late.",
    ]
    found = annotate_batch([article(text, language="en", key=text[:5]) for text in texts])
    assert [f.message for f in found if isinstance(f, Rejected)] == []


def test_same_article_gives_the_same_record() -> None:
    assert annotate_article(article(TEXT)) == annotate_article(article(TEXT))
