"""The bundled seed goes through the whole run; a second run changes nothing."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

from flows import paths
from tests.e2e.conftest import Newsroom


def give_seeds(room: Newsroom) -> None:
    shutil.copytree(paths.SEEDS / "articles", room.seeds / "articles", dirs_exist_ok=True)
    shutil.copy(paths.SEEDS / "manifest.csv", room.seeds / "manifest.csv")


def published_bytes(room: Newsroom) -> dict[str, str]:
    latest = room.warehouse.marts / "latest"
    return {
        path.relative_to(latest.resolve()).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(latest.resolve().rglob("*.parquet"))
    }


def test_the_seed_is_read_checked_and_published(newsroom: Newsroom) -> None:
    give_seeds(newsroom)
    told = newsroom.dateline("run").stdout
    assert ": done in " in told
    assert "dateline query" in told
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


def test_a_second_run_writes_nothing_new(newsroom: Newsroom) -> None:
    give_seeds(newsroom)
    newsroom.dateline("run")
    before, news = published_bytes(newsroom), newsroom.warehouse.news.stat()
    assert len(before) >= 7
    raw = sorted(path.name for path in newsroom.warehouse.raw.iterdir())
    newsroom.dateline("run")
    assert published_bytes(newsroom) == before
    assert newsroom.warehouse.news.stat().st_ino == news.st_ino
    assert sorted(path.name for path in newsroom.warehouse.raw.iterdir()) == raw
    assert [p.name for p in newsroom.warehouse.marts.glob("v*")] == ["v000001"]


def test_the_archive_alone_gives_the_same_tables(newsroom: Newsroom) -> None:
    give_seeds(newsroom)
    newsroom.dateline("run")
    before = published_bytes(newsroom)
    shutil.rmtree(newsroom.seeds / "articles")
    (newsroom.seeds / "articles").mkdir()
    for stage in ("extract", "annotate"):
        newsroom.dateline("reprocess", "--stage", stage)
        assert published_bytes(newsroom) == before


def test_annotate_gives_what_the_run_wrote(newsroom: Newsroom) -> None:
    give_seeds(newsroom)
    newsroom.dateline("run")
    path = next((paths.SEEDS / "articles").glob("*.txt"))
    record = {"id": "seed", "text": path.read_text(encoding="utf-8")}
    lines = newsroom.folder / "seed.jsonl"
    lines.write_text(json.dumps(record) + "\n", encoding="utf-8")
    answer = json.loads(newsroom.dateline("annotate", str(lines)).stdout)
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


def test_other_languages_are_extracted_and_left_unread(newsroom: Newsroom) -> None:
    text = (
        "Der Hafen von Nordwik wurde am Montag geschlossen, nachdem ein Kran umgestürzt war. "
        "Die Behörde sagte, zwei Arbeiter seien verletzt worden; Schiffe wurden umgeleitet. "
        "Der Betrieb soll am Donnerstag wieder aufgenommen werden, teilte die Stadt mit."
    )
    Path(newsroom.seeds / "articles" / "hafen.txt").write_text(text, encoding="utf-8")
    newsroom.dateline("run")
    assert newsroom.ask("select language, annotate_method from articles") == [("de", None)]
    assert newsroom.ask("select count(*) from statements") == [(0,)]


def test_status_and_query_answer_a_person_and_a_machine(newsroom: Newsroom) -> None:
    assert "none yet" in newsroom.dateline("status").stdout
    told = newsroom.dateline("query", "select 1", code=2).stderr
    assert "run `dateline run` first" in told
    give_seeds(newsroom)
    newsroom.dateline("run")
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
