"""JSON lines go in; the answer to each comes out in order, made where it can be ended.

Imports nothing that reads texts: that is for the processes which answer, while the first lines are
already on their way.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from flows.characters import whole_text
from flows.errors import BadDocument, PipelineError
from flows.jobs import TEXT_SECONDS
from flows.workers import Failure, Workers

Answered = Iterator[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that is no JSON: carried on, to be refused in its place."""

    why: str


def annotate_lines(
    source: Iterable[bytes], *, weights: Path, first_seen: date, processes: int
) -> Answered:
    """Yield what is read in each line's article, and what went wrong with it, if anything."""
    from flows.annotate.batch import warm_up

    answer = partial(annotate_record, weights=weights, first_seen=first_seen)
    lines, warm = _behind_check(source, weights), partial(warm_up, weights)
    return answer_lines(lines, answer, processes=processes, seconds=TEXT_SECONDS, prepare=warm)


def _behind_check(source: Iterable[bytes], weights: Path) -> Iterator[bytes]:
    """Yield the lines once the weights are known to be whole; the first worker loads meanwhile."""
    from flows.annotate.digest import check_digest

    check_digest(weights)
    yield from source


def annotate_record(record: object, *, weights: Path, first_seen: date) -> dict[str, Any]:
    """Return all that is read in a record's article, dated by its text where it gives no day."""
    from flows.annotate.lines import annotate_line
    from flows.extract.metadata import infer_date

    infer = partial(infer_date, first_seen=first_seen)
    return annotate_line(record, infer_date=infer, weights=weights)


def answer_lines(
    source: Iterable[bytes],
    answer: Callable[[Any], dict[str, Any]],
    *,
    processes: int,
    seconds: float,
    prepare: Callable[[], object] | None = None,
) -> Answered:
    """Yield for each JSON line the answer as a JSON line, and what went wrong with it, if anything.

    Each answer is made where it can be ended after so many seconds; one line's failure is its own.
    """
    asked: deque[tuple[int, Any]] = deque()  # number of the line, id

    def records() -> Iterator[Any]:
        for number, line in enumerate(source, start=1):
            if line.strip():
                record = _load(line)
                asked.append((number, record.get("id") if isinstance(record, dict) else None))
                yield record

    with Workers(
        partial(_told, answer), count=processes, seconds=seconds, prepare=prepare
    ) as workers:
        workers.start(1)  # it loads while the first line is on its way
        for outcome in workers.map(records()):
            number, name = asked.popleft()
            if isinstance(outcome, Failure | PipelineError):
                said = outcome.message if isinstance(outcome, Failure) else str(outcome)
                yield json.dumps({"id": name, "error": said}), f"line {number}, id {name!r}: {said}"
            else:
                yield outcome, None


def _told(answer: Callable[[Any], dict[str, Any]], record: Any) -> str:
    """Return the answer as its line: text is sent between processes faster than what it tells."""
    if isinstance(record, Unread):
        raise BadDocument("bad_line", record.why)
    return whole_text(json.dumps(answer(record), ensure_ascii=False, default=str))


def _load(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unread(f"not JSON in UTF-8 ({error}): give one object a line")
