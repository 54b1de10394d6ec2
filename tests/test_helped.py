"""The example that a command's help ends with does what the help says, on a published warehouse."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import paths, publishing, recording
from flows.__main__ import app
from flows.ingest.archive import Archive
from flows.publish.manifest import latest_version, version_numbers
from flows.settings import Settings, load_settings
from flows.workbench import note_change, work
from tests import helped, rows
from tests.extract.test_command import PAGE
from tests.ingest.feedtexts import rss
from tests.servers import Route, serving

ADDRESS = "https://news.example/1"
CHANGED = "Another title"
THEIRS = (
    '<opml version="1.0"><body><outline text="A" xmlUrl="https://a.example/rss"/></body></opml>'
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a warehouse of two versions, seeds, and the files that examples name."""
    folder, now = tmp_path_factory.mktemp("helped"), datetime.now(UTC)
    given = load_settings(warehouse=folder / "warehouse")
    corpus = rows.corpus()
    corpus["documents"][0] |= {"url": ADDRESS, "canonical_url": ADDRESS}
    with Archive(paths.Warehouse(given.warehouse).raw, now=now) as archive:
        for body in corpus["documents"]:
            body["raw_ref"] = archive.write_resource(
                body["name"], b"body", media_type="text/plain", fetched_at=now, labels={}
            )
    with recording.recorded(given, now=now) as book:
        with work(given) as connection:
            rows.fill(connection, corpus)
        publishing.publish(given, book)
        _change(given)
        publishing.publish(given, book, is_full=True)
    shutil.copytree(paths.SEEDS / "articles", folder / "seeds" / "articles")
    (folder / "subscriptions.opml").write_text(THEIRS, encoding="utf-8")
    (folder / "pages.jsonl").write_text(json.dumps({"id": 1, "html": PAGE}) + "\n")
    return folder


def _change(given: Settings) -> None:
    with work(given) as connection:
        connection.execute(f"update articles set title = '{CHANGED}'")
        connection.execute(f"update article_revisions set title = '{CHANGED}'")
        note_change(connection)


@pytest.fixture
def folder(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the folder, and stand in it."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True, symlinks=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_SEEDS", "seeds")
    monkeypatch.setenv("DATELINE_WAREHOUSE", "warehouse")
    monkeypatch.setenv("DATELINE_ALLOW_NETWORKS", "127.0.0.0/8")
    return tmp_path


def dateline(words: list[str]) -> str:
    """Run the command line within this process, and return what it printed, or sent to a file."""
    words, target = (words[: words.index(">")], words[-1]) if ">" in words else (words, "told.txt")
    done = CliRunner().invoke(app, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    Path(target).write_text(done.stdout, encoding="utf-8")
    return done.stdout


def _is_rolled_back(folder: Path) -> bool:
    stands = latest_version(folder / "warehouse" / "marts")
    page = (folder / "warehouse" / "reports" / "briefing.html").read_text(encoding="utf-8")
    is_shown = '"version":"v000001"' in page and "Title of report" in page
    return stands is not None and stands.number == 1 and is_shown and CHANGED not in page


# What each example prints, or what it leaves.
SHOWN: dict[str, str | Callable[[Path], bool]] = {
    "briefing": lambda folder: (folder / "briefing.html").stat().st_size > 50_000,
    "export": lambda folder: (folder / "exported" / "statements.csv").stat().st_size > 500,
    "extract": "Storm shuts harbour",
    "feeds": "added: ",
    "feeds add": "(Example News)",
    "feeds export": lambda folder: "news.example/rss" in (folder / "feeds.opml").read_text(),
    "feeds import": "1 feeds added",
    "feeds list": "new     https://news.example/rss",
    "feeds remove": "removed: https://news.example/rss",
    "forget": lambda folder: version_numbers(folder / "warehouse" / "marts") == [3],
    "publish": _is_rolled_back,
    "query": "ASSAULT",
    "rebuild": "wait for the next `dateline run`",
    "search": "(0 found)",
    "shell": "no duckdb shell on this machine",
    "show": "Volodymyr Zelensky",
    "status": '"problems": []',
}


@pytest.mark.parametrize("name", sorted(set(helped.commands()) - helped.ELSEWHERE))
def test_the_example_of_a_command_works(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # where a duckdb shell lies, it would take over
    home = b'<link rel="alternate" type="application/rss+xml" href="/news.xml">'
    routes = {"/": Route(home), "/news.xml": Route(rss([]), "application/rss+xml")}
    words = helped.example(name)
    if name in ("feeds export", "feeds list", "feeds remove"):
        dateline(["feeds", "add", "https://news.example/rss", "--unseen"])
    with serving(routes) as server:
        if name in ("feeds", "feeds add"):  # news.example is nobody's; the rest of the words stay
            words = [word.replace("https://news.example", server.url("")) for word in words]
        told = dateline(words)
    shown = SHOWN[name]
    assert shown in told if isinstance(shown, str) else shown(folder)


def test_every_command_has_an_example_that_is_run() -> None:
    assert set(helped.commands()) == set(SHOWN) | helped.ELSEWHERE
    sources = sorted((paths.ROOT / "tests" / "e2e").glob("*.py"))
    e2e = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert {name for name in helped.ELSEWHERE if f'helped.example("{name}")' not in e2e} == set()
