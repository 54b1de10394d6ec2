"""Records of logging go in; lines for people or machines come out, one a record.

No text from outside can make a line of its own: control characters come out escaped.
"""

import json
import logging
import sys
from copy import copy
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from flows.characters import indented, one_line
from flows.errors import PipelineError

log = logging.getLogger("dateline")
# What Prefect says of a flow or task that runs in this process; its server is told all of it.
ENGINES = frozenset({"prefect.flow_runs", "prefect.task_runs"})
TOLD = (PipelineError, OSError, MemoryError)  # what the command line says in a sentence


class TextLines(logging.Formatter):
    """A line for a person: the hour and the message; a traceback follows where there is one."""

    def __init__(self) -> None:
        """Set how the hour is written."""
        super().__init__("%(asctime)s %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line, whatever another handler has made of its traceback."""
        record = copy(record)
        record.exc_text = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's own name)
        """Return the line without its traceback."""
        record.message = one_line(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's own name)
        """Return the traceback set in: no line of it can pass for a record.

        Nothing where the message says all that a person has to know.
        """
        return "" if isinstance(ei[1], TOLD) else f"  {indented(super().formatException(ei))}"


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, and the fields of the record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of ASCII."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        fields = getattr(record, "fields", {})
        return json.dumps(told | {k: v for k, v in fields.items() if k not in told}, default=str)


def is_told_once(record: logging.LogRecord) -> bool:
    """Say whether a record has its place on the console.

    Prefect logs three times why a run failed; the command says it once, as its last line.
    """
    return record.levelno < logging.ERROR or record.name not in ENGINES


def start_logs(*, is_quiet: bool, output: str) -> None:
    """Write what is logged to standard error, as text or as JSON; quiet: nothing but errors.

    The handler belongs to the root, so that Prefect, imported later, leaves the console to it.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if output == "json" else TextLines())
    handler.addFilter(is_told_once)
    handler.setLevel(logging.ERROR if is_quiet else logging.NOTSET)
    logging.getLogger().addHandler(handler)
    log.setLevel(logging.ERROR if is_quiet else logging.INFO)
    if output == "json":
        logging.captureWarnings(True)
        sys.excepthook = _log_crash


def take_over(*, output: str) -> bool:
    """Write what is logged in a process that Prefect started as our commands do; say if it is one.

    Prefect's own console there tells a failure several times, with tracebacks, and no stage.
    """
    root = logging.getLogger()
    if any(isinstance(each.formatter, TextLines | JsonLines) for each in root.handlers):
        return False
    root.handlers.clear()
    start_logs(is_quiet=False, output=output)
    return True


def complain(message: str) -> None:
    """Tell why a command leaves: as a record where logs are JSON, else as one plain sentence."""
    if any(isinstance(each.formatter, JsonLines) for each in logging.getLogger().handlers):
        log.error(message)
    else:
        print(f"dateline: {indented(message)}", file=sys.stderr)


def _log_crash(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    log.critical("%s: %s", kind.__name__, error, exc_info=(kind, error, trace))
