import pytest

from flows.publish.package import field_type


@pytest.mark.parametrize(
    ("duckdb", "frictionless"),
    [
        ("VARCHAR", "string"),
        ("VARCHAR[]", "array"),
        ('STRUCT("start" INTEGER, "end" INTEGER)', "object"),
        ('STRUCT("start" INTEGER)[]', "array"),
        ("BOOLEAN", "boolean"),
        ("DOUBLE", "number"),
        ("DATE", "date"),
        ("BIGINT", "integer"),
        ("INTEGER", "integer"),
    ],
)
def test_every_type_has_a_name_in_the_package(duckdb: str, frictionless: str) -> None:
    assert field_type(duckdb) == frictionless
