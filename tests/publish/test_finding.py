"""Of what is stored, what marts ask for is read, and no more."""

from flows.publish.finding import asked_columns
from flows.publish.models import Model
from flows.store import Connection


def model(sql: str) -> Model:
    return Model("x", sql, "", (), (), changes_by=("event_date", "event_type", "country_code"))


def test_only_columns_that_a_mart_speaks_of_are_read(work: Connection) -> None:
    models = [
        model("select articles.story_id, sides.text, sources.name as url from articles"),
        Model("y", "select articles.title from articles", "", (), (), changes_by=("told_on",)),
    ]
    assert asked_columns(work, "articles", models, ["count"]) == "story_id, told_on"
    assert asked_columns(work, "articles", models, ["day"]) == "title, told_on"


def test_of_a_table_taken_whole_all_that_is_spoken_of_is_read(work: Connection) -> None:
    whole = model("with told as (select articles.* from articles) select told.url from told")
    assert asked_columns(work, "articles", [whole], ["count"]) == "url, told_on"
