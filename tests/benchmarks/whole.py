"""New pages on loopback go in; a whole run beside its stages' bare cost comes out.

python -m tests.benchmarks.whole WHAT FOLDER    fetch, extract, annotate or copy, by itself
"""

import json
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from flows import paths
from flows.settings import worker_environment
from tests.benchmarks.articles import page, stories
from tests.benchmarks.figures import Cost, alternate, measure, ratio, table
from tests.e2e.conftest import BIN, bare_environment, standing_server
from tests.servers import Route, Server, serving

ONE, TWO = "a whole run, one process", "a whole run, two processes"
BESIDE = "two processes, beside a Prefect server"
STAGES = {
    "fetch": "the fetch loop",
    "extract": "the extractor alone",
    "annotate": "the annotator alone",
    "copy": "one COPY of every table",
}


def report(folder: Path, *, count: int = 1000, rounds: int = 3) -> str:
    """Return the section: the ratios, and the tables of where the time goes."""
    (folder / "prefect").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = stack.enter_context(serving({}))
        _fill(server, folder, count)
        environment = bare_environment(
            DATELINE_SEEDS=str(folder / "seeds"),
            DATELINE_WAREHOUSE=str(folder / "warehouse"),
            DATELINE_ALLOW_NETWORKS=",".join(server.allowed),
            DATELINE_HOST_DELAY_SECONDS="0",
        )
        standing = stack.enter_context(standing_server(folder / "prefect"))
        one, two = ({"DATELINE_PROCESSES": number} for number in "12")
        settings = {ONE: one, TWO: two, BESIDE: two | standing}
        script = [sys.executable, "-m", "tests.benchmarks.whole"]
        _run(folder, ONE, environment | one)  # makes the database of Prefect's own server
        runs: dict[str, Callable[[], Cost]] = {
            name: partial(_run, folder, name, environment | more) for name, more in settings.items()
        }
        alike = worker_environment() | environment  # what makes workers faster helps all
        for name, told in STAGES.items():
            runs[told] = partial(_bare, [*script, name, str(folder)], folder, alike)
        costs = alternate(runs, rounds=rounds)
    return _told(costs, count, {name: _status(folder, name) for name in settings})


def _fill(server: Server, folder: Path, count: int) -> None:
    """Serve the pages, list their addresses, and give a folder of seeds without seeds."""
    made = {f"/2026/{n}.html": page(*story) for n, story in enumerate(stories(count))}
    server.routes.update({path: Route(body) for path, body in made.items()})
    (folder / "urls.txt").write_text("".join(server.url(path) + "\n" for path in made))
    (folder / "seeds" / "articles").mkdir(parents=True, exist_ok=True)
    heads = "file,source,url,published_at,language,agency,title,authors\n"
    (folder / "seeds" / "manifest.csv").write_text(heads)
    (folder / "seeds" / "feeds.opml").write_text('<opml version="2.0"><body/></opml>')


def _run(folder: Path, name: str, environment: dict[str, str]) -> Cost:
    """Run into a warehouse that has nothing but what Prefect keeps there."""
    warehouse = paths.Warehouse(folder / "warehouse")
    for each in warehouse.folder.glob("*"):
        if each == warehouse.prefect:
            continue
        shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
    words = ["run", "--quiet", "--urls", str(folder / "urls.txt")]
    cost = measure([str(BIN / "dateline"), *words], environment)
    shutil.copy(warehouse.status, folder / f"{name}.json")
    return cost


def _status(folder: Path, name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return told


def _bare(words: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    answer = folder / "bare.json"
    measure(words, environment, out=answer)
    return Cost(**json.loads(answer.read_text(encoding="utf-8")))


def _told(costs: dict[str, Cost], count: int, statuses: dict[str, dict[str, Any]]) -> str:
    bare = [costs[told] for told in STAGES.values()]
    summed = Cost(sum(c.seconds for c in bare), sum(c.cpu_seconds for c in bare))
    rows = [
        [name, f"{c.seconds:.1f}", f"{c.cpu_seconds:.1f}", ratio(c.seconds, summed.seconds)]
        for name, c in [*costs.items(), ("the four bare stages", summed)]
    ]
    steps = {
        name: {s["stage"]: s["seconds"] for s in told["stages"]} for name, told in statuses.items()
    }
    rest = {name: costs[name].seconds - sum(own.values()) for name, own in steps.items()}
    where = [
        [stage, *(f"{own.get(stage, 0.0):.1f}" for own in steps.values())] for stage in steps[ONE]
    ]
    where.append(["imports, Prefect, lock and history", *(f"{left:.1f}" for left in rest.values())])
    return "\n\n".join(
        [
            f"{count} new pages served on loopback, into a warehouse without articles; bare stages "
            "in one process each, one after the other, with all loaded before their time runs.",
            table(["", "seconds", "of the processor", "of the bare stages, by the clock"], rows),
            "The goal is 1.15; the annotator's own share over the bare model is in the section "
            "above. Where the time of the last runs went, in seconds:",
            table(["step", *steps], where),
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
