"""New pages on loopback go in; a whole run beside its stages' bare cost comes out.

python -m tests.benchmarks.whole WHAT FOLDER    fetch, extract, annotate or copy, by itself
"""

import json
import shutil
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import paths
from tests.benchmarks.articles import page, stories
from tests.benchmarks.figures import Cost, alternate, measure, ratio, table
from tests.e2e.conftest import BIN, bare_environment
from tests.servers import Route, Server, serving

STAGES = {
    "fetch": "the fetch loop",
    "extract": "the extractor alone",
    "annotate": "the annotator alone",
    "copy": "one COPY of every table",
}


def report(folder: Path, *, count: int = 1000, rounds: int = 3) -> str:
    """Return the section: the ratio, and the table of where the time goes."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = stack.enter_context(serving({}))
        _fill(server, folder, count)
        environment = bare_environment(
            DATELINE_SEEDS=str(folder / "seeds"),
            DATELINE_WAREHOUSE=str(folder / "warehouse"),
            DATELINE_ALLOW_NETWORKS=",".join(server.allowed),
            DATELINE_HOST_DELAY_SECONDS="0",
            DATELINE_PROCESSES="1",
        )
        script = [sys.executable, "-m", "tests.benchmarks.whole"]
        runs = {"a whole run": lambda: _run(folder, environment)}
        for name, told in STAGES.items():
            runs[told] = lambda name=name: _bare([*script, name, str(folder)], folder, environment)  # type: ignore[misc]
        costs = alternate(runs, rounds=rounds)
    return _told(costs, count, json.loads((folder / "status.json").read_text(encoding="utf-8")))


def _fill(server: Server, folder: Path, count: int) -> None:
    """Serve the pages, list their addresses, and give a folder of seeds without seeds."""
    made = {f"/2026/{n}.html": page(*story) for n, story in enumerate(stories(count))}
    server.routes.update({path: Route(body) for path, body in made.items()})
    (folder / "urls.txt").write_text("".join(server.url(path) + "\n" for path in made))
    (folder / "seeds" / "articles").mkdir(parents=True, exist_ok=True)
    heads = "file,source,url,published_at,language,agency,title,authors\n"
    (folder / "seeds" / "manifest.csv").write_text(heads)
    (folder / "seeds" / "feeds.opml").write_text('<opml version="2.0"><body/></opml>')


def _run(folder: Path, environment: dict[str, str]) -> Cost:
    warehouse = paths.Warehouse(folder / "warehouse")
    shutil.rmtree(warehouse.folder, ignore_errors=True)
    words = ["run", "--quiet", "--urls", str(folder / "urls.txt")]
    cost = measure([str(BIN / "dateline"), *words], environment)
    shutil.copy(warehouse.status, folder / "status.json")
    return cost


def _bare(words: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    answer = folder / "bare.json"
    measure(words, environment, out=answer)
    return Cost(**json.loads(answer.read_text(encoding="utf-8")))


def _told(costs: dict[str, Cost], count: int, status: dict[str, Any]) -> str:
    (run, *bare), steps = costs.values(), status["stages"]
    summed = Cost(sum(c.seconds for c in bare), sum(c.cpu_seconds for c in bare))
    rows = [
        [name, f"{c.seconds:.1f}", f"{c.cpu_seconds:.1f}"]
        for name, c in [*costs.items(), ("the four bare stages", summed)]
    ]
    rest = run.seconds - sum(step["seconds"] for step in steps)
    where = [[step["stage"], f"{step['seconds']:.1f}"] for step in steps]
    where.append(["imports, Prefect, lock and history", f"{rest:.1f}"])
    return "\n\n".join(
        [
            f"{count} new pages served on loopback, `DATELINE_PROCESSES=1`; bare stages with all "
            "loaded before their time runs.",
            table(["", "seconds", "of the processor"], rows),
            f"A whole run costs **{ratio(run.seconds, summed.seconds)}** its stages' bare cost by "
            f"the clock, {ratio(run.cpu_seconds, summed.cpu_seconds)} by processor time (goal "
            "1.15; the annotator's own share over the bare model is in the section above). Where "
            "the last run's time went:",
            table(["step", "seconds"], where),
        ]
    )


# --- in a process of its own ----------------------------------------------------------------------


def fetch(folder: Path) -> None:
    """Ask for every page over one connection, and keep nothing."""
    import httpx

    with httpx.Client() as client:
        for address in (folder / "urls.txt").read_text().split():
            client.get(address).raise_for_status()


def extract(folder: Path) -> None:
    """Extract the pages, made anew as they are served."""
    from flows.extract.article import extract_page
    from flows.records import Document

    now = datetime.now(UTC)
    for number, body in enumerate(_bodies(folder)):
        url = f"https://news.example/{number}"
        extract_page(Document("", "", "", url, url, url, "text/html", "", len(body), now, ""), body)


def _bodies(folder: Path) -> list[bytes]:
    count = len((folder / "urls.txt").read_text().split())
    return [page(*story) for story in stories(count)]


def annotate(folder: Path) -> None:
    """Annotate the articles that the run has read."""
    from flows.annotate.article import annotate_article

    for text in _texts(folder):
        annotate_article(text)


def _texts(folder: Path) -> list[Any]:
    from flows import store
    from flows.records import ArticleText

    with store.opened(paths.Warehouse(folder / "warehouse").work, read_only=True) as connection:
        rows = connection.execute(
            "select article_id, revision, text, published_at, title, url, language "
            "from article_revisions order by all"
        ).fetchall()
    return [ArticleText(*row) for row in rows]


def copy(folder: Path) -> None:
    """Write the published tables again, each with one COPY."""
    from flows import store

    with store.opened(paths.Warehouse(folder / "warehouse").news, read_only=True) as connection:
        for (name,) in connection.execute(
            "select distinct table_name from information_schema.tables where table_schema = 'main'"
        ).fetchall():
            target = store.quoted(folder / "copy.parquet")
            connection.execute(f'copy (from "{name}") to {target} (format parquet)')


def warm(what: str, folder: Path) -> None:
    """Load what a stage needs, so that only its work is timed."""
    if what == "extract":
        from flows.extract.batch import warm_up

        warm_up()
    if what == "annotate":
        from flows.annotate.batch import warm_up as load

        load()
    if what == "copy":
        import flows.store  # noqa: F401


def main() -> None:
    """Do one stage by itself and print what it cost as JSON."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    work = {"fetch": fetch, "extract": extract, "annotate": annotate, "copy": copy}[what]
    warm(what, folder)
    began, used = time.monotonic(), time.process_time()
    work(folder)
    cost = {"seconds": time.monotonic() - began, "cpu_seconds": time.process_time() - used}
    print(json.dumps(cost))


if __name__ == "__main__":
    main()
