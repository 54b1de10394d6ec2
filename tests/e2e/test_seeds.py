"""The bundled seed goes through the whole run; a second run changes nothing."""

import json
import re
import shlex
import shutil
import subprocess
from hashlib import sha256

import pytest

from flows import paths
from tests import helped
from tests.e2e.conftest import Newsroom, open_newsroom


def give_seeds(room: Newsroom) -> None:
    shutil.copytree(paths.SEEDS / "articles", room.seeds / "articles", dirs_exist_ok=True)
    shutil.copy(paths.SEEDS / "manifest.csv", room.seeds / "manifest.csv")


def published_bytes(room: Newsroom) -> dict[str, str]:
    latest = room.warehouse.marts / "latest"
    return {
        path.relative_to(latest.resolve()).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(latest.resolve().rglob("*.parquet"))
    }


@pytest.fixture(scope="module")
def seeded(
    tmp_path_factory: pytest.TempPathFactory, prefect_server: dict[str, str]
) -> tuple[Newsroom, str]:
    """Give a newsroom in which the bundled seeds were published once, and what that run told."""
    room = open_newsroom(tmp_path_factory.mktemp("seeded"), prefect_server)
    give_seeds(room)
    return room, room.dateline("run").stdout


def test_the_run_tells_its_counts_and_a_question_to_paste(seeded: tuple[Newsroom, str]) -> None:
    room, told = seeded
    assert ": done in " in told
    assert re.search(r"^annotate +1 +1 +0 ", told, re.MULTILINE)
    [question] = re.findall(r"^ask +(.+)$", told, re.MULTILINE)
    pasted = subprocess.run(
        ["/bin/sh", "-c", question],
        env=room.environment,
        cwd=room.folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert pasted.returncode == 0, pasted.stderr
    assert pasted.stdout.splitlines()[2].startswith("Volodymyr Zelensky")


def test_the_readme_shows_the_answer_that_its_question_has(seeded: tuple[Newsroom, str]) -> None:
    room, _ = seeded
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    [(command, shown)] = re.findall(
        r"^\.venv/bin/dateline (query .+)\n```\n\n```text\n(.+?)^```", readme, re.M | re.S
    )
    assert room.dateline(*shlex.split(command)).stdout == shown


def test_the_readme_s_frame_opens_the_marts(
    seeded: tuple[Newsroom, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = seeded
    monkeypatch.chdir(room.folder)
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(import .+\n)(.+)\n```$", readme, re.MULTILINE)
    names: dict[str, object] = {}
    exec(code[0], names)  # as a reader pastes it
    assert eval(code[1], names).height == room.ask("select count(*) from statements")[0][0]


def test_the_seed_is_read_checked_and_published(seeded: tuple[Newsroom, str]) -> None:
    newsroom, _ = seeded
    [(published, basis, agency, language, title)] = newsroom.ask(
        "select published_at::date::varchar, published_basis, agency, language, title from articles"
    )
    assert (published, basis, agency, language) == ("2026-01-30", "text", "AFP", "en")
    assert title is None
    speakers = dict(newsroom.ask("select speaker_name, count(*) from statements group by all"))
    assert speakers["Volodymyr Zelensky"] >= 8
    assert newsroom.ask(
        "select count(*) from statements as s join article_revisions as a "
        "using (article_id, revision) where exists (select 1 from unnest(s.content_spans) as t(p) "
        'where length(a.text) < p."end")'
    ) == [(0,)]
    rounds = newsroom.ask(
        "select occurrence, date_start::varchar, date_end::varchar, p.name from events "
        "left join places as p using (place_id) where event_type = 'CONSULT'"
    )
    assert ("happened", "2026-01-19", "2026-01-25") in {each[:3] for each in rounds}
    assert ("planned", "Abu Dhabi") in {(each[0], each[3]) for each in rounds}


def test_a_second_run_writes_nothing_new(seeded: tuple[Newsroom, str]) -> None:
    newsroom, _ = seeded
    before, news = published_bytes(newsroom), newsroom.warehouse.news.stat()
    assert len(before) >= 7
    raw = sorted(path.name for path in newsroom.warehouse.raw.iterdir())
    newsroom.dateline(*helped.example("run"))
    assert published_bytes(newsroom) == before
    assert newsroom.warehouse.news.stat().st_ino == news.st_ino
    assert sorted(path.name for path in newsroom.warehouse.raw.iterdir()) == raw
    assert [p.name for p in newsroom.warehouse.marts.glob("v*")] == ["v000001"]


def test_annotate_gives_what_the_run_wrote(seeded: tuple[Newsroom, str]) -> None:
    newsroom, _ = seeded
    path = next((paths.SEEDS / "articles").glob("*.txt"))
    record = {"id": "seed", "text": path.read_text(encoding="utf-8")}
    (newsroom.folder / "articles.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    words, target = " ".join(helped.example("annotate")).split(" > ")
    (newsroom.folder / target).write_text(newsroom.dateline(*words.split()).stdout)
    answer = json.loads((newsroom.folder / target).read_text())
    stored = newsroom.ask(
        "select content, speaker_name, said_date_start::varchar from statements "
        "order by content_spans[1].start, content"
    )
    fresh = [
        (s["content"], s["speaker_name"], s["said_date_start"])
        for s in sorted(
            answer["statements"], key=lambda s: (s["content_spans"][0][0], s["content"])
        )
    ]
    assert fresh == stored
    assert {place["geonames_id"] for place in answer["places"]} >= {703448, 524901}


def test_an_empty_warehouse_says_what_to_do(newsroom: Newsroom) -> None:
    for command in (["status"], ["status", "--json"], ["query", "select 1"]):
        told = newsroom.dateline(*command, code=2).stderr
        assert str(newsroom.warehouse.folder) in told and "`dateline run`" in told


def test_status_and_query_answer_a_person_and_a_machine(seeded: tuple[Newsroom, str]) -> None:
    newsroom, _ = seeded
    status = json.loads(newsroom.dateline("status", "--json").stdout)
    assert status["last_run"]["outcome"] == "done"
    assert status["running"] is None
    sql = "select speaker_name, count(*) from statements group by all order by 2 desc"
    answer = newsroom.dateline("query", sql).stdout
    assert answer.splitlines()[2].startswith("Volodymyr Zelensky")
    rows = json.loads(newsroom.dateline("query", sql, "--format", "json").stdout)
    assert rows[0]["speaker_name"] == "Volodymyr Zelensky"
    told = newsroom.dateline("query", "select nothing from nowhere", code=2).stderr
    assert "nowhere" in told


def test_the_archive_alone_gives_the_same_tables(seeded: tuple[Newsroom, str]) -> None:
    newsroom, _ = seeded  # the last to use it: its seeds go
    before = published_bytes(newsroom)
    shutil.rmtree(newsroom.seeds / "articles")
    (newsroom.seeds / "articles").mkdir()
    for words in (["reprocess", "--stage", "extract"], helped.example("reprocess")):
        newsroom.dateline(*words)
        assert published_bytes(newsroom) == before
