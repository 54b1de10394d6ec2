import re
from pathlib import Path

import pytest

from flows.errors import BadTable
from flows.validate.docs import write_docs
from flows.validate.report import Outcome, Report, row_keys


def outcome(name: str, *, severity: str = "critical", success: bool = False) -> Outcome:
    return Outcome(
        table="statements",
        name=name,
        severity=severity,
        success=success,
        unexpected_count=0 if success else 3,
        keys=() if success else ("statement_id=<a>", "statement_id=b"),
        notes="Without it words would be wrong.",
    )


def report(*outcomes: Outcome) -> Report:
    return Report("staged", outcomes, {"statements": 9, "events": 0}, ("events",))


def test_a_refusal_names_table_note_and_rows() -> None:
    with pytest.raises(BadTable) as caught:
        report(outcome("cue_reproduces")).raise_for_critical()
    assert str(caught.value) == (
        "1 critical expectation failed, nothing was published: statements.cue_reproduces: 3 rows "
        "(statement_id=<a>; statement_id=b and 1 more). Without it words would be wrong."
    )


def test_warnings_do_not_refuse() -> None:
    given = report(outcome("a", severity="warning"), outcome("b", success=True))
    given.raise_for_critical()
    assert given.success
    assert [o.name for o in given.failures()] == ["a"]


def test_the_summary_has_no_clock() -> None:
    assert report(outcome("a"), outcome("b", success=True)).summary() == {
        "checked": 2,
        "critical_failed": 1,
        "warning_failed": 0,
        "set_aside": [],
        "failed": ["statements.a"],
        "row_counts": {"events": 0, "statements": 9},
    }


def test_keys_are_short_and_few() -> None:
    keys = row_keys({"id": number, "text": "x" * 200} for number in range(50))
    assert len(keys) == 20
    assert all(len(key) < 120 for key in keys)


def test_the_page_needs_nothing_but_itself(tmp_path: Path) -> None:
    given = report(outcome("a"), outcome("b", success=True))
    page = write_docs(given, {"statements": "One row per statement."}, tmp_path / "docs")
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=|https?:|@import|url\(", text)
    assert "statement_id=&lt;a&gt;" in text
    assert "1 of 2 passed" in text
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["index.html"]
