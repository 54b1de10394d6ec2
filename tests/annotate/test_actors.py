"""Who any words of an article mean."""

import pytest

from flows.annotate.actors import Cast, read_cast
from flows.annotate.layout import read_layout
from flows.annotate.parse import parse
from flows.records import Actor, ArticleText, Place, PlaceMention


def cast_of(text: str, places: dict[str, Place] | None = None) -> Cast:
    layout = read_layout(text)
    mentions = [
        PlaceMention(
            "m",
            text.index(word),
            text.index(word) + len(word),
            word,
            place,
            is_demonym=place.name != word,
        )
        for word, place in (places or {}).items()
    ]
    return read_cast(ArticleText("a", 1, text), layout, parse(text, layout), mentions)


def who(text: str, words: str, *, last: bool = False) -> Actor | None:
    start = text.rindex(words) if last else text.index(words)
    return cast_of(text).resolve(start, start + len(words))


def name(text: str, words: str, *, last: bool = False) -> str | None:
    actor = who(text, words, last=last)
    return actor.name if actor else None


TWO = "President Volodymyr Shevchenko met Prime Minister Olga Marchuk on Monday. "


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (TWO + "Shevchenko said so.", "Shevchenko", "Volodymyr Shevchenko"),
        (TWO + "Marchuk said so.", "Marchuk", "Olga Marchuk"),
        (TWO + "He said so.", "He", "Volodymyr Shevchenko"),
        (TWO + "She said so.", "She", "Olga Marchuk"),
        (TWO + "The president said so.", "The president", "Volodymyr Shevchenko"),
        (TWO + "Volodymyr Shevchenko left.", "Volodymyr Shevchenko", "Volodymyr Shevchenko"),
    ],
)  # fmt: skip
def test_surnames_pronouns_and_titles(text: str, words: str, meant: str) -> None:
    assert name(text, words, last=True) == meant


def test_surname_before_the_full_name_is_the_same_man() -> None:
    text = "Shevchenko spoke on Monday. President Volodymyr Shevchenko later left."
    assert name(text, "Shevchenko") == "Volodymyr Shevchenko"


def test_first_person_in_a_quote_is_its_speaker() -> None:
    assert name(TWO + "Marchuk said: “I asked him to stay.”", "I ", last=True) == "Olga Marchuk"


def test_two_bearers_of_a_surname_are_kept_apart() -> None:
    text = "Jerome Powell met Laura Powell. Jerome Powell said so."
    assert name(text, "Laura Powell") == "Laura Powell"
    assert name(text, "Jerome Powell", last=True) == "Jerome Powell"


def test_role_comes_from_title_or_appositive() -> None:
    before = who("Kremlin spokesman Dmitry Orlov said so.", "Dmitry Orlov")
    behind = who("Dmitry Orlov, the chief spokesman, said so.", "Dmitry Orlov")
    assert before is not None and before.role == "Kremlin spokesman"
    assert behind is not None and behind.role == "chief spokesman"


def test_country_and_sector_come_from_the_words_around() -> None:
    ukraine = Place("gn:690791", "Ukraine", "country", 49.0, 32.0, "UA")
    cast = cast_of("Ukrainian troops left. Officials said so.", {"Ukrainian": ukraine})
    troops = cast.resolve(0, len("Ukrainian troops"))
    assert troops is not None
    assert (troops.name, troops.country_code, troops.sector) == (
        "Ukrainian troops",
        "UA",
        "military",
    )


def test_place_that_speaks_is_a_government_under_its_own_name() -> None:
    moscow = Place("gn:524901", "Moscow", "city", 55.75, 37.62, "RU")
    actor = cast_of("Moscow said so.", {"Moscow": moscow}).resolve(0, 6)
    assert actor is not None
    assert (actor.name, actor.kind, actor.country_code) == ("Moscow", "government", "RU")


def test_abbreviation_is_the_organisation_that_it_stands_for() -> None:
    text = "The National Rescue Agency (NRA) spoke. The NRA said so."
    assert name(text, "The NRA") == "National Rescue Agency"


def test_words_for_things_mean_nobody() -> None:
    assert name("The old wooden bridge fell.", "The old wooden bridge") is None


def test_key_depends_on_kind_and_name_alone() -> None:
    one = who("Olga Marchuk spoke.", "Olga Marchuk")
    other = who("On Friday, President Olga Marchuk left.", "Olga Marchuk")
    assert one is not None and other is not None and one.actor_id == other.actor_id


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Her spokesman, Diego Paz, said so.", "Her spokesman, Diego Paz", "Diego Paz"),
        ("The firm, Petronorte, said it was late.", "The firm, Petronorte", "Petronorte"),
        ("The Peru mission said so.", "The Peru mission", "Peru mission"),
    ],
)  # fmt: skip
def test_named_phrase_means_the_one_it_names(text: str, words: str, meant: str) -> None:
    assert name(text, words) == meant


def test_it_follows_the_organisation_that_spoke() -> None:
    text = "The company Petronorte said so. Nobody answered. It said this again."
    assert name(text, "It said"[:2]) == "Petronorte"
