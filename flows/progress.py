"""Work goes in and is done; a person who watches sees how far it is, a log file nothing."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

Item = TypeVar("Item")
P = ParamSpec("P")
R = TypeVar("R")
PATIENCE = 2.0  # seconds of work that need no progress bar


def is_watched() -> bool:
    """Say whether a person watches: standard error is a terminal, and nobody asked for quiet."""
    return sys.stderr.isatty() and logging.getLogger("dateline").isEnabledFor(logging.WARNING)


def track(items: Iterable[Item], label: str, total: int) -> Iterator[Item]:
    """Yield the items; past two seconds of work, show a bar where standard error is a terminal."""
    if not is_watched():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    began = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, visible=False)
        for item in items:
            yield item
            bar.update(task, advance=1, visible=time.monotonic() - began > PATIENCE)


def watched(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function, showing that it is at work once it has taken two seconds."""

    @wraps(function)
    def shown(*args: P.args, **kwargs: P.kwargs) -> R:
        if not is_watched():
            return function(*args, **kwargs)
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(function.__name__.replace("_", " "), total=None, visible=False)
            timer = threading.Timer(PATIENCE, lambda: bar.update(task, visible=True, refresh=True))
            timer.daemon = True
            timer.start()
            try:
                return function(*args, **kwargs)
            finally:
                timer.cancel()

    return shown
