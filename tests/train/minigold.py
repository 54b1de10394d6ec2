"""A gold of a few invented texts, written into a folder in the formats of docs/training.md."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from flows.paths import SEEDS
from flows.train.splits import is_held_out, is_kept
from flows.train.written import unmark

Row = dict[str, Any]
COPIED = ("train_names.csv", "train_swaps.csv", "event_triggers.csv")

# Source, cue and content are marked as in seeds/train_statements.csv.
TOLD = (
    "[s1 Mayor Ida Brandt] [q1 said] [c1 the old bridge would open in May]. Work began a year ago.",
    "[c1 “We have no boats left,”] [q1 said] [s1 Omar Tiede]. [c1 “Nobody came to help us.”]",
    "[s1 The ministry] [q1 denied] [c1 that the harbour had been closed]. Ships waited outside.",
    "According to [s1 the police], [c1 two men fled over the river]. The river was high.",
)
TOLD_KEPT = (
    "[s1 Mayor Ida Brandt] [q1 said] [c1 the school would stay open]. [s2 Parents] [q2 said] "
    "[c2 they were glad].¶[c3 “It is a good day,”] [q3 said] [s3 Lena Fuchs], a teacher.",
    "[s1 The union] [q1 announced] [c1 that drivers would stop work on Monday].",
)
FACTS = (
    "[s1 The bank] said [c1 prices rose by a tenth last year].",
    "[s1 Doctors] found [c1 that the fever had left the valley].",
    "The market opens at eight.",
)
# Text, and its toponyms with their GeoNames ids and coordinates.
OSLO, BERGEN, PARIS = (3143244, 59.91, 10.75), (3161732, 60.39, 5.32), (2988507, 48.85, 2.35)
PARIS_TEXAS, DALLAS, TEXAS = (4717560, 33.66, -95.56), (4684888, 32.78, -96.81), (4736286, 31, -100)
PLACED = (
    (
        "A train left Oslo at noon and reached Bergen in the night.",
        {"Oslo": OSLO, "Bergen": BERGEN},
    ),
    ("Farmers from Paris drove to Dallas.", {"Paris": PARIS_TEXAS, "Dallas": DALLAS}),
    (
        "In Paris, Texas, the court stood empty. Dallas sent a judge.",
        {"Paris": PARIS_TEXAS, "Texas": TEXAS, "Dallas": DALLAS},
    ),
    (
        "Snow lay deep. Bergen said the train from Oslo was late. “It came at six.”",
        {"Bergen": BERGEN, "Oslo": OSLO},
    ),
    ("The minister flew from Paris to Oslo.", {"Paris": PARIS, "Oslo": OSLO}),
)
DATED = (
    (
        "The fair opened on Monday and lasts three weeks.",
        {"Monday": "DATE", "three weeks": "DURATION"},
    ),
    ("Every Friday the bell rang at 8 p.m.", {"Every Friday": "SET", "8 p.m.": "TIME"}),
    ("Snow fell in March 2019.", {"March 2019": "DATE"}),
)
# Text, type, source, target.
ACTS = (
    ("Rebels attacked a convoy of the army.", "ASSAULT", "Rebels", "a convoy of the army"),
    ("The union accused the company of theft.", "ACCUSE", "The union", "the company"),
    ("Norland sent food to Sudmark.", "AID", "Norland", "Sudmark"),
    ("Students marched against the minister.", "PROTEST", "Students", "the minister"),
    ("The two kings agreed to a truce.", "AGREE", "The two kings", ""),
    ("The army retreated from the town.", "RETREAT", "The army", "the town"),
)
QUIET = ("The lake is deep and cold.", "Her garden faces the sea.", "Bread is made of flour.")
# Text, trigger, status.
STATUSES = (
    ("The factory closed in spring.", "closed", "fact"),
    ("The firm may sell its mines.", "sell", "uncertain"),
    ("The firm did not pay the workers.", "pay", "denied"),
)


def write_gold(folder: Path) -> Path:
    """Write every set that a training reads; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sets().items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def sets() -> dict[str, list[Row]]:
    """Return the rows of every set, some of each on either side of the split."""
    told = "statements_polnear_train"
    return {
        told: [
            *named(told, [told_row(t) for t in TOLD], held_out=False),
            *named(told, [told_row(t) for t in TOLD_KEPT], held_out=True),
        ],
        "statements_factappeal_train": split(
            "statements_factappeal_train", [told_row(t) for t in FACTS]
        ),
        "places_lgl": split("places_lgl", [placed_row(*p) for p in PLACED]),
        "places_trnews": split("places_trnews", [placed_row(*p) for p in PLACED]),
        "dates_timebank": split("dates_timebank", [dated_row(*d) for d in DATED]),
        "dates_aquaint": split("dates_aquaint", [dated_row(*d) for d in DATED]),
        "events_plover_train": split("events_plover_train", [act_row(*a) for a in ACTS]),
        "events_negatives_train": split("events_negatives_train", [quiet_row(q) for q in QUIET]),
        "status_meantime_train": split("status_meantime_train", [status_row(*s) for s in STATUSES]),
    }


