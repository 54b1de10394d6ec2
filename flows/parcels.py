"""Records go in, a Parquet file on shared storage comes out, and the same records again.

The columns follow from the records' types, so that what comes back is equal to what went, whatever
the values happen to be. Storage is a folder, or any address that fsspec knows.
"""

import types
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import fsspec
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

COLUMN = "record"
SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.string(),  # ISO 8601: of an instant the outlet's own clock is needed, too
}


def write_parcel(address: str, records: Iterable[Any], kind: Any) -> None:
    """Write records of one type (a dataclass, a tuple, a scalar) as one Parquet file."""
    pack = packer(kind)
    column = pa.array([pack(record) for record in records], type=arrow_type(kind))
    with fsspec.open(address, "wb", auto_mkdir=True) as file:
        pq.write_table(pa.table({COLUMN: column}), file)


def read_parcel(address: str, kind: Any) -> list[Any]:
    """Return the records of a parcel, equal to those that were written."""
    unpack = unpacker(kind)
    with fsspec.open(address, "rb") as file:
        column = pq.read_table(file)[COLUMN]
    return [unpack(value) for value in column.to_pylist()]


def remove_parcels(folder: str) -> None:
    """Remove a folder of parcels; one that is not there is fine."""
    system, path = fsspec.core.url_to_fs(folder)
    if system.exists(path):
        system.rm(path, recursive=True)


def parts(kind: Any) -> dict[str, Any]:
    """Return the types of a record's fields by name, or of a tuple's places by number."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {item.name: hints[item.name] for item in fields(kind)}
    return {f"f{number}": part for number, part in enumerate(get_args(kind))}


@cache
def arrow_type(kind: Any) -> pa.DataType:
    """Return the type of a column that holds values of this type; any may be missing."""
    kind = _present(kind)
    if kind in SCALARS:
        return SCALARS[kind]
    if _is_list(kind):
        return pa.list_(arrow_type(get_args(kind)[0]))
    return pa.struct([(name, arrow_type(part)) for name, part in parts(kind).items()])


@cache
def packer(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of this type one that Arrow takes."""
    kind = _present(kind)
    if kind is datetime:
        return lambda value: None if value is None else value.isoformat()
    if kind in SCALARS:
        return lambda value: value
    if _is_list(kind):
        each = packer(get_args(kind)[0])
        return lambda value: None if value is None else [each(item) for item in value]
    pack = {name: packer(part) for name, part in parts(kind).items()}
    if is_dataclass(kind):
        return lambda value: (
            None if value is None else {n: each(getattr(value, n)) for n, each in pack.items()}
        )
    return lambda value: (
        None
        if value is None
        else {n: each(item) for (n, each), item in zip(pack.items(), value, strict=True)}
    )


@cache
def unpacker(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value that Arrow gives one of this type again."""
    kind = _present(kind)
    if kind is datetime:
        return lambda value: None if value is None else datetime.fromisoformat(value)
    if kind in SCALARS:
        return lambda value: value
    if _is_list(kind):
        each = unpacker(get_args(kind)[0])
        return lambda value: None if value is None else tuple(each(item) for item in value)
    unpack = {name: unpacker(part) for name, part in parts(kind).items()}
    make: Any = kind
    if is_dataclass(kind):
        return lambda value: (
            None if value is None else make(**{n: each(value[n]) for n, each in unpack.items()})
        )
    return lambda value: (
        None if value is None else tuple(each(value[n]) for n, each in unpack.items())
    )


def _present(kind: Any) -> Any:
    """Return the type without its None, a literal's as that of its values."""
    if get_origin(kind) in (types.UnionType, Union):
        (kind,) = [part for part in get_args(kind) if part is not types.NoneType]
    return type(get_args(kind)[0]) if get_origin(kind) is Literal else kind


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis
