"""A reader that asks all along: folders come in a line each, an empty line ends the asking.

Answers each empty line with how often it asked and what went wrong, as JSON.
"""

import json
import select
import sys
import time
from pathlib import Path

import duckdb
import polars as pl

PAUSE = 0.5  # seconds between two questions: more would only take the processor from the run
ORPHANS = """
    select
        (select count(*) from articles),
        (select count(*) from statements anti join article_revisions using (article_id, revision)),
        (select count(*) from marts.events anti join marts.articles using (article_id)),
        (select count(*) from marts.statements)
"""


def ask(warehouse: Path) -> list[str]:
    """Ask the database and the Parquet files once; return what is wrong with the answers."""
    try:
        with duckdb.connect(warehouse / "news.duckdb", read_only=True) as news:
            news.execute("set enable_progress_bar = false")
            found = news.execute(ORPHANS).fetchone()
        version = (warehouse / "marts" / "latest").resolve()
        counted = pl.scan_parquet(version / "statements" / "*.parquet").select(pl.len()).collect()
        manifest = json.loads((version / "manifest.json").read_text(encoding="utf-8"))
    except Exception as error:  # whatever a reader meets is what is looked for
        return [repr(error)]
    wrong = []
    if found is None or found[0] == 0 or found[1] or found[2]:
        wrong.append(f"torn: {found}")
    if counted.item() != manifest["marts"]["statements"]["row_count"]:
        wrong.append(f"another number of statements than {version.name} says: {counted.item()}")
    return wrong


def main() -> None:
    """Ask while there is a folder to ask."""
    warehouse: Path | None = None
    asked, wrong = 0, list[str]()
    while True:
        is_told = select.select([sys.stdin], [], [], None if warehouse is None else PAUSE)[0]
        if is_told:
            line = sys.stdin.readline()
            if not line:
                return
            if line.strip():
                warehouse, asked, wrong = Path(line.strip()), 0, []
            else:
                warehouse = None
                print(json.dumps({"asked": asked, "wrong": wrong[:5]}), flush=True)
        if warehouse is not None:
            began = time.monotonic()
            wrong += [f"{each} ({time.monotonic() - began:.2f} s)" for each in ask(warehouse)]
            asked += 1


if __name__ == "__main__":
    main()
