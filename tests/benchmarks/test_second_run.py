"""What a run costs that finds nothing new, against a Prefect flow that does nothing."""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import paths
from tests.e2e.conftest import BIN, bare_environment

NOTHING = "from prefect import flow\n@flow\ndef nothing(): pass\nnothing()\n"
ROUNDS = 5


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds and the processor seconds of a command and its children."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=900)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, used


@pytest.mark.bench
def test_a_run_without_news_costs_little_more_than_prefect(tmp_path: Path) -> None:
    shutil.copytree(paths.SEEDS / "articles", tmp_path / "seeds" / "articles")
    shutil.copy(paths.SEEDS / "manifest.csv", tmp_path / "seeds")
    (tmp_path / "seeds" / "feeds.opml").write_text('<opml version="2.0"><body/></opml>')
    warehouse = paths.Warehouse(tmp_path / "warehouse")
    ours = bare_environment(
        DATELINE_WAREHOUSE=str(tmp_path / "warehouse"), DATELINE_SEEDS=str(tmp_path / "seeds")
    )
    theirs = bare_environment(
        PREFECT_HOME=str(warehouse.prefect),
        PREFECT_SERVER_ANALYTICS_ENABLED="false",
        PREFECT_LOGGING_LEVEL="WARNING",
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="300",
    )
    run, nothing = [str(BIN / "dateline"), "run", "--quiet"], [sys.executable, "-c", NOTHING]
    measure(run, ours)  # the first run publishes, and makes Prefect's database
    pairs = [(measure(run, ours), measure(nothing, theirs)) for _ in range(ROUNDS)]
    for index, unit in enumerate(("seconds", "processor seconds")):
        mine = statistics.median(each[0][index] for each in pairs)
        empty = statistics.median(each[1][index] for each in pairs)
        print(f"second run {mine:.1f} {unit}, empty flow {empty:.1f}, ratio {mine / empty:.2f}")
    assert mine <= 1.5 * empty, f"{os.getloadavg()}: more than one and a half times an empty flow"
