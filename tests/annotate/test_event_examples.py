"""The labelled sentences hold together: words that stand in the text, known types, no twin."""

import json

from flows.annotate.event_types import event_types
from flows.paths import SEEDS


def test_labels_quote_their_sentence_and_name_known_types() -> None:
    lines = (SEEDS / "event_examples.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    for event, text in [(event, row["text"]) for row in rows for event in row["events"]]:
        assert event["type"] in event_types(), text
        for words in [event["trigger"], *event["source"], *event["target"]]:
            assert words in text, (words, text)
