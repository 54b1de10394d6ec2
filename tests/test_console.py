"""Questions at the command line are answered in the format asked for, or refused with a remedy."""

import csv
import io
import json
import sys
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from flows import paths, store
from flows.__main__ import app, main
from flows.answering import answer_lines
from flows.console import answer_question, answer_search, write_page
from flows.errors import BadDocument, BadSettings
from flows.questions import query, search


@pytest.fixture
def warehouse(tmp_path: Path) -> paths.Warehouse:
    warehouse = paths.Warehouse(tmp_path)
    with store.opened(warehouse.news) as connection:
        connection.execute(
            "create table statements as select * from (values "
            "('Ann Holm', 3, ['a|b', 'c']), ('Per Lund', 12, [])) as t(speaker_name, n, words)"
        )
    return warehouse


def ask(warehouse: paths.Warehouse, question: str, output: str, *given: str) -> bytes:
    return answer_question(warehouse, question, output=output, given=list(given))


def test_a_table_is_aligned_and_counted(warehouse: paths.Warehouse) -> None:
    told = ask(warehouse, "select speaker_name, n from statements order by n", "table").decode()
    assert told == (
        "speaker_name   n\n------------  --\nAnn Holm       3\nPer Lund      12\n(2 rows)\n"
    )


@pytest.mark.parametrize("question", ["", "  ", ";", "-- nothing"])
def test_where_nothing_is_asked_that_is_said(warehouse: paths.Warehouse, question: str) -> None:
    with pytest.raises(BadSettings, match="no question in it"):
        ask(warehouse, question, "table")


@pytest.mark.parametrize("output", ["table", "csv", "json", "markdown", "parquet"])
def test_a_span_of_time_is_told(warehouse: paths.Warehouse, output: str) -> None:
    told = ask(warehouse, "select interval 50 hours as span, 7 as n", output)
    assert b"50:00:00" in told


OF_EVERY_TYPE = {
    "'\\xAA\\x00ab'::blob": ("\\xAA\\x00ab", "\\xAA\\x00ab"),
    "['\\xFF'::blob]": ('["\\\\xFF"]', ["\\xFF"]),
    "'0101'::bit": ("0101", "0101"),
    "'eeccb8c5-9943-b2bb-bb5e-222f4e14b687'::uuid": ("eeccb8c5-9943-b2bb-bb5e-222f4e14b687",) * 2,
    "12345678901234567890::hugeint": ("12345678901234567890", 12345678901234567890),
    "340282366920938463463374607431768211455::uhugeint": (f"{2**128 - 1}", f"{2**128 - 1}"),
    "12345678901234567890123::bignum": ("12345678901234567890123",) * 2,
    "interval '2 years 3 days'": ("2 years 3 days",) * 2,
    "[interval '1 day']": ('["1 day"]', ["1 day"]),
    "'12:13:14+02'::timetz": ("12:13:14+02",) * 2,
    "map {'a': interval '1 day'}": ('{"a": "1 day"}', {"a": "1 day"}),
    "map {1: 'x'}": ('{"1": "x"}', {"1": "x"}),
    "union_value(word := 'x')": ("x", "x"),
    "[union_value(word := 'x')]": ('["x"]', ["x"]),
    "42::variant": ("42", "42"),
    "'x'::enum('x', 'y')": ("x", "x"),
    "array_value(1, 2)": ("[1, 2]", [1, 2]),
    "row(1, 'x')": ("(1, x)", "(1, x)"),
    "{'a b': [{'c': 1.5}], 'd': null}": (
        '{"a b": [{"c": "1.5"}], "d": null}',
        {"a b": [{"c": "1.5"}], "d": None},
    ),
    "'2026-01-02 03:04:05.123456789'::timestamp_ns": (
        "2026-01-02T03:04:05.123456789",
        "2026-01-02 03:04:05.123456",
    ),
    "'infinity'::date": ("infinity", "infinity"),
    "'-infinity'::timestamptz": ("'-infinity", "-infinity"),  # a spreadsheet would run it
    "'0044-03-15 (BC)'::date": ("0044-03-15 (BC)",) * 2,
    "'200000-01-01'::timestamp": ("200000-01-01 00:00:00",) * 2,
    "[{'day': 'infinity'::date}]": ('[{"day": "infinity"}]', [{"day": "infinity"}]),
    "map {'day': 'infinity'::date}": ('{"day": "infinity"}', {"day": "infinity"}),
    "'nan'::double": ("NaN", None),
    "['inf'::double, 1.5]": ("[null, 1.5]", [None, 1.5]),
    "null::blob": ("", None),
}


