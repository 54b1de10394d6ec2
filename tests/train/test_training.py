"""Tests of flows/train/__main__.py: a small training from nothing, stopped and straight through."""

import hashlib
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
import torch

from flows.annotate.learned.model import Model, load_model
from flows.train import __main__ as training
from flows.train import finish, mix
from flows.train.fit import Plan, shards
from flows.train.gold import Example, read_lines
from flows.train.room import Room, shared_rows
from flows.train.room import log as plain
from flows.train.silver import cached
from flows.train.splits import is_held_out
from tests.train import minigold

pytestmark = pytest.mark.train
TEXT = (
    "Mayor Ida Brandt said the old bridge would open in May.\n\nRebels attacked a convoy in Oslo."
)


class Stopped(Exception):
    """The training was stopped, as by its user."""


@pytest.fixture(scope="module")
def folder(gold: Path, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a training ended that was stopped once in each round."""
    folder = tmp_path_factory.mktemp("stopped")
    for stage, line in (("first0", 1), ("second0", 2)):
        with pytest.raises(Stopped):
            run(gold, seeds, folder, stop=(stage, line))
        assert not (folder / "made" / "own.onnx").exists()
    run(gold, seeds, folder)
    return folder


@pytest.fixture(scope="module")
def straight(gold: Path, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the work folder of a training of both rounds that was never stopped."""
    work = tmp_path_factory.mktemp("straight")
    training.train(Room(gold, seeds, work, 0, 1))
    return work


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return load_model(folder / "made" / "own.onnx")


def run(gold: Path, seeds: Path, folder: Path, *, stop: tuple[str, int] | None = None) -> None:
    """Train by the command line; stop at a line of a round's log."""
    words = ["--gold", gold, "--seeds", seeds, "--work", folder / "work", "--threads", "1"]
    words += ["--out", folder / "made" / "own.onnx"]

    def log(path: Path) -> Callable[[dict[str, float]], None]:
        say = plain(path)

        def told(figures: dict[str, float]) -> None:
            say(figures)
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if (path.stem, lines) == stop:
                raise Stopped

        return told

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["train", *map(str, words)])
        patch.setattr(training, "log", log)
        training.main()


