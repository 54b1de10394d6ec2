"""A text in, what the learned annotator reads in it out: statements, places, dates, entities.

The runtime is onnxruntime on one thread, one window at a time: with eight-bit weights a window's
result would shift with what else is in its batch.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from flows.annotate.digest import DEFAULT, check_digest
from flows.annotate.learned.decode import Happening, Said, decode_windows
from flows.annotate.learned.heads import columns, tables, width
from flows.annotate.learned.tagging import Found
from flows.annotate.learned.trees import Syntax, read_rows
from flows.annotate.learned.windows import Pieces, letters_of, tokenize, windows
from flows.errors import BadSettings

LIMIT = 160  # pieces a window; longer ones did worse on the statements kept to select on
CLS, SEP = 101, 102
NO_START = -20.0  # score of a sentence's start


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one text; offsets are code points, half open, into the text as given."""

    pieces: Pieces
    syntax: Syntax
    statements: tuple[Said, ...]
    toponyms: tuple[Found, ...]
    dates: tuple[Found, ...]
    entities: tuple[Found, ...]
    events: tuple[Happening, ...] = ()
    joining: Mapping[str, Any] = field(default_factory=dict)  # how to weigh rules beside it
    event_joining: Mapping[str, Any] = field(default_factory=dict)  # and patterns of events


class Model:
    """The learned annotator, loaded and ready to read."""

    def __init__(
        self, session: Any, tokenizer: Tokenizer, version: str, figures: dict[str, Any]
    ) -> None:
        """Keep what `load_model` has opened; `figures` were fitted on what training did not see."""
        self._session = session
        self._tokenizer = tokenizer
        self._curve = np.array(figures["calibration"]) if "calibration" in figures else None
        self.version = version
        self.figures = figures

    def pieces(self, text: str) -> Pieces:
        """Return the word pieces of a text with their features."""
        return tokenize(text, self._tokenizer)

    def rows(self, pieces: Pieces, first: int, last: int) -> NDArray[np.float32]:
        """Return the scores of the pieces [first, last), between those of the two marks."""

        def marked(values: NDArray[np.int64], before: int, after: int) -> NDArray[np.int64]:
            return np.concatenate([[before], values[first:last], [after]])

        inputs = {
            "ids": marked(pieces.ids, CLS, SEP),
            "case": marked(pieces.case, 0, 0),
            "quote": marked(pieces.quote, 0, 0),
            "opening": marked(pieces.opening, 0, 0),
        }
        rows: NDArray[np.float32] = self._session.run(None, inputs)[0]
        return rows

    def read(self, text: str) -> Reading:
        """Read a text once, window by window."""
        pieces = self.pieces(text)
        cut = list(windows(pieces, limit=LIMIT))
        # All passes before all decoding, so that the weights stay near at hand.
        rows = np.empty((len(pieces), width()), np.float32)
        openings = []
        for first, last in cut:
            marked = self.rows(pieces, first, last)
            rows[first:last] = marked[1:-1]
            openings.append(marked[0].copy())  # else the whole window's rows stay with it
        rows[follows_word(text, pieces), columns()["sentence"]] = NO_START
        statements, spans, events = decode_windows(rows, openings, pieces, cut)
        return Reading(
            pieces,
            read_rows(rows),
            self._sure(statements),
            tuple(spans.get("toponym", ())),
            tuple(spans.get("timex", ())),
            tuple(spans.get("entity", ())),
            tuple(events),
            self.figures.get("joining", {}),
            self.figures.get("event_joining", {}),
        )

    def _sure(self, statements: Sequence[Said]) -> tuple[Said, ...]:
        """Return statements with scores made chances, where the weights carry the curve for it."""
        if self._curve is None or not statements:
            return tuple(statements)
        odds = np.exp(np.array([evidence(said) for said in statements]) @ self._curve)
        chances = (odds / (1 + odds)).tolist()
        return tuple(s._replace(score=c) for s, c in zip(statements, chances, strict=True))


def follows_word(text: str, pieces: Pieces) -> NDArray[np.bool_]:
    """Return which pieces stand right behind a word in their line: no sentence starts with them."""
    found = np.zeros(len(pieces), dtype=np.bool_)
    breaks = np.array([mark.start() for mark in re.finditer("\n", text)], dtype=np.int64)
    ends, starts = pieces.ends[:-1], pieces.starts[1:]
    is_in_line = np.searchsorted(breaks, ends) >= np.searchsorted(breaks, starts)
    found[1:] = letters_of(text)[ends - 1] & is_in_line
    return found


def evidence(said: Said) -> tuple[float, ...]:
    """Return what speaks for a statement, as the curve in the weights weighs it."""
    return (
        1.0,
        log(said.score + 1e-6),
        log(said.source_score + 1e-6),
        float(said.source is not None),
        log(min(c.score for c in said.content) + 1e-6),
    )


@lru_cache(maxsize=2)  # to resolve a path takes as long as a sentence's rules
def load_model(path: Path = DEFAULT, *, threads: int = 1) -> Model:
    """Open weights after checking their SHA-256; the same file is opened once a process."""
    return _load(Path(path).resolve(), threads)


@lru_cache(maxsize=2)
def _load(path: Path, threads: int) -> Model:
    import onnxruntime

    digest = check_digest(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    check_tables(path, json.loads(metadata.get("tables", "{}")))
    tokenizer = Tokenizer.from_str(metadata["tokenizer"])
    figures = json.loads(metadata.get("figures", "{}"))
    return Model(session, tokenizer, digest[:12], figures)


def check_tables(path: Path, told: object) -> None:
    """Refuse weights whose heads are not those that this code decodes."""
    if told != tables():
        raise BadSettings(f"weights {path}: made for other heads; train them with this version")
