"""How much of the text of real pages is found, by the pipeline's own command and the scorer.

GOLD=../shared/gold pytest -m bench -s tests/benchmarks/test_pages_accuracy.py
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GOLD = Path(os.environ.get("GOLD", "../shared/gold"))
F1 = 0.964


@pytest.mark.bench
@pytest.mark.skipif(not (GOLD / "pages_scrapinghub").exists(), reason="the pages are not here")
def test_the_text_of_real_pages_is_found(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.accuracy", "--only", "pages"]
    command += ["--gold", str(GOLD), "--score", str(GOLD.parent / "eval" / "score.py")]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path)], capture_output=True, text=True, check=True
    )
    print(done.stdout)
    found = re.search(r"f1 ([0-9.]+)", done.stdout)
    assert found is not None
    assert float(found[1]) >= F1
