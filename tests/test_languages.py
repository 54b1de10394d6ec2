"""What pages and feeds call their language is one code, or none."""

import pytest

from flows.languages import language_code


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        (" EN-gb ", "en"),
        ("pt_BR", "pt"),
        ("zh-Hant-TW", "zh"),
        ("english", None),
        ("x-klingon", None),
        ("en gb", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_has_the_code_of_its_language(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code
