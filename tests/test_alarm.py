"""A run that went wrong is told to an address and to a command."""

import json
import logging
import re
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows import paths
from flows.alarm import raise_alarm
from flows.errors import BadDatabase, BadTable
from flows.ledger import Book, read_history
from flows.recording import recorded
from flows.settings import Settings, load_settings
from flows.workbench import work

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def book() -> Book:
    return Book("run", NOW, outcome="refused", message="statements: $(touch pwned); `x`")


def test_a_command_gets_the_run_on_its_input(tmp_path: Path) -> None:
    keep = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    told = tmp_path / "told.json"
    raise_alarm(book().summary(), url=None, command=(sys.executable, "-c", keep, str(told)))
    assert json.loads(told.read_text())["message"] == "statements: $(touch pwned); `x`"
    assert [path.name for path in tmp_path.iterdir()] == ["told.json"]


def test_an_address_gets_the_run_as_json() -> None:
    got: list[dict[str, object]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        raise_alarm(book().summary(), url=f"http://127.0.0.1:{server.server_port}/hook", command=())
        server.shutdown()
        thread.join()
    assert [each["outcome"] for each in got] == ["refused"]


def test_an_alarm_that_cannot_be_raised_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="dateline"):
        secret = "http://me:hidden@127.0.0.1:9/hidden?key=hidden"
        raise_alarm(book().summary(), url=secret, command=("/nowhere/at-all",))
    assert "http://127.0.0.1: " in caplog.text
    assert "hidden" not in caplog.text + repr(load_settings(alarm_url=secret))
    assert "/nowhere/at-all" in caplog.text


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Return where the alarm of these settings leaves what it was told."""
    return tmp_path / "told.json"


@pytest.fixture
def settings(tmp_path: Path, told: Path) -> Settings:
    """Give a warehouse of its own, with an alarm."""
    keep = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    command = (sys.executable, "-c", keep, str(told))
    return load_settings(warehouse=tmp_path / "warehouse", alarm_command=command)


def test_a_refused_run_raises_it(settings: Settings, told: Path) -> None:
    with recorded(settings, now=NOW):
        pass
    assert not told.exists()
    with pytest.raises(BadTable) as refused, recorded(settings, now=NOW):
        raise BadTable("a table as a whole")
    assert json.loads(told.read_text())["message"] == "a table as a whole"
    (note,) = refused.value.__notes__
    assert note.endswith(" refused: `dateline status` shows how far it came")


def test_a_database_that_does_not_open_raises_it(settings: Settings, told: Path) -> None:
    warehouse = paths.Warehouse(settings.warehouse)
    with recorded(settings, now=NOW):
        pass
    warehouse.work.write_bytes(b"no database")
    with pytest.raises(BadDatabase, match="dateline rebuild"), recorded(settings, now=LATER):
        pass
    assert "cannot be opened" in json.loads(told.read_text())["message"]
    assert [run["outcome"] for run in read_history(warehouse)] == ["done", "failed"]


@pytest.mark.parametrize("stands", ["latest/x", "v000012/manifest.json"])
def test_a_database_that_is_gone_raises_it_and_is_not_begun_anew(
    settings: Settings, told: Path, stands: str
) -> None:
    warehouse = paths.Warehouse(settings.warehouse)
    (warehouse.marts / stands).parent.mkdir(parents=True)
    (warehouse.marts / stands).touch()
    with pytest.raises(BadDatabase, match="dateline rebuild"), recorded(settings, now=NOW):
        pass
    assert "it is gone" in json.loads(told.read_text())["message"]
    assert not warehouse.work.exists()


def test_an_error_of_writing_says_how_full_the_disk_is(settings: Settings, told: Path) -> None:
    with pytest.raises(OSError) as failed, recorded(settings, now=NOW):
        raise OSError(28, "No space left on device")
    assert re.fullmatch(rf"{settings.warehouse} has \d+ MB left", failed.value.__notes__[0])


def test_a_run_that_is_stopped_says_what_comes_of_it(
    settings: Settings, told: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(KeyboardInterrupt), recorded(settings, now=NOW):
        raise KeyboardInterrupt
    assert "the next run goes on" in json.loads(told.read_text())["message"]
    assert "the next run goes on" in caplog.text


def test_a_run_that_cannot_be_written_down_raises_it(
    settings: Settings, told: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warehouse = paths.Warehouse(settings.warehouse)
    with pytest.raises(BadTable), recorded(settings, now=NOW):
        warehouse.history.mkdir(parents=True)  # as good as a full disk: nothing is written there
        raise BadTable("a table as a whole")
    assert json.loads(told.read_text())["message"] == "a table as a whole"
    assert "how the run ended could not be written down" in caplog.text
    with work(settings) as connection:
        assert connection.execute("select outcome from runs").fetchall() == [("refused",)]