def split(gold: str, rows: Sequence[Row]) -> list[Row]:
    """Return rows to train on, then the last of them once more on the side kept from training."""
    kept = [{**rows[-1]}] if gold.startswith("event") else []
    return [
        *named(gold, rows, held_out=False),
        *named(gold, rows[-1:], held_out=True),
        *named(gold, kept, held_out=False, kept=True),
    ]


def named(gold: str, rows: Sequence[Row], *, held_out: bool, kept: bool = False) -> Iterator[Row]:
    """Yield rows with the ids and addresses that put them on one side of the split."""
    numbers = count()
    for row in rows:
        for number in numbers:
            name = {"id": f"m{number}", "url": f"http://paper{number}.example.com/1"}
            if is_held_out(gold, name) == held_out and is_kept(gold, name) == kept:
                yield {**name, **row}
                break


def told_row(marked: str) -> Row:
    """Return a text with statements; a cue that is not marked is not told."""
    text, said, _ = unmark(marked.replace("¶", "\n\n"))
    return {
        "text": text,
        "statements": [
            {
                "content": [list(c) for c in s.content],
                "cue": [list(s.cue)] if s.cue else [],
                "speaker": [list(s.source)] if s.source else [],
            }
            for s in said
        ],
    }


def spot(text: str, words: str) -> Row:
    """Return where the words stand in the text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def placed_row(text: str, places: dict[str, tuple[int, float, float]]) -> Row:
    """Return a text with toponyms."""
    return {
        "text": text,
        "toponyms": [
            {**spot(text, name), "geonameid": str(number), "lat": lat, "lon": lon}
            for name, (number, lat, lon) in places.items()
        ],
    }


def dated_row(text: str, dates: dict[str, str]) -> Row:
    """Return a text with expressions of time."""
    return {
        "text": text,
        "timexes": [{**spot(text, words), "type": kind} for words, kind in dates.items()],
    }


def act_row(text: str, kind: str, source: str, target: str) -> Row:
    """Return a sentence with one event and its sides."""
    sides = {
        side: {"spans": [spot(text, words)] if words else []}
        for side, words in (("source", source), ("target", target))
    }
    return {"text": text, "events": [{"type": kind, **sides}]}


def quiet_row(text: str) -> Row:
    """Return a sentence without an event."""
    return {"text": text, "events": []}


def status_row(text: str, trigger: str, status: str) -> Row:
    """Return a sentence whose trigger is told to be a fact, uncertain or denied."""
    return {"text": text, "events": [{"trigger": [spot(text, trigger)], "status": status}]}


def write_seeds(folder: Path) -> Path:
    """Write the seeds that a training reads, shortened; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.copy(SEEDS / name, folder)
    statements = "genre,text\nmade,[s1 Ann] [q1 said] [c1 rain fell].\n"
    (folder / "train_statements.csv").write_text(statements, encoding="utf-8")
    lines = (SEEDS / "event_examples.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if is_kept("event_examples", json.loads(line))]
    examples = "\n".join([*lines[:8], *kept[:6]]) + "\n"
    (folder / "event_examples.jsonl").write_text(examples, encoding="utf-8")
    spots = "".join(json.dumps(row) + "\n" for row in spot_rows())
    (folder / "event_spots.jsonl").write_text(spots, encoding="utf-8")
    said = "".join(json.dumps(row) + "\n" for row in said_rows())
    (folder / "statement_spots.jsonl").write_text(said, encoding="utf-8")
    places = "".join(json.dumps(row) + "\n" for row in named_rows())
    (folder / "place_spots.jsonl").write_text(places, encoding="utf-8")
    return folder


def spot_rows() -> Iterator[Row]:
    """Yield what the seeds know of a gold's text, sentence by sentence: who flew where."""
    for name in ("places_lgl", "places_trnews"):
        for row in sets()[name]:
            at = row["text"].find("sent a judge")
            for start, end in sentence_spots(row["text"]):
                sent = {
                    "type": "COOPERATE", "occurrence": "happened", "trigger": (at, at + 4),
                    "source": [(at - 7, at - 1)], "target": [],
                }  # fmt: skip
                events = [sent] if start <= at < end else []
                yield {
                    "gold": name, "id": row["id"], "start": start, "end": end, "events": events,
                }  # fmt: skip


def said_rows() -> Iterator[Row]:
    """Yield what the seeds know of a gold's text: who said what after its first words."""
    for row in sets()["places_lgl"]:
        text = row["text"]
        told = [
            {"content": [(27, 55)], "cue": (22, 26), "source": (15, 21)},
            {"content": [(57, 74)], "cue": None, "source": None},
        ]
        yield {
            "gold": "places_lgl", "id": row["id"], "start": 8, "end": len(text),
            "statements": told if "Bergen said" in text else [],
        }  # fmt: skip


def named_rows() -> Iterator[Row]:
    """Yield what the seeds know of a gold's text: the place that its own set does not tell."""
    for row in sets()["statements_polnear_train"]:
        at = row["text"].find("the river")
        if at >= 0:
            spot = (at + 4, at + 9)
            yield {
                "gold": "statements_polnear_train", "id": row["id"], "start": at, "end": at + 9,
                "toponyms": [spot],
            }  # fmt: skip


def sentence_spots(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text stand."""
    return [match.span() for match in re.finditer(r"[^. ][^.]*\.", text)]
