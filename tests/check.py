"""Run every check of the house, show what each found, and fail if one did (`make check`)."""

import re
import subprocess
import sys
from pathlib import Path

from tests import supply

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TOOLS = (
    ("lint", "ruff", "check", "flows", "tests"),
    ("format", "ruff", "format", "--check", "--quiet", "flows", "tests"),
    ("types", "mypy"),
    ("imports", "lint-imports", "--no-cache"),
    ("sql", "sqlfluff", "lint", "--disable-progress-bar", "sql"),
)
ADDRESS = re.compile(r"https?://|file:|@ ")


def check_locks() -> list[str]:
    """Return what is wrong with the locks: an address, or a package without a hash."""
    problems = []
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text(encoding="utf-8")
        problems += [f"{lock.name}: an address: {m[0]}" for m in ADDRESS.finditer(text)]
        entries = re.split(r"\n(?=\S)", text.strip())
        problems += [f"{lock.name}: no hash: {e}" for e in entries if "--hash=sha256:" not in e]
    return problems


def main() -> int:
    """Return 0 where all is well."""
    failed = [name for name, tool, *words in TOOLS if not passes(name, tool, *words)]
    problems = check_locks()
    print(f"locks      {'failed' if problems else 'ok'}", *problems, sep="\n  ")
    for name, found in (("bill", supply.check_bill()), ("licences", supply.check_page())):
        print(f"{name:<10} {'failed' if found else 'ok'}", *found, sep="\n  ", flush=True)
        problems += found
    return int(bool(failed or problems))


def passes(name: str, tool: str, *words: str) -> bool:
    """Run one tool; print its words only where it failed."""
    done = subprocess.run([BIN / tool, *words], cwd=ROOT, capture_output=True, text=True)
    print(f"{name:<10} {'ok' if done.returncode == 0 else 'failed'}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
