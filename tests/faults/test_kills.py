"""A run is killed at any moment: the next one makes the tables what they would have been."""

import random
import signal
import subprocess
import time
from collections.abc import Callable

import pytest

from tests.e2e.conftest import BIN, bare_environment
from tests.faults.conftest import Town
from tests.faults.newsroom import NOW, STEP, Ended, Room

DIED = -signal.SIGKILL
KEPT = 5  # warehouses of trials that failed, to be looked at


def die(
    town: Town,
    count: int,
    seed: int,
    kill: Callable[[Room, random.Random], bool],
    start: Room | None = None,
) -> None:
    """Kill so many runs, each on a warehouse of its own, and hold that each leaves no trace.

    `kill` says whether the run was cut short; one that was not does not count.
    """
    problems: list[str] = []
    killed = asked = number = 0
    while killed < count:
        number += 1
        chance, room = random.Random(seed * 100_000 + number), town.trial(start)
        with town.reader.asking(room) as told:
            was_cut = kill(room, chance)
            found = town.mend(room) if was_cut else []
        killed += was_cut
        asked += told["asked"]
        if found or told["wrong"]:
            problems.append(f"seed {seed}, number {number}: {found} {told['wrong']}")
            if len(problems) <= KEPT:
                room.copy(town.folder / f"failed-{seed}-{number}")
    print(f"{time.strftime('%H:%M:%S')} seed {seed}: {killed} killed, {asked} asked: {problems}")
    assert not problems, "\n".join(problems)
    assert asked > count


def anywhere(town: Town) -> Callable[[Room, random.Random], bool]:
    """Return what kills a run at any moment of it."""

    def kill(room: Room, chance: random.Random) -> bool:
        after = chance.uniform(0.0, town.seconds)
        return is_cut(town.nursery.run(room, now=NOW + STEP, kill_after=after))

    return kill


def is_cut(ended: Ended) -> bool:
    """Say whether a run was killed; it has to have ended well otherwise."""
    assert ended.code in (0, DIED), ended
    return ended.code == DIED


def inside_publish(town: Town) -> tuple[Callable[[Room, random.Random], bool], Room]:
    """Return what kills a run while it publishes, and a room where all but that is done."""
    start = town.base.copy(town.folder / "accepted")
    ended = town.nursery.run(start, now=NOW + STEP, kill_after=0.0, within="publish")
    assert (ended.code, ended.said) == (DIED, "(")
    whole = start.copy(town.folder / "timed")
    began = town.nursery.run(whole, now=NOW + STEP, kill_after=60.0, within="publish")
    assert (began.code, began.said) == (0, "()")
    longest = [began.seconds / 2]

    def kill(room: Room, chance: random.Random) -> bool:
        after = chance.uniform(0.0, longest[0])
        ended = town.nursery.run(room, now=NOW + STEP, kill_after=after, within="publish")
        if not is_cut(ended):
            longest[0] = max(0.2, longest[0] * 0.9)
        return ended.said == "(" and ended.code == DIED

    return kill, start


def the_command(town: Town) -> Callable[[Room, random.Random], bool]:
    """Return what kills the command itself, with all its processes' parent, as cron starts it."""
    longest = [0.0]

    def kill(room: Room, chance: random.Random) -> bool:
        command = [str(BIN / "dateline"), "run", "--due", "--quiet"]
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            env=bare_environment(**room.environment, HOME=str(room.folder)),
            cwd=room.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait(chance.uniform(0.0, longest[0]) if longest[0] else None)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
        assert code == 0
        longest[0] = longest[0] or time.monotonic() - began
        return False

    return kill


def test_a_kill_leaves_no_trace(town: Town) -> None:
    die(town, 1, 1, anywhere(town))


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(10, 15))
def test_kills_of_the_command_leave_no_trace(town: Town, seed: int) -> None:
    die(town, 10, seed, the_command(town))


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(20, 28))
def test_kills_inside_publish_leave_no_trace(town: Town, seed: int) -> None:
    die(town, 25, seed, *inside_publish(town))


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(30, 60))
def test_kills_at_any_moment_leave_no_trace(town: Town, seed: int) -> None:
    die(town, 25, seed, anywhere(town))
