"""Real feeds on loopback: what is new is taken, what is not is not asked for twice."""

from datetime import timedelta
from pathlib import Path

from flows.ingest.archive import Archive
from flows.ingest.archived import iter_records, read_body
from flows.ingest.opml import feed_source
from flows.ingest.poll import Harvest, poll_feeds
from flows.keys import row_key
from flows.records import Source
from tests.ingest.clients import NOW, opener
from tests.ingest.feedtexts import LOGIN_PAGE, atom, rdf, rss, rss_item
from tests.servers import Route, Server, redirect, serving, silent, unused_port

XML = "application/rss+xml"


def poll(
    raw: Path,
    sources: list[Source],
    server: Server,
    *more: str,
    known: frozenset[str] = frozenset(),
) -> Harvest:
    with Archive(raw, now=NOW) as archive:
        return poll_feeds(
            sources,
            now=NOW,
            archive=archive,
            open_client=opener([*server.allowed, *more]),
            known=known.intersection,
        )


def test_every_feed_is_read_and_none_stops_another(tmp_path: Path) -> None:
    port = unused_port()
    page = "https://news.example/"
    routes = {
        "/rss": Route(rss([rss_item(f"{page}{n}", f"T{n}") for n in range(3)]), XML, etag='"1"'),
        "/atom": Route(atom([f"{page}a", f"{page}1"]), "application/atom+xml"),
        "/rdf": Route(rdf([f"{page}r"]), "text/xml"),
        "/login": Route(LOGIN_PAGE),
        "/gone": Route(b"gone", status=410),
        "/silent": Route(behave=silent),
        "/private": redirect("http://10.0.0.1/"),
    }
    with serving(routes) as server:
        sources = [feed_source(server.url(path)) for path in routes]
        sources.append(feed_source(f"http://127.0.0.1:{port}/dead"))
        sources.append(feed_source("http://no-such-name.invalid/rss"))
        harvest = poll(tmp_path, sources, server, f"127.0.0.1:{port}")
    states = {source.url: source for source in harvest.sources}
    outcomes = [states[source.url].last_outcome for source in sources]
    assert outcomes == [
        "ok",
        "ok",
        "ok",
        "html_page",
        "gone",
        "timeout",
        "refused",
        "unreachable",
        "unreachable",
    ]
    assert [each.purpose for each in harvest.fetches].count("feed") == 9
    assert {each.title for each in harvest.sightings} == {
        "T0",
        "T1",
        "T2",
        "Entry 0",
        "Entry 1",
        "Item 0",
    }
    (rejected,) = harvest.rejected
    assert (rejected.reason, rejected.item) == ("html_page", sources[3].url)
    assert rejected.raw_ref is not None
    assert read_body(tmp_path, rejected.raw_ref) == LOGIN_PAGE


def test_an_item_whose_address_carries_a_password_is_refused_without_it(tmp_path: Path) -> None:
    items = [rss_item("https://me:hunter2@news.example/1"), rss_item("https://news.example/2")]
    with serving({"/rss": Route(rss(items), XML)}) as server:
        harvest = poll(tmp_path, [feed_source(server.url("/rss"))], server)
    (sighting,), (rejected,) = harvest.sightings, harvest.rejected
    assert sighting.url == "https://news.example/2"
    assert (rejected.reason, rejected.item) == ("bad_url", "https://news.example/1")
    assert "hunter2" not in repr(harvest)


def test_the_same_article_through_two_feeds_has_two_sightings(tmp_path: Path) -> None:
    routes = {
        "/a": Route(rss([rss_item("https://news.example/1?utm_source=a")]), XML),
        "/b": Route(rss([rss_item("https://news.example/1#x")]), XML),
    }
    with serving(routes) as server:
        sources = [feed_source(server.url(path)) for path in routes]
        one, two = poll(tmp_path, sources, server).sightings
    assert one.article_id == two.article_id == row_key("article", "https://news.example/1")
    assert one.sighting_id != two.sighting_id
    assert one.first_seen_at == one.last_seen_at == NOW


def test_what_has_not_changed_is_not_sent_nor_read_again(tmp_path: Path) -> None:
    body = rss([rss_item("https://news.example/1")])
    with serving({"/rss": Route(body, XML, etag='"1"', last_modified="Monday")}) as server:
        first = poll(tmp_path, [feed_source(server.url("/rss"))], server)
        second = poll(tmp_path, list(first.sources), server)
        assert [each.status for each in server.log] == [200, 304]
        assert server.log[1].headers["if-modified-since"] == "Monday"
        assert second.sightings == ()
        (source,) = second.sources
        assert (source.last_outcome, source.etag, source.item_count) == ("not_modified", '"1"', 1)
        server.routes["/rss"].body = rss([rss_item("https://news.example/2")])
        server.routes["/rss"].etag = '"2"'
        third = poll(tmp_path, list(second.sources), server)
        assert [each.url for each in third.sightings] == ["https://news.example/2"]
        assert third.sources[0].etag == '"2"'


