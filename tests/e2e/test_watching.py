"""A real Prefect server tells an address of a run that died without a word."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Crashed, Running

from flows.watching import NAME, watch
from tests.e2e.conftest import wait_until


@flow(name="watched-by-test")
def watched() -> None:
    """Stand for a run whose process is gone."""


def test_a_server_tells_of_a_run_that_died(prefect_server: dict[str, str]) -> None:
    told: list[dict[str, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with (
        HTTPServer(("127.0.0.1", 0), Hook) as server,
        temporary_settings({PREFECT_API_URL: prefect_server["PREFECT_API_URL"]}),
    ):
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        for path in ("old", "hook"):  # asked again, it replaces what was asked
            address = f"http://127.0.0.1:{server.server_port}/{path}"
            watch(address, flows=frozenset({"watched-by-test"}))
        with get_client(sync_client=True) as client:
            assert len(client.read_automations_by_name(NAME)) == 1
            run = client.create_flow_run(watched)
            client.set_flow_run_state(run.id, Running(), force=True)
            client.set_flow_run_state(run.id, Crashed(message='killed "9"'), force=True)
        wait_until(lambda: bool(told), 60, "the server told nobody")
        server.shutdown()
        thread.join()
    assert [(each["command"], each["outcome"], each["message"]) for each in told] == [
        ("watched-by-test", "crashed", 'killed "9"')
    ]
