"""Searching, showing and the small shell, on a published database."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from flows import paths, store
from flows.asking import ask_named
from flows.errors import BadDocument, BadSettings
from flows.publish.cookbook import ask, read_questions
from flows.publish.search import excerpt, search
from flows.shell import all_macros, converse
from flows.show import Mark, pieces, read_article, render_terminal
from flows.show_page import render_html
from tests import rows
from tests.publish import pages


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> paths.Warehouse:
    """Return a published warehouse; one article of it attacks its reader."""
    folder = tmp_path_factory.mktemp("front")
    with store.opened(folder / "filled.duckdb") as connection:
        rows.create(connection)
        rows.fill(connection, rows.corpus())
        pages.add_hostile(connection)
    pages.publish(folder / "filled.duckdb", folder)
    return paths.Warehouse(folder)


def found(warehouse: paths.Warehouse, words: str) -> list[tuple[str, str | None]]:
    frame = search(warehouse.news, warehouse.search, words)
    return [(row["kind"], row["heading"]) for row in frame.to_dicts()]


def test_words_are_found_by_their_stems_without_accents(warehouse: paths.Warehouse) -> None:
    titles = {"Title of report", "Title of copy"}
    assert {heading for _, heading in found(warehouse, "cafe bridges")} == titles
    assert ("statement", "Northern army") in found(warehouse, "shelling Lerano")
    assert found(warehouse, "zeppelin") == []


def test_all_words_come_before_some_and_odd_signs_harm_nothing(
    warehouse: paths.Warehouse,
) -> None:
    assert found(warehouse, "zeppelin bridge") == found(warehouse, "bridge")
    assert found(warehouse, "'; drop table texts; -- \0 \"") == []


def test_the_index_is_built_once_and_again_for_another_database(
    warehouse: paths.Warehouse,
) -> None:
    found(warehouse, "bridge")
    first = warehouse.search.stat().st_ino
    found(warehouse, "bridge")
    assert warehouse.search.stat().st_ino == first
    warehouse.news.touch()
    found(warehouse, "bridge")
    assert warehouse.search.stat().st_ino != first


def test_an_excerpt_holds_the_word_it_was_found_by() -> None:
    text = f"{'a ' * 200}needle {'b ' * 200}"
    assert "needle" in excerpt(text, ["needle"])
    assert len(excerpt(text, ["needle"])) < 160


def test_pieces_put_together_are_the_text() -> None:
    marks = (Mark(2, 5, "said"), Mark(4, 7, "speaker"), Mark(6, 6, "cue"))
    found = list(pieces("🚨 abcdef", marks))
    assert "".join(piece for piece, _ in found) == "🚨 abcdef"
    assert ("c", ["said", "speaker"]) in found


@pytest.mark.parametrize("name", ["key", "address"])
def test_an_article_is_shown_by_key_and_by_address(warehouse: paths.Warehouse, name: str) -> None:
    denial = rows.corpus()["articles"][2]
    wanted = denial["article_id"] if name == "key" else f"{denial['url']}?utm_source=mail"
    reading = read_article(warehouse, wanted)
    console = Console(record=True, width=200, color_system="truecolor", file=None, quiet=True)
    with console.capture():
        console.print(render_terminal(reading))
    assert reading.text == rows.DENIAL_LATER
    words = {reading.text[mark.start : mark.end] for mark in reading.marks}
    assert {"shelled", "Talks", "The Northern army", "that it had shelled Lerano"} <= words
    page = render_html(reading)
    at = rows.DENIAL_LATER.index("shelled")
    assert f'<mark class="piece said trigger" id="at{at}">shelled</mark>' in page
    assert f'href="#at{at}"><bdi>shelled</bdi>' in page  # every row leads to its words


def test_a_page_of_a_hostile_article_has_no_markup_of_its_words(
    warehouse: paths.Warehouse,
) -> None:
    with store.opened(warehouse.news, read_only=True) as connection:
        sql = "select article_id from articles where url like 'javascript:%'"
        key = connection.execute(sql).fetchone()
    assert key is not None
    reading = read_article(warehouse, key[0])
    page = render_html(reading)
    assert pages.ATTACK in reading.text
    assert "<script" not in page and "<img" not in page and "\0" not in page
    assert all("\x1b" not in piece for piece, _ in pieces(f"{reading.text}\x1b[2J", ()))


def test_what_is_shown_of_a_hostile_text_steers_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.txt"
    said = "\u201cWe will rebuild \x1b[2J\u202eall of it,\u201d Mayor Ana Ruiz said on Monday."
    path.write_text(said, encoding="utf-8")
    reading = read_article(paths.Warehouse(tmp_path), str(path))
    assert [row["speaker_name"] for row in reading.statements] == ["Ana Ruiz"]
    out = io.StringIO()
    Console(file=out, highlight=False).print(render_terminal(reading), soft_wrap=True)
    assert out.getvalue().count("all of it") == 2
    assert not set(out.getvalue()) & {"\x1b", "\u202e"}


def test_what_cannot_be_shown_is_refused_with_the_remedy(
    warehouse: paths.Warehouse, tmp_path: Path
) -> None:
    with pytest.raises(BadSettings, match="dateline search"):
        read_article(warehouse, "no-such-article")
    with pytest.raises(BadSettings, match="dateline run"):
        read_article(paths.Warehouse(tmp_path), "no-such-article")
    (tmp_path / "latin.txt").write_bytes("caf\xe9".encode("latin-1"))
    with pytest.raises(BadDocument, match="UTF-8"):
        read_article(warehouse, str(tmp_path / "latin.txt"))


def test_a_file_is_read_on_the_spot(warehouse: paths.Warehouse, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text('"We will rebuild," Mayor Ana Ruiz said on Monday.\n', encoding="utf-8")
    reading = read_article(warehouse, str(path))
    assert [row["speaker_name"] for row in reading.statements] == ["Ana Ruiz"]


def test_every_query_of_the_cookbook_is_a_macro_with_the_same_answer(
    warehouse: paths.Warehouse,
) -> None:
    with store.opened(warehouse.news, read_only=True) as connection:
        connection.execute(all_macros())
        for question in read_questions().values():
            answer = ask_named(connection, f"from {question.name}()", {})
            assert answer.equals(ask(connection, question)), question.name
        given = ask_named(connection, "from one_person_over_time(_speaker := 'Ruiz')", {})
    assert given["speaker_name"].unique().to_list() == ["Ana Ruiz"]


def test_the_small_shell_answers_until_it_is_left(warehouse: paths.Warehouse) -> None:
    def ask_next(prompt: str) -> str:
        return next(typed)

    typed: Iterator[str] = iter(
        [".queries", "select count(*) as n", "from articles;", "nonsense;", ".help", ".quit"]
    )
    queries, counted, refused, helped = converse(warehouse.news, ask_next)
    assert "who_claims_most" in queries
    assert counted.splitlines()[2].strip() == "4"
    assert "nonsense" in refused
    assert ".tables" in helped
