"""How hard properties are tried, and which tests share a process with what they start."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent
# Their tests share a Prefect server, or a town: each takes longer to start than most files run.
SHARING = ("e2e", "faults")

# A little with every test, hard under `make proofs`.
settings.register_profile("plain", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("faults", max_examples=3_000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    asked = str(config.getoption("markexpr"))
    settings.load_profile("plain" if "not faults" in asked else "faults")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that share what they start run in one process, the longest first (`make test`)."""
    named = {item: item.path.relative_to(ROOT).parts for item in items}
    for item, parts in named.items():
        group = parts[0] if parts[0] in SHARING else "/".join(parts)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: named[item][0] not in SHARING)
