"""A warehouse that has all goes in; what a run without news costs comes out, part by part.

Beside it stands a Prefect flow that does nothing, in a process of its own, as the run is.
"""

import json
import shutil
import sys
from pathlib import Path

from flows import paths
from tests.benchmarks.figures import Cost, alternate, measure, ratio, table
from tests.e2e.conftest import BIN, bare_environment

NOTHING = "from prefect import flow\n@flow\ndef nothing(): pass\nnothing()\n"


def report(folder: Path, *, rounds: int = 5) -> str:
    """Return the section: the ratio, and the table of the rest."""
    shutil.copytree(paths.SEEDS / "articles", folder / "seeds" / "articles", dirs_exist_ok=True)
    shutil.copy(paths.SEEDS / "manifest.csv", folder / "seeds")
    (folder / "seeds" / "feeds.opml").write_text('<opml version="2.0"><body/></opml>')
    warehouse = paths.Warehouse(folder / "warehouse")
    ours = bare_environment(
        DATELINE_WAREHOUSE=str(folder / "warehouse"), DATELINE_SEEDS=str(folder / "seeds")
    )
    theirs = bare_environment(
        PREFECT_HOME=str(warehouse.prefect),
        PREFECT_SERVER_ANALYTICS_ENABLED="false",
        PREFECT_LOGGING_LEVEL="WARNING",
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="300",
    )
    run, python = [str(BIN / "dateline"), "run", "--quiet"], sys.executable
    measure(run, ours)  # the first run publishes, and makes Prefect's database
    costs = alternate(
        {
            "a run with nothing new": lambda: measure(run, ours),
            "an empty flow": lambda: measure([python, "-c", NOTHING], theirs),
            "imports of the run": lambda: measure(
                [python, "-c", "import flows.__main__, flows.daily"], ours
            ),
            "imports of the flow": lambda: measure(
                [python, "-c", "from prefect import flow"], ours
            ),
        },
        rounds=rounds,
    )
    return _told(costs, json.loads(warehouse.status.read_text(encoding="utf-8")))


def _told(costs: dict[str, Cost], status: dict[str, list[dict[str, float]]]) -> str:
    ours, theirs, our_imports, their_imports = costs.values()
    steps = sum(stage["seconds"] for stage in status["stages"])
    imports = our_imports.seconds - their_imports.seconds
    rest = ours.seconds - theirs.seconds - steps - imports
    rows = [[n, f"{c.seconds:.1f}", f"{c.cpu_seconds:.1f}"] for n, c in costs.items()]
    parts = [
        ["imports that Prefect has not made", f"{imports:.1f}"],
        ["steps: " + ", ".join(str(stage["stage"]) for stage in status["stages"]), f"{steps:.1f}"],
        [
            "lock, counts and history, Prefect's record of tasks and artifacts, less what it saves "
            "to start the server beside the imports",
            f"{rest:.1f}",
        ],
    ]
    return "\n\n".join(
        [
            table(["", "seconds", "of the processor"], rows),
            f"A run with nothing new costs **{ratio(ours.seconds, theirs.seconds)}** an empty flow "
            f"by the clock, {ratio(ours.cpu_seconds, theirs.cpu_seconds)} by processor time "
            "(goal 1.5). The rest, of the last run:",
            table(["part", "seconds"], parts),
        ]
    )
