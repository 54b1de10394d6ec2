"""Which texts are left alone for their language."""

from flows.annotate.language import foreign_language, is_plain

ENGLISH = "The minister said that they would leave with the others and that this was known. " * 3
GERMAN = "Der Minister sagte, dass sie mit den anderen gehen und dass man dies wisse. " * 3


def test_a_text_of_common_english_words_is_english() -> None:
    assert is_plain(ENGLISH) and not is_plain(GERMAN)
    assert foreign_language(ENGLISH, stated=None) is None


def test_another_language_is_told() -> None:
    assert foreign_language(GERMAN, stated=None) == "de"
    assert foreign_language(ENGLISH, stated="fr-CA") == "fr"
