"""Documents with their bodies go in; articles, or why there is none, come out in the same order."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Protocol

from flows.errors import BadDocument
from flows.records import Article, Document, Rejected
from flows.workers import Failure

MEMORY_BYTES = 500 * 2**20  # of which the libraries take 190 MB


class Readers(Protocol):
    """Calls `extract_one` on many pages, each result or failure in the place of its page."""

    def map(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield the results in the order of the pages."""
        ...


WARM_UP = b"<html><body><p>%s</p></body></html>" % (b"One sentence that says nothing much. " * 12)

_REMEDY = {
    "timeout": "look at its size and nesting, or raise page_seconds",
    "memory": "look at its size and nesting",
    "crash": "look at it in a browser",
    "error": "report it with its address",
}


def read_pages(
    pages: Iterable[tuple[Document, bytes]], readers: Readers
) -> Iterator[Article | Rejected]:
    """Yield the article of each document, as these readers read it, or why it holds none."""
    sent: deque[Document] = deque()

    def items() -> Iterator[tuple[Document, bytes]]:
        for document, body in pages:
            sent.append(document)
            yield document, body

    for outcome in readers.map(items()):
        document = sent.popleft()
        yield outcome if isinstance(outcome, Article) else reject(document, outcome)


def extract_one(page: tuple[Document, bytes]) -> Article:
    """Return the article of one document; the extractor is loaded where it is needed."""
    from flows.extract.article import extract_page

    return extract_page(*page)


def warm_up() -> None:
    """Load the extractor, the lists and the language model before the first page's time runs."""
    page = Document("", "", "", "warm-up", None, None, "text/html", "", 0, datetime.now(UTC), "")
    extract_one((page, WARM_UP))


def reject(document: Document, outcome: object) -> Rejected:
    """Return the record of a document that gave no article."""
    if isinstance(outcome, Failure):
        reason: str = outcome.reason
        message = f"{document.name} {_told(outcome)}: {_REMEDY[outcome.reason]}"
    else:
        reason = outcome.reason if isinstance(outcome, BadDocument) else "error"
        message = str(outcome)
    return Rejected(
        stage="extract",
        item=document.name,
        reason=reason,
        message=message,
        source_id=document.source_id,
        document_id=document.document_id,
        raw_ref=document.raw_ref,
    )


def _told(failure: Failure) -> str:
    return (
        failure.message if failure.reason != "error" else f"could not be read ({failure.message})"
    )
