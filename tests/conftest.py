"""How hard properties are tried: a little with every test, hard under `make proofs`."""

import pytest
from hypothesis import settings

settings.register_profile("plain", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("faults", max_examples=3_000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    asked = str(config.getoption("markexpr"))
    settings.load_profile("plain" if "not faults" in asked else "faults")
