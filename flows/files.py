"""A file's content goes in, or comes out: whole or not at all, whoever reads or dies meanwhile."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

Content = TypeVar("Content", list[Any], dict[str, Any])


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file (text as UTF-8) in one step, its folder too: no reader sees half of it.

    What cannot be written leaves nothing beside the file that stands there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.part")
    try:
        waiting.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        waiting.replace(path)
    except BaseException:
        with suppress(OSError):  # on a disk that takes nothing more, what says why is the first
            waiting.unlink(missing_ok=True)
        raise


def read_json(path: Path, default: Content) -> Content:
    """Return what a file of JSON holds; the default where it is not there, or of another kind."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return default
    return content if isinstance(content, type(default)) else default
