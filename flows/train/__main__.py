"""Gold in, the annotator's weights out: `python -m flows.train --gold ../shared/gold`.

Two rounds. The first learns the gold. Its running mean then reads the texts that no set labels
with statements, and the second round learns the gold and what model and rules are sure of there.
Every step is kept in the work folder: a run that was stopped goes on where it stood. With
`--workers 2` a second process shares the texts, and the two meet half way now and then.

`--from WEIGHTS` goes on from weights that are there, with one more pass instead of the two rounds;
`--hold N` holds in it all heads but those of events to what these weights say, the firmer the
greater N; `--hide N` hides this share of the pieces. `--with WEIGHTS` averages the outcome with
weights of other trainings (`mix.py`).
"""

import argparse
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import torch

from flows.annotate.digest import DEFAULT
from flows.annotate.learned.model import load_model
from flows.paths import ROOT, SEEDS
from flows.train import mix, network, silver
from flows.train.augment import read_names
from flows.train.finish import finish, tokenizer, write
from flows.train.fit import HIDDEN, SEED, Held, Plan, State, copied, fit, fresh, load, meet
from flows.train.gold import Example, read_gold, read_lines
from flows.train.room import Room, companion, log, shared_rows, wait_for_first
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
FIRST, SECOND = Plan(epochs=1, end=0.5), Plan(epochs=2, fall_from=0.1, end=0.7)
MORE = Plan(epochs=1, fall_from=0.0)  # from weights that are there


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
    parser.add_argument("--hide", type=float, default=HIDDEN, metavar="N", help="share of pieces")
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
        others, given.seed, given.hide,
    )  # fmt: skip
    with companion(room):
        state = train(room)
    if room.worker == 0:
        meet(state, replace(room, worker=1).state("more" if room.start else "second"))
        finish(room, mixed(state, others), given.out)


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
        write(room, first, teacher, {})
    more = in_turn(taught(room, examples, teacher))
    return round_of(room, "second", more, SECOND, settled(first))


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
        plan=replace(plan, seed=room.seed, hidden=room.hidden),
        tokenizer=tokenizer(),
        names=read_names(room.seeds),
        path=path,
        say=log(room.work / f"{stage}{room.worker}.log"),
        worker=room.worker,
        workers=room.workers,
        held=held,
    )


if __name__ == "__main__":
    main()
