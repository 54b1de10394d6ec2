"""A Prefect server for one command alone, started before Prefect is imported.

It is here beside Prefect's own temporary server because that one outlives a command that is killed,
with a quarter of a gigabyte each time, and starts only when all else is loaded.
"""

import atexit
import fcntl
import os
import re
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

from flows.worker import end_with_parent
from flows.workers import launch

LOOPBACK = "127.0.0.1"
ERROR = re.compile(r"^[\w.]*(?:Error|Exception): .*$", re.MULTILINE)
PATIENCE = 5.0  # seconds that the server has to write down what it was told


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server of this process, and the port of this machine that it listens at."""

    process: "subprocess.Popen[bytes]"
    port: int
    errors: IO[bytes]  # what it complains of: nothing that a run does is among it

    @property
    def url(self) -> str:
        """Return the address of its API."""
        return f"http://{LOOPBACK}:{self.port}/api"

    def trouble(self, seconds: float) -> str | None:
        """Wait until it answers; return what keeps it from that, if anything does."""
        connection = HTTPConnection(LOOPBACK, self.port, timeout=seconds)
        try:
            connection.request("GET", "/api/health")
            answer = connection.getresponse()
        except TimeoutError:
            return self._said() or f"no answer within {seconds:g} s"
        except (OSError, HTTPException) as error:
            return self._said() or str(error) or type(error).__name__
        finally:
            connection.close()
        return None if answer.status == 200 else f"it answers {answer.status}"

    def _said(self) -> str | None:
        """Return the last error that it told of in a line."""
        self.errors.seek(0)
        told = self.errors.read().decode("utf-8", "replace")
        return next(iter(ERROR.findall(told)[::-1]), None)

    def stop(self) -> None:
        """End it, when it has written down what it was told."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


@cache
def own_server() -> OwnServer:
    """Start the server of this process, once; it ends with the process, however that ends.

    The port is open at once: who asks before the server is ready waits for its answer.
    """
    with socket.create_server((LOOPBACK, 0)) as door:
        errors = tempfile.TemporaryFile()  # noqa: SIM115  (the server's, as long as it lives)
        # Ctrl-C is for the run alone.
        process = launch("server", door.fileno(), is_apart=True, errors=errors)
        server = OwnServer(process, door.getsockname()[1], errors)
    atexit.register(server.stop)  # before Prefect's, so after them: they tell it their last
    return server


def serve(descriptor: int) -> None:
    """Answer at this open port until the parent says to stop, or is no more."""
    end_with_parent(0)
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.settings import get_current_settings

    making = begin_database(get_current_settings().home)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started and making:
                Path(making.name).unlink(missing_ok=True)

    app = create_app(ephemeral=True, final=True)
    config = uvicorn.Config(app, log_level="error", lifespan="on")
    Server(config).run(sockets=[socket.socket(fileno=descriptor)])


def begin_database(home: Path) -> IO[bytes] | None:
    """Take away what a start that was cut off has made of Prefect's database; mark a new one.

    Its tables are made in many steps that cannot be undone or made twice: what a full disk or a
    kill left half made would keep every later run from its server. The file that is returned, held
    as long as this process lives, says that the database is being made; None where it is not here.
    """
    database, mark = home / "prefect.db", home / "prefect.db.making"
    if database.exists() and not mark.exists():
        return None
    home.mkdir(parents=True, exist_ok=True)
    making = mark.open("ab")
    try:
        fcntl.flock(making, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # another server makes it at this moment
        making.close()
        return None
    if os.fstat(making.fileno()).st_nlink:  # else that one has just made it
        for name in ("prefect.db", "prefect.db-wal", "prefect.db-shm"):
            (home / name).unlink(missing_ok=True)
    return making
