"""The invented ten days hold what their README promises, and render to pages and feeds."""

from collections import Counter

import pytest

from flows.ingest.feeds import parse_feed
from tests import corpus
from tests.corpus import Story
from tests.servers import Server

SERVER = Server({}, [], [], 4780)
PRINTED = [story for day in corpus.days() for story in corpus.printed(day)]
LAST = corpus.days()[-1]


def test_there_are_ten_days_and_six_outlets_that_all_print() -> None:
    assert len(corpus.days()) == 10
    assert {story.outlet for story in PRINTED} == set(corpus.outlets())
    assert len(corpus.outlets()) == 6
    kinds = Counter(story.kind.split("=")[0] for story in PRINTED)
    assert kinds["copy"] >= 7
    assert kinds["edit"] == 2
    assert any(story.title.startswith("Retracted") for story in PRINTED)


def test_articles_are_short_and_slugs_are_their_own() -> None:
    articles = [story for story in PRINTED if story.kind not in {"gallery", "missing"}]
    words = [len(" ".join(story.paragraphs).split()) for story in articles]
    assert 60 <= min(words) <= max(words) <= 220
    assert len(articles) >= 60
    paths = Counter(story.path for story in PRINTED if story.kind != "edit")
    assert set(paths.values()) == {1}


@pytest.mark.parametrize("outlet", corpus.outlets())
def test_a_feed_lists_the_newest_articles_of_its_outlet(outlet: str) -> None:
    route = corpus.routes(LAST, SERVER)[f"/{outlet}/feed.xml"]
    feed = parse_feed(
        route.body,
        url=SERVER.url(f"/{outlet}/feed.xml"),
        content_type=route.content_type,
        now=corpus.evening(LAST),
    )
    own = [story for story in corpus.standing(LAST) if story.outlet == outlet]
    expected = [(SERVER.url(s.path), s.published_at) for s in own[: corpus.FEED_ITEMS]]
    assert [(item.url, item.published_at) for item in feed.items] == expected


def test_an_edit_takes_the_place_of_what_it_corrects() -> None:
    def title(day: int) -> str:
        story: Story = next(
            s for s in corpus.standing(corpus.days()[day]) if s.slug == "sabotage-arrests"
        )
        return story.title

    assert title(3) == "Norwegian activists arrested over depot blast in Iceland"
    assert title(4).startswith("Retracted:")