def test_the_same_body_without_validators_is_archived_once(tmp_path: Path) -> None:
    with serving({"/rss": Route(rss([rss_item("https://news.example/1")]), XML)}) as server:
        first = poll(tmp_path, [feed_source(server.url("/rss"))], server)
        second = poll(tmp_path, list(first.sources), server)
    assert second.sightings == ()
    assert [record.kind for record in iter_records(tmp_path)] == ["response", "revisit"]
    raw_ref = second.fetches[-1].raw_ref
    assert raw_ref is not None
    assert b"<rss" in read_body(tmp_path, raw_ref)


def test_a_feed_that_could_not_be_read_is_read_again(tmp_path: Path) -> None:
    with serving({"/rss": Route(LOGIN_PAGE, etag='"1"')}) as server:
        first = poll(tmp_path, [feed_source(server.url("/rss"))], server)
        second = poll(tmp_path, list(first.sources), server)
        assert [each.reason for each in second.rejected] == ["html_page"]
        assert second.sources[0].failure_count == 2
        assert [record.kind for record in iter_records(tmp_path)] == ["response", "revisit"]
        server.routes["/rss"] = Route(rss([rss_item("https://news.example/1")]), XML)
        third = poll(tmp_path, list(second.sources), server)
        assert len(third.sightings) == 1
        assert third.sources[0].failure_count == 0


def test_an_item_without_link_is_an_article_of_its_own(tmp_path: Path) -> None:
    text = "<p>Whole text of the article.</p>" * 20
    items = [
        f"<item><title>T</title><guid isPermaLink='false'>g{n}</guid>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        for n, content in enumerate([text, "<p>Too short</p>"])
    ]
    with serving({"/rss": Route(rss(items), XML)}) as server:
        sources = [feed_source(server.url("/rss"))]
        harvest = poll(tmp_path, sources, server)
        (document,) = harvest.documents
        assert read_body(tmp_path, document.raw_ref).decode() == text
        assert document.hints.title == "T"
        assert document.hints.language == "en"
        assert document.url is None
        assert len(harvest.sightings) == 2
        again = poll(tmp_path, sources, server, known=frozenset({document.document_id}))
        assert again.documents == ()


def test_a_feed_that_hangs_its_reader_costs_that_feed_only(tmp_path: Path) -> None:
    trap = f"<item><title>T</title><author>{'a@' * 60_000}</author></item>"
    routes = {
        "/trap": Route(rss([trap]), XML),
        "/good": Route(rss([rss_item("https://news.example/1")]), XML),
    }
    with serving(routes) as server, Archive(tmp_path, now=NOW) as archive:
        harvest = poll_feeds(
            [feed_source(server.url(path)) for path in routes],
            now=NOW,
            archive=archive,
            open_client=opener(server.allowed),
            parse_seconds=2.0,
        )
    assert [each.url for each in harvest.sightings] == ["https://news.example/1"]
    assert [each.reason for each in harvest.rejected] == ["timeout"]


def test_retry_after_is_kept(tmp_path: Path) -> None:
    with serving({"/rss": Route(b"", status=429, headers={"Retry-After": "3600"})}) as server:
        (source,) = poll(tmp_path, [feed_source(server.url("/rss"))], server).sources
    assert source.next_poll_at == NOW + timedelta(hours=1)
    assert source.last_outcome == "wait"


def test_a_moved_feed_is_followed_for_good_at_the_third_sight(tmp_path: Path) -> None:
    routes = {"/old": redirect("/new", 301), "/new": Route(rss([]), XML, etag='"1"')}
    with serving(routes) as server:
        sources = [feed_source(server.url("/old"))]
        for _ in range(4):
            sources = list(poll(tmp_path, sources, server).sources)
        assert server.paths() == ["/old", "/new"] * 3 + ["/new"]
        assert sources[0].url == server.url("/new")


def test_no_feed_is_no_work(tmp_path: Path) -> None:
    with serving() as server:
        assert poll(tmp_path / "raw", [], server) == Harvest()
    assert not (tmp_path / "raw").exists()
