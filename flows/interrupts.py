"""Ctrl-C goes in; it ends what runs where that is ours, and waits where it is not.

Prefect's own code between two steps loses an interruption, takes it for a fault of its own, or
leaves a thread behind for which Python waits at the end, for as long as the step may take.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_came = threading.Event()  # an interruption that waits


@contextmanager
def kept() -> Iterator[None]:
    """Let an interruption wait until the block is left, or enters one that heeds it."""
    with _handled(lambda *_: _came.set()):
        yield
    _raise_if_any()


@contextmanager
def heeded() -> Iterator[None]:
    """Let an interruption end the block at once, also where one had to wait before."""
    _raise_if_any()
    with _handled(signal.default_int_handler):
        yield


@contextmanager
def _handled(handler: Callable[..., Any]) -> Iterator[None]:
    """Give SIGINT to this handler; only a process's main thread hears it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _raise_if_any() -> None:
    if _came.is_set():
        _came.clear()
        raise KeyboardInterrupt
