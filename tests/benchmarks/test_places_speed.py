"""What the gazetteer costs to open and ask, and what places and dates cost a word of text."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.annotate.dates.dates import find_dates
from flows.annotate.gazetteer.gazetteer import FILE, Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.grammar.parse import parse
from flows.annotate.learned.model import load_model
from flows.annotate.places.places import find_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText

ARTICLES = sorted((Path(__file__).parents[2] / "seeds/articles").glob("*"))
NAMES = ["Kyiv", "Springfield", "no such place", "New York", "Bath"] * 200
ROUNDS = 5
LOAD_SECONDS, LOOK_UP_SECONDS, FILE_BYTES = 0.3, 20e-6, 60e6
WORD_SECONDS = 25e-6


def quickest(work: Callable[[], Any]) -> float:
    """Return the processor's seconds of the least disturbed of some rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.bench
def test_the_gazetteer_opens_at_once_and_answers_in_microseconds() -> None:
    gazetteer = Gazetteer()
    loaded = quickest(lambda: Gazetteer().find("Paris"))
    each = quickest(lambda: [gazetteer.knows(name_key(n)) for n in NAMES]) / len(NAMES)
    print(
        f"gazetteer: opened in {1000 * loaded:.1f} ms, {1e6 * each:.1f} µs a look-up, "
        f"{FILE.stat().st_size / 1e6:.1f} MB"
    )
    assert loaded < LOAD_SECONDS and each < LOOK_UP_SECONDS
    assert FILE.stat().st_size < FILE_BYTES


@pytest.mark.bench
def test_places_and_dates_cost_a_tenth_of_the_time_a_word_may_take() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ARTICLES]
    at = datetime(2026, 3, 20, tzinfo=UTC)
    given = []
    for text in texts:
        layout = read_layout(text)
        read = load_model().read(text)
        given.append((ArticleText("a", 1, text, at), layout, parse(text, layout), read))
    words = sum(len(text.split()) for text in texts)

    def places() -> None:
        for article, layout, doc, read in given:
            find_places(article, layout, doc, read=read)

    def dates() -> None:
        for article, layout, doc, _ in given:
            find_dates(article, layout, doc)

    place_cost, date_cost = quickest(places) / words, quickest(dates) / words
    print(f"places {1e6 * place_cost:.1f}, dates {1e6 * date_cost:.1f} µs a word, {words} words")
    assert place_cost + date_cost < WORD_SECONDS
