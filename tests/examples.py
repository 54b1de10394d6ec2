"""A page of documentation goes in; its commands with what they print come out, or the page anew.

A pair is a fence of `sh` or `python` and, after it, a fence of `text`: what the first one prints.
`make demo`, then `python -m tests.examples`, writes what is printed now into the pages.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows import paths

BIN = Path(sys.executable).parent
PAIR = re.compile(
    r"^```(sh|python)\n((?:(?!```).*\n)*)```\n((?:(?!```).*\n)*)```text\n((?:(?!```).*\n)*)```$",
    re.MULTILINE,
)
PAGES = ("docs/tutorial.md", "docs/asking.md", "docs/dataframes.md")


@dataclass(frozen=True, slots=True)
class Example:
    """What a reader types, and what the page says is printed."""

    language: str
    code: str
    printed: str


def read_examples(page: Path) -> Iterator[Example]:
    """Yield the pairs of a page, in order."""
    for language, code, _, printed in PAIR.findall(page.read_text(encoding="utf-8")):
        yield Example(language, code, printed)


def run_example(example: Example, folder: Path) -> str:
    """Return what the code prints, run in a folder that holds build/demo."""
    words = {
        "sh": ["bash", "-euo", "pipefail", "-c", example.code],
        "python": [sys.executable, "-c", example.code],
    }
    there = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "DATELINE_WAREHOUSE": "build/demo/warehouse",
        "COLUMNS": "100",
    }
    done = subprocess.run(
        words[example.language],
        cwd=folder,
        env={k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")} | there,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        raise AssertionError(f"{example.code}\n{done.stdout}{done.stderr}")
    return plain(done.stdout)


def plain(printed: str) -> str:
    """Return the lines without white space at their ends."""
    return "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())


def rewrite(page: Path, folder: Path) -> None:
    """Write what each example prints now into its page."""

    def renew(match: re.Match[str]) -> str:
        example = Example(match[1], match[2], match[4])
        head = match[0][: match.start(4) - match.start()]
        return f"{head}{run_example(example, folder)}```"

    page.write_text(PAIR.sub(renew, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    for name in PAGES:
        rewrite(paths.ROOT / name, paths.ROOT)
