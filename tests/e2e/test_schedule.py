"""The README's cron line and the deployment of prefect.yaml, as an operator starts them."""

import json
import re
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import paths
from tests import helped
from tests.e2e.conftest import BIN, Newsroom, bare_environment, wait_until
from tests.e2e.test_feeds import story


def test_the_cron_line_runs_in_an_empty_environment(newsroom: Newsroom) -> None:
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    [(folder, command)] = re.findall(r"^\*/15 \* \* \* \* cd (\S+) && (.+)$", readme, re.MULTILINE)
    (newsroom.seeds / "articles" / "one.txt").write_text(story(1), encoding="utf-8")
    checkout = newsroom.folder / "checkout"  # stands for the clone, with its environment in .venv
    checkout.mkdir()
    (checkout / ".venv").symlink_to(Path(sys.prefix))
    given = {k: v for k, v in newsroom.environment.items() if k.startswith("DATELINE_")}
    line = f"cd {folder.replace('/path/to/dateline', str(checkout))} && {command}"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        env=given | {"HOME": str(newsroom.folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert newsroom.ask("select count(*) from articles") == [(1,)]
    assert (newsroom.warehouse.prefect).is_dir()


def test_a_server_starts_the_scheduled_run(newsroom: Newsroom) -> None:
    (newsroom.seeds / "articles" / "one.txt").write_text(story(1), encoding="utf-8")
    environment = bare_environment(**newsroom.environment, PREFECT_WORKER_QUERY_SECONDS="2")

    def prefect(*words: str) -> None:
        subprocess.run(
            [BIN / "prefect", "--no-prompt", *words],
            env=environment,
            cwd=paths.ROOT,
            check=True,
            capture_output=True,
            timeout=300,
        )

    prefect("work-pool", "create", "dateline", "--type", "process", "--overwrite")
    soon = (datetime.now(UTC) + timedelta(seconds=15)).isoformat()  # when the worker is there
    every = ["--interval", "60", "--anchor-date", soon]
    prefect("deploy", "--name", "every-quarter-hour", *every)
    log = newsroom.folder / "worker.log"
    with log.open("wb") as out:
        worker = subprocess.Popen(
            [BIN / "prefect", "worker", "start", "--pool", "dateline"],
            env=environment | {"PREFECT_LOGGING_LEVEL": "INFO"},
            cwd=paths.ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        server_log = Path(newsroom.environment["PREFECT_HOME"]) / "server.log"
        is_published = newsroom.warehouse.news.exists
        wait_until(is_published, 420, "no scheduled run has published", log, server_log)
        assert newsroom.ask("select count(*) from articles") == [(1,)]
    finally:
        prefect("deployment", "delete", "daily/every-quarter-hour")
        worker.terminate()
        worker.wait(120)


def test_the_command_stays_and_tells_prefect_when_to_run(newsroom: Newsroom) -> None:
    server = newsroom.environment["PREFECT_API_URL"]
    words = helped.example("schedule")

    def is_known() -> bool:
        try:
            with urllib.request.urlopen(f"{server}/deployments/name/daily/schedule") as answer:
                [schedule] = json.load(answer)["schedules"]
                return bool(schedule["schedule"]["cron"] == words[2] and schedule["active"])
        except urllib.error.HTTPError:
            return False

    log = newsroom.folder / "schedule.log"
    with log.open("wb") as out:
        staying = subprocess.Popen(
            [BIN / "dateline", *words],
            env=newsroom.environment | {"DATELINE_ALARM_URL": "http://127.0.0.1:9/alarm"},
            stdout=out,
            stderr=out,
        )
    try:
        wait_until(is_known, 120, "no schedule", log)
        assert staying.poll() is None
        asked = urllib.request.Request(f"{server}/automations/filter", data=b"{}", method="POST")
        asked.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(asked) as answer:
            names = [each["name"] for each in json.load(answer)]
        assert names.count("dateline: a run died") == 1
    finally:
        staying.terminate()
        staying.wait(60)
