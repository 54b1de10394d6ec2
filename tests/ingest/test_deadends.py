"""A redirect that leaves the article for another page is told from one that leads to it."""

from collections.abc import Collection

import pytest

from flows.ingest.deadends import DeadEnds, Trip

SITE = "https://www.times.example"
STORY = f"{SITE}/news/2026/11/harbour-wall-gives-way"


def page(canonical: str = "") -> bytes:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"<html><head>{link}</head><body><p>Some text.</p></body></html>".encode()


@pytest.mark.parametrize(
    ("asked", "final", "canonical"),
    [
        (STORY, f"{SITE}/", ""),
        (STORY, "https://times.example", f"{SITE}/"),
        (STORY, "https://new-owner.example/", ""),
        (STORY, f"{SITE}/?gone=1", f"{SITE}/"),
        (STORY, f"{SITE}/news/", ""),
        (STORY, f"{SITE}/news/2026/11/", f"{SITE}/news/"),
        (f"{SITE}/a1234567.html", f"{SITE}/index.html", f"{SITE}/"),
        (f"{SITE}/article.php?id=88123", f"{SITE}/", ""),
    ],
)
def test_a_front_page_is_no_article(asked: str, final: str, canonical: str) -> None:
    ends = DeadEnds()
    ends.note([Trip(asked, final)])
    told = ends.problem(Trip(asked, final), page(canonical))
    assert told is not None
    assert final in told and "front page" in told


@pytest.mark.parametrize(
    ("asked", "final", "canonical"),
    [
        (STORY, STORY, ""),
        (STORY, f"{STORY}/", ""),
        (f"{STORY}/amp", STORY, ""),
        (STORY.replace("www", "m"), STORY, ""),
        (STORY, f"{SITE}/2026/11/29/harbour-wall-gives-way-again", ""),
        (f"{SITE}/88123/harbour-wall-gives-way", f"{SITE}/88123", ""),
        (f"{SITE}/?p=88123", STORY, ""),
        ("https://short.example/x7", f"{SITE}/", ""),
        (STORY, f"{SITE}/", STORY),  # the page says itself what it is
        (STORY, f"{SITE}/?p=88123", ""),
        (f"{SITE}/story?from=12345", f"{SITE}/story", ""),
    ],
)
def test_where_the_article_may_stand_is_believed(asked: str, final: str, canonical: str) -> None:
    ends = DeadEnds()
    ends.note([Trip(asked, final)])
    assert ends.problem(Trip(asked, final), page(canonical)) is None


def test_a_page_to_which_another_article_led_is_none() -> None:
    ends, final = DeadEnds(), f"{SITE}/account/subscribe?from=x"
    asked = [f"{SITE}/news/story-number-{number}" for number in range(700, 704)]
    told = []
    for url in asked:
        ends.note([Trip(url, final)])
        told.append(ends.problem(Trip(url, final), page()))
    assert told[0] is None
    assert all(each and "as other articles do" in each for each in told[1:])
    assert ends.shared() == {f"{SITE}/account/subscribe"}
    ends.note([Trip(asked[0], final)] * 9)  # the same again
    assert ends.problem(Trip(asked[3], f"{SITE}/video/vertical-reel-of-the-day"), page()) is None


def test_two_addresses_of_one_headline_are_one_article() -> None:
    ends, final = DeadEnds(), f"{SITE}/harbour-wall"
    for headline, problem in (
        ("Wall falls", None),
        ("Wall Falls", None),
        ("Sirens heard", "leads"),
    ):
        trip = Trip(f"{STORY}-of-{headline.replace(' ', '-')}", final, headline)
        ends.note([trip])
        assert (problem or "") in (ends.problem(trip, page()) or "")
        assert (ends.problem(trip, page()) is None) == (problem is None)


def test_what_led_there_in_earlier_runs_counts() -> None:
    def led(targets: Collection[str]) -> dict[str, dict[str, str]]:
        return {target: {f"{STORY}-1": "Sirens heard"} for target in targets}

    ends, trip = DeadEnds(led), Trip(STORY, f"{SITE}/404.html?url=x", "Wall falls")
    ends.note([trip, Trip(f"{SITE}/", f"{SITE}/404.html")])
    assert "as other articles do" in (ends.problem(trip, page()) or "")
    again = DeadEnds(lambda targets: {target: {STORY: "Wall falls"} for target in targets})
    again.note([Trip(STORY, trip.final, "Wall fell")])  # its feed says it otherwise
    assert again.problem(Trip(STORY, trip.final, "Wall fell"), page()) is None
