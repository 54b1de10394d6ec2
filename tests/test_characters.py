"""No stranger's text forges a line of a log, steers a terminal, or is half a character."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.__main__ import main
from flows.characters import indented, one_line, whole_text
from flows.health import health_line
from flows.ledger import Book, render
from flows.paths import Warehouse
from flows.status import render_status

ANY = st.text(st.characters(exclude_categories=()))  # halves of surrogate pairs among them
FORGED = "a.txt\n12:00:00 load: 9 in, 9 out\r\x1b[2J\u202egnp.exe\u2028x\ud83d"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@given(ANY)
def test_what_is_shown_is_one_line_without_steering(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert all(each.isprintable() or each.isspace() or ord(each) > 0xA0 for each in shown)
    assert not set(shown) & set("\x1b\u202e\u2066")
    assert one_line(shown) == shown
    shown.encode("utf-8")


@given(ANY)
def test_halves_of_characters_are_replaced_where_they_stand(text: str) -> None:
    whole = whole_text(text)
    assert len(whole) == len(text)
    assert whole.encode("utf-8").decode("utf-8") == whole
    assert whole_text(whole) == whole


@given(ANY)
def test_later_lines_are_set_in(text: str) -> None:
    assert all(line.startswith("  ") for line in indented(text).splitlines()[1:])


def test_what_a_run_tells_is_told_on_lines_of_its_own(tmp_path: Path) -> None:
    book = Book("0123456789", NOW, outcome="done", notes=[FORGED])
    told = render(book.summary(), Warehouse(tmp_path))
    assert "\\x1b[2J\\u202egnp.exe\\u2028x\N{REPLACEMENT CHARACTER}" in told
    assert not any(line.startswith("12:00:00") for line in told.splitlines())


def test_health_and_status_show_names_as_they_are() -> None:
    row = {"state": "dead", "url": f"https://{FORGED}", "since": None, "why": FORGED}
    assert "\x1b" not in health_line(row | {"last_given_at": None})
    status: dict[str, Any] = {"running": None, "last_run": None} | {"runs": [], "problems": []}
    assert len(render_status(status).splitlines()) == 2


def test_an_error_is_told_without_steering(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["dateline", "reprocess", "--stage", FORGED])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert said.startswith("dateline: ")
    assert "\x1b" not in said and "\u202e" not in said
