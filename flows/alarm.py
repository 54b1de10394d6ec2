"""A run that went wrong goes in; a webhook or a command of the operator's is told of it."""

import logging
import subprocess
from collections.abc import Sequence
from urllib.parse import urlsplit

from flows.ledger import Summary, render_json

log = logging.getLogger("dateline")
SECONDS = 30.0  # longest that telling may take


def raise_alarm(summary: Summary, *, url: str | None, command: Sequence[str]) -> None:
    """Send the run as JSON to an address, and to a command on its standard input.

    The command is a list of words, run without a shell; nothing from outside is among them. What
    fails here is logged and changes nothing.
    """
    told = render_json(summary)
    if url is not None:
        _post(url, told)
    if command:
        _call(command, told)


def _post(url: str, told: str) -> None:
    from flows.ingest.fetch import post_json

    problem = post_json(url, told, seconds=SECONDS)
    if problem is not None:
        parts = urlsplit(url)  # its path may be what gives the right to write there: never logged
        log.error("alarm: %s://%s: %s", parts.scheme, parts.hostname, problem.replace(url, "…"))


def _call(command: Sequence[str], told: str) -> None:
    try:
        done = subprocess.run(
            list(command), input=told.encode(), stdout=subprocess.DEVNULL, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("alarm: %s: %s", command[0], error)
    else:
        if done.returncode:
            log.error("alarm: %s left with exit code %s", command[0], done.returncode)
