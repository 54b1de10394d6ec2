"""Tests of flows/train/network.py: the published encoder under our features and heads."""

import pytest
import torch
from torch import Tensor
from torch.nn.functional import cosine_similarity

from flows.annotate.learned.heads import columns, width
from flows.train.even import single_windows
from flows.train.finish import tokenizer
from flows.train.network import Batch, Network, pretrained

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return pretrained()


def batch_of(text: str) -> Batch:
    (batch,) = single_windows(text, tokenizer())
    return batch


def padded(batch: Batch, length: int) -> Batch:
    return Batch(*(torch.nn.functional.pad(t, (0, length - t.shape[1])) for t in batch))


def meaning(network: Network, text: str) -> Tensor:
    """Return the mean of what reaches the heads."""
    kept: list[Tensor] = []
    hook = network.heads.register_forward_pre_hook(lambda _, given: kept.append(given[0]))
    with torch.no_grad():
        network(batch_of(text))
    hook.remove()
    return kept[0][0].mean(dim=0)


def test_texts_of_like_meaning_lie_near_one_another(network: Network) -> None:
    sank, down, taxes = (
        meaning(network, text)
        for text in ("The ship sank.", "A boat went down at sea.", "Parliament raised taxes.")
    )
    assert cosine_similarity(sank, down, dim=0) > cosine_similarity(sank, taxes, dim=0) + 0.2


def test_a_piece_has_a_row_of_scores(network: Network) -> None:
    batch = batch_of("Rain fell on Oslo.")
    with torch.no_grad():
        rows = network(batch)
    assert rows.shape == (1, batch.ids.shape[1], width())


def test_padding_and_neighbours_change_nothing(network: Network) -> None:
    short, long = batch_of("Rain fell."), batch_of("Snow lay on the hills of the old town.")
    size = long.ids.shape[1]
    both = Batch(*(torch.cat(pair) for pair in zip(padded(short, size), long, strict=True)))
    with torch.no_grad():
        alone, together = network(short), network(both)
    assert torch.allclose(alone[0], together[0, : short.ids.shape[1]], atol=1e-4)
    assert torch.isfinite(together).all()


def test_at_first_a_sentence_tells_of_no_event(network: Network) -> None:
    with torch.no_grad():
        rows = network(batch_of("Rebels attacked a convoy of the army."))
    assert rows[0, 1:-1, columns()["event"]].max() < -2


def test_all_but_the_table_of_words_is_trained(network: Network) -> None:
    frozen = [n for n, weight in network.named_parameters() if not weight.requires_grad]
    assert frozen == ["words.weight"]


def test_features_change_little_at_first(network: Network) -> None:
    batch = batch_of("Rain fell on Oslo.")
    with torch.no_grad():
        plain = network(batch._replace(case=torch.zeros_like(batch.case)))
        cased = network(batch)
    assert not torch.equal(plain, cased)
    assert (plain - cased).abs().mean() < 0.1 * plain.abs().mean()
