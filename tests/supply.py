"""The locks go in; the bill of materials, the page of licences and what an audit finds come out.

`python -m tests.supply` writes the page anew after the locks have changed, `--audit` asks the
database of known weaknesses (`make audit`: it needs the network, so `make check` leaves it).
"""

import json
import re
import subprocess
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PAGE = ROOT / "docs" / "licences.md"
BILL = ROOT / "build" / "bill-of-materials.json"
ENTRY = re.compile(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)([^\\\n]*)", re.MULTILINE | re.IGNORECASE)
AUDIT_SECONDS = 120
# Known weaknesses that do not reach us, each with its reason; `make audit` tells of all others.
EXPLAINED: dict[str, str] = {}
UNREACHED = "not asked: the database of known weaknesses cannot be reached from here"
LONG = 60  # characters; some packages put a whole licence where its name belongs
OPENING = """# Licences

Dateline itself is under the [MIT licence](https://opensource.org/license/mit). This page is written from the locks and from what each package says of itself (`python -m tests.supply`); `make check` compares. Data and models are listed in the [credits](credits.md).
"""  # noqa: E501 - a paragraph of the page is one line
HEADS = (
    ("requirements.lock", "What a run needs"),
    ("requirements-dev.lock", "What tests, checks and these pages need besides"),
)


def write_bill() -> Path:
    """Write the CycloneDX bill of materials of what a run needs: the same lock, the same bytes."""
    BILL.parent.mkdir(exist_ok=True)
    given = ["requirements", "requirements.lock", "--pyproject", "pyproject.toml"]
    options = ["--output-reproducible", "--sv", "1.6", "-o", str(BILL)]
    command = [str(BIN / "cyclonedx-py"), *given, *options]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return BILL


def locked(lock: Path) -> dict[str, str]:
    """Return the versions of a lock by package."""
    return {name: version for name, version, _ in ENTRY.findall(lock.read_text(encoding="utf-8"))}


def check_bill() -> list[str]:
    """Return what is wrong with the bill: a package of the lock without its version and hash."""
    parts = json.loads(write_bill().read_text(encoding="utf-8"))["components"]
    hashed = {
        (part["name"], part.get("version"))
        for part in parts
        if any(each.get("hashes") for each in part.get("externalReferences", ()))
    }
    missing = set(locked(ROOT / "requirements.lock").items()) - hashed
    return [f"{name} {version}: not in the bill with a hash" for name, version in sorted(missing)]


def licence_of(package: str) -> str:
    """Return what an installed package says of its licence."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return "not installed on this kind of machine"
    assert isinstance(told, Message)
    classes = [
        name.removeprefix("License :: ").removeprefix("OSI Approved :: ")
        for name in told.get_all("Classifier", [])
        if name.startswith("License :: ") and name != "License :: OSI Approved"
    ]
    written = str(told.get("License") or "").strip().split("\n")[0]
    short = written if len(written) <= LONG else ""
    return str(told.get("License-Expression") or ", ".join(classes) or short or "see the package")


def render_page() -> str:
    """Return the page of licences."""
    lines, shown = [OPENING], set[str]()
    for name, heading in HEADS:
        lines += [f"## {heading}", "", "| package | version | licence |", "|---|---|---|"]
        for package, version in sorted(locked(ROOT / name).items()):
            if package not in shown:
                lines.append(f"| {package} | {version} | {licence_of(package)} |")
                shown.add(package)
        lines.append("")
    return "\n".join(lines)


def check_page() -> list[str]:
    """Return what is wrong with the page of licences."""
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == render_page():
        return []
    return [f"{PAGE.relative_to(ROOT)} is not of these locks: python -m tests.supply"]


def audit() -> tuple[str, list[str]]:
    """Ask the database of known weaknesses of both locks; say so where it cannot be reached."""
    lock = ROOT / "requirements-dev.lock"
    ignored = [word for name in EXPLAINED for word in ("--ignore-vuln", name)]
    given = ["-r", str(lock), "--require-hashes", "--disable-pip", "-f", "json"]
    command = [str(BIN / "pip-audit"), *given]
    try:
        done = subprocess.run(
            [*command, "--progress-spinner", "off", "--timeout", "10", *ignored],
            capture_output=True,
            text=True,
            timeout=AUDIT_SECONDS,
        )
        told = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return UNREACHED, []
    found = [each for each in told if "skip_reason" not in each]  # a mirror may know of none
    if not found:
        return UNREACHED, []
    problems = [
        f"{each['name']} {each['version']}: {weak['id']}, mended in {weak['fix_versions']}"
        for each in found
        for weak in each.get("vulns", ())
    ]
    skipped = f", {len(told) - len(found)} unknown there" if len(told) > len(found) else ""
    return "failed" if problems else f"ok, {len(found)} packages{skipped}", problems


if __name__ == "__main__":
    if "--audit" in sys.argv:
        words, weaknesses = audit()
        print(words, *weaknesses, sep="\n  ")
        sys.exit(bool(weaknesses))
    PAGE.write_text(render_page(), encoding="utf-8")
    print(PAGE)
