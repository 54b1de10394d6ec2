"""Batches: order, rejections with their reason, and pages that must be ended."""

import resource
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from flows.extract.batch import read_pages
from flows.jobs import extract_job
from flows.records import Article, Document, Rejected
from flows.settings import load_settings

PARAGRAPH = (
    "The harbour of Norrvik was closed for a second day after the storm tore two cranes from their"
    " rails and sank a pilot boat beside the eastern quay, the port authority said."
)
GOOD = f"<html><body><article><h1>Storm</h1><p>{PARAGRAPH}</p></article></body></html>"
LINK_PARAGRAPHS = b"<html><body>" + b'<p><a href="/a">a link of some words</a></p>' * 100_000
NESTED_DIVS = b"<html><body>" + b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000
ONE_PARAGRAPH = b"<html><body><p>" + b"word " * (10 * 2**20) + b"</p></body></html>"
# Within all caps, yet quadratic for the extractor.
SPANS = b"<span>part of it </span>" * 45_000
SLOW = b"<html><body><article><p>" + SPANS + b"</p></article></body></html>"


def document(name: str) -> Document:
    return Document(
        document_id=name,
        article_id=name,
        source_id="s1",
        name=f"https://news.example/{name}",
        url=f"https://news.example/{name}",
        canonical_url=None,
        media_type="text/html",
        body_hash="",
        byte_count=0,
        fetched_at=datetime(2026, 3, 20, tzinfo=UTC),
        raw_ref=f"raw/{name}",
    )


def extract_batch(
    pages: Iterable[tuple[Document, bytes]], *, processes: int = 2, seconds: float = 10.0
) -> Iterator[Article | Rejected]:
    """Read pages as a run does on one machine."""
    job = extract_job(load_settings(page_seconds=seconds))
    with job.workers(processes) as workers:
        yield from read_pages(pages, workers)


def children_seconds() -> float:
    """Return the processor time of ended worker processes."""
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


def test_articles_and_rejections_come_in_the_order_of_the_documents() -> None:
    bodies = {"a": GOOD.encode(), "b": b"", "c": GOOD.encode(), "d": b"<p>Hi.</p>"}
    outcomes = list(extract_batch((document(name), body) for name, body in bodies.items()))
    assert [type(each) for each in outcomes] == [Article, Rejected, Article, Rejected]
    assert [getattr(each, "document_id", None) for each in outcomes] == list(bodies)
    rejected = outcomes[1]
    assert isinstance(rejected, Rejected)
    assert rejected == Rejected(
        stage="extract",
        item="https://news.example/b",
        reason="empty",
        message="https://news.example/b is empty: fetch it again, or remove it",
        source_id="s1",
        document_id="b",
        raw_ref="raw/b",
    )


def test_pages_made_to_choke_are_rejected_in_time_and_the_next_is_read() -> None:
    for body in (LINK_PARAGRAPHS, NESTED_DIVS, ONE_PARAGRAPH):
        used = children_seconds()
        outcomes = list(
            extract_batch([(document("choke"), body), (document("next"), GOOD.encode())])
        )
        assert children_seconds() - used < 14  # ten for the page, the rest to start two workers
        assert isinstance(outcomes[0], Rejected)
        assert isinstance(outcomes[1], Article)
        assert "https://news.example/choke" in outcomes[0].message


def test_page_that_takes_too_long_is_ended() -> None:
    pages = [(document("slow"), SLOW), (document("next"), GOOD.encode())]
    slow, article = extract_batch(pages, processes=1, seconds=1.0)
    assert isinstance(slow, Rejected)
    assert slow.reason == "timeout"
    assert "1 s" in slow.message
    assert isinstance(article, Article)


def test_documents_are_taken_as_articles_are_asked_for() -> None:
    taken: list[int] = []

    def pages() -> Iterator[tuple[Document, bytes]]:
        for number in range(300):
            taken.append(number)
            yield document(str(number)), GOOD.encode()

    articles = extract_batch(pages(), processes=1)
    assert isinstance(next(articles), Article)
    assert len(taken) < 20


def test_no_documents_cost_nothing() -> None:
    used = children_seconds()
    assert list(extract_batch([])) == []
    assert children_seconds() == used


def test_same_page_gives_the_same_article() -> None:
    twice = [(document("a"), GOOD.encode()), (replace(document("a")), GOOD.encode())]
    first, second = extract_batch(twice)
    assert first == second
