"""Pages are fetched once, looked at again when there is a reason, and given up in the end."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.ingest.archive import Archive
from flows.ingest.archived import iter_records, read_body
from flows.ingest.duepages import DuePage, due_pages, spread_hosts
from flows.ingest.items import Item
from flows.ingest.opml import feed_source
from flows.ingest.pages import PageHarvest, fetch_pages
from flows.ingest.poll import sight_page
from flows.ingest.urls import canonical_url
from flows.keys import article_key, row_key
from flows.records import PageState, Rejected, Sighting
from tests.ingest.clients import NOW, opener
from tests.ingest.feedtexts import page
from tests.servers import Route, Server, redirect, serving

HOUR = timedelta(hours=1)


def sighting(url: str, *, fingerprint: str = "f1", source_id: str = "feed1") -> Sighting:
    return Sighting(
        sighting_id=row_key("sighting", source_id, url),
        source_id=source_id,
        article_id=article_key(canonical_url(url)),
        item_id=url,
        url=url,
        title="Title in the feed",
        summary="Summary",
        authors=("Jane Doe",),
        published_at=NOW - HOUR,
        modified_at=None,
        fingerprint=fingerprint,
        first_seen_at=NOW,
        last_seen_at=NOW,
    )


def fetch(
    raw: Path,
    sightings: list[Sighting],
    server: Server,
    known: dict[str, PageState] | None = None,
    now: datetime = NOW,
) -> PageHarvest:
    with Archive(raw, now=now) as archive:
        return fetch_pages(
            due_pages(sightings, known or {}, now=now),
            now=now,
            archive=archive,
            open_client=opener(server.allowed, now=now),
        )


def states(*harvests: PageHarvest) -> dict[str, PageState]:
    return {each.article_id: each for harvest in harvests for each in harvest.pages}


def test_a_page_becomes_a_document_with_what_the_feed_says(tmp_path: Path) -> None:
    with serving({"/1?id=7": Route(page("One"), etag='"1"')}) as server:
        found = sighting(server.url("/1?utm_source=x&id=7"))
        server.routes["/1?utm_source=x&id=7"] = server.routes["/1?id=7"]
        harvest = fetch(tmp_path, [found], server)
        (document,) = harvest.documents
        assert read_body(tmp_path, document.raw_ref) == page("One")
        assert document.article_id == found.article_id
        assert document.canonical_url == server.url("/1?id=7")
        assert (document.media_type, document.charset) == ("text/html", "utf-8")
        assert document.hints.title == "Title in the feed"
        assert (document.hints.published_at, document.hints.published_basis) == (
            NOW - HOUR,
            "feed",
        )
        (state,) = harvest.pages
        assert (state.etag, state.body_hash, state.check_count) == ('"1"', document.body_hash, 1)
        assert state.fingerprint == "f1"
        assert state.next_check_at == NOW + HOUR


def test_fifty_pages_are_fetched_once_each(tmp_path: Path) -> None:
    routes = {f"/{n}": Route(page(f"Page {n}")) for n in range(50)}
    with serving(routes) as server:
        sightings = [sighting(server.url(path)) for path in routes]
        first = fetch(tmp_path, sightings + sightings, server)
        assert len(first.documents) == 50
        assert sorted(server.paths()) == sorted(routes)
        second = fetch(tmp_path, sightings, server, states(first))
        assert second == PageHarvest()
        assert len(server.log) == 50


def test_a_changed_item_asks_for_the_page_again(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"), etag='"1"')}) as server:
        url = server.url("/1")
        first = fetch(tmp_path, [sighting(url)], server)
        same = fetch(tmp_path, [sighting(url, fingerprint="f2")], server, states(first))
        assert [each.status for each in server.log] == [200, 304]
        assert same.documents == ()
        server.routes["/1"] = Route(page("One, corrected"), etag='"2"')
        third = fetch(tmp_path, [sighting(url, fingerprint="f3")], server, states(same))
        (document,) = third.documents
        assert document.article_id == first.documents[0].article_id
        assert document.document_id != first.documents[0].document_id
        fourth = fetch(tmp_path, [sighting(url, fingerprint="f3")], server, states(third))
        assert fourth == PageHarvest()


def test_an_unchanged_body_is_no_new_document(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"))}) as server:
        url = server.url("/1")
        first = fetch(tmp_path, [sighting(url)], server)
        second = fetch(tmp_path, [sighting(url, fingerprint="f2")], server, states(first))
        assert [each.status for each in server.log] == [200, 200]
        assert second.documents == ()
        assert [record.kind for record in iter_records(tmp_path)] == ["response", "revisit"]


def test_two_feeds_that_differ_do_not_ask_for_ever(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"), etag='"1"')}) as server:
        one = sighting(server.url("/1"), fingerprint="f1", source_id="feed1")
        two = sighting(server.url("/1"), fingerprint="f2", source_id="feed2")
        known = states(fetch(tmp_path, [one, two], server))
        for order in ([one, two], [two, one]):
            assert due_pages(order, known, now=NOW) == []


def test_a_young_page_with_a_validator_is_looked_at_again(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"), etag='"1"')}) as server:
        found = sighting(server.url("/1"))
        known: dict[str, PageState] = {}
        moment, looks = NOW, []
        for _ in range(24 * 4 * 5):
            if due_pages([found], known, now=moment):
                looks.append((moment - NOW) / HOUR)
                known = states(fetch(tmp_path, [found], server, known, now=moment))
            moment += HOUR / 4
        assert looks == [0.0, 1.0, 3.0, 9.0, 27.0]
        assert [each.status for each in server.log] == [200, 304, 304, 304, 304]


def test_a_page_without_validator_is_left_alone(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"))}) as server:
        harvest = fetch(tmp_path, [sighting(server.url("/1"))], server)
        assert harvest.pages[0].next_check_at is None


@pytest.mark.parametrize(
    ("status", "hours", "tries"),
    [
        (404, [0] * 8, 5),  # what is not there is given up soon
        (500, [0] * 8, 2),  # a host in trouble is left alone
        (500, [0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128], 8),  # and given up when it stays so
    ],
)
def test_a_failing_page_is_tried_again_then_put_into_quarantine(
    tmp_path: Path, status: int, hours: list[float], tries: int
) -> None:
    with serving({"/1": Route(b"oops", status=status), "/2": Route(page("Two"))}) as server:
        sightings = [sighting(server.url("/1")), sighting(server.url("/2"))]
        known: dict[str, PageState] = {}
        rejected: list[Rejected] = []
        for hour in hours:
            harvest = fetch(tmp_path, sightings, server, known, now=NOW + timedelta(hours=hour))
            known |= states(harvest)
            rejected += harvest.rejected
        assert server.paths().count("/1") == tries
        assert server.paths().count("/2") == 1
        assert [each.item for each in rejected] == [server.url("/1")] * (tries > 2)
        assert all(each.reason == "error" and str(status) in each.message for each in rejected)


def test_a_host_that_asks_for_patience_is_not_asked_for_its_other_pages(tmp_path: Path) -> None:
    busy = Route(b"busy", status=429, headers={"Retry-After": "600"})
    with serving({f"/{number}": busy for number in range(30)}) as server:
        sightings = [sighting(server.url(f"/{number}")) for number in range(30)]
        harvest = fetch(tmp_path, sightings, server)
        assert len(server.paths()) <= 10  # as many as may be at one host at once, and a few
        assert len(harvest.pages) == 30
        assert not harvest.rejected
        for route in server.routes.values():
            route.status, route.headers = 200, {}
        again = fetch(tmp_path, sightings, server, states(harvest), now=NOW + timedelta(minutes=11))
        assert len(again.pages) == 30
        assert all(each.failure_count == 0 for each in again.pages)


def test_a_page_that_comes_back_is_read(tmp_path: Path) -> None:
    with serving({"/1": Route(b"oops", status=503, headers={"Retry-After": "600"})}) as server:
        found = sighting(server.url("/1"))
        known = states(fetch(tmp_path, [found], server))
        assert due_pages([found], known, now=NOW + timedelta(minutes=9)) == []
        server.routes["/1"] = Route(page("One"))
        later = NOW + timedelta(minutes=10)
        harvest = fetch(tmp_path, [found], server, known, now=later)
        assert len(harvest.documents) == 1
        assert harvest.pages[0].failure_count == 0


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (Route(b"gone", status=410), "gone"),
        (Route(b"%PDF-1.7", "application/pdf"), "not_a_page"),
        (redirect("http://10.0.0.1/"), "refused"),
    ],
)
def test_a_hopeless_page_is_given_up_at_once(tmp_path: Path, route: Route, reason: str) -> None:
    with serving({"/1": route}) as server:
        found = sighting(server.url("/1"))
        harvest = fetch(tmp_path, [found], server)
        assert [each.reason for each in harvest.rejected] == [reason]
        assert due_pages([found], states(harvest), now=NOW + 100 * HOUR) == []


def test_a_page_that_was_read_and_then_goes_is_not_in_quarantine(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"), etag='"1"')}) as server:
        found = sighting(server.url("/1"))
        known = states(fetch(tmp_path, [found], server))
        server.routes["/1"] = Route(b"gone", status=410)
        harvest = fetch(tmp_path, [found], server, known, now=NOW + HOUR)
        assert harvest.rejected == ()
        assert harvest.pages[0].next_check_at is None


@pytest.mark.parametrize(
    "route", [Route(b" \n"), Route(b""), Route(status=304), Route(b"", etag='"1"')]
)
def test_an_empty_page_is_tried_again(tmp_path: Path, route: Route) -> None:
    with serving({"/1": route}) as server:
        harvest = fetch(tmp_path, [sighting(server.url("/1"))], server)
        assert (harvest.documents, harvest.rejected) == ((), ())
        assert harvest.pages[0].failure_count == 1


def test_an_item_without_link_is_no_page() -> None:
    assert due_pages([replace(sighting("https://news.example/"), url=None)], {}, now=NOW) == []


def test_known_documents_are_not_given_again(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"))}) as server:
        due = due_pages([sighting(server.url("/1"))], {}, now=NOW)
        assert isinstance(due[0], DuePage)
        (document,) = fetch(tmp_path, [sighting(server.url("/1"))], server).documents
        with Archive(tmp_path, now=NOW) as archive:
            harvest = fetch_pages(
                due,
                now=NOW,
                archive=archive,
                open_client=opener(server.allowed),
                known=frozenset({document.document_id}).intersection,
            )
        assert harvest.documents == ()
        assert harvest.pages[0].body_hash == document.body_hash


def test_pages_of_one_host_are_asked_far_apart() -> None:
    source = feed_source("https://news.example/rss")
    sightings = [
        sight_page(source, Item(str(n), f"https://{host}.example/{n}"), now=NOW)
        for n, host in enumerate("aaabcb")
    ]
    spread = spread_hosts(due_pages(sightings, {}, now=NOW))
    assert [each.state.url[8] for each in spread] == list("abcaba")


def test_a_site_that_calls_all_pages_by_one_name_keeps_its_articles(tmp_path: Path) -> None:
    """One rel=canonical on every page made one article of all, and its texts its revisions."""
    for name in ("/", "/article.php", "/article.php?id=1", "/world/first-of-all-1"):
        link = b'<link rel="canonical" href="%s">' % name.encode()
        paths = ["/article.php?id=1", "/article.php?id=2", "/world/second-of-all-2", "/sport/3"]
        routes = {
            path: Route(page(f"Story at {path}").replace(b"<head>", b"<head>" + link, 1))
            for path in paths
        }
        with serving(routes) as server:
            harvest = fetch(
                tmp_path / row_key("x", name), [sighting(server.url(p)) for p in paths], server
            )
            found = {document.canonical_url for document in harvest.documents}
            assert all(link in server.routes[path].body for path in paths)
            assert found == {server.url(path) for path in paths}, name
            assert len({document.article_id for document in harvest.documents}) == len(paths)


def test_a_page_behind_a_redirect_is_asked_whether_it_changed(tmp_path: Path) -> None:
    routes = {"/go/1": redirect("/news/one"), "/news/one": Route(page("One"), etag='"1"')}
    with serving(routes) as server:
        found = sighting(server.url("/go/1"))
        first = fetch(tmp_path, [found], server)
        again = fetch(tmp_path, [found], server, states(first), now=NOW + HOUR)
        assert [each.status for each in server.log] == [302, 200, 302, 304]
        assert "if-none-match" not in server.log[2].headers
        assert (again.documents, again.pages[0].etag) == ((), '"1"')
        server.routes["/go/1"] = redirect("/news/other")
        server.routes["/news/other"] = Route(page("Other"), etag='"1"')
        last = fetch(tmp_path, [found], server, states(again), now=NOW + 3 * HOUR)
        assert (server.log[-1].status, len(last.documents)) == (200, 1)


def test_a_page_timed_by_a_clock_that_ran_ahead_is_looked_at_again(tmp_path: Path) -> None:
    with serving({"/1": Route(page("One"), etag='"1"')}) as server:
        found = sighting(server.url("/1"))
        ahead = states(fetch(tmp_path, [found], server, now=NOW + 24 * 365 * HOUR))
        assert len(due_pages([found], ahead, now=NOW)) == 1
        known, looks = ahead, []
        for hour in range(80):
            moment = NOW + hour * HOUR
            if due_pages([found], known, now=moment):
                looks.append(hour)
                known = states(fetch(tmp_path, [found], server, known, now=moment))
        assert looks == [0, 1, 3, 9, 27]
        failed = {key: replace(each, last_fetched_at=None) for key, each in ahead.items()}
        assert len(due_pages([found], failed, now=NOW)) == 1
