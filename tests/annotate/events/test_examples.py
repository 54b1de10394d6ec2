"""The labelled sentences hold together: words that stand in the text, known types, no twin."""

import json

from flows.annotate.events.types import event_types
from flows.paths import SEEDS


def test_labels_quote_their_sentence_and_name_known_types() -> None:
    files = (
        "event_examples",
        "event_examples_held",
        "event_prose_held",
        "event_news_held",
        "event_wire_held",
    )
    texts = [(SEEDS / f"{name}.jsonl").read_text(encoding="utf-8") for name in files]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    for event, text in [(event, row["text"]) for row in rows for event in row["events"]]:
        assert event["type"] in event_types(), text
        for words in [event["trigger"], *event["source"], *event["target"]]:
            assert words in text, (words, text)
