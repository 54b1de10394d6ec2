"""A critical expectation that fails leaves what is published as it was."""

import json
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import paths
from tests import helped
from tests.e2e.conftest import BIN, Newsroom, open_newsroom
from tests.e2e.test_feeds import story

WRONG = """
from flows.annotate import article
read = article._read
def shifted(*given):
    from dataclasses import replace
    found = read(*given)
    moved = [replace(d, end=d.end + 1) for d in found.dates]
    return replace(found, dates=tuple(moved))
article._read = shifted
"""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory, prefect_server: dict[str, str]) -> Newsroom:
    """Give a newsroom in which three texts were published; tests take copies."""
    room = open_newsroom(tmp_path_factory.mktemp("standing"), prefect_server)
    for number in range(3):
        path = room.seeds / "articles" / f"{number}.txt"
        path.write_text(story(number), encoding="utf-8")
    room.dateline("run")
    return room


def test_a_wrong_offset_stops_publication_and_names_the_row(
    standing: Newsroom, tmp_path: Path
) -> None:
    newsroom = standing.copy(tmp_path / "copy")
    seeds = newsroom.seeds / "articles"
    before = newsroom.warehouse.news.stat().st_ino
    (newsroom.folder / "sitecustomize.py").write_text(WRONG, encoding="utf-8")
    worse = {"PYTHONPATH": str(newsroom.folder), "DATELINE_LOG_FORMAT": "json"}
    broken = Newsroom(newsroom.folder, newsroom.environment | worse)
    for number in (3, 4):  # one wrong text goes to quarantine alone; all of several stop the run
        (seeds / f"{number}.txt").write_text(story(number), encoding="utf-8")
    done = broken.dateline("run", code=1)
    told = [json.loads(line) for line in done.stderr.splitlines()]  # Prefect's own lines, too
    assert [each["level"] for each in told].count("error") == 1  # why it was refused, once
    assert {each["stage"]: each["count_out"] for each in told if "stage" in each}["extract"] == 2
    assert "date_mentions" in told[-1]["message"]
    assert told[-1]["level"] == "error"
    [batch], said = newsroom.artifact("expectations")
    assert batch["critical failed"] >= 1
    assert "date_mentions." in batch["failed"] and "date_mentions." in said
    assert newsroom.warehouse.news.stat().st_ino == before
    assert newsroom.ask("select count(*) from articles") == [(3,)]
    status = json.loads(newsroom.dateline("status", "--json", code=1).stdout)
    assert status["last_run"]["outcome"] == "refused"
    newsroom.dateline("run")  # the annotator is whole again: no article was lost
    assert newsroom.ask("select count(*) from articles") == [(5,)]


def test_one_wrong_text_goes_to_quarantine_and_comes_back(newsroom: Newsroom) -> None:
    (newsroom.folder / "sitecustomize.py").write_text(WRONG, encoding="utf-8")
    broken = Newsroom(newsroom.folder, {**newsroom.environment, "PYTHONPATH": str(newsroom.folder)})
    (newsroom.seeds / "articles" / "one.txt").write_text(story(1), encoding="utf-8")
    broken.dateline("run")
    sql = "select (select count(*) from articles), (select reason from quarantine)"
    assert newsroom.ask(sql) == [(0, "text_reproduces")]
    newsroom.dateline(*helped.example("retry"))
    assert newsroom.ask(sql) == [(1, None)]


def test_ctrl_c_between_two_steps_ends_the_run_in_one_line(
    standing: Newsroom, tmp_path: Path
) -> None:
    newsroom = standing.copy(tmp_path / "copy")
    running = subprocess.Popen(
        [BIN / "dateline", "run"],
        env=newsroom.environment,
        cwd=newsroom.folder,
        stderr=subprocess.PIPE,
        text=True,
    )
    with running:
        assert running.stderr is not None
        assert "seeds:" in running.stderr.readline()
        running.send_signal(signal.SIGINT)  # while Prefect makes a task of the next step
        *_, last = running.stderr.read().splitlines()
        assert running.wait(60) == 130
    assert "KeyboardInterrupt: stopped from outside" in last
    status = json.loads(newsroom.dateline("status", "--json", code=1).stdout)
    assert status["last_run"]["outcome"] == "failed"
    assert status["running"] is None


@dataclass(frozen=True, slots=True)
class Beside:
    """What others were told while a run was writing, and how that run ended."""

    refused: str
    answers: int
    code: int


@pytest.fixture(scope="module")
def beside(standing: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Beside:
    newsroom = standing.copy(tmp_path_factory.mktemp("beside") / "copy")
    shutil.copy(paths.SEEDS / "articles" / "000_6c258933aee72175.txt", newsroom.seeds / "articles")
    running = subprocess.Popen(
        [BIN / "dateline", "run", "--quiet"], env=newsroom.environment, cwd=newsroom.folder
    )
    try:
        while json.loads(newsroom.dateline("status", "--json").stdout)["running"] is None:
            assert running.poll() is None
            time.sleep(0.05)
        refused = newsroom.dateline("run", code=3).stderr
        sql = "select speaker_name, count(*) from statements group by all order by 2 desc"
        answers = 0
        while running.poll() is None:
            newsroom.dateline("query", sql)
            answers += 1
    finally:
        running.wait(120)
    return Beside(refused, answers, running.returncode)


def test_questions_are_answered_while_a_run_writes(beside: Beside) -> None:
    assert beside.code == 0
    assert beside.answers >= 2


def test_a_second_run_leaves_with_its_own_code(beside: Beside) -> None:
    (told,) = beside.refused.splitlines()
    assert "held by process" in told
