"""Tests of flows/annotate/statements/reading.py: the spans that finders hand back."""

import pytest

from flows.annotate.statements.reading import whole_words


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("protest the re-election of Ortega", "the re", "the re-election"),
        ("the north-west coast", "west coast", "north-west coast"),
        ("a state-of-the-art port", "a state", "a state-of-the-art"),
        ("it was late - nobody came", "it was late", "it was late"),
        ('"No," - he said', '"No,"', '"No,"'),
        ("the plan", "the", "the"),
    ],
)
def test_words_tied_by_hyphens_stay_whole(text: str, part: str, expected: str) -> None:
    start = text.index(part)
    first, last = whole_words(text, start, start + len(part))
    assert text[first:last] == expected
