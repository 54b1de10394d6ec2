"""Examples in, fitted weights out: a resumable loop over shards with a log of figures."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.func import functional_call

from flows.annotate.learned.windows import tokenize
from flows.train.augment import Names, glue, vary
from flows.train.batches import batch_of, batches, targets
from flows.train.gold import Example
from flows.train.labels import Window, training_windows
from flows.train.losses import drift, losses
from flows.train.network import Batch, Network

SEED = 20260130
SENTENCES = ("events", "event_examples", "status")  # sets whose rows are single sentences
HIDDEN = 0.05  # of the pieces
BUDGET = 2600  # pieces a batch, padding included
SHARD = 120  # texts between two looks at the disk
RATE, HEAD_RATE, WARM_UP = 2e-4, 1e-3, 80
MEET = 3  # shards of its own after which a worker looks at the other
EMBEDDINGS = ("words.", "places.", "case.", "quote.", "opening.", "norm.")
KEEP = 0.998  # share of the running mean of the weights that a step leaves


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train, and from which share of it on the rate falls to nothing at the end.

    Texts come in the order, and with the changes, that the seed tells. The share of their pieces
    that is hidden is in place of dropout, which was much slower.
    """

    epochs: int
    fall_from: float = 1.0
    end: float = 1.0
    seed: int = SEED
    hidden: float = HIDDEN

    def rate(self, share: float) -> float:
        """Return what of the full rate is left when this share lies behind."""
        if share < self.fall_from:
            return 1.0
        return max(0.0, (self.end - share) / (self.end - self.fall_from))


@dataclass(slots=True)
class State:
    """What a training run has come to: the weights, their running mean, and the shard."""

    network: Network
    mean: dict[str, torch.Tensor]
    optimizer: torch.optim.AdamW
    shard: int = 0
    step: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What the heads are held to where no text teaches them anew: a network, and how firmly."""

    network: Network
    weight: float


def fresh(network: Network) -> State:
    """Return the state before the first step."""
    slow: list[torch.nn.Parameter] = []
    fast: list[torch.nn.Parameter] = []
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            quick = name.split(".")[0] in {"heads", "case", "quote", "opening"}
            (fast if quick else slow).append(weight)
    groups = [{"params": slow, "base": RATE}, {"params": fast, "base": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01, fused=True)
    return State(network, copied(network), optimizer)


def copied(network: Network) -> dict[str, torch.Tensor]:
    """Return a copy of the weights that are trained."""
    return {n: w.detach().clone() for n, w in network.named_parameters() if w.requires_grad}


def save(state: State, path: Path) -> None:
    """Write a state whole or not at all."""
    whole = {
        "network": state.network.state_dict(),
        "mean": state.mean,
        "optimizer": state.optimizer.state_dict(),
        "shard": state.shard,
        "step": state.step,
    }
    torch.save(whole, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def load(path: Path, network: Network) -> State:
    """Read a state back."""
    whole = torch.load(path, weights_only=True)
    network.load_state_dict(whole["network"])
    state = fresh(network)
    state.mean, state.shard, state.step = whole["mean"], whole["shard"], whole["step"]
    state.optimizer.load_state_dict(whole["optimizer"])
    return state


def fit(
    state: State,
    examples: list[Example],
    *,
    plan: Plan,
    tokenizer: Tokenizer,
    names: Names,
    path: Path,
    say: Callable[[dict[str, float]], None],
    worker: int = 0,
    workers: int = 1,
    held: Held | None = None,
) -> State:
    """Train for the epochs of the plan, from where the state stands; save after every shard.

    Workers share the shards out and meet in the middle now and then: on a busy machine two of one
    thread get on where one of two threads waits for its slower half.
    """
    for number, (share, chosen) in enumerate(shards(examples, plan)):
        if share >= plan.end:
            break
        if number < state.shard or number % workers != worker:
            continue
        rng = random.Random(plan.seed * 1000 + number)
        found = shard_windows(chosen, tokenizer, names, rng)
        rate = plan.rate(share)
        figures = run_shard(state, found, rate=rate, rng=rng, hidden=plan.hidden, held=held)
        state.shard = number + 1
        save(state, path)
        if workers > 1 and (number // workers) % MEET == MEET - 1:
            meet(state, path.with_name(f"{path.stem[:-1]}{1 - worker}.pt"))
        say({"share": round(share, 3), **figures})
    return state


def meet(state: State, other: Path) -> None:
    """Move the weights half way to the other worker's, as it last saved them."""
    if not other.exists():
        return
    theirs = torch.load(other, weights_only=True, mmap=True)
    with torch.no_grad():
        for name, weight in state.network.named_parameters():
            if name in state.mean:
                weight.lerp_(theirs["network"][name], 0.5)
                state.mean[name].lerp_(theirs["mean"][name], 0.5)


