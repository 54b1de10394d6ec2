"""The documentation builds, its links lead somewhere, and its pages ask nothing of a network."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows import paths

OUTSIDE = re.compile(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=.?https?://[^\s>]+", re.I)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "-f",
            ".mkdocs.yml",
            "--strict",
            "--quiet",
            "--site-dir",
            folder,
        ],
        cwd=paths.ROOT,
        env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr  # a dead link is an error
    return folder


def test_the_readme_is_the_first_page(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "make run" in text
    assert 'href="data-dictionary.html"' in text


def test_no_page_loads_anything_from_outside(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    assert [found for page in pages for found in OUTSIDE.findall(page.read_text("utf-8"))] == []


def test_every_page_of_docs_stands_in_the_menu(site: Path) -> None:
    menu = (site / "index.html").read_text(encoding="utf-8")
    pages = {path.stem for path in (paths.ROOT / "docs").glob("*.md")}
    assert {name for name in pages if f'href="{name}.html"' not in menu} == set()


def test_every_seed_is_described() -> None:
    described = (paths.SEEDS / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in paths.SEEDS.iterdir() if path.suffix != ".md"}
    files = {f"{name}/" if (paths.SEEDS / name).is_dir() else name for name in files}
    assert {name for name in files if f"`{name}`" not in described} == set()


LEXICON_LINE = re.compile(r"\| `(\w+\.csv)` \| `([^`]+)` \|$", re.MULTILINE)


def test_each_line_that_the_lexicons_page_would_add_fits_its_list_and_is_lacking() -> None:
    page = (paths.ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    lines = LEXICON_LINE.findall(page)
    assert len(lines) > 5
    for name, line in lines:
        with (paths.SEEDS / name).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        (given,) = csv.reader([line.replace("\\|", "|")])
        assert len(given) == len(header), name
        assert given[0] not in {row[0] for row in rows}, name
