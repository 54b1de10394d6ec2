"""A newsroom with a past, a web that has changed since, and what an undisturbed run makes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.conftest import prefect_server  # noqa: F401  # for the tests of this folder
from tests.faults.newsroom import (
    NOW,
    STEP,
    Digest,
    Nursery,
    Reader,
    Room,
    digest,
    open_room,
    seed,
    tell,
    unlike,
)
from tests.servers import Server, serving


@dataclass(frozen=True, slots=True)
class Town:
    """What every trial starts from, and what it must come to."""

    folder: Path
    server: Server
    nursery: Nursery
    reader: Reader
    base: Room  # published once; the web has changed since
    expected: Digest  # of the base after one undisturbed run
    seconds: float  # that this run took

    def trial(self, start: Room | None = None) -> Room:
        """Return a warehouse to do harm to."""
        return (start or self.base).copy(self.folder / "trial")

    def mend(self, room: Room) -> list[str]:
        """Run plainly once more, and return what is not as it would have been."""
        ended = self.nursery.run(room, now=NOW + 2 * STEP)
        if ended.code != 0:
            end = self.nursery.log.read_text(errors="replace")[-1500:]
            return [f"the plain run ended with {ended.code}: {end}"]
        return unlike(self.expected, digest(room.warehouse))


@contextmanager
def found(folder: Path) -> Iterator[Town]:
    """Give a town of a few stories."""
    with serving() as server:
        nursery, reader = Nursery(server, folder), Reader()
        try:
            base = open_room(folder / "base", server)
            seed(base, 900)
            tell(server, 3)
            assert nursery.run(base, now=NOW).code == 0, nursery.log.read_text(errors="replace")
            tell(server, 5, revised=1)
            seed(base, 901)
            whole = base.copy(folder / "whole")
            ended = nursery.run(whole, now=NOW + STEP)
            assert ended.code == 0, nursery.log.read_text(errors="replace")
            expected = digest(whole.warehouse)
            yield Town(folder, server, nursery, reader, base, expected, ended.seconds)
        finally:
            nursery.close()
            reader.close()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Give one town to all trials."""
    with found(tmp_path_factory.mktemp("town")) as town:
        yield town