def shards(examples: list[Example], plan: Plan) -> Iterator[tuple[float, list[list[Example]]]]:
    """Yield groups of texts, each with the share of the whole training that lies before it."""
    for epoch in range(plan.epochs):
        order = epoch_texts(examples, random.Random(plan.seed + epoch))
        for at in range(0, len(order), SHARD):
            yield (epoch + at / len(order)) / plan.epochs, order[at : at + SHARD]


def epoch_texts(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    """Return an epoch's texts in random order; single sentences alone or by up to eight."""
    order = [[e] for e in examples if not e.gold.startswith(SENTENCES)]
    for kind in SENTENCES:
        sentences = [e for e in examples if e.gold.startswith(kind)]
        rng.shuffle(sentences)
        while sentences:
            size = rng.choice((1, 1, 2, 4, 8))
            order.append(sentences[:size])
            sentences = sentences[size:]
    rng.shuffle(order)
    return order


def shard_windows(
    chosen: list[list[Example]], tokenizer: Tokenizer, names: Names, rng: random.Random
) -> list[Window]:
    """Return the windows of some texts, each told in its own way and cut at its own length."""
    found: list[Window] = []
    for group in chosen:
        example = vary(group[0] if len(group) == 1 else glue(group), names, rng)
        limit = rng.choice((60, 110, 160, 160, 190))
        found += training_windows(example, tokenize(example.text, tokenizer), limit=limit)
    return [w for w in found if len(w.ids) > 2]


def run_shard(
    state: State,
    found: list[Window],
    *,
    rate: float,
    rng: random.Random,
    hidden: float = HIDDEN,
    held: Held | None = None,
) -> dict[str, float]:
    """Take one step a batch; return the mean losses and the speed."""
    started, pieces, count = time.monotonic(), 0, 0
    sums: dict[str, float] = defaultdict(float)
    noise = np.random.default_rng(rng.randrange(2**32))
    state.network.train()
    for group in batches(found, budget=BUDGET, rng=rng):
        batch = batch_of(group, noise, hidden=hidden)
        rows = rows_of(state.network, batch).float()
        parts = losses(rows, batch.mask, targets(group))
        if held is not None:
            parts["drift"] = held.weight * drift_of(group, rows, held.network)
        take_step(state, sum(parts.values(), torch.zeros(())), rate)
        for name, loss in parts.items():
            sums[name] += loss.item()
        pieces, count = pieces + int(batch.mask.sum()), count + 1
    speed = round(pieces / (time.monotonic() - started))
    return {n: round(s / count, 4) for n, s in sums.items()} | {"pieces": pieces, "speed": speed}


def drift_of(group: list[Window], rows: torch.Tensor, before: Network) -> torch.Tensor:
    """Return how far the rows of a batch say something else than a network that sees it whole.

    Where pieces were hidden the heads learn to say without them what it says with them.
    """
    whole = batch_of(group, np.random.default_rng(), hidden=0.0)
    with torch.no_grad():
        former = rows_of(before, whole).float()
    return drift(rows, former, whole.mask, [w.gold for w in group])


def rows_of(network: Network, batch: Batch) -> torch.Tensor:
    """Run the network with its layers in sixteen bits; the weights that are moved have 32."""
    short = {
        name: weight.bfloat16()
        for name, weight in network.named_parameters()
        if not name.startswith(EMBEDDINGS)
    }
    rows: torch.Tensor = functional_call(network, short, (batch,))
    return rows


def take_step(state: State, loss: torch.Tensor, rate: float) -> None:
    """Move the weights once, and their running mean with them."""
    state.step += 1
    for group in state.optimizer.param_groups:
        group["lr"] = group["base"] * rate * min(1.0, state.step / WARM_UP)
    state.optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
    state.optimizer.step()
    keep = min(KEEP, state.step / (state.step + 10))
    with torch.no_grad():
        trained = [(n, w) for n, w in state.network.named_parameters() if n in state.mean]
        means = [state.mean[name] for name, _ in trained]
        torch._foreach_lerp_(means, [weight for _, weight in trained], 1 - keep)
