"""Tests of flows/train/export.py: the file computes what the network does, nearly."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray

from flows.annotate.learned.model import LIMIT, Model, load_model
from flows.annotate.learned.windows import windows
from flows.errors import BadSettings
from flows.train import export as exporting
from flows.train.even import Arrays, even, largest_inputs, single_windows
from flows.train.export import describe, export, network_graph
from flows.train.finish import tokenizer, tokenizer_text
from flows.train.firstmark import mark_vectors
from flows.train.network import Batch, Network, pretrained

pytestmark = pytest.mark.train
TEXT = "Mayor Ida Brandt said the old bridge would open in May. “We are glad,” said Omar Tiede."
Rows = NDArray[np.float32]


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return pretrained()


def unevened(network: Network) -> Arrays:
    plain = {name: weight.numpy() for name, weight in network.state_dict().items()}
    return plain | mark_vectors(network, [TEXT], tokenizer())


@pytest.fixture(scope="module")
def weights(network: Network) -> Arrays:
    plain = unevened(network)
    return even(plain, largest_inputs(network, [TEXT], tokenizer()))


@pytest.fixture(scope="module")
def made(weights: Arrays, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "deeper" / "made.onnx"
    digest = export(weights, describe(tokenizer_text(), {"a": 1}), path)
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    return path


@pytest.fixture(scope="module")
def model(made: Path) -> Model:
    return load_model(made)


def batch() -> Batch:
    (only,) = single_windows(TEXT, tokenizer())
    return only


def by_torch(network: Network) -> Rows:
    with torch.no_grad():
        rows: Rows = network(batch())[0].numpy()
    return rows


def by_graph(weights: Arrays) -> Rows:
    session = onnxruntime.InferenceSession(network_graph(weights).SerializeToString())
    one = batch()
    names = ("ids", "case", "quote", "opening")
    rows: Rows = session.run(None, {name: getattr(one, name)[0].numpy() for name in names})[0]
    return rows


def off(rows: Rows, wanted: Rows) -> float:
    """Return how far rows are off, as a share of the spread of what is wanted."""
    return float(np.sqrt(np.mean((rows - wanted) ** 2)) / wanted.std())


def test_the_unrounded_graph_computes_what_the_network_does(
    network: Network, weights: Arrays
) -> None:
    plain = unevened(network)
    # Only the words' table has eight bits here; the mark is that of this one window.
    assert off(by_graph(plain), by_torch(network)) < 0.02
    assert np.allclose(by_graph(weights), by_graph(plain), atol=1e-3)


def test_eight_bits_come_near(network: Network, model: Model) -> None:
    pieces = model.pieces(TEXT)
    ((first, last),) = windows(pieces, limit=LIMIT)
    rows, wanted = model.rows(pieces, first, last), by_torch(network)
    assert rows.shape == wanted.shape
    assert off(rows, wanted) < 0.15


def test_the_file_tells_its_version_figures_and_tokenizer(made: Path, model: Model) -> None:
    assert model.version == hashlib.sha256(made.read_bytes()).hexdigest()[:12]
    assert model.figures == {"a": 1}
    pieces = model.pieces("Unbelievably")
    assert len(pieces) > 1
    assert pieces.joined.tolist() == [False, *[True] * (len(pieces) - 1)]


def test_the_digest_stands_beside_the_file_and_nothing_else(made: Path) -> None:
    assert sorted(p.name for p in made.parent.iterdir()) == ["made.onnx", "made.sha256"]
    digest, name = made.with_suffix(".sha256").read_text(encoding="utf-8").split()
    assert (digest, name) == (hashlib.sha256(made.read_bytes()).hexdigest(), "made.onnx")


@pytest.mark.parametrize("part", ["heads", "events", "links"])
def test_weights_for_other_heads_are_refused(made: Path, tmp_path: Path, part: str) -> None:
    other = onnx.load(made)
    described = describe(tokenizer_text(), {})
    described |= {"tables": json.dumps(json.loads(described["tables"]) | {part: []})}
    onnx.helper.set_model_props(other, described)
    path = tmp_path / "other.onnx"
    onnx.save(other, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  other.onnx\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="other heads"):
        load_model(path)


def test_a_stop_while_the_file_is_written_leaves_nothing_under_its_name(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(model: object, path: Path) -> None:
        Path(path).write_bytes(b"half")
        raise KeyboardInterrupt

    def copied(_wide: Path, small: Path, **_options: object) -> None:
        small.write_bytes(made.read_bytes())

    saved = onnx.save
    path = tmp_path / "made.onnx"
    monkeypatch.setattr(exporting, "network_graph", lambda _weights: onnx.load(made))
    monkeypatch.setattr(exporting, "quantize_dynamic", copied)
    calls = iter((saved, stop))
    monkeypatch.setattr(onnx, "save", lambda *given: next(calls)(*given))
    with pytest.raises(KeyboardInterrupt):
        export({}, {}, path)
    assert not path.exists()
