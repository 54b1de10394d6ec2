"""A reader asks in a loop while publications come, some of them killed at any moment."""

import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.publish.manifest import latest_version

# Writes one mark into every table in one transaction, publishes, and so on with the next mark.
PUBLISHER = """
import sys
from pathlib import Path
from flows import store
from flows.errors import BadTable
from flows.publish.database import publish_database
from flows.publish.manifest import latest_version
from flows.publish.parquet import publish_marts

TWICE = '''
    delete from statements where rowid in (
        select max(rowid) from statements group by statement_id having count(*) > 1
    )
'''
folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
is_refused = len(sys.argv) > 4
for mark in range(first, last):
    with store.opened(folder / "work.duckdb") as connection:
        connection.execute("begin")
        connection.execute("update articles set word_count = ?", [mark])
        connection.execute("update statements set speaker_role = ?", [str(mark)])
        connection.execute("update events set event_mode = ?", [str(mark)])
        connection.execute("update places set population = ?", [mark])
        connection.execute("commit")
        if is_refused:
            connection.execute("insert into statements from statements limit 1")
        try:
            version = publish_marts(connection, folder / "marts", code_version="1")
        except BadTable:
            connection.execute(TWICE)
            continue
        stands = version or latest_version(folder / "marts")
        publish_database(folder / "news.duckdb", stands)
    print(mark, flush=True)
"""

# Asks for every mark of every table; tells of anything but one mark, and how many it saw.
READER = """
import json, sys, time
from pathlib import Path
import duckdb

duckdb.execute("set enable_progress_bar = false")
folder, stop = Path(sys.argv[1]), Path(sys.argv[1]) / "stop"
MARKS = '''
    select word_count::varchar from {articles} union select speaker_role from {statements}
    union select event_mode from {events} union select population::varchar from {places}
'''
TABLES = {name: name for name in ("articles", "statements", "events", "places")}
MARTS = {name: f"marts.{name}" for name in TABLES}
seen, faults, asked = set(), [], 0
while not stop.exists():
    try:
        with duckdb.connect(folder / "news.duckdb", read_only=True) as fresh:
            found = fresh.execute(
                MARKS.format(**TABLES) + " union " + MARKS.format(**MARTS)
            ).fetchall()
        version = (folder / "marts" / "latest").resolve()
        files = {name: f"'{version}/{name}/*.parquet'" for name in TABLES}
        marts = duckdb.connect().execute(MARKS.format(**files)).fetchall()
    except Exception as error:
        faults.append(repr(error))
        continue
    asked += 1
    seen |= {row[0] for row in found}
    if len(found) != 1 or len(marts) != 1:
        faults.append(f"mixed: {found} {marts}")
print(json.dumps({"asked": asked, "seen": len(seen), "faults": faults[:5]}))
"""

# Holds the first file open. Not the reader itself: within one process DuckDB gives every
# connection to a path the file that the first of them opened.
HOLDER = """
import sys, time
from pathlib import Path
import duckdb

folder = Path(sys.argv[1])
with duckdb.connect(folder / "news.duckdb", read_only=True) as held:
    before = held.execute("select word_count, count(*) from articles group by all").fetchall()
    print("open", flush=True)
    while not (folder / "stop").exists():
        time.sleep(0.1)
    after = held.execute("select word_count, count(*) from articles group by all").fetchall()
    asked = "select speaker_role from statements where speaker_role <> '0'"
    after += held.execute(asked).fetchall()
print(before == after)
"""


def start(program: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )


def published(folder: Path, first: int, last: int) -> None:
    with start(PUBLISHER, folder, first, last) as publisher:
        out, _ = publisher.communicate(timeout=600)
    assert publisher.returncode == 0
    assert out.split() == [str(mark) for mark in range(first, last)]


def refused(folder: Path, mark: int) -> None:
    """Let a run change every table, and be refused for a key that is there twice."""
    with start(PUBLISHER, folder, mark, mark + 1, "refused") as publisher:
        out, _ = publisher.communicate(timeout=600)
    assert publisher.returncode == 0
    assert out == ""


def killed(folder: Path, mark: int, seconds: float) -> None:
    with start(PUBLISHER, folder, mark, mark + 50) as publisher:
        time.sleep(seconds)
        publisher.kill()


def run(filled: Path, folder: Path, *, rounds: int) -> dict[str, object]:
    """Publish `rounds` times twice, with one refused and one killed between, a reader watching."""
    shutil.copy(filled, folder)
    chance = random.Random(20260130)
    published(folder, 0, 1)
    holder, reader = start(HOLDER, folder), start(READER, folder)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    for number in range(rounds):
        published(folder, number * 100 + 1, number * 100 + 3)
        refused(folder, number * 100 + 3)
        killed(folder, number * 100 + 4, chance.uniform(0.4, 2.5))
    published(folder, 100_000, 100_001)
    (folder / "stop").touch()
    out, _ = reader.communicate(timeout=120)
    assert holder.communicate(timeout=120)[0] == "True\n"
    told: dict[str, object] = json.loads(out.splitlines()[-1])
    return told


@pytest.mark.parametrize(
    "rounds", [2, pytest.param(14, marks=pytest.mark.faults)], ids=["short", "long"]
)
def test_a_reader_sees_whole_publications_only(filled: Path, tmp_path: Path, rounds: int) -> None:
    told = run(filled, tmp_path, rounds=rounds)
    assert told["faults"] == []
    assert isinstance(told["asked"], int)
    assert isinstance(told["seen"], int)
    assert told["asked"] > rounds
    assert told["seen"] > rounds
    version = latest_version(tmp_path / "marts")
    assert version is not None
    assert not list(tmp_path.rglob(".building*"))
