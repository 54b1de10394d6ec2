"""Serve the corpus on loopback and read it day by day into a warehouse of its own (`make demo`).

    python -m tests.demo [--folder build/demo] [--days 10] [--port 4780]

Each day is a whole run of the pipeline, in the evening of that day by the run's clock.
"""

import argparse
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from flows import paths
from flows.server import own_server
from flows.settings import load_settings, prepare_prefect
from tests import corpus
from tests.servers import Server, serving

FOLDER = paths.ROOT / "build" / "demo"
PORT = 4780  # fixed, so that addresses and keys are the same in every demonstration
QUESTION = (
    "select speaker_name, count(*) as statements, count(distinct source_id) as outlets "
    "from marts.statements where not is_duplicate and speaker_name is not null "
    "group by all order by statements desc, speaker_name limit 5"
)
MARK = ".demonstration"
MANIFEST = "file,source,url,published_at,language,agency,title,authors\n"


def main() -> None:
    """Run the demonstration and print where its results lie."""
    words = argparse.ArgumentParser(description="read ten invented days into a warehouse")
    words.add_argument("--folder", type=Path, default=FOLDER, help="made anew")
    words.add_argument("--days", type=int, default=len(corpus.days()))
    words.add_argument("--port", type=int, default=PORT, help="of loopback; 0: a free one")
    asked = words.parse_args()
    began = time.monotonic()
    folder, days = asked.folder.resolve(), corpus.days()[: asked.days]
    demonstrate(folder, days, port=asked.port)
    print(_told(folder, len(days), time.monotonic() - began), end="")


def demonstrate(folder: Path, days: list[date], *, port: int = 0) -> list[Any]:
    """Make the folder anew, run the pipeline in the evening of each day, return the summaries."""
    _clear(folder)
    (folder / "seeds" / "articles").mkdir(parents=True)
    (folder / "seeds" / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    with _served(port) as server:
        corpus.write_feeds(folder / "seeds" / "feeds.opml", server)
        os.environ |= environment(folder, server)
        if not prepare_prefect(load_settings()):
            own_server()
        from flows.daily import served  # Prefect reads its settings when it is imported

        with served():
            return [_run(day, server) for day in days]


def _clear(folder: Path) -> None:
    """Remove an earlier demonstration; refuse a folder that is anything else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise SystemExit(f"{folder}: not empty and no demonstration: give another by --folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()


@contextmanager
def _served(port: int) -> Iterator[Server]:
    """Serve nothing yet; a port that is taken is named."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(serving(port=port))
        except OSError as error:
            said = f"port {port} of loopback: {error.strerror}: give another by --port"
            raise SystemExit(said) from error
        yield server


def environment(folder: Path, server: Server) -> dict[str, str]:
    """Return the settings of the demonstration's runs: its own warehouse, loopback allowed."""
    return {
        "DATELINE_WAREHOUSE": str(folder / "warehouse"),
        "DATELINE_SEEDS": str(folder / "seeds"),
        "DATELINE_ALLOW_NETWORKS": server.host,
        "DATELINE_HOST_DELAY_SECONDS": "0",
        "DATELINE_PROCESSES": "1",  # seven articles a day: a second reader would only load models
    }


def _run(day: date, server: Server) -> Any:
    from flows.daily import daily

    server.routes.clear()
    server.routes.update(corpus.routes(day, server))
    summary = daily(now=corpus.evening(day))
    counts = {count.stage: count.count_out for count in summary.stages}
    read = counts.get("pages", 0)
    print(f"{day:%a %d %b}  {read:>2} pages read, {summary.outcome}", flush=True)
    return summary


def _told(folder: Path, days: int, seconds: float) -> str:
    """Return what came of it, where it lies, and what to type next with its answer."""
    from flows.console import answer_question

    warehouse = paths.Warehouse(folder / "warehouse")
    places = {
        "tables": warehouse.news,
        "marts": warehouse.marts / "latest",
        "data docs": warehouse.docs,
        "briefing": warehouse.briefing,
    }
    there = _short(warehouse.folder)
    lines = [f"\n{days} days in {seconds:.0f} s\n"]
    lines += [f"{n:<10} {_short(p)}" for n, p in places.items() if p.exists()]
    lines += ["", f"export DATELINE_WAREHOUSE={there}", f'dateline query "{QUESTION}"', ""]
    answer = answer_question(warehouse, QUESTION, output="table", given=[])
    return "\n".join(lines) + "\n" + answer.decode()


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


if __name__ == "__main__":
    main()
