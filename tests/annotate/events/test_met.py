"""Those who meet, fight or agree stand on both sides, however a phrase joins them."""

import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText, Event


def _all(text: str) -> tuple[Event, ...]:
    return annotate_article(ArticleText("a", 1, text)).events


@pytest.mark.parametrize(
    ("text", "event_type", "both"),
    [
        ("The navies of Chile and Peru held joint drills in the Pacific.", "COOPERATE",
         ["The navies of Chile", "Peru"]),
        ("Swiss and EU negotiators have failed to reach an accord on trade.", "REJECT",
         ["Swiss", "EU negotiators"]),
        ("Norway and EU negotiators have agreed a fishing deal.", "SUPPORT",
         ["Norway", "EU negotiators"]),
        ("Assembly and Senate leaders reached an agreement on the budget bill on Friday.",
         "SUPPORT", ["Assembly", "Senate leaders"]),
        ("Kenya and Somalia's intelligence services have agreed to share data.", "AGREE",
         ["Kenya", "Somalia's intelligence services"]),
        ("Kenya and Uganda's presidents met in Nairobi.", "CONSULT",
         ["Kenya", "Uganda's presidents"]),
        ("Ghana and Togo have fired across the border since Monday.", "ASSAULT",
         ["Ghana", "Togo"]),
        ("Negotiators from Kenya and Chad reached a deal on Monday.", "SUPPORT",
         ["Negotiators from Kenya", "Chad"]),
        ("Serbia and Kosovo police clashed near the border.", "ASSAULT",
         ["Serbia", "Kosovo police"]),
    ],
)  # fmt: skip
def test_joined_subjects_do_it_to_one_another(text: str, event_type: str, both: list[str]) -> None:
    (event,) = [each for each in _all(text) if each.event_type == event_type]
    assert [side.text for side in event.sources] == both
    assert [side.text for side in event.targets] == both
    assert event.is_reciprocal


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile condemned the coup.",
        "Norway and EU negotiators accused the company of fraud.",
        "Kenya and Chad fired missiles at the rebels.",
    ],
)
def test_joined_subjects_that_act_on_another_stay_on_one_side(text: str) -> None:
    assert not any(event.is_reciprocal for event in _all(text))


def test_who_is_met_by_several_is_the_target() -> None:
    (event,) = _all("Doctors and nurses held talks with the ministry.")
    assert [side.text for side in event.sources] == ["Doctors", "nurses"]
    assert [side.text for side in event.targets] == ["the ministry"]
    assert event.is_reciprocal
