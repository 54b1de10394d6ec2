"""Of speakers whom a noun describes the name is told where there is one, else that it is kept."""

import pytest

from tests.annotate.statements.test_nested import statements


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A man who lives nearby said he heard shots.", "A man who lives nearby", "Man"),
        ("One of the drivers said the brakes had failed.", "One of the drivers", None),
        ("A Rovers fan said the price was too high.", "A Rovers fan", "Rovers fan"),
        (
            "A US official speaking on condition of anonymity said the raid failed.",
            "A US official",
            "US official",
        ),
    ],
)
def test_whose_name_is_kept_back(text: str, words: str, name: str | None) -> None:
    (statement,) = statements(text)
    assert statement.is_anonymous
    assert statement.speaker_text == words
    assert name is None or statement.speaker_name == name


@pytest.mark.parametrize(
    "text",
    [
        "A shopkeeper named Bo Ray said the flood took everything. The shopkeeper said he would "
        "rebuild.",
        "A man called Bo Ray told police he had lost his wallet. Mr Ray said it was black.",
        "Bo Ray, a witness, said the car was red. “It came out of nowhere,” the witness added.",
    ],
)
def test_who_is_named_once_is_so_by_every_noun(text: str) -> None:
    first, second = statements(text)
    assert (first.speaker_name, first.is_anonymous) == ("Bo Ray", False)
    assert (second.speaker_name, second.actor_id) == ("Bo Ray", first.actor_id)
