"""A Prefect server that is down keeps no run from the news."""

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.daily import reached
from tests.servers import Route, serving, unused_port


@reached
def ask_url() -> str | None:
    """Return the server that a run would report to."""
    url: str | None = PREFECT_API_URL.value()
    return url


def test_a_server_that_is_down_is_done_without(capsys: pytest.CaptureFixture[str]) -> None:
    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{unused_port()}/api"}):
        assert ask_url() is None
    assert "no Prefect server answers" in capsys.readouterr().err


def test_a_server_that_answers_is_kept() -> None:
    with serving({"/api/health": Route(b"true", "application/json")}) as server:
        url = server.url("/api")
        with temporary_settings({PREFECT_API_URL: url}):
            assert ask_url() == url
