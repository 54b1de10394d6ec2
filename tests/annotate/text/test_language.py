"""Which texts are left alone for their language."""

from flows.annotate.text.language import foreign_language, is_plain

ENGLISH = "The minister said that they would leave with the others and that this was known. " * 3
GERMAN = "Der Minister sagte, dass sie mit den anderen gehen und dass man dies wisse. " * 3


def test_a_text_of_common_english_words_is_english() -> None:
    assert is_plain(ENGLISH) and not is_plain(GERMAN)
    assert foreign_language(ENGLISH, stated=None) is None


def test_another_language_is_told() -> None:
    assert foreign_language(GERMAN, stated=None) == "de"
    assert foreign_language(ENGLISH, stated="fr-CA") == "fr"


def test_english_of_few_articles_needs_no_model_of_languages() -> None:
    brief = (
        "Police say a Metcalfe man, 26, is arrested after an Adair shooting. "
        "Deputies found William Goble in Edmonton on Monday evening."
    )
    assert is_plain(brief)


def test_a_foreign_text_with_an_english_title_is_no_english() -> None:
    assert not is_plain(f"{GERMAN}Das Lied “The Sound and the Fury” kam im Mai heraus.")
