"""A trained state in, the annotator's file out: evened, calibrated, with weights for the joins."""

import json
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer

from flows.annotate.learned.model import load_model
from flows.train import even, export, firstmark, network
from flows.train.calibrate import calibration
from flows.train.event_joining import event_joining
from flows.train.fit import State
from flows.train.gold import read_lines
from flows.train.joining import joining
from flows.train.room import Room
from flows.train.splits import is_held_out


def finish(room: Room, state: State, out: Path) -> None:
    """Export the weights, calibrate them on the statements kept for it, and export again."""
    trial = room.work / "trial.onnx"
    write(room, state, trial, {})
    kept = room.gold / "statements_polnear_train.jsonl"
    weighed = room.work / "weighed.onnx"  # another name: a process opens a file once
    curve = calibration(load_model(trial), kept)
    write(room, state, weighed, {"calibration": curve} if curve else {})
    model = load_model(weighed)
    figures = {
        **model.figures,
        "joining": joining(model, kept),
        "event_joining": event_joining(model, room.gold, room.seeds),
    }
    digest = write(room, state, out, figures)
    print(f"{out}: {out.stat().st_size} bytes, SHA-256 {digest}")


def write(room: Room, state: State, path: Path, tables: dict[str, object]) -> str:
    """Export the running mean of the weights; return the file's SHA-256."""
    mean = network.Network()
    mean.load_state_dict({**state.network.state_dict(), **state.mean})
    texts = texts_to_even_by(room)
    sizes = even.largest_inputs(mean, texts, tokenizer())
    weights = even.even({name: w.numpy() for name, w in mean.state_dict().items()}, sizes)
    weights |= firstmark.mark_vectors(mean, texts, tokenizer())
    return export.export(weights, export.describe(tokenizer_text(), tables), path)


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


def tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, which neither cuts nor pads."""
    return Tokenizer.from_str(tokenizer_text())


def tokenizer_text() -> str:
    """Return the tokenizer's own description, without its limits of length."""
    path = network.encoder_folder() / "tokenizer.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps(found | {"truncation": None, "padding": None}, ensure_ascii=False)
