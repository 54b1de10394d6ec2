"""What is written down for other machines comes back as it was, whatever it holds."""

from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.cluster import outcome_type
from flows.jobs import annotate_job, extract_job
from flows.parcels import parts, read_parcel, remove_parcels, write_parcel
from flows.records import ArticleText, Document
from flows.settings import load_settings

SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    bytes: st.binary(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}
KINDS = (
    tuple[Document, bytes],
    ArticleText,
    outcome_type(extract_job(load_settings())),
    outcome_type(annotate_job()),
)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Return any value of a type, missing ones among them."""
    if NoneType in get_args(kind):
        (present,) = [part for part in get_args(kind) if part is not NoneType]
        return st.none() | values(present)
    if kind in SCALARS:
        return SCALARS[kind]
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_args(kind)[-1:] == (Ellipsis,):
        return st.lists(values(get_args(kind)[0]), max_size=2).map(tuple)
    if not is_dataclass(kind):
        return st.tuples(*[values(part) for part in parts(kind).values()])
    made = st.fixed_dictionaries({name: values(part) for name, part in parts(kind).items()})
    make: Any = kind
    return made.map(lambda found: make(**found))


@pytest.mark.parametrize("kind", KINDS, ids=["page", "text", "article", "annotations"])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_records_come_back_as_they_went(kind: Any, data: st.DataObject, tmp_path: Path) -> None:
    records = data.draw(st.lists(values(kind), max_size=2))
    address = f"file://{tmp_path}/deep/in/000001.parquet"
    write_parcel(address, records, kind)
    assert read_parcel(address, kind) == records


def test_an_instant_keeps_its_outlets_clock(tmp_path: Path) -> None:
    late = datetime(2026, 3, 3, 8, 30, 0, 5, tzinfo=timezone(timedelta(hours=13, minutes=45)))
    text = ArticleText("a", 1, "It rained today.", published_at=late)
    write_parcel(str(tmp_path / "1"), [text], ArticleText)
    (found,) = read_parcel(str(tmp_path / "1"), ArticleText)
    assert (found, found.published_at.isoformat()) == (text, late.isoformat())
    assert found.day_at(0) == date(2026, 3, 3)


def test_a_folder_of_parcels_goes_whole(tmp_path: Path) -> None:
    write_parcel(str(tmp_path / "run" / "1"), ["a"], str)
    remove_parcels(str(tmp_path / "run"))
    remove_parcels(str(tmp_path / "run"))
    assert list(tmp_path.iterdir()) == []
