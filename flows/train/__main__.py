"""Gold in, the annotator's weights out: `python -m flows.train --gold ../shared/gold`.

Two rounds. The first learns the gold. Its running mean then reads the texts that no set labels
with statements, and the second round learns the gold and what model and rules are sure of there.
Every step is kept in the work folder: a run that was stopped goes on where it stood. With
`--workers 2` a second process shares the texts, and the two meet half way now and then.

`--from WEIGHTS` goes on from weights that are there, with one more pass instead of the two rounds;
`--hold N` holds in it all heads but those of events to what these weights say, the firmer the
greater N. `--with WEIGHTS` averages the outcome with weights of other trainings (`mix.py`).
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from flows.annotate.digest import DEFAULT
from flows.annotate.model import load_model
from flows.paths import ROOT, SEEDS
from flows.train import even, export, firstmark, mix, network, silver
from flows.train.augment import read_names
from flows.train.calibrate import calibration
from flows.train.event_joining import event_joining
from flows.train.fit import SEED, Held, Plan, State, copied, fit, fresh, load, meet
from flows.train.gold import Example, read_gold, read_lines
from flows.train.joining import joining
from flows.train.splits import is_held_out
from flows.train.spots import read_labels
from flows.train.teach import forget, learn, lesson
from flows.train.written import read_events, read_written

SETS = (
    "statements_polnear_train",
    "statements_factappeal_train",
    "places_lgl",
    "places_trnews",
    "dates_timebank",
    "dates_aquaint",
    "events_plover_train",
    "events_negatives_train",
    "status_meantime_train",
)
TOLD = ("statements_polnear_train", "statements_factappeal_train")
UNTOLD = ("places_lgl", "places_trnews", "dates_timebank", "dates_aquaint")
# Where the seeds label these heads in an article, it has no lesson for them.
LABELLED = {"event": "event_spots", "statement": "statement_spots", "toponym": "place_spots"}
# How often a set comes round in an epoch, where it is not once: small sets need more rounds than
# large ones.
TURNS = {
    "places_trnews": 2, "dates_timebank": 3, "dates_aquaint": 3, "written": 3,
    "events_plover_train": 3, "events_negatives_train": 5, "event_examples": 2,
    "statement_spots": 2, "status_meantime_train": 3,
}  # fmt: skip
FIRST, SECOND = Plan(epochs=1, end=0.5), Plan(epochs=2, fall_from=0.1, end=0.8)
MORE = Plan(epochs=1, fall_from=0.0)  # from weights that are there


@dataclass(frozen=True, slots=True)
class Room:
    """Where a training run reads and writes, and how it shares the machine."""

    gold: Path
    seeds: Path
    work: Path
    worker: int = 0
    workers: int = 1
    start: Path | None = None  # weights to go on from
    hold: float = 0.0  # how firmly heads keep to these where the seeds do not teach
    others: tuple[Path, ...] = ()  # weights to be averaged in
    seed: int = SEED

    def state(self, stage: str) -> Path:
        """Return where this worker keeps its state of a round."""
        return self.work / f"{stage}{self.worker}.pt"


def main() -> None:
    """Make the weights; see the module's description."""
    parser = argparse.ArgumentParser(prog="python -m flows.train", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold files")
    parser.add_argument("--seeds", type=Path, default=SEEDS, help="folder of the written texts")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "train")
    parser.add_argument("--out", type=Path, default=DEFAULT, help="where the weights go")
    parser.add_argument("--from", dest="start", type=Path, help="weights to go on from")
    parser.add_argument("--hold", type=float, default=0.0, metavar="N", help="with --from: 1 to 3")
    parser.add_argument("--with", dest="others", type=Path, nargs="+", default=[], help="weights")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=2, help="of each process")
    parser.add_argument("--workers", type=int, choices=(1, 2), default=1, help="processes")
    parser.add_argument("--worker", type=int, choices=(0, 1), default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.hold and not given.start:
        parser.error(f"--hold {given.hold}: there are no weights to hold to; name them by --from")
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    others = tuple(given.others)
    room = Room(
        given.gold, given.seeds, given.work, given.worker, given.workers, given.start, given.hold,
        others, given.seed,
    )  # fmt: skip
    with companion(room):
        state = train(room)
    if room.worker == 0:
        meet(state, replace(room, worker=1).state("more" if room.start else "second"))
        finish(room, mixed(state, others), given.out)


@contextmanager
def companion(room: Room) -> Iterator[None]:
    """Run the second worker, if there is to be one, and wait for it when the first is done."""
    if room.worker or room.workers == 1:
        yield
        return
    words = [sys.executable, "-m", "flows.train", *sys.argv[1:], "--worker", "1"]
    with subprocess.Popen(words) as other:
        try:
            yield
        except BaseException:
            other.terminate()
            raise
    if other.returncode:
        sys.exit(f"worker 1 ended with {other.returncode}: give the same line again to go on")


def train(room: Room) -> State:
    """Run both rounds, or one more pass; return the last state."""
    syntax = shared_rows(room, "syntax", silver.syntax_rows(room.gold, SETS))
    examples = [e for name in SETS for e in read_gold(room.gold, name, syntax)]
    examples += [*read_written(room.seeds), *read_events(room.seeds)]
    examples += read_labels(room.seeds, room.gold)
    examples = [e for e in examples if not e.held_out]
    if room.start:
        more = in_turn(taught(room, examples, room.start))
        start = started(room.start)
        held = Held(deepcopy(start.network), room.hold) if room.hold else None
        return round_of(room, "more", more, MORE, start, held)
    first = round_of(room, "first", in_turn(examples), FIRST, fresh_state())
    teacher = room.work / "teacher.onnx"
    wait_for_first(room, teacher)
    if not teacher.exists():
        write(room, first, teacher, {}, "teacher")
    more = in_turn(taught(room, examples, teacher))
    return round_of(room, "second", more, SECOND, settled(first))


def shared_rows(room: Room, name: str, rows: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Return the rows of one file of the work folder, which the first worker makes."""
    path = room.work / f"{name}.jsonl"
    wait_for_first(room, path)
    return silver.cached(path, rows)


def wait_for_first(room: Room, path: Path) -> None:
    """Wait, in workers after the first, for a file that the first one makes for all."""
    if room.worker and not path.exists():
        print(f"waiting for worker 0 to make {path}", flush=True)
    while room.worker and not path.exists():
        time.sleep(1)


def in_turn(examples: list[Example]) -> list[Example]:
    """Return the examples, each as often as its set comes round."""
    return [e for e in examples for _ in range(TURNS.get(e.gold, 1))]


def taught(room: Room, examples: list[Example], teacher: Path) -> list[Example]:
    """Return the examples, whole articles with what model and rules are sure of there."""
    rules = shared_rows(room, "rules", silver.rule_rows(room.gold, UNTOLD))
    model = load_model(teacher)
    articles = [e for e in examples if e.gold in TOLD or e.gold in UNTOLD]
    rows = (
        {"key": key, "found": [lesson(e, model, rules.get(key))]}
        for e in articles
        for key in (f"{e.gold}/{e.id}",)
    )
    lessons = shared_rows(room, "lessons", rows)
    labelled = {
        head: {(row["gold"], row["id"]) for row in read_lines(room.seeds / f"{name}.jsonl")}
        for head, name in LABELLED.items()
    }
    told = [
        forget(
            learn(e, lessons[f"{e.gold}/{e.id}"][0]),
            [head for head, known in labelled.items() if (e.gold, e.id) in known],
        )
        for e in articles
    ]
    return [e for e in examples if e.gold not in TOLD and e.gold not in UNTOLD] + told


def fresh_state() -> State:
    """Return the state before the first round."""
    torch.manual_seed(SEED)
    return fresh(network.pretrained())


def started(path: Path) -> State:
    """Return a new state that starts from exported weights."""
    state = fresh_state()
    state.network.load_state_dict(mix.read_back(path))
    state.mean = copied(state.network)
    return state


def mixed(state: State, others: Sequence[Path]) -> State:
    """Return the state with the mean of its weights and of these files' in its place."""
    own = {**state.network.state_dict(), **state.mean}
    state.network.load_state_dict(mix.mean([own, *map(mix.read_back, others)]))
    state.mean = copied(state.network)
    return state


def settled(state: State) -> State:
    """Return a new state that starts from the running mean."""
    state.network.load_state_dict({**state.network.state_dict(), **state.mean})
    fresh_one = fresh(state.network)
    fresh_one.mean = copied(state.network)
    return fresh_one


def round_of(
    room: Room,
    stage: str,
    examples: list[Example],
    plan: Plan,
    start: State,
    held: Held | None = None,
) -> State:
    """Run one round, from its last saved state where there is one."""
    path = room.state(stage)
    state = load(path, start.network) if path.exists() else start
    return fit(
        state,
        examples,
        plan=replace(plan, seed=room.seed),
        tokenizer=tokenizer(),
        names=read_names(room.seeds),
        path=path,
        say=log(room.work / f"{stage}{room.worker}.log"),
        worker=room.worker,
        workers=room.workers,
        held=held,
    )


def tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, which neither cuts nor pads."""
    return Tokenizer.from_str(tokenizer_text())


def tokenizer_text() -> str:
    """Return the tokenizer's own description, without its limits of length."""
    path = network.encoder_folder() / "tokenizer.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps(found | {"truncation": None, "padding": None}, ensure_ascii=False)


def log(path: Path) -> Callable[[dict[str, float]], None]:
    """Return a function that adds a line of figures to the log and prints it."""

    def say(figures: dict[str, float]) -> None:
        line = json.dumps({"at": time.strftime("%H:%M:%S"), **figures})
        print(line, flush=True)
        with path.open("a", encoding="utf-8") as out:
            out.write(line + "\n")

    return say


def write(room: Room, state: State, path: Path, tables: dict[str, object], version: str) -> str:
    """Export the running mean of the weights; return the file's SHA-256."""
    mean = network.Network()
    mean.load_state_dict({**state.network.state_dict(), **state.mean})
    texts = texts_to_even_by(room)
    sizes = even.largest_inputs(mean, texts, tokenizer())
    weights = even.even({name: w.numpy() for name, w in mean.state_dict().items()}, sizes)
    weights |= firstmark.mark_vectors(mean, texts, tokenizer())
    return export.export(weights, export.describe(tokenizer_text(), tables, version=version), path)


def texts_to_even_by(room: Room) -> list[str]:
    """Return some texts of the training parts: articles, and sentences that tell of an event."""
    chosen = (("statements_polnear_train", 40), ("events_plover_train", 150))
    return [
        row["text"]
        for name, count in chosen
        for row in islice(
            (r for r in read_lines(room.gold / f"{name}.jsonl") if not is_held_out(name, r)), count
        )
    ]


def finish(room: Room, state: State, out: Path) -> None:
    """Export the weights, calibrate them on the statements kept for it, and export again."""
    trial = room.work / "trial.onnx"
    version = write(room, state, trial, {}, "trial")[:12]
    kept = room.gold / "statements_polnear_train.jsonl"
    weighed = room.work / "weighed.onnx"  # another name: a process opens a file once
    curve = calibration(load_model(trial), kept)
    write(room, state, weighed, {"calibration": curve} if curve else {}, version)
    model = load_model(weighed)
    figures = {
        **model.figures,
        "joining": joining(model, kept),
        "event_joining": event_joining(model, room.gold, room.seeds),
    }
    digest = write(room, state, out, figures, version)
    print(f"{out}: {out.stat().st_size} bytes, SHA-256 {digest}")


if __name__ == "__main__":
    main()
