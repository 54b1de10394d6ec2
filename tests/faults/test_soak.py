"""Many runs one after another, faults switched on and off: nothing grows but the news."""

import random
import shutil
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.faults.newsroom import NOW, Ended, Nursery, Reader, Room, digest, open_room, tell, unlike
from tests.servers import Route, Server, serving

RUNS = 150
TOLD = (3, 13)  # stories at the first run, and from the thirtieth on
APART = timedelta(minutes=30)
Fault = Callable[[Room, Server, random.Random], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """What one undisturbed run took, and what the warehouse takes after it."""

    processor_seconds: float
    memory_bytes: int
    file_count: int
    disk_bytes: int


def nothing(room: Room, server: Server, chance: random.Random) -> dict[str, Any]:
    return {}


def kill(room: Room, server: Server, chance: random.Random) -> dict[str, Any]:
    return {"kill_after": chance.uniform(0.0, 4.0)}


def full_disk(room: Room, server: Server, chance: random.Random) -> dict[str, Any]:
    return {
        "fault": {
            "folder": str(room.warehouse.folder),
            "nth": chance.randrange(1, 300),
            "errno": chance.choice([28, 5, 13]),
            "is_lasting": chance.random() < 0.5,
        }
    }


def dead_server(room: Room, server: Server, chance: random.Random) -> dict[str, Any]:
    for path in chance.sample(sorted(server.routes), len(server.routes) // 2):
        server.routes[path] = Route(b"out of order", status=chance.choice([500, 503]))
    return {}


FAULTS: tuple[Fault, ...] = (nothing, nothing, kill, full_disk, dead_server)


def size_of(folder: Path) -> int:
    """Return the bytes of a warehouse, shared files once, Prefect's home and archive aside."""
    files = {
        path.stat().st_ino: path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    return sum(files.values())


def check_flat(samples: list[Sample]) -> None:
    """Hold that the last third of the runs takes what the middle third took."""
    third = len(samples) // 3
    middle, last = samples[third : 2 * third], samples[-third:]
    for name, most in (
        ("processor_seconds", 1.25),
        ("memory_bytes", 1.1),
        ("file_count", 1.0),
        ("disk_bytes", 1.25),
    ):
        before, after = (
            statistics.median(getattr(each, name) for each in part) for part in (middle, last)
        )
        print(f"{name}: {before:.1f}, then {after:.1f}")
        assert after <= before * most, name


@pytest.mark.faults
def test_many_runs_leave_nothing_behind(tmp_path: Path) -> None:
    chance, samples = random.Random(5), list[Sample]()
    with serving() as server:
        nursery, reader = Nursery(server, tmp_path), Reader()
        room = open_room(tmp_path / "soak", server)
        keep = {
            "DATELINE_KEEP_VERSIONS": "3",
            "DATELINE_KEEP_VERSION_HOURS": "0",
            "DATELINE_KEEP_RAW_DAYS": "1",
        }
        tell(server, TOLD[0])
        assert nursery.run(room, now=NOW, environment=keep).code == 0
        with reader.asking(room) as told:
            for number in range(1, RUNS):
                now = NOW + number * APART
                tell(server, min(TOLD[1], TOLD[0] + number // 3))
                for path in ("/a.xml", "/b.xml", "/c.xml"):  # a body that is new, with old news
                    route = server.routes[path]
                    route.body += f"<!-- {number} -->".encode()
                    route.etag = f'"{number}"'
                fault = chance.choice(FAULTS) if number < RUNS - 2 else nothing
                harm = fault(room, server, chance)
                ended: Ended = nursery.run(room, now=now, environment=keep, **harm)
                if fault is nothing:
                    assert ended.code == 0, nursery.log.read_text(errors="replace")[-3000:]
                    samples.append(
                        Sample(
                            ended.processor_seconds,
                            ended.memory_bytes,
                            ended.file_count,
                            size_of(room.warehouse.folder),
                        )
                    )
                if number % 10 == 0:
                    print(f"{time.strftime('%H:%M:%S')} {number} runs, the last: {ended}"[:300])
        whole = open_room_like(room, tmp_path / "undisturbed")
        assert nursery.run(whole, now=NOW + RUNS * APART, environment=keep).code == 0
        nursery.close()
        reader.close()
    assert told["wrong"] == []
    assert unlike(digest(whole.warehouse), digest(room.warehouse)) == []
    check_flat(samples)


def open_room_like(room: Room, folder: Path) -> Room:
    """Return a room with the same seeds and no warehouse."""
    shutil.copytree(room.folder / "seeds", folder / "seeds")
    return Room(folder)
