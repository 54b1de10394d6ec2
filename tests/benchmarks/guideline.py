"""Score the annotator's events on the sentences labelled by `docs/event-guideline.md`.

    python -m tests.benchmarks.guideline --labels seeds/event_examples_held.jsonl
    python -m tests.benchmarks.guideline --labels seeds/event_spots.jsonl --gold ../shared/gold

The first reads sentences one by one as articles of 18 March 2026, the second real ones in their
articles: of the gold's documents in which the seeds tell where events stand, those kept from
training. An event is found where a trigger of its type overlaps the labelled one. Intervals are of
a bootstrap over texts, 95 %.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from flows.annotate.lines import annotate_line
from flows.train.gold import gold_file, read_lines
from flows.train.splits import is_held_out

DAY = "2026-03-18T12:00:00Z"
ROUNDS = 400
Row = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """One labelled sentence with what the annotator made of it; `text` may be its whole article."""

    text: str
    gold: tuple[Row, ...]
    events: tuple[Row, ...]
    places: tuple[Row, ...]

    def pairs(self, *, typed: bool = True) -> list[tuple[Row, Row | None]]:
        """Return each labelled event with the event read there, if any, of its type first."""
        found: list[tuple[Row, Row | None]] = []
        used: set[int] = set()
        for gold in self.gold:
            spot = span(self.text, gold["trigger"])
            here = [
                (e["event_type"] != gold["type"], n)
                for n, e in enumerate(self.events)
                if n not in used and overlap(spot, (e["trigger_start"], e["trigger_end"]))
            ]
            best = min(here, default=None)
            if best is None or (typed and best[0]):
                found.append((gold, None))
                continue
            used.add(best[1])
            found.append((gold, self.events[best[1]]))
        return found


def span(text: str, words: str | Sequence[int]) -> tuple[int, int]:
    """Return where labelled words stand: as whole words, where the sentence allows it.

    Labels that are offsets already stand where they say.
    """
    if not isinstance(words, str):
        return words[0], words[1]
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    start = found.start() if found else text.lower().index(words.lower())
    return start, start + len(words)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def percent(part: float, whole: float) -> float:
    """Return a share in percent; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def fires(reads: Sequence[Read]) -> float:
    """Of the sentences without an event, those that got one."""
    empty = [r for r in reads if not r.gold]
    return percent(sum(bool(r.events) for r in empty), len(empty))


def recall(reads: Sequence[Read]) -> float:
    """Of the sentences with an event, those in which a labelled trigger was found."""
    full = [r for r in reads if r.gold]
    return percent(sum(any(e for _, e in r.pairs(typed=False)) for r in full), len(full))


def detection(reads: Sequence[Read]) -> float:
    """Of the sentences with an event, those that got any."""
    full = [r for r in reads if r.gold]
    return percent(sum(bool(r.events) for r in full), len(full))


def type_f1(reads: Sequence[Read]) -> float:
    """Macro-F1 over the types that are labelled: trigger and type right."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter(g["type"] for r in reads for g in r.gold)
    said: Counter[str] = Counter(e["event_type"] for r in reads for e in r.events)
    right.update(g["type"] for r in reads for g, e in r.pairs() if e)
    return round(100 * sum(2 * right[t] / (gold[t] + said[t]) for t in gold) / len(gold), 1)


def actor_f1(reads: Sequence[Read]) -> float:
    """F1 over the words of sources and targets of the events that were found."""
    right = gold = said = 0
    for read, (label, event) in ((r, p) for r in reads for p in r.pairs(typed=False)):
        if event is None:
            continue
        for side in ("source", "target"):
            wanted = words(read.text, [span(read.text, w) for w in label[side]])
            got = words(read.text, [(a["start"], a["end"]) for a in event[f"{side}s"]])
            right, gold, said = right + len(wanted & got), gold + len(wanted), said + len(got)
    return percent(2 * right, gold + said)


def words(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Return the starts of the words of some stretches, articles left out."""
    return {
        a + m.start()
        for a, b in spans
        for m in re.finditer(r"\w+", text[a:b])
        if m[0].lower() not in ("the", "a", "an")
    }


def share(
    right: Callable[[Read, Row, Row], bool], asked: Callable[[Row], bool]
) -> Callable[[Sequence[Read]], float]:
    """Return the measure: of the found events for which it is asked, those that are right."""

    def measure(reads: Sequence[Read]) -> float:
        rows = [(r, g, e) for r in reads for g, e in r.pairs(typed=False) if e and asked(g)]
        return percent(sum(right(*row) for row in rows), len(rows))

    return measure


def same_claimant(read: Read, gold: Row, event: Row) -> bool:
    """Tell whether one of the names holds the other, or neither side has one."""
    wanted, got = gold.get("claimant"), event["claimant_name"]
    if wanted is None or got is None:
        return wanted is None and got is None
    one, other = (re.sub(r"^(the|an?) ", "", w.lower()) for w in (wanted, got))
    return one in other or other in one


