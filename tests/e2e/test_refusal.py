"""A critical expectation that fails leaves what is published as it was."""

import json
import shutil
import subprocess
import time

from flows import paths
from tests import helped
from tests.e2e.conftest import BIN, Newsroom
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


def test_a_wrong_offset_stops_publication_and_names_the_row(newsroom: Newsroom) -> None:
    seeds = newsroom.seeds / "articles"
    (seeds / "one.txt").write_text(story(1), encoding="utf-8")
    newsroom.dateline("run")
    before = newsroom.warehouse.news.stat().st_ino
    (newsroom.folder / "sitecustomize.py").write_text(WRONG, encoding="utf-8")
    worse = {"PYTHONPATH": str(newsroom.folder), "DATELINE_LOG_FORMAT": "json"}
    broken = Newsroom(newsroom.folder, newsroom.environment | worse)
    for number in (2, 3):  # one wrong text goes to quarantine alone; all of several stop the run
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
    assert newsroom.ask("select count(*) from articles") == [(1,)]
    status = json.loads(newsroom.dateline("status", "--json", code=1).stdout)
    assert status["last_run"]["outcome"] == "refused"
    newsroom.dateline("run")  # the annotator is whole again: no article was lost
    assert newsroom.ask("select count(*) from articles") == [(3,)]


def test_one_wrong_text_goes_to_quarantine_and_comes_back(newsroom: Newsroom) -> None:
    (newsroom.folder / "sitecustomize.py").write_text(WRONG, encoding="utf-8")
    broken = Newsroom(newsroom.folder, {**newsroom.environment, "PYTHONPATH": str(newsroom.folder)})
    (newsroom.seeds / "articles" / "one.txt").write_text(story(1), encoding="utf-8")
    broken.dateline("run")
    sql = "select (select count(*) from articles), (select reason from quarantine)"
    assert newsroom.ask(sql) == [(0, "text_reproduces")]
    newsroom.dateline(*helped.example("retry"))
    assert newsroom.ask(sql) == [(1, None)]


def test_questions_are_answered_while_a_run_writes(newsroom: Newsroom) -> None:
    for number in range(3):
        path = newsroom.seeds / "articles" / f"{number}.txt"
        path.write_text(story(number), encoding="utf-8")
    newsroom.dateline("run")
    shutil.copy(paths.SEEDS / "articles" / "000_6c258933aee72175.txt", newsroom.seeds / "articles")
    running = subprocess.Popen(
        [BIN / "dateline", "run", "--quiet"], env=newsroom.environment, cwd=newsroom.folder
    )
    sql = "select speaker_name, count(*) from statements group by all order by 2 desc"
    answers = 0
    while running.poll() is None:
        newsroom.dateline("query", sql)
        answers += 1
    assert running.returncode == 0
    assert answers >= 2


def test_a_second_run_leaves_with_its_own_code(newsroom: Newsroom) -> None:
    (newsroom.seeds / "articles" / "one.txt").write_text(story(1), encoding="utf-8")
    first = subprocess.Popen(
        [BIN / "dateline", "run", "--quiet"], env=newsroom.environment, cwd=newsroom.folder
    )
    try:
        while json.loads(newsroom.dateline("status", "--json").stdout)["running"] is None:
            assert first.poll() is None
            time.sleep(0.05)
        (told,) = newsroom.dateline("run", code=3).stderr.splitlines()
        assert "held by process" in told
    finally:
        first.wait(120)
    assert first.returncode == 0
