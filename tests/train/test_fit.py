"""Tests of flows/train/fit.py: rates, shards, workers that meet, texts learned by heart."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from flows.annotate.learned.windows import tokenize
from flows.paths import SEEDS
from flows.train import fit as fitting
from flows.train import network
from flows.train.augment import read_names
from flows.train.finish import tokenizer
from flows.train.fit import (
    Held,
    Plan,
    State,
    epoch_texts,
    fit,
    fresh,
    load,
    meet,
    run_shard,
    save,
    shard_windows,
    shards,
)
from flows.train.gold import Example, read_gold
from flows.train.labels import training_windows

pytestmark = pytest.mark.train
SENTENCE = Example("status_made", "1", "The mine closed.", False, {}, statuses=((9, 15, "fact"),))


def sentences(count: int) -> list[Example]:
    return [replace(SENTENCE, id=str(n)) for n in range(count)]


def told(
    examples: list[Example], folder: Path, *, worker: int = 0, workers: int = 1
) -> tuple[State, list[float]]:
    """Fit a fresh network for an epoch; return its state and the shares that were told."""
    said: list[float] = []
    torch.manual_seed(1)
    state = fit(
        fresh(network.Network()),
        examples,
        plan=Plan(epochs=1),
        tokenizer=tokenizer(),
        names=read_names(SEEDS),
        path=folder / f"made{worker}.pt",
        say=lambda figures: said.append(figures["share"]),
        worker=worker,
        workers=workers,
    )
    return state, said


def test_the_rate_is_whole_until_it_falls_to_nothing() -> None:
    plan = Plan(epochs=4, fall_from=0.5)
    assert [plan.rate(share) for share in (0.0, 0.49, 0.75, 1.0)] == [1.0, 1.0, 0.5, 0.0]
    assert [Plan(epochs=1).rate(share) for share in (0.0, 0.99)] == [1.0, 1.0]


def test_a_text_stands_alone_and_sentences_by_up_to_eight() -> None:
    article = Example("dates_made", "a", "It rained.", False, {})
    order = epoch_texts([article, *sentences(60)], random.Random(3))
    assert [article] in order
    groups = [group for group in order if group != [article]]
    assert sorted(e.id for group in groups for e in group) == sorted(str(n) for n in range(60))
    assert {len(group) for group in groups} <= set(range(1, 9))
    assert max(len(group) for group in groups) > 1


def test_every_epoch_holds_every_text_in_an_order_of_its_own() -> None:
    articles = [Example("dates_made", str(n), "It rained.", False, {}) for n in range(300)]
    found = list(shards(articles, Plan(epochs=2)))
    assert [round(share, 2) for share, _ in found] == [0.0, 0.2, 0.4, 0.5, 0.7, 0.9]
    first, second = (
        [group[0].id for _, shard in found[at : at + 3] for group in shard] for at in (0, 3)
    )
    assert sorted(first) == sorted(second)
    assert first != second
    assert list(shards(articles, Plan(epochs=2))) == found


def test_empty_windows_are_not_read() -> None:
    short = replace(SENTENCE, text="So.", statuses=())
    rng = random.Random(1)
    names = read_names(SEEDS)
    assert shard_windows([[short]], tokenizer(), names, rng) == []
    assert len(shard_windows([[SENTENCE]], tokenizer(), names, rng)) == 1


def test_a_fit_that_has_ended_is_read_back_and_not_gone_over_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "SHARD", 2)
    state, said = told(sentences(2), tmp_path)
    back = load(tmp_path / "made0.pt", network.Network())
    assert (back.shard, back.step) == (state.shard, state.step) == (len(said), len(said))
    assert not (tmp_path / "made0.part").exists()
    weights = zip(back.network.parameters(), state.network.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in weights)
    assert (
        back.optimizer.state_dict()["state"].keys() == state.optimizer.state_dict()["state"].keys()
    )


def test_a_plan_that_ends_early_reads_no_more(tmp_path: Path) -> None:
    state = fresh(network.Network())
    before = fitting.copied(state.network)
    plan = Plan(epochs=1, end=0.0)
    names = read_names(SEEDS)
    path = tmp_path / "made0.pt"
    fit(state, [SENTENCE], plan=plan, tokenizer=tokenizer(), names=names, path=path, say=print)
    assert state.step == 0
    assert not path.exists()
    after = dict(state.network.named_parameters())
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_two_workers_share_the_shards_out_and_meet_half_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "SHARD", 1)
    monkeypatch.setattr(fitting, "MEET", 1)
    articles = [replace(SENTENCE, gold="dates_made", id=str(n)) for n in range(3)]
    one, first = told(articles, tmp_path, worker=0, workers=2)
    other, second = told(articles, tmp_path, worker=1, workers=2)
    assert first == [0.0, 0.667]
    assert second == [0.333]
    # The second met the first, whose last state was saved before it began.
    saved = torch.load(tmp_path / "made1.pt", weights_only=True)["network"]
    theirs = torch.load(tmp_path / "made0.pt", weights_only=True)["network"]
    middle = (saved["heads.weight"] + theirs["heads.weight"]) / 2
    assert torch.allclose(other.network.heads.weight, middle, atol=1e-6)


def test_a_worker_without_another_goes_its_way(tmp_path: Path) -> None:
    state = fresh(network.Network())
    before = state.network.heads.weight.clone()
    meet(state, tmp_path / "none.pt")
    assert torch.equal(state.network.heads.weight, before)


def test_words_that_are_frozen_are_neither_averaged_nor_moved(tmp_path: Path) -> None:
    frozen = network.Network()
    frozen.words.weight.requires_grad_(False)
    state = fresh(frozen)
    assert "words.weight" not in state.mean
    save(replace_words(fresh(network.Network())), tmp_path / "other1.pt")
    before = frozen.words.weight.clone()
    meet(state, tmp_path / "other1.pt")
    assert torch.equal(frozen.words.weight, before)


def replace_words(state: State) -> State:
    """Return a state whose table of words is another."""
    with torch.no_grad():
        state.network.words.weight.add_(1.0)
    return state


def test_a_few_texts_are_learned_by_heart(gold: Path) -> None:
    torch.manual_seed(1)
    state = fresh(network.pretrained())
    state.step = fitting.WARM_UP
    names = ("statements_polnear_train", "places_trnews", "dates_timebank", "status_meantime_train")
    examples = [e for name in names for e in read_gold(gold, name, {}) if not e.held_out]
    seen = [
        window
        for example in examples
        for window in training_windows(example, tokenize(example.text, tokenizer()), limit=160)
    ]
    figures = [run_shard(state, seen, rate=1.0, rng=random.Random(n)) for n in range(16)]
    for head in ("statement", "toponym", "timex", "status", "content>source"):
        assert figures[-1][head] < figures[0][head] / 2, head
    assert state.step == fitting.WARM_UP + 16


def test_the_running_mean_follows_the_weights() -> None:
    state = fresh(network.Network())
    before = state.mean["heads.bias"].clone()
    loss = state.network.heads.bias.sum()
    state.step = fitting.WARM_UP
    fitting.take_step(state, loss, rate=1.0)
    weight, mean = state.network.heads.bias.detach(), state.mean["heads.bias"]
    keep = min(fitting.KEEP, state.step / (state.step + 10))
    assert (weight < before).all()
    assert torch.allclose(mean, before * keep + weight * (1 - keep), atol=1e-7)


def test_what_has_drifted_comes_back_where_it_is_held() -> None:
    torch.manual_seed(1)
    state, before = fresh(network.Network()), network.Network()
    before.load_state_dict(state.network.state_dict())
    with torch.no_grad():
        state.network.heads.weight += 0.05 * torch.randn_like(state.network.heads.weight)
    bare = Example("made", "1", "The mine closed.", False, {})
    found = shard_windows([[bare]], tokenizer(), read_names(SEEDS), random.Random(1))
    held = Held(before, 1.0)
    told = [run_shard(state, found, rate=1.0, rng=random.Random(1), held=held) for _ in range(60)]
    assert told[-1]["drift"] < 0.5 * told[0]["drift"]


@pytest.mark.parametrize(("hidden", "is_off"), [(0.0, False), (0.9, True)])
def test_what_is_held_to_has_nothing_hidden(hidden: float, is_off: bool) -> None:
    torch.manual_seed(1)
    state, before = fresh(network.Network()), network.Network()
    before.load_state_dict(state.network.state_dict())
    bare = Example("made", "1", "The mine closed and the miners went home.", False, {})
    found = shard_windows([[bare]], tokenizer(), read_names(SEEDS), random.Random(1))
    rng = random.Random(1)
    told = run_shard(state, found, rate=0.0, rng=rng, hidden=hidden, held=Held(before, 1.0))
    assert (told["drift"] > 1e-3) == is_off