def same_place(read: Read, gold: Row, event: Row) -> bool:
    """Tell whether the event lies at a place that the labelled words name."""
    spot = span(read.text, gold["place"])
    ids = {p["place_id"] for p in read.places if overlap(spot, (p["start"], p["end"]))}
    return event["place_id"] in ids - {None}


def place_asked(gold: Row) -> bool:
    """A labelled place that begins with a small letter is no name that a gazetteer could hold."""
    return bool(gold.get("place")) and any(w[0].isupper() for w in gold["place"].split())


def same_date(read: Read, gold: Row, event: Row) -> bool:
    """Tell whether the event's date was read from the labelled words."""
    if event["date_text_start"] is None:
        return False
    return overlap(
        span(read.text, gold["date"]), (event["date_text_start"], event["date_text_end"])
    )


MEASURES: dict[str, Callable[[Sequence[Read]], float]] = {
    "fires on sentences without an event": fires,
    "fires on sentences with one": detection,
    "a labelled trigger found in sentences with one": recall,
    "type macro-F1": type_f1,
    "actor word-F1": actor_f1,
    "occurrence": share(lambda r, g, e: e["occurrence"] == g["occurrence"], lambda g: True),
}
OF_SENTENCES: dict[str, Callable[[Sequence[Read]], float]] = {  # labels of real articles lack it
    "assertion": share(
        lambda r, g, e: e["assertion"] == g["assertion"], lambda g: "assertion" in g
    ),
    "claimant": share(same_claimant, lambda g: "assertion" in g),
    "claimant where there is one": share(same_claimant, lambda g: "claimant" in g),
    "date": share(same_date, lambda g: "date" in g),
    "place": share(same_place, place_asked),
}


def read_sentences(labels: Path) -> list[Read]:
    """Annotate labelled sentences one by one."""
    found = []
    for row in read_lines(labels):
        answer = annotate_line({"id": row["id"], "text": row["text"], "published_at": DAY})
        told, events = tuple(row["events"]), tuple(answer["events"])
        found.append(Read(row["text"], told, events, tuple(answer["places"])))
    return found


def held_spots(labels: Path, gold: Path) -> list[Row]:
    """Return the held sentences of the gold, each with its article; offsets are the article's.

    PLOVER's are left out: their type was learned with PLOVER.
    """
    news = [row for row in read_lines(labels) if not row["gold"].startswith("events_")]
    held = [row for row in news if is_held_out("event_spots", row)]
    articles = {
        (name, str(article["id"])): article
        for name in {row["gold"] for row in held}
        for article in read_lines(gold_file(gold, name))
    }
    return [row | {"article": articles[row["gold"], row["id"]]} for row in held]


def read_articles(labels: Path, gold: Path) -> list[Read]:
    """Annotate the articles of the gold in which held sentences stand.

    Rows that point back count as nothing: labelled sentences have none.
    """
    key = itemgetter("gold", "id")
    found = []
    for _, same in groupby(sorted(held_spots(labels, gold), key=key), key=key):
        told = list(same)
        article = told[0]["article"]
        answer = annotate_line({**article, "published_at": article.get("published_at") or DAY})
        own = [e for e in answer["events"] if e["antecedent_event_id"] is None]
        for row in told:
            here = tuple(e for e in own if row["start"] <= e["trigger_start"] < row["end"])
            found.append(Read(article["text"], tuple(row["events"]), here, ()))
    return found


def interval(measure: Callable[[Sequence[Read]], float], reads: Sequence[Read]) -> str:
    """Return the middle 95 % of a measure over texts drawn again, always the same way."""
    texts = [list(same) for _, same in groupby(reads, key=attrgetter("text"))]
    draw = random.Random(20261124)
    values = sorted(
        measure([read for text in draw.choices(texts, k=len(texts)) for read in text])
        for _ in range(ROUNDS)
    )
    return f"{values[ROUNDS // 40]} to {values[-ROUNDS // 40 - 1]}"


def main() -> None:
    """Print every measure as a row of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--gold", type=Path, help="folder of the texts that labels point into")
    parser.add_argument("--plain", action="store_true", help="no intervals")
    asked = parser.parse_args()
    with_gold = asked.gold is not None
    reads = read_articles(asked.labels, asked.gold) if with_gold else read_sentences(asked.labels)
    print("| measure | % | 95 % |\n|---|---|---|")
    for name, measure in (MEASURES if with_gold else MEASURES | OF_SENTENCES).items():
        print(f"| {name} | {measure(reads)} | {'' if asked.plain else interval(measure, reads)} |")


if __name__ == "__main__":
    main()
