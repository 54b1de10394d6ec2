from pathlib import Path

import pytest

from flows import paths, store
from flows.errors import BadSettings
from flows.publish.dictionary import column_meanings, data_dictionary, main, table_comments
from flows.publish.models import Model, read_models
from flows.store import Connection


def model(name: str, *tables: str) -> Model:
    return Model(name=name, sql="", grain="", key=(), sort=(), tables=tables)


def test_the_dictionary_is_up_to_date() -> None:
    with store.opened(Path(":memory:")) as connection:
        store.create_tables(connection)
        made = data_dictionary(connection, read_models(connection, paths.SQL / "marts"))
    kept = (paths.ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert made == kept, "run: python -m flows.publish.dictionary > docs/data-dictionary.md"


def test_the_module_prints_the_dictionary(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    kept = (paths.ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == kept


def test_every_column_of_the_dictionary_is_explained() -> None:
    text = (paths.ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.endswith("|  |")] == []


def test_a_column_that_means_two_things_must_be_explained(work: Connection) -> None:
    with pytest.raises(BadSettings, match="explain it in the header"):
        column_meanings(table_comments(work), model("mixed", "articles", "fetches"), ["url"])


def test_a_column_that_nothing_explains_is_refused(work: Connection) -> None:
    with pytest.raises(BadSettings, match="the tables say nothing of novelty"):
        column_meanings(table_comments(work), model("mixed", "articles"), ["novelty"])


def test_a_key_means_what_its_own_table_says(work: Connection) -> None:
    meanings = column_meanings(
        table_comments(work), model("mixed", "events", "places"), ["place_id"]
    )
    assert "GeoNames" in meanings["place_id"]
