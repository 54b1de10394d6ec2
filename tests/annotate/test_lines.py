"""A record of the command goes in; its answer, or what is wrong with the record, comes out."""

from datetime import date

import pytest

from flows.annotate import article as annotator
from flows.annotate.batch import annotate_one, warm_up
from flows.annotate.learned.model import load_model
from flows.annotate.lines import annotate_line
from flows.errors import BadDocument
from flows.records import ArticleText, Rejected

TEXT = "Mayor Ana Ruiz said on Monday that shells hit the city of Kharkiv."


def test_the_answer_has_the_columns_of_the_tables_and_the_records_own_id() -> None:
    answer = annotate_line({"id": 7, "text": TEXT, "published_at": "2026-03-06T12:00:00+02:00"})
    assert list(answer) == ["id", "statements", "events", "places", "dates"]
    assert answer["id"] == 7
    (said,), (place,), (day,) = answer["statements"], answer["places"], answer["dates"]
    assert said["speaker_text"] == "Mayor Ana Ruiz"
    assert TEXT[said["cue_start"] : said["cue_end"]] == "said"
    assert (place["name"], place["country_code"]) == ("Kharkiv", "UA")
    assert (day["text"], day["date_start"]) == ("Monday", date(2026, 3, 2))


def test_a_place_that_nobody_knows_keeps_the_columns_of_a_known_one() -> None:
    answer = annotate_line({"id": "a", "text": "Rebels in Qwxyzburg met the mayor of Qwxyzburg."})
    known = annotate_line({"id": "a", "text": "Rebels in Nairobi met the mayor of Nairobi."})
    for place in answer["places"]:
        assert list(place) == list(known["places"][0])
        assert place["place_id"] is None


def test_the_day_is_read_from_the_text_only_where_the_record_gives_none() -> None:
    record = {"id": "a", "text": "They met on Monday."}

    def monday(**more: object) -> date | None:
        asked = annotate_line(record | more, infer_date=lambda text: date(2024, 5, 17))
        start: date | None = asked["dates"][0]["date_start"]
        return start

    assert monday() == date(2024, 5, 13)
    assert monday(published_at="") == date(2024, 5, 13)
    assert monday(published_at="2026-03-06") == date(2026, 3, 2)
    assert annotate_line(record)["dates"][0]["date_start"] is None
    assert annotate_line(record, infer_date=lambda text: None)["dates"][0]["date_start"] is None


def test_today_is_the_day_of_the_outlets_clock() -> None:
    record = {"id": "a", "text": "They met today.", "published_at": "2026-03-02T22:30:00-05:00"}
    assert annotate_line(record)["dates"][0]["date_start"] == date(2026, 3, 2)


def test_a_text_that_is_not_english_is_said_to_be_skipped() -> None:
    answer = annotate_line({"id": "a", "text": TEXT, "language": "de"})
    assert answer["skipped"] and not answer["statements"]
    assert "skipped" not in annotate_line({"id": "a", "text": TEXT, "language": "en"})


@pytest.mark.parametrize(
    ("record", "reason", "words"),
    [
        ([], "bad_record", "a JSON object is needed, not list"),
        ("text", "bad_record", "a JSON object is needed, not str"),
        ({"text": "x"}, "bad_record", "record None"),
        ({"id": 1}, "bad_record", '"id" and "text" are needed'),
        ({"id": 1, "text": 5}, "bad_record", "text 5 is not text: quote or remove it"),
        ({"id": 1, "text": "x", "title": 5}, "bad_record", "title 5 is not text"),
        ({"id": 1, "text": "x", "url": []}, "bad_record", "url [] is not text"),
        ({"id": 1, "text": "x", "language": {}}, "bad_record", "language {} is not text"),
        (
            {"id": 1, "text": "x", "published_at": "soon"},
            "bad_date",
            "'soon' is no ISO 8601 date: write",
        ),
        ({"id": 1, "text": "x", "published_at": 5}, "bad_date", "published_at 5"),
        ({"id": 1, "text": "x", "published_at": "0001-01-01T00:00:00+14:00"}, "bad_date", "0001"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_by_name(
    record: object, reason: str, words: str
) -> None:
    with pytest.raises(BadDocument) as caught:
        annotate_line(record)
    assert caught.value.reason == reason and words in str(caught.value)


def test_warming_up_opens_the_weights_that_every_article_is_read_with() -> None:
    load_model.cache_clear()
    warm_up()
    assert load_model.cache_info().currsize == 1
    assert annotate_one(ArticleText("a", 1, TEXT)).statements
    assert load_model.cache_info().misses == 1


def test_an_article_that_trips_a_rule_is_set_aside_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(article: ArticleText, *_: object) -> list[object]:
        if article.article_id == "b":
            raise ZeroDivisionError("on this text")
        return []

    monkeypatch.setattr(annotator, "find_dates", trip)
    first, second, third = annotator.annotate_batch([ArticleText(each, 1, TEXT) for each in "abc"])
    assert isinstance(second, Rejected)
    assert (second.stage, second.item, second.reason) == ("annotate", "b", "annotator_failed")
    assert "b: the annotator failed with ZeroDivisionError: on this text" in second.message
    assert not isinstance(first, Rejected) and not isinstance(third, Rejected)
    assert first.statements and first.article_id == "a"
