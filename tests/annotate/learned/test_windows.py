"""Tests of flows/annotate/learned/windows.py: pieces' features, windows of whole paragraphs."""

import numpy as np
import pytest

from flows.annotate.learned.model import load_model
from flows.annotate.learned.windows import (
    Pieces,
    case_of,
    letters_of,
    openings,
    quote_marks,
    windows,
)


def pieces_of(openings: list[int]) -> Pieces:
    count = len(openings)
    numbers = np.arange(count, dtype=np.int64)
    nothing = np.zeros(count, dtype=np.int64)
    joined = np.zeros(count, dtype=np.bool_)
    return Pieces(numbers, numbers, numbers + 1, nothing, nothing, np.array(openings), joined)


def test_paragraphs_share_a_window_while_they_fit() -> None:
    pieces = pieces_of([1, 0, 0, 1, 0, 0, 1, 0, 0])
    assert list(windows(pieces, limit=6)) == [(0, 6), (6, 9)]


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    pieces = pieces_of([1, 0, 0, 2, 0, 0, 0, 2, 0])
    assert list(windows(pieces, limit=5)) == [(0, 3), (3, 7), (7, 9)]


def test_a_long_sentence_is_cut_where_it_must_be() -> None:
    assert list(windows(pieces_of([1] + [0] * 9), limit=4)) == [(0, 4), (4, 8), (8, 10)]


@pytest.mark.parametrize("limit", [3, 4, 7, 50])
def test_windows_cover_every_piece_once(limit: int) -> None:
    pieces = pieces_of([1, 0, 2, 0, 0, 0, 0, 1, 1, 0, 2, 0, 0])
    found = list(windows(pieces, limit=limit))
    assert [at for a, b in found for at in range(a, b)] == list(range(13))
    assert all(b - a <= limit for a, b in found)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "no way" twice', "no way"),
        ("He said “no way” twice", "no way"),
        ("Er sagte „no way“ twice", "no way"),
        ("Il dit «no way» twice", "no way"),
        ("He said ``no way'' twice", "no way"),
        ("He said 'no way at all' twice", "no way at all"),
    ],
)
def test_every_style_of_quotation_mark_is_seen(text: str, inside: str) -> None:
    marks = quote_marks(text)
    start = text.index(inside)
    assert all(marks[start : start + len(inside)] > 0)
    assert not marks[0]
    assert not marks[text.index("twice")]


def test_apostrophes_open_no_quotation() -> None:
    assert not quote_marks("The mayor's aides don't trust the council's figures.").any()


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    marks = quote_marks("“We go on.\nThe road is closed.")
    assert marks[3]
    assert not marks[15]


@pytest.mark.parametrize("text", ["", "Élan: 4½ + ١!", "雨 and 🌧 fell", "half a \ud83c letter"])
def test_letters_are_those_of_every_script(text: str) -> None:
    assert letters_of(text).tolist() == [character.isalnum() for character in text]


def test_cases_are_told_apart() -> None:
    assert [case_of(w) for w in ("road", "Road", "NATO", "42", ",")] == [0, 1, 2, 3, 4]


def test_paragraphs_and_sentences_open_where_they_start() -> None:
    text = "Rain fell. The road closed.\nSchools open."
    starts = np.array([0, 5, 11, 28])
    assert openings(text, starts).tolist() == [1, 0, 2, 1]


@pytest.mark.parametrize(
    "text",
    ["", "   \n ", "a", "\u200b\u200b", "naïve café — 東京 \U0001f600 said ‘no’.", "x" * 5000],
)
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    pieces = load_model().pieces(text)
    assert (pieces.starts < pieces.ends).all()
    assert (pieces.ends <= len(text)).all()
    assert (np.diff(pieces.starts) >= 0).all()


@pytest.mark.parametrize(
    "text",
    [
        "She said: “It's 12.5% – don't.”\nMr. O'Neil, ex-mayor?!",
        "[SEP] is no mark, [MASK]. naïve Σας İ ﬁre \u200b\x00 e\u0301t\ue000 a\xa0b\tc",
        "." * 5000 + " x." * 3,
    ],
)
def test_pieces_are_those_of_the_text_as_a_whole(text: str) -> None:
    model = load_model()
    pieces, whole = model.pieces(text), model._tokenizer.encode(text, add_special_tokens=False)
    assert pieces.ids.tolist() == whole.ids
    assert list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)) == whole.offsets
    words = whole.word_ids
    joined = [a == b and whole.offsets[n][1] == whole.offsets[n + 1][0]
              for n, (a, b) in enumerate(zip(words, words[1:], strict=False))]  # fmt: skip
    assert pieces.joined.tolist() == [False, *joined]
