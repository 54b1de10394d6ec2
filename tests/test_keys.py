"""Keys name what makes a row, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from flows.keys import article_key, content_hash, document_key, row_key

PARTS = st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=4)


@given(PARTS, PARTS)
def test_keys_differ_exactly_where_parts_differ(one: list[object], other: list[object]) -> None:
    as_text = [[None if part is None else str(part) for part in parts] for parts in (one, other)]
    assert (row_key(*one) == row_key(*other)) == (as_text[0] == as_text[1])


def test_keys_stay_the_same_over_versions() -> None:
    assert article_key("https://example.org/a") == "a5d9d31e68781c6ee411e6cb"
    assert document_key("a", "b") == row_key("document", "a", "b")
    assert content_hash("text") == content_hash(b"text")


def test_nothing_and_empty_are_different_parts() -> None:
    assert len({row_key(None), row_key(""), row_key(), row_key("", "")}) == 4
