"""A fresh clone in an empty folder, the README's first commands, no cache: how long they take.

python -m tests.benchmarks.newcomer [--repository PATH]
"""

import argparse
import os
import platform
import subprocess
import tempfile
import time
from pathlib import Path

from flows import paths
from tests.examples import plain, read_examples

#: What a newcomer's machine has set beside its path: where packages are, whose certificates count.
VARIABLES = (
    *("PATH", "LANG", "PYTHON"),
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "UV_INDEX_URL"),
    *("PIP_CERT", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"),
)


def main() -> None:
    """Time the clone, and each command of the README's first block, with downloads."""
    words = argparse.ArgumentParser(description="time a newcomer's first ten minutes")
    words.add_argument("--repository", default=str(paths.ROOT))
    asked = words.parse_args()
    first, *_ = read_examples(paths.ROOT / "README.md")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = {key: os.environ[key] for key in VARIABLES if key in os.environ}
        there = kept | {
            "HOME": str(folder),
            "PIP_NO_CACHE_DIR": "1",
            "UV_CACHE_DIR": str(folder / "cache"),
        }
        seconds = [_timed(["git", "clone", "-q", asked.repository, "clone"], folder, there)[0]]
        for line in first.code.splitlines():
            took, printed = _timed(["sh", "-c", line], folder / "clone", there)
            seconds.append(took)
        is_same = plain(printed) == plain(first.printed)
        cores, load = os.cpu_count(), os.getloadavg()[0]
    print(f"{platform.processor() or platform.machine()}, {cores} cores, load {load:.1f}")
    for label, took in zip(["git clone", *first.code.splitlines()], seconds, strict=True):
        print(f"{took:7.1f} s  {label}")
    print(f"{sum(seconds):7.1f} s  in all; the answer is {'' if is_same else 'NOT '}the README's")


def _timed(words: list[str], folder: Path, there: dict[str, str]) -> tuple[float, str]:
    began = time.monotonic()
    done = subprocess.run(words, cwd=folder, env=there, check=True, stdout=subprocess.PIPE)
    return time.monotonic() - began, done.stdout.decode()


if __name__ == "__main__":
    main()
