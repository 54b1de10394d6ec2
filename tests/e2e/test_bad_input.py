"""One run over all that can be wrong with what goes in: each is named, and the rest goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.conftest import Newsroom, open_newsroom
from tests.e2e.test_feeds import page, rss, story
from tests.servers import Route, Server, serving

NOWHERE = [f"http://feed{n}.invalid/rss" for n in range(15)]
LOGIN = (
    b"<html><head><title>Log in</title></head><body><form><input type='password'></form>"
    b"</body></html>"
)
BARE = b"<html><body><nav><a href='/'>Home</a></nav></body></html>"
GERMAN = (
    "Der Hafen von Nordwik wurde am Montag geschlossen, nachdem ein Kran umgestürzt war. "
    "Die Behörde sagte, zwei Arbeiter seien verletzt worden; Schiffe wurden umgeleitet. "
    "Der Betrieb soll am Donnerstag wieder aufgenommen werden, teilte die Stadt mit."
)


@dataclass(frozen=True, slots=True)
class Troubled:
    """A newsroom after its first run, its web, and what the run told."""

    room: Newsroom
    web: Server
    told: str

    @property
    def articles(self) -> Path:
        """Return the folder of seeds."""
        return self.room.seeds / "articles"


@pytest.fixture(scope="module")
def troubled(
    tmp_path_factory: pytest.TempPathFactory, prefect_server: dict[str, str]
) -> Iterator[Troubled]:
    room = open_newsroom(tmp_path_factory.mktemp("troubled"), prefect_server)
    with serving() as web:
        for n in range(3):
            web.routes[f"/small/{n}"] = Route(page(n, f"Wages in week {n}"))
        bare = rss(web, range(1), "none", {}).replace(b"/none/0", b"/bare.html")
        web.routes["/small.xml"] = Route(rss(web, range(3), "small", {}), "application/rss+xml")
        web.routes.update({"/login.xml": Route(LOGIN), "/bare.html": Route(BARE)})
        web.routes["/bare.xml"] = Route(bare, "application/rss+xml")
        listed = [web.url(path) for path in ("/small.xml", "/login.xml", "/bare.xml")]
        room.write_feeds([*listed, *NOWHERE])
        write_seeds(room.seeds)
        yield Troubled(room, web, room.dateline("run").stdout)


def write_seeds(seeds: Path) -> None:
    articles = seeds / "articles"
    (articles / "good.txt").write_text(story(7), encoding="utf-8")
    (articles / "hafen.txt").write_text(GERMAN, encoding="utf-8")
    (articles / "latin.txt").write_bytes(b"The mayor of K\xf6ln said nothing. " * 5)
    (articles / "empty.txt").write_bytes(b"")
    (articles / "huge.txt").write_bytes(b"word " * 10_000_000)
    with (seeds / "manifest.csv").open("a", encoding="utf-8") as manifest:
        manifest.write("ghost.txt,Nobody,,,,,,\n")


def test_bad_input_is_named_and_the_rest_goes_on(troubled: Troubled) -> None:
    newsroom, web = troubled.room, troubled.web
    assert newsroom.ask("select count(*) from articles") == [(5,)]
    rows = newsroom.ask("select item, reason, message, retry from quarantine")
    reasons = {item.removeprefix(web.url("")): reason for item, reason, _, _ in rows}
    assert reasons["latin.txt"] == "not_utf8"
    assert reasons["empty.txt"] == "empty"
    assert reasons["huge.txt"] == "too_large"
    assert reasons["ghost.txt"] == "missing_file"
    assert reasons["/bare.html"] == "no_article"
    assert "/login.xml" in reasons
    assert all(item in message for item, _, message, _ in rows)
    assert all(retry.startswith("dateline ") for *_, retry in rows)


def test_an_unreachable_network_is_said_and_costs_seconds(troubled: Troubled) -> None:
    assert "feeds that gave nothing: 15 of 18 (15 unreachable)" in troubled.told
    feeds = next(line for line in troubled.told.splitlines() if line.startswith("feeds "))
    assert feeds.split()[1:4] == ["18", "2", "1"]  # login.xml is quarantined, and gave nothing
    assert troubled.room.ask("select max(seconds) < 10 from fetches") == [(True,)]


def test_other_languages_are_extracted_and_left_unread(troubled: Troubled) -> None:
    german = "from articles where language = 'de'"
    assert troubled.room.ask(f"select annotate_method {german}") == [(None,)]
    assert troubled.room.ask(
        f"select count(*) from statements where article_id in (select article_id {german})"
    ) == [(0,)]


def test_what_is_mended_is_read_whatever_the_list_of_feeds_has_become(troubled: Troubled) -> None:
    newsroom, articles = troubled.room, troubled.articles
    fresh = "The mayor of Köln said nothing. " * 5
    (articles / "latin.txt").write_text(fresh, encoding="utf-8")
    (articles / "empty.txt").unlink()
    (newsroom.seeds / "feeds.opml").write_text("these are my feeds", encoding="utf-8")
    newsroom.dateline("run")
    assert newsroom.ask("select count(*) from articles") == [(6,)]
    left = dict(newsroom.ask("select item, message from quarantine"))
    assert "huge.txt" in left
    assert not left.keys() & {"latin.txt", "empty.txt"}
    assert "line 1" in left["feeds.opml"]
