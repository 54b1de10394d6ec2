"""A pipe goes in; items that come through it are answered until it closes: a worker's whole life.

The other side is workers.py.
"""

import fcntl
import gc
import os
import pickle
import resource
import select
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from flows.errors import PipelineError

GARBAGE = 20_000  # objects more than were freed before circles are sought: Python's 700 costs 5 %


def serve(descriptor: int) -> None:
    """Answer items from the pipe of this file descriptor until it closes."""
    end_with_parent(0)
    pipe: Connection[Any, Any] = Connection(descriptor)
    gc.disable()  # what is made at the start stays: to look through it again and again is vain
    function, prepare, memory_bytes = pickle.loads(pipe.recv_bytes())
    if prepare is not None:
        prepare()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()
    if memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    pipe.send(("ready", None))
    while True:
        try:
            pipe.send(answer_one(function, pipe.recv()))
        except EOFError:
            return
        except MemoryError:
            pipe.send(("memory", None))
            return  # a half-read item may still stand in the pipe


def answer_one(function: Callable[[Any], Any], item: Any) -> tuple[str, Any]:
    """Return the kind of answer and the answer; only memory that ran out is raised."""
    try:
        return "result", function(item)
    except PipelineError as error:
        return "result", error
    except MemoryError:
        raise
    except Exception as error:  # any fault of any library: it costs this item, not the run
        return "error", f"{type(error).__name__}: {error}"


def end_with_parent(lifeline: int) -> None:
    """Have the kernel kill this process when the far end of the lifeline closes.

    A signal on the pipe holds where a watching thread does not (C code that keeps the interpreter's
    lock) and, unlike PR_SET_PDEATHSIG, is not set off by the end of the thread that started us.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(1)  # it closed before we listened
