"""A work database that is lost or damaged is made anew; the next run makes it what it was."""

import pytest

from flows import paths, recording
from flows.errors import BadDatabase
from flows.rebuilding import rebuild, whole_version
from flows.settings import Settings, load_settings
from tests.faults.conftest import Town
from tests.faults.newsroom import NOW, STEP, Room, digest, unlike

pytestmark = pytest.mark.faults


def settings_of(room: Room) -> Settings:
    """Return the settings of a room for this process."""
    return load_settings(warehouse=room.warehouse.folder, seeds=room.folder / "seeds")


def wreck(warehouse: paths.Warehouse) -> None:
    """Write nonsense into the head of the work database."""
    with warehouse.work.open("r+b") as file:
        file.write(b"\0" * 8192)


def test_a_damaged_database_is_made_anew(town: Town) -> None:
    room = town.trial()
    wreck(room.warehouse)
    settings = settings_of(room)
    with (
        pytest.raises(BadDatabase, match="dateline rebuild"),
        recording.recorded(settings, now=NOW),
    ):
        pass
    told = rebuild(settings, now=NOW + STEP)
    assert "0 bodies" in told
    assert list(room.warehouse.folder.glob("work.broken-*.duckdb"))
    assert town.mend(room) == []


def test_what_the_archive_alone_has_is_read(town: Town) -> None:
    room = town.trial()
    ended = town.nursery.run(room, now=NOW + STEP, kill_after=0.0, within="publish")
    assert ended.said == "("
    room.warehouse.work.unlink()
    with (
        pytest.raises(BadDatabase, match="dateline rebuild"),
        recording.recorded(settings_of(room), now=NOW),
    ):
        pass
    routes = dict(town.server.routes)
    try:
        town.server.routes.clear()  # nobody has any of it any more but the archive
        rebuild(settings_of(room), now=NOW + STEP)
        assert town.mend(room) == []
    finally:
        town.server.routes.update(routes)


def test_a_version_with_a_broken_file_is_passed_over(town: Town) -> None:
    room = town.base.copy(town.folder / "versions")
    assert town.nursery.run(room, now=NOW + STEP).code == 0
    newest = whole_version(room.warehouse.marts)
    assert newest is not None
    (newest.folder / "tables" / "articles").joinpath(
        next(iter(newest.manifest.tables["articles"].files))
    ).unlink()
    older = whole_version(room.warehouse.marts)
    assert older is not None
    assert older.number == newest.number - 1
    room.warehouse.work.unlink()
    rebuild(settings_of(room), now=NOW + STEP)
    assert town.mend(room) == []
    assert unlike(town.expected, digest(room.warehouse)) == []
