"""A Prefect server that is down keeps no run from the news, and our own is gone with its run."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import daily, paths
from flows.errors import BadSettings, PipelineError
from flows.ledger import read_history
from flows.server import OwnServer, begin_database, own_server
from tests.e2e.conftest import bare_environment, wait_until
from tests.servers import Route, serving, unused_port
from tests.test_workers import is_alive

HELD = """
import sys, time
from flows.server import own_server
server = own_server()
print(server.process.pid, server.trouble(300), flush=True)
time.sleep(600)
"""


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[OwnServer]:
    """Give a server of this process, which ends with the test."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    server = own_server()
    yield server
    server.stop()
    own_server.cache_clear()


def test_a_server_that_is_down_is_done_without(
    own: OwnServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(tmp_path))
    with (
        temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{unused_port()}/api"}),
        daily.served(),
    ):
        assert own.url == PREFECT_API_URL.value()
    assert "no Prefect server answers" in capsys.readouterr().err
    own.process.send_signal(signal.SIGSTOP)
    assert own.trouble(0.1) == "no answer within 0.1 s"
    own.process.kill()
    own.process.wait()
    own.errors.write(b"Traceback:\n  sql\nsqlite3.OperationalError: disk is full\n[SQL: x]\n")
    with (
        temporary_settings(restore_defaults={PREFECT_API_URL}),
        pytest.raises(PipelineError, match="here .*disk is full.* too busy .*PREFECT_API_URL"),
        daily.served(),
    ):
        pass
    [failed] = read_history(paths.Warehouse(tmp_path))  # so that the alarm is raised
    assert (failed["outcome"], "disk is full" in failed["message"]) == ("failed", True)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"warc": "nowhere.warc.gz"}, "--warc nowhere.warc.gz: no WARC there"),
        ({"warc": "a**b"}, r"--warc a\*\*b: no WARC there"),
        ({"urls": "missing.txt"}, "--urls missing.txt: No such file"),
        ({"urls": __file__ + "/x"}, "--urls x: Not a directory"),
    ],
)
def test_what_names_nothing_is_no_run(
    given: dict[str, Any], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(tmp_path / "warehouse"))
    with pytest.raises(BadSettings, match=told):
        daily.daily.fn(**given)
    assert not (tmp_path / "warehouse").exists()


def test_nothing_is_scheduled_where_nobody_keeps_the_time() -> None:
    with (
        temporary_settings(restore_defaults={PREFECT_API_URL}),
        pytest.raises(BadSettings, match="schedule: .*PREFECT_API_URL"),
    ):
        daily.serve("* * * * *")


def test_a_server_that_answers_is_kept() -> None:
    with serving({"/api/health": Route(b"true", "application/json")}) as server:
        url = server.url("/api")
        with temporary_settings({PREFECT_API_URL: url}), daily.served():
            assert url == PREFECT_API_URL.value()


def test_a_server_of_our_own_ends_with_a_command_that_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "prefect.db.making"  # a start before it was cut off
    mark.touch()
    (tmp_path / "prefect.db").write_bytes(b"half a database" * 100)
    command = subprocess.Popen(
        [sys.executable, "-c", HELD],
        env=bare_environment(PREFECT_HOME=str(tmp_path)),
        stdout=subprocess.PIPE,
        text=True,
    )
    with command:
        assert command.stdout is not None
        server, _, trouble = command.stdout.readline().partition(" ")
        assert trouble.strip() == "None"
        wait_until(lambda: not mark.exists(), 10, "its database is still being made")
        command.kill()
        command.wait(30)
    wait_until(lambda: not is_alive(int(server)), 10, "the server lives on")


def test_a_database_of_prefect_s_that_is_made_or_being_made_is_left_alone(tmp_path: Path) -> None:
    database, mark = tmp_path / "prefect.db", tmp_path / "prefect.db.making"
    database.write_bytes(b"whole")
    assert begin_database(tmp_path) is None
    assert not mark.exists()
    database.unlink()
    making = begin_database(tmp_path)
    assert making is not None
    database.write_bytes(b"half")
    assert begin_database(tmp_path) is None
    assert database.exists()
    making.close()  # the process is gone
    again = begin_database(tmp_path)
    assert again is not None
    assert not database.exists()
    again.close()
