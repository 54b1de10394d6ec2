"""What the documentation promises of running and of taking in is held by tests that exist."""

import ast
import re

import pytest

from flows import paths

NAMED = re.compile(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`([*†]?)")
SIGNS = {"pytest.mark.faults": "*", "pytest.mark.bench": "†"}  # where a plain run leaves it out


def sign_of(file: str) -> dict[str, str]:
    """Return the tests of a file, each with the sign of where it runs, "" for a plain run."""
    tree = ast.parse((paths.ROOT / file).read_text(encoding="utf-8"))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    whole = [
        ast.unparse(node.value) for node in assigned if ast.unparse(node.targets[0]) == "pytestmark"
    ]
    return {
        node.name: next(
            (
                SIGNS[mark]
                for mark in (*whole, *map(ast.unparse, node.decorator_list))
                if mark in SIGNS
            ),
            "",
        )
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize(("page", "count"), [("operations.md", 20), ("ingest.md", 50)])
def test_each_promise_names_a_test_that_exists(page: str, count: int) -> None:
    text = (paths.ROOT / "docs" / page).read_text(encoding="utf-8")
    table = text.split("## What is promised", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > count
    for row in rows:
        held = NAMED.findall(row)
        assert held, row
        assert len(held) == row.count("::"), row
        for file, name, sign in held:
            assert sign_of(file)[name] == sign, f"{file}::{name}"
