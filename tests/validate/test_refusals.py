import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import store
from flows.errors import BadTable
from flows.keys import row_key
from flows.store import Connection
from flows.validate.refusals import Refusal, refusals
from flows.validate.suites import run_suites
from tests import rows

COUNT = 24


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("staged") / "work.duckdb"
    with store.opened(path) as connection:
        rows.create(connection)
        for number in range(COUNT):
            rows.stage(connection, rows.example(f"text {number}", 100 + number))
    return path


def article(number: int) -> str:
    return row_key("article", f"text {number}")


def refused(
    staged: Path, folder: Path, spoil: Callable[[Connection], object]
) -> tuple[Refusal, ...]:
    database = Path(shutil.copy(staged, folder))
    with store.opened(database) as connection:
        spoil(connection)
    report = run_suites(database, docs_folder=folder / "docs")
    with store.opened(database) as connection:
        return refusals(connection, report)


def test_a_bad_row_takes_its_text_out(staged: Path, tmp_path: Path) -> None:
    (refusal,) = refused(
        staged,
        tmp_path,
        lambda c: c.execute(
            "update staged.events set trigger_start = trigger_start + 1 where article_id = ?",
            [article(3)],
        ),
    )
    assert (refusal.article_id, refusal.revision) == (article(3), 1)
    assert refusal.rejected.stage == "validate"
    assert refusal.rejected.reason == "trigger_reproduces"
    assert refusal.rejected.item == "https://news.example/text 3"
    assert "Without it the words shown as trigger" in refusal.rejected.message
    assert refusal.rejected.document_id is not None


def test_a_bad_place_takes_out_the_texts_that_name_it(staged: Path, tmp_path: Path) -> None:
    (refusal,) = refused(
        staged,
        tmp_path,
        lambda c: c.execute("update staged.places set latitude = 91 where place_id = 'gn:105'"),
    )
    assert refusal.article_id == article(5)


def test_many_bad_texts_stop_the_batch(staged: Path, tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="24 of 24 texts fail critical expectations, more than 5%"):
        refused(staged, tmp_path, lambda c: c.execute("update staged.events set intensity = 99"))


def test_what_no_text_is_to_blame_for_stops_the_batch(staged: Path, tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"article_revisions\.statements_are_found"):
        refused(staged, tmp_path, silence)


def silence(connection: Connection) -> None:
    connection.execute("delete from staged.statements")
    connection.execute("update staged.events set statement_id = null")


def test_a_bad_source_stops_the_batch(staged: Path, tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"sources\.kind_is_accepted"):
        refused(
            staged,
            tmp_path,
            lambda c: c.execute(
                "update sources set kind = 'rumour' where source_id = ?",
                [row_key("feed", "text 3")],
            ),
        )


def test_warnings_refuse_nothing(staged: Path, tmp_path: Path) -> None:
    assert (
        refused(staged, tmp_path, lambda c: c.execute("update staged.statements set act = 'hum'"))
        == ()
    )