def lines(path: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_annotator_reads_with_the_weights_that_were_made(model: Model) -> None:
    reading = model.read(TEXT)
    assert TEXT[reading.pieces.starts[0] : reading.pieces.ends[0]] == "Mayor"
    assert len(reading.syntax.tags) == len(reading.pieces)
    found = [*reading.toponyms, *reading.dates, *reading.entities]
    assert all(0 <= f.start < f.end <= len(TEXT) for f in found)


def test_the_digest_stands_beside_the_weights(folder: Path) -> None:
    made = folder / "made" / "own.onnx"
    said = (folder / "made" / "own.sha256").read_text(encoding="utf-8").split()
    assert said == [hashlib.sha256(made.read_bytes()).hexdigest(), "own.onnx"]
    assert sorted(p.name for p in made.parent.iterdir()) == ["own.onnx", "own.sha256"]


def test_weights_are_called_by_their_own_digest(folder: Path, model: Model) -> None:
    made = hashlib.sha256((folder / "made" / "own.onnx").read_bytes()).hexdigest()
    assert model.version == made[:12]


def test_a_stopped_training_reads_no_shard_twice(folder: Path) -> None:
    shares = [line["share"] for line in lines(folder / "work" / "second0.log")]
    assert shares == sorted(set(shares))
    assert shares[0] == 0
    assert len(lines(folder / "work" / "first0.log")) == 1


def test_a_stopped_training_comes_to_the_same_weights(folder: Path, straight: Path) -> None:
    for name in ("first0.pt", "second0.pt"):
        one, other = (
            torch.load(work / name, weights_only=True) for work in (folder / "work", straight)
        )
        assert (one["shard"], one["step"]) == (other["shard"], other["step"])
        for part in ("network", "mean"):
            assert one[part].keys() == other[part].keys()
            assert all(torch.equal(one[part][n], other[part][n]) for n in one[part])


def test_the_same_seed_gives_the_same_file(folder: Path, straight: Path) -> None:
    one, other = (work / "teacher.onnx" for work in (folder / "work", straight))
    assert one.read_bytes() == other.read_bytes()


def test_the_second_round_moves_the_weights_but_not_the_words(straight: Path) -> None:
    first, second = (
        torch.load(straight / f"{name}0.pt", weights_only=True)["network"]
        for name in ("first", "second")
    )
    moved = {name for name in first if not torch.equal(first[name], second[name])}
    assert "words.weight" not in moved
    assert {"heads.weight", "layers.0.qkv.weight", "layers.5.outer.weight"} <= moved


def test_every_head_has_a_loss_in_the_log(straight: Path) -> None:
    (line,) = lines(straight / "first0.log")
    heads = {"statement", "toponym", "timex", "entity", "sides", "event", "status", "tag", "arc"}
    assert heads <= line.keys()
    assert all(line[head] > 0 for head in heads)
    assert line["pieces"] > 0


def test_lessons_are_for_the_articles_that_are_trained_on(straight: Path) -> None:
    wanted = {
        f"{name}/{row['id']}"
        for name, rows in minigold.sets().items()
        if name.startswith(("places", "dates", "statements"))
        for row in rows
        if not is_held_out(name, row)
    }
    lessons = cached(straight / "lessons.jsonl", iter(()))
    assert lessons.keys() == wanted
    parts = {"spans", "sure", "events"}
    for key, (lesson,) in lessons.items():
        assert lesson.keys() == (parts if key.startswith("statements") else {*parts, "said"})


def test_texts_to_even_by_are_only_those_trained_on(gold: Path, seeds: Path) -> None:
    texts = finish.texts_to_even_by(Room(gold, seeds, gold, 0, 1))
    assert minigold.told_row(minigold.TOLD[0])["text"] in texts
    assert minigold.told_row(minigold.TOLD_KEPT[1])["text"] not in texts


def test_the_second_round_starts_from_the_running_mean() -> None:
    state = training.fresh_state()
    for mean in state.mean.values():
        mean.zero_()
    settled = training.settled(state)
    trained = [w for w in settled.network.parameters() if w.requires_grad]
    assert all(not w.any() for w in trained)
    assert (settled.shard, settled.step) == (0, 0)
    assert settled.network.words.weight.any()


def test_only_the_first_worker_writes_the_weights(
    gold: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms: list[Room] = []
    monkeypatch.setattr(training, "train", rooms.append)
    words = ["--gold", gold, "--seeds", seeds, "--work", tmp_path / "w", "--workers", "2"]
    words += ["--worker", "1", "--out", tmp_path / "own.onnx", "--threads", "1", "--hide", "0.15"]
    monkeypatch.setattr(sys, "argv", ["train", *map(str, words)])
    training.main()
    assert [(room.worker, room.workers, room.hidden) for room in rooms] == [(1, 2, 0.15)]
    assert rooms[0].state("first") == tmp_path / "w" / "first1.pt"
    assert not (tmp_path / "own.onnx").exists()


def test_two_workers_train_side_by_side(
    gold: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    words = ["--gold", gold, "--seeds", seeds, "--work", work, "--workers", "2"]
    words += ["--out", tmp_path / "own.onnx", "--threads", "1"]
    monkeypatch.setattr(sys, "argv", ["train", *map(str, words)])
    training.main()
    assert load_model(tmp_path / "own.onnx").read(TEXT).statements is not None
    first, second = (
        [line["share"] for line in read_lines(work / f"second{worker}.log")] for worker in (0, 1)
    )
    assert first
    assert second
    assert not {*first} & {*second}


def test_a_second_worker_waits_for_what_the_first_makes(tmp_path: Path) -> None:
    first, second = (Room(tmp_path, tmp_path, tmp_path, n, 2) for n in (0, 1))
    rows = [{"key": "a", "found": 1}]
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(shared_rows, second, "some", iter([{"key": "b"}]))
        assert not wait([waiting], timeout=0.3).done
        assert shared_rows(first, "some", iter(rows)) == {"a": 1}
        assert waiting.result(timeout=10) == {"a": 1}


def test_a_training_goes_on_from_weights_and_is_averaged_with_others(
    gold: Path, seeds: Path, folder: Path, tmp_path: Path
) -> None:
    own, out = folder / "made" / "own.onnx", tmp_path / "more.onnx"
    words = ["--gold", gold, "--seeds", seeds, "--work", tmp_path / "work", "--threads", "1"]
    words += ["--out", out, "--from", own, "--with", own, "--seed", "7"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["train", *map(str, words)])
        training.main()
    start, end = mix.read_back(own), mix.read_back(out)
    state = torch.load(tmp_path / "work" / "more0.pt", weights_only=True)
    went = {**state["network"], **state["mean"]}["heads.weight"]
    middle = (start["heads.weight"] + went) / 2
    assert not torch.equal(start["heads.weight"], went)
    assert (end["heads.weight"] - middle).abs().max() < 0.01 * middle.abs().max()
    assert not (tmp_path / "work" / "first0.pt").exists()
    assert load_model(out).read(TEXT).pieces.ids.size


def test_another_seed_tells_the_texts_in_another_order() -> None:
    plans = [Plan(epochs=1, seed=seed) for seed in (1, 1, 2)]
    examples = [Example("made", str(n), "It rained.", False, {}) for n in range(40)]
    orders = [[e.id for _, some in shards(examples, p) for (e,) in some] for p in plans]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]


def test_a_pass_that_holds_the_heads_tells_how_far_they_drift(
    gold: Path, seeds: Path, folder: Path, tmp_path: Path
) -> None:
    start = folder / "made" / "own.onnx"
    for hold in (0.0, 3.0):
        work = tmp_path / str(hold)
        work.mkdir()
        training.train(Room(gold, seeds, work, start=start, hold=hold))
        assert ("drift" in lines(work / "more0.log")[0]) == bool(hold)


def test_there_is_nothing_to_hold_to_without_weights(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["train", "--gold", str(gold), "--work", str(tmp_path / "work"), "--hold", "3"]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit):
        training.main()
    assert "name them by --from" in capsys.readouterr().err
