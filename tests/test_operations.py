"""What docs/operations.md promises is held by tests that exist."""

import ast
import re

from flows import paths

NAMED = re.compile(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`(\*?)")
LONG = "pytest.mark.faults"


def long_or_short(file: str) -> dict[str, bool]:
    """Return the tests of a file, and whether each runs under `make faults` alone."""
    tree = ast.parse((paths.ROOT / file).read_text(encoding="utf-8"))
    is_all_long = any(
        isinstance(node, ast.Assign) and ast.unparse(node) == f"pytestmark = {LONG}"
        for node in tree.body
    )
    return {
        node.name: is_all_long or LONG in map(ast.unparse, node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def test_each_promise_names_a_test_that_exists() -> None:
    text = (paths.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    table = text.split("## What is promised", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    for row in rows:
        held = NAMED.findall(row)
        assert held, row
        for file, name, star in held:
            assert long_or_short(file)[name] == bool(star), f"{file}::{name}"
