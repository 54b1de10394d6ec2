"""Our archive is read by others: pywb indexes and replays it, fastwarc verifies it."""

import hashlib
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.ingest.archive import Archive
from tests.ingest.clients import NOW
from tests.ingest.test_archive import PAGE, answer
from tests.servers import unused_port

pytestmark = pytest.mark.faults
FASTWARC = """
import sys
from fastwarc.warc import ArchiveIterator
with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file, parse_http=False):
        is_whole = record.verify_block_digest()
        record.parse_http()
        kind = str(record.record_type).rpartition(".")[2]
        print(kind, is_whole, record.reader.read().hex() or "-")
"""


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a response, a revisit an hour later, and one of "not modified" an hour after that."""
    folder = tmp_path_factory.mktemp("raw")
    with Archive(folder, now=NOW) as archive:
        given = answer()
        known = archive.write_response(given)
        for hours, later in enumerate((given, answer(b"", status=304)), start=1):
            moment = replace(later.fetch, started_at=NOW + timedelta(hours=hours))
            archive.write_response(replace(later, fetch=moment), known_ref=known)
        archive.write_resource(
            "item:a", b"<p>a</p>", media_type="text/html", fetched_at=NOW, labels={}
        )
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def bin_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the two into an environment of their own."""
    folder = tmp_path_factory.mktemp("readers") / "venv"
    uv = Path(sys.executable).parent / "uv"
    python = folder / "bin" / "python"
    make: list[str | Path] = [uv, "venv", "--quiet", "-p", sys.executable, folder]
    subprocess.run(make, check=True)
    install: list[str | Path] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "pywb",
        "fastwarc",
    ]
    subprocess.run(install, check=True, timeout=600)
    return folder / "bin"


def test_fastwarc_reads_and_verifies_every_record(warc: Path, bin_folder: Path) -> None:
    command: list[str | Path] = [bin_folder / "python", "-c", FASTWARC, warc]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    kinds = ["warcinfo", "response", "revisit", "revisit", "resource"]
    assert [(kind, whole) for kind, whole, _ in lines] == [(kind, "True") for kind in kinds]
    assert [body for _, _, body in lines[1:]] == [PAGE.hex(), "-", "-", b"<p>a</p>".hex()]


def test_pywb_indexes_and_replays_it(warc: Path, bin_folder: Path, tmp_path: Path) -> None:
    def run(*command: str | Path) -> None:
        given: list[str | Path] = [bin_folder / command[0], *command[1:]]
        subprocess.run(given, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    run("wb-manager", "init", "news")
    run("wb-manager", "add", "news", warc)
    index = (tmp_path / "collections/news/indexes/index.cdxj").read_text()
    keys = [line.split(" ")[:2] for line in index.splitlines()]
    assert keys[:3] == [["example,news)/a", f"202603021{hour}0000"] for hour in (2, 3, 4)]
    assert index.count('"warc/revisit"') == 2
    port = str(unused_port())
    server = subprocess.Popen(
        [bin_folder / "wayback", "-b", "127.0.0.1", "-p", port],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        replayed = [replay(port, f"202603021{hour}0000") for hour in (2, 3, 4)]
    finally:
        server.terminate()
        server.wait(30)
    digest = hashlib.sha256(PAGE).hexdigest()
    assert replayed == [(200, digest), (200, digest), (304, hashlib.sha256(b"").hexdigest())]


def replay(port: str, instant: str) -> tuple[int, str]:
    """Return status and the body's hash of what is shown for an instant, as it was archived."""
    address = f"http://127.0.0.1:{port}/news/{instant}id_/http://news.example/a"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=60) as shown:
                return shown.status, hashlib.sha256(shown.read()).hexdigest()
        except urllib.error.HTTPError as error:
            return error.code, hashlib.sha256(error.read()).hexdigest()
        except OSError:
            time.sleep(0.2)  # it is still starting
    raise AssertionError("pywb has not started")
