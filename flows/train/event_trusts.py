"""Labelled sentences in; how often each pattern of events is right there out.

Some patterns hold nearly always ("sentenced to"), some in one sentence of three ("hit"). The join
(`flows/annotate/events/joined.py`) knows which from here.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flows.annotate.events.triggers import find_triggers
from flows.annotate.events.trusts import UNKNOWN, keys_of
from flows.annotate.grammar.parse import parse, sentences
from flows.annotate.learned.heads import folded
from flows.annotate.learned.model import Model
from flows.annotate.text.layout import read_layout
from flows.train import spots, written

STEADY = 4.0  # findings that what is known of all patterns, or of a pattern, counts for


def event_trusts(model: Model, gold: Path, seeds: Path) -> dict[str, float]:
    """Return the share of right findings by pattern, and by pattern and word.

    A pattern's share is drawn towards that of all, a word's towards its pattern's. The sentences
    are those that the heads learn from: patterns learn nothing from them.
    """
    told, right = Counter[str](), Counter[str]()
    for keys, is_right in findings(model, gold, seeds):
        told.update(("", *keys))
        right.update(("", *keys) if is_right else ())
    found = {"": (right[""] + STEADY * UNKNOWN) / (told[""] + STEADY)}
    for key in sorted(told, key=lambda k: (k.count(" "), k)):
        if key:
            wider = found[" ".join(key.split(" ")[:2]) if key.count(" ") == 2 else ""]
            found[key] = round((right[key] + STEADY * wider) / (told[key] + STEADY), 3)
    return found


def findings(model: Model, gold: Path, seeds: Path) -> Iterator[tuple[tuple[str, str], bool]]:
    """Yield the keys of what patterns find in sentences to learn from, and whether it is right."""
    for one in (*written.read_events(seeds), *spots.read_events(seeds, gold)):
        if one.held_out:
            continue
        layout, read = read_layout(one.text), model.read(one.text)
        doc = parse(one.text, layout, read)
        for each in (f for sentence in sentences(doc, layout) for f in find_triggers(sentence)):
            yield (
                keys_of(each, doc),
                any(
                    folded(each.event_type) == folded(kind)
                    and start < each.trigger[1]
                    and each.trigger[0] < end
                    for start, end, kind in one.spans["event"]
                ),
            )
