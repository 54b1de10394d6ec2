"""One record is one line, for people and for machines, whatever the words in it would like."""

import json
import logging
import re
import subprocess
import sys

import pytest

from flows import __main__ as command
from flows.characters import one_line
from flows.errors import BadSettings, BadTable, RunInProgress
from flows.logs import JsonLines, TextLines, take_over

FORGED = 'gone\r\n12:00:00 alarm: none\n{"level": "info"}\x1b[2J\u2028\u202egnp\u202c'


def record(message: str, *given: object) -> logging.LogRecord:
    return logging.LogRecord("dateline", logging.WARNING, __file__, 1, message, given, None)


def test_a_machine_reads_the_record_back() -> None:
    made = record("feed %s", FORGED)
    made.fields = {"stage": "feeds", "count_in": 3, "level": "forged"}
    line = JsonLines().format(made)
    assert line.isascii() and line.isprintable()
    told = json.loads(line)
    assert told["at"].endswith("+00:00")
    assert told["message"] == f"feed {FORGED}"
    assert (told["level"], told["stage"], told["count_in"]) == ("warning", "feeds", 3)


@pytest.mark.parametrize("write", [TextLines().format, lambda made: one_line(made.getMessage())])
def test_a_person_sees_one_line_that_steers_no_terminal(write) -> None:  # type: ignore[no-untyped-def]
    line = write(record("feed %s", FORGED))
    assert line.endswith(
        'feed gone\\r 12:00:00 alarm: none {"level": "info"}\\x1b[2J\\u2028\\u202egnp\\u202c'
    )
    assert line.isprintable()


@pytest.mark.parametrize(
    ("error", "lines"),
    [(BadSettings("no such host"), 1), (OSError(28, "No space left"), 1), (KeyError("odd"), 5)],
)
def test_only_what_nobody_foresaw_has_a_traceback(error: Exception, lines: int) -> None:
    try:
        raise error
    except Exception as caught:
        made = record("failed: %r", caught)
        made.exc_info = (type(caught), caught, caught.__traceback__)
    logging.Formatter().format(made)  # as Prefect's handler does, which keeps its traceback
    assert len(TextLines().format(made).splitlines()) == lines
    assert "Traceback" in json.loads(JsonLines().format(made))["traceback"]


@pytest.mark.parametrize(
    ("error", "code", "why"),
    [
        (BadTable("events: no row is right"), 1, "events: no row is right"),
        (
            OSError(28, "No space"),
            1,
            r"OSError: .* No space: what was .* disk, .*run again",
        ),
        (TimeoutError("60 s"), 1, "TimeoutError: 60 s: what was stored stays; run again"),
    ],
)
def test_the_last_line_says_why_and_where_to_look(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: int,
    why: str,
) -> None:
    def fail() -> None:
        error.add_note("run 1a2b failed: `dateline status` shows how far it came")
        raise error

    monkeypatch.setattr(command, "app", fail)
    with pytest.raises(SystemExit) as left:
        command.main()
    assert left.value.code == code
    told = capsys.readouterr().err
    assert re.fullmatch(f"dateline: {why}; run 1a2b failed: `dateline status` .*\n", told)


def test_whatever_ends_a_run_is_a_record_too() -> None:
    program = (
        "import logging, warnings\n"
        "from flows.logs import complain, start_logs\n"
        "start_logs(is_quiet=False, output='json')\n"
        "complain('held by process 7')\n"
        "logging.getLogger('prefect.flow_runs').error('why, as Prefect says it')\n"
        "logging.getLogger('prefect.flow_runs').warning('a\\nb')\n"
        "logging.getLogger('prefect.flow_runs.runner').error('a flow of another process')\n"
        "warnings.warn('old')\n"
        "raise ValueError('odd')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [each["level"] for each in told] == ["error", "warning", "error", "warning", "critical"]
    assert [each["message"] for each in told[:2]] == ["held by process 7", "a\nb"]
    assert told[4]["message"] == "ValueError: odd"
    assert "Traceback" in told[4]["traceback"]
    assert done.stdout == b""


def test_a_process_that_prefect_started_writes_as_ours_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log, root = logging.getLogger("dateline"), logging.getLogger()
    monkeypatch.setattr(log, "level", logging.WARNING)
    monkeypatch.setattr(root, "handlers", [logging.StreamHandler(sys.stderr)])
    assert take_over(output="text")
    assert not take_over(output="text")  # what a command of ours has begun stays as it is
    log.info("feeds: 2 in, 2 out")
    error = RunInProgress("run.lock: held by process 7")
    logging.getLogger("prefect.flow_runs").error("Encountered exception", exc_info=error)
    log.error(str(error), exc_info=error)
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(" ")[2] for line in told] == ["feeds: 2 in, 2 out", str(error)]
