"""Those who deal with one another, or share a noun, are sides of their own."""

import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText, Event


def _first(text: str) -> Event:
    return annotate_article(ArticleText("a", 1, text)).events[0]


@pytest.mark.parametrize(
    ("text", "sources", "codes"),
    [
        (
            "Egyptian and Qatari mediators briefed a Hamas delegation in Cairo on Sunday.",
            ["Egyptian", "Qatari mediators"],
            ["EG", "QA"],
        ),
        (
            "US and British strikes hit Houthi depots near Hodeidah on Friday, the army said.",
            ["US", "British"],
            ["US", "GB"],
        ),
        (
            "Saudi and Emirati jets bombed Sanaa, killing six.",
            ["Saudi", "Emirati jets"],
            ["SA", "AE"],
        ),
        (
            "U.K. and French planes bombed the port of Harran on Friday.",
            ["U.K.", "French planes"],
            ["GB", "FR"],
        ),
        (
            "African American lawmakers met union leaders in Detroit.",
            ["African American lawmakers"],
            [None],
        ),
    ],
)
def test_each_country_before_a_noun_is_a_side(
    text: str, sources: list[str], codes: list[str | None]
) -> None:
    found = _first(text).sources
    assert [each.text for each in found] == sources
    assert [each.country_code for each in found] == codes
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        (
            "Russian and Ukrainian officials convened in Istanbul on Friday.",
            ["Russian", "Ukrainian officials"],
        ),
        (
            "The Indian and Pakistani prime ministers met in Dubai.",
            ["Indian", "Pakistani prime ministers"],
        ),
        ("Kenya, Uganda trade talks resume in Nairobi", ["Kenya", "Uganda"]),
        (
            "Ghana and Togo's interior ministers met briefly on Monday after border raids.",
            ["Ghana", "Togo's interior ministers"],
        ),
        (
            "The navies of Chile and Peru held joint drills off Iquique in May.",
            ["The navies of Chile", "Peru"],
        ),
        (
            "Kenya and Uganda began a new round of joint military exercises on Tuesday.",
            ["Kenya", "Uganda"],
        ),
        (
            "Swiss and EU negotiators have failed to reach a deal on access to the market.",
            ["Swiss", "EU negotiators"],
        ),
        (
            "House and Senate leaders reached a deal on the farm bill late on Thursday.",
            ["House", "Senate leaders"],
        ),
        (
            "Union and company negotiators reached a tentative agreement on wages on Friday.",
            ["Union", "company negotiators"],
        ),
    ],
)
def test_those_who_meet_stand_on_both_sides(text: str, both: list[str]) -> None:
    found = _first(text)
    assert [each.text for each in found.sources] == both
    assert [each.text for each in found.targets] == both
    assert found.is_reciprocal


@pytest.mark.parametrize(
    ("text", "sources", "targets"),
    [
        (
            "The leaders of Chad and Niger condemned the coup in Mali.",
            ["The leaders of Chad and Niger"],
            [],
        ),
        (
            "Norway reached a deal with Iceland and Greenland on cod.",
            ["Norway"],
            ["Iceland", "Greenland"],
        ),
    ],
)
def test_those_who_deal_with_others_stand_on_one_side(
    text: str, sources: list[str], targets: list[str]
) -> None:
    found = _first(text)
    assert [each.text for each in found.sources] == sources
    assert [each.text for each in found.targets] == targets


def test_three_countries_before_a_noun_are_three_sides() -> None:
    found = _first("Turkish, Greek and Cypriot negotiators will meet in Geneva next week.")
    names = {each.text for each in (*found.sources, *found.targets)}
    assert names == {"Turkish", "Greek", "Cypriot negotiators"}


def test_a_hyphenated_word_is_one_side() -> None:
    found = _first("His co-accused received a three-year jail term for approving the transfer.")
    assert "-" not in [each.text for each in found.targets]


def test_food_dropped_from_the_air_is_not_cut_off() -> None:
    text = "Helicopters dropped food to isolated villages."
    found = annotate_article(ArticleText("a", 1, text)).events
    assert "SANCTION" not in [each.event_type for each in found]


def test_what_a_quake_did_in_several_verbs_is_one_row() -> None:
    text = (
        "Monday's 7.8-magnitude quake, followed hours later by a second one nearly as strong, "
        "toppled thousands of homes including schools and blocks of flats, injured tens of "
        "thousands, and left countless people homeless in Ardahan and northern Adjara."
    )
    found = annotate_article(ArticleText("a", 1, text)).events
    assert [each.trigger_text for each in found] == ["quake"]


def test_countries_told_apart_that_meet_are_on_both_sides() -> None:
    event = _first("Egyptian and Qatari mediators met in Cairo on Sunday.")
    assert event.is_reciprocal
    assert [side.country_code for side in event.targets] == ["EG", "QA"]
