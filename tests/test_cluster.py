"""A Dask cluster of two worker processes gives what one machine gives, also when a worker dies."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from flows.cluster import PARCEL, Cluster, code_hash, do_parcel
from flows.daily import hands_of
from flows.errors import BadSettings
from flows.jobs import Job
from flows.parcels import read_parcel, write_parcel
from flows.settings import load_settings
from flows.workers import Failure
from tests.clusters import Dask, cluster, shout

COUNT = 4 * PARCEL


JOB = Job("shout", shout, str, str, seconds=60.0)
KINDS = {7: "bad", 31: "odd", 58: "fatal"}
WORDS = [f"{KINDS.get(number % 90, 'word')} {number}" for number in range(COUNT)]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    with cluster(tmp_path_factory.mktemp("dask")) as running:
        yield running


def plain(outcome: Any) -> Any:
    """Return an outcome that can be compared: two errors of one text are not equal."""
    return (type(outcome), str(outcome)) if isinstance(outcome, Exception) else outcome


def test_the_results_are_those_of_one_machine_though_a_worker_dies(
    dask: Dask, tmp_path: Path
) -> None:
    with JOB.workers(2) as workers:
        expected = [plain(each) for each in workers.map(WORDS)]
    assert {type(each) for each in expected} == {str, tuple, Failure}
    client: Any = Client(dask.address, set_as_default=False)  # type: ignore[no-untyped-call]
    with client:
        client.wait_for_workers(2, timeout=120)
        found = []
        for outcome in Cluster(client, JOB, folder=str(tmp_path)).map(WORDS):
            found.append(plain(outcome))
            if len(found) == PARCEL:
                dask.workers[0].kill()
        assert found == expected
        assert len(client.nthreads()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_worker_with_other_code_is_refused(dask: Dask, tmp_path: Path) -> None:
    write_parcel(f"{tmp_path}/1.in.parquet", ["word"], str)
    client: Any = Client(dask.address, set_as_default=False)  # type: ignore[no-untyped-call]
    with client:
        other = client.submit(do_parcel, JOB, f"{tmp_path}/1", "0" * 32)
        with pytest.raises(BadSettings, match="other code.*start the worker again"):
            other.result()
        answer = client.submit(do_parcel, JOB, f"{tmp_path}/1", code_hash()).result()
    assert read_parcel(answer, tuple[str, str, str, bool]) == [("WORD", None, None, False)]


def test_a_cluster_needs_an_address(tmp_path: Path) -> None:
    settings = load_settings(warehouse=tmp_path, runner="dask")
    with (
        pytest.raises(BadSettings, match="DATELINE_SCHEDULER=tcp://host:8786 is missing"),
        hands_of(settings),
    ):
        pass