@pytest.mark.parametrize("value", OF_EVERY_TYPE)
def test_a_value_of_every_type_is_told(warehouse: paths.Warehouse, value: str) -> None:
    sql, (as_csv, as_json) = f"select {value} as v, 1 as n", OF_EVERY_TYPE[value]
    _, found = csv.reader(ask(warehouse, sql, "csv").decode().splitlines())
    assert found == [as_csv, "1"]
    assert json.loads(ask(warehouse, sql, "json")) == [{"v": as_json, "n": 1}]
    assert ask(warehouse, sql, "table").endswith(b"(1 rows)\n")
    assert ask(warehouse, sql, "markdown").count(b"\n") == 3
    assert pl.read_parquet(io.BytesIO(ask(warehouse, sql, "parquet"))).height == 1


def test_days_before_the_calendar_are_refused(warehouse: paths.Warehouse, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="--until 0001-01-03: the calendar has no 7 days"):
        write_page(warehouse, tmp_path / "page.html", date(1, 1, 3), 7)


@pytest.mark.parametrize("words", ["annotate", "extract", "run --urls", "feeds import"])
def test_a_file_that_is_not_there_is_misuse(words: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*words.split(), str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "does not exist" in done.output


def test_an_answer_without_rows_is_still_a_table(warehouse: paths.Warehouse) -> None:
    told = ask(warehouse, "select n from statements where n > 99", "table").decode()
    assert told.splitlines() == ["n", "-", "(0 rows)"]


def test_every_format_can_be_read_back(warehouse: paths.Warehouse) -> None:
    sql = "select * from statements order by n"
    rows = json.loads(ask(warehouse, sql, "json"))
    assert rows[0] == {"speaker_name": "Ann Holm", "n": 3, "words": ["a|b", "c"]}
    frame = pl.read_parquet(io.BytesIO(ask(warehouse, sql, "parquet")))
    assert frame["words"].to_list() == [["a|b", "c"], []]
    cells = pl.read_csv(io.BytesIO(ask(warehouse, sql, "csv")))
    assert json.loads(cells["words"][0]) == ["a|b", "c"]
    assert "a\\|b" in ask(warehouse, sql, "markdown").decode()


def test_a_parameter_is_a_value_and_never_sql(warehouse: paths.Warehouse) -> None:
    sql = "select count(*) as n from statements where speaker_name = $name"
    hostile = "name='; drop table statements; --"
    assert json.loads(ask(warehouse, sql, "json", hostile)) == [{"n": 0}]
    assert json.loads(ask(warehouse, sql, "json", "name=Ann Holm")) == [{"n": 1}]


def test_the_published_file_cannot_be_written(warehouse: paths.Warehouse) -> None:
    with pytest.raises(BadSettings, match="read-only"):
        ask(warehouse, "delete from statements", "table")


@pytest.mark.parametrize(
    ("question", "output", "given", "told"),
    [
        ("select * from nothing", "table", [], "nothing"),
        ("no_such_query", "table", [], r"no such query in sql/queries/; there are \w+"),
        ("select 1", "xml", [], "choose one of table, csv, json"),
        ("select 1", "table", ["name"], "name=value"),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused(
    warehouse: paths.Warehouse, question: str, output: str, given: list[str], told: str
) -> None:
    with pytest.raises(BadSettings, match=told):
        ask(warehouse, question, output, *given)


class Terminal(io.TextIOWrapper):
    """A standard output that a person looks at."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def test_a_terminal_is_given_no_parquet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
    for command in (query, search):
        with pytest.raises(BadSettings, match="> answer.parquet"):
            command("war", output="parquet")


def shout(record: Any, *, mark: str) -> dict[str, Any]:
    """Answer a record of the tests; module level, so that a worker can import it."""
    if not isinstance(record, dict):
        raise BadDocument("bad_record", str(record))
    return {"id": record["id"], "said": record["text"].upper() + mark}


def test_lines_are_answered_in_order_and_a_bad_one_alone() -> None:
    lines = [b'{"id": 1, "text": "a"}\n', b"\n", b"not json\n", b'{"id": 2, "text": "b"}\n']
    lines += [b'{"id": 3, "text": "caf\xe9"}\n', b"[3]\n"]
    answers = list(answer_lines(lines, partial(shout, mark="!"), processes=2, seconds=20))
    said = [json.loads(line).get("said") for line, _ in answers]
    assert said == ["A!", None, "B!", None, None]
    assert [error for _, error in answers if error is None] == [None, None]
    assert str(answers[1][1]).startswith("line 3, id None: not JSON in UTF-8 (Expecting value")
    assert "byte 0xe9" in str(answers[3][1])
    assert str(answers[4][1]) == "line 6, id None: [3]"


@pytest.mark.parametrize("command", ["annotate", "extract"])
def test_a_line_that_is_refused_is_named_and_is_exit_code_1(command: str, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('\n{"id": "x"}\n', encoding="utf-8")
    done = CliRunner().invoke(app, [command, str(tmp_path / "in.jsonl")])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["id"] == "x"
    assert done.stderr.startswith("line 2, id 'x': record 'x'")


def test_lines_are_utf8_on_a_terminal_that_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    terminal = io.TextIOWrapper(written, encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", terminal)
    (tmp_path / "pages.jsonl").write_text('{"id": "Köln"}\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["dateline", "extract", str(tmp_path / "pages.jsonl")])
    with pytest.raises(SystemExit):
        main()
    print("Köln")  # what is told to people is shown as far as the terminal can
    row, shown = written.getvalue().decode("utf-8").splitlines()
    assert json.loads(row)["id"] == "Köln"
    assert shown == "K\\xf6ln"


@pytest.mark.parametrize(
    "words",
    [["feeds", "export", "."], ["briefing", "--to", "."], ["export", "--csv", __file__]],
    ids=" ".join,
)
def test_a_target_of_the_wrong_kind_is_misuse(words: list[str]) -> None:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert words[-1] in done.output


def test_the_version_is_told() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"dateline {version('dateline')}\n")


def interrupted(monkeypatch: pytest.MonkeyPatch, *notes: str) -> Result:
    """Return what is told of a command that Ctrl-C ends, with what a run has noted of it."""

    def stopped() -> None:
        error = KeyboardInterrupt()
        for note in notes:
            error.add_note(note)
        raise error

    monkeypatch.setattr("flows.__main__.load_settings", stopped)
    return CliRunner().invoke(app, ["status"])


def test_ctrl_c_is_told_where_no_run_had_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    done = interrupted(monkeypatch)
    assert done.exit_code == 130
    assert done.stderr == "dateline: ended by Ctrl-C outside a run: what was stored stays\n"


def test_of_a_run_ctrl_c_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done = interrupted(monkeypatch, "run 1 failed")
    assert (done.exit_code, done.stderr) == (130, "")


@pytest.mark.parametrize(
    "words",
    [["query", "select 'K\udcf6ln'"], ["query", "x", "--set", "a=\udcff"], ["search", "\udcff"]],
)
def test_words_that_are_no_text_are_misuse(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["dateline", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "write it in UTF-8" in capsys.readouterr().err


def test_a_file_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "K\udcf6ln.jsonl"
    path.write_text("", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["dateline", "extract", str(path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0


def test_a_search_for_nothing_is_refused(warehouse: paths.Warehouse) -> None:
    with pytest.raises(BadSettings, match="' ': no word to look for"):
        answer_search(warehouse, " ", limit=5, output="text")
