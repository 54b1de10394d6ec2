"""Settings go in; hands that extract pages and annotate texts come out.

A job says what is done with an item and within which bounds; whose hands do it changes no result.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from flows.settings import Settings
from flows.workers import Workers

TEXT_SECONDS = 120.0  # longest that annotating one text may take


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with each item: an importable function, what it takes and gives, its bounds."""

    name: str
    function: Callable[[Any], Any]
    takes: Any  # types, so that items and results can be written down
    gives: Any
    seconds: float
    memory_bytes: int | None = None
    prepare: Callable[[], object] | None = None

    def workers(self, count: int) -> Workers[Any, Any]:
        """Return processes of this machine that do it, none started yet."""
        return Workers(
            self.function,
            count=count,
            seconds=self.seconds,
            memory_bytes=self.memory_bytes,
            prepare=self.prepare,
        )


class Hand(Protocol):
    """Does one job on many items, each result or failure in the place of its item."""

    def map(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield the results in the order of the items."""
        ...


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does a run's work on single items."""

    extract: Hand
    annotate: Hand


def extract_job(settings: Settings) -> Job:
    """Return the reading of pages."""
    from flows.extract.batch import MEMORY_BYTES, extract_one, warm_up
    from flows.records import Article, Document

    seconds = settings.page_seconds
    takes = tuple[Document, bytes]
    return Job("extract", extract_one, takes, Article, seconds, MEMORY_BYTES, warm_up)


def annotate_job() -> Job:
    """Return the reading of texts."""
    from flows.annotate.batch import annotate_one, warm_up
    from flows.records import Annotations, ArticleText

    return Job("annotate", annotate_one, ArticleText, Annotations, TEXT_SECONDS, prepare=warm_up)


@contextmanager
def local_hands(settings: Settings, *, waiting: int = 1) -> Iterator[Hands]:
    """Give processes of this machine: each loads its models once, and stays for all batches.

    Those that will annotate what comes of the `waiting` documents load while these are extracted.
    """
    with ExitStack() as stack:
        extract = stack.enter_context(extract_job(settings).workers(settings.processes))
        annotate = stack.enter_context(annotate_job().workers(settings.processes))
        annotate.start(waiting)
        yield Hands(extract, annotate)
