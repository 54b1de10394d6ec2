"""Runs in processes forked after the imports: orders go in as JSON lines, how each ended comes out.

The flow is the real one, its tasks called as the functions that they wrap, without an orchestrator;
extracting, annotating and reading feeds happen in the run's own process, which alone writes. All is
loaded once, here: what is killed is a run, not an import.
"""

import gc
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from tests.faults import syscalls

LONGEST = 600.0  # seconds after which a run hangs
IN, OUT = b"(", b")"  # what a run says when it enters and leaves a publication


class Here:
    """Calls the function in this process, as workers call it in theirs."""

    def __init__(self, function: Callable[[Any], Any], **_: object) -> None:
        """Keep the function."""
        self._function = function

    def __enter__(self) -> Self:
        """Give the caller."""
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def start(self, items: int) -> None:
        """Start nothing: this process has loaded all."""

    def map(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield what the function gives for each item."""
        from flows import worker, workers

        for index, item in enumerate(items):
            kind, answer = worker.answer_one(self._function, item)
            yield answer if kind == "result" else workers.Failure("error", answer, index)


def load() -> None:
    """Import all that a run uses, load the annotator, and take the orchestrator out."""
    import great_expectations  # noqa: F401
    from prefect import Task

    from flows import daily, workers
    from flows.annotate.article import annotate_article
    from flows.extract import batch
    from flows.ingest import archive, discover, manifest, opml, pages, poll, seeds  # noqa: F401
    from flows.publish import briefing, database, parquet  # noqa: F401
    from flows.records import ArticleText
    from flows.validate import suites  # noqa: F401

    batch.warm_up()
    text = "The mayor of Aldane said on Monday that 3 people died. " * 3
    annotate_article(ArticleText("a", 1, text, datetime(2026, 3, 1, tzinfo=UTC), None, None, "en"))
    for name, value in list(vars(daily).items()):
        if isinstance(value, Task):
            setattr(daily, name, value.fn)
    real = workers.Workers
    for name, module in list(sys.modules.items()):
        if name.startswith("flows.") and getattr(module, "Workers", None) is real:
            vars(module)["Workers"] = Here  # in each that imported it by name
    vars(daily).update(
        forget_flow_runs=lambda *, before: None, leave_artifacts=lambda warehouse, book: None
    )


def run(order: dict[str, Any], words: int) -> None:
    """Run once, in a child; say when a publication begins and ends."""
    from flows import daily, publishing
    from flows.errors import PipelineError

    os.environ.update(order["environment"])
    time.tzset()
    if order["memory_bytes"] is not None:
        used = int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        limit = used + order["memory_bytes"]
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    publish = daily.publish

    def telling(*given: Any) -> Any:
        os.write(words, IN)
        done = publish(*given)
        os.write(words, OUT)
        return done

    daily.publish = telling  # type: ignore[assignment]
    assert publishing.publish is not telling
    try:
        daily.daily.fn(now=datetime.fromisoformat(order["now"]))
    except PipelineError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        os._exit(1)
    except BaseException as error:
        if order["fault"] is None and order["memory_bytes"] is None:
            raise
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        os._exit(1)


def watch(child: int, words: int, order: dict[str, Any]) -> str:
    """Wait for a run's end, killing it at the moment ordered; return what it said."""
    said, deadline = b"", time.monotonic() + LONGEST
    if order["kill_after"] is not None and order["within"] is None:
        deadline = time.monotonic() + order["kill_after"]
    while True:
        patience = max(0.0, deadline - time.monotonic())
        if not select.select([words], [], [], patience)[0]:
            os.kill(child, signal.SIGKILL)
            deadline = time.monotonic() + LONGEST
            continue
        word = os.read(words, 1)
        if not word:
            return said.decode()
        said += word
        if word == IN and order["within"] is not None:
            deadline = time.monotonic() + order["kill_after"]


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """Fork a run, see it to its end, and say how it ended."""
    theirs, ours = os.pipe(), None
    if order["fault"] is not None:
        ours = syscalls.socket_pair()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(theirs[0])
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        try:
            if ours is not None:
                syscalls.hand_over(ours)
            run(order, theirs[1])
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(70)
    os.close(theirs[1])
    calls = syscalls.supervise(ours, **order["fault"]) if ours is not None else []
    said = watch(child, theirs[0], order)
    _, status, used = os.wait4(child, 0)
    os.close(theirs[0])
    return {
        "code": os.waitstatus_to_exitcode(status),
        "said": said,
        "seconds": time.monotonic() - began,
        "processor_seconds": used.ru_utime + used.ru_stime,
        "memory_bytes": used.ru_maxrss * 1024,
        "file_count": len(os.listdir("/proc/self/fd")),  # noqa: PTH208
        "calls": calls,
    }


def main() -> None:
    """Answer orders until there are no more."""
    load()
    gc.collect()
    gc.freeze()  # a child neither looks through what it inherits nor copies it by looking
    print(json.dumps({"threads": len(os.listdir("/proc/self/task"))}), flush=True)  # noqa: PTH208
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
