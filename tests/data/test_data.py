"""The marked articles themselves: their spans, kinds, names and lengths are what they claim."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.data import Example, Marked, as_gold, load

GENRES, RESOLUTION = load("genres"), load("resolution")
EXAMPLES = GENRES + RESOLUTION
PAIRS = {"“": "”", "«": "»", "»": "«", "„": "“”", '"': '"', "‘": "’", "'": "'"}
LETTER = re.compile(r"[^\W_]")


def closes(text: str, at: int, marks: str) -> bool:
    """Say whether one of the marks stands at this offset, ends a quotation and is no apostrophe."""
    after = text[at + 1 : at + 2]
    return text[at] in marks and (text[at] not in "’'" or not LETTER.match(after))


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost quotations, one left open at its paragraph's end up to there."""
    at = 0
    while at < len(text):
        mark = text[at]
        opens = mark in PAIRS and not (mark in "‘'" and at and LETTER.match(text[at - 1]))
        if not opens:
            at += 1
            continue
        stop = text.find("\n", at) if "\n" in text[at:] else len(text)
        ends = (i for i in range(at + 1, stop) if closes(text, i, PAIRS[mark]))
        end = next(ends, stop)
        yield at, end + 1
        at = end + 1


def quoted_share(example: Example, statement: Marked) -> float:
    """Return the share of the content's letters that stand in quotation marks."""
    inside = {i for a, b in quotations(example.text) for i in range(a, b)}
    letters = [
        i for a, b in statement.content for i in range(a, b) if LETTER.match(example.text[i])
    ]
    return sum(i in inside for i in letters) / len(letters)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.id)
def test_spans_lie_inside_the_text_and_hold_words(example: Example) -> None:
    for s in example.statements:
        for start, end in (*s.content, *s.speaker, *s.cue):
            assert 0 <= start < end <= len(example.text)
            assert not example.text[start].isspace() and not example.text[end - 1].isspace()
        for (_, end), (start, _) in zip(s.content, s.content[1:], strict=False):
            assert end <= start


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.id)
def test_kind_is_what_the_share_of_quoted_letters_makes_it(example: Example) -> None:
    for s in example.statements:
        share = quoted_share(example, s)
        kind = "direct" if share >= 0.95 else "mixed" if share else "indirect"
        assert (s.number, s.kind) == (s.number, kind)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.id)
def test_content_keeps_its_quotation_marks_but_no_closing_stop(example: Example) -> None:
    for s in example.statements:
        for start, end in s.content:
            words = example.text[start:end]
            is_transcript = example.text[:start].rstrip().endswith(":")
            if s.kind == "indirect" and not is_transcript:
                assert words[-1] not in ".,;"
            if s.kind == "direct" and quoted_share(example, s) == 1 and not s.is_optional:
                inner = any(a < start and end <= b for a, b in quotations(example.text))
                assert inner or words[0] in PAIRS


def test_ids_are_given_once() -> None:
    assert [i for i, n in Counter(e.id for e in EXAMPLES).items() if n > 1] == []


def test_no_two_statements_have_the_same_content() -> None:
    for example in EXAMPLES:
        assert len({s.content for s in example.statements}) == len(example.statements)


def test_sets_have_the_size_that_their_figures_need() -> None:
    assert len(GENRES) >= 40 and len({e.genre for e in GENRES}) >= 10
    assert len(RESOLUTION) >= 30
    assert all(80 <= len(e.text.split()) <= 250 for e in GENRES)
    assert all(60 <= len(e.text.split()) <= 160 for e in RESOLUTION)


def test_every_speaker_of_the_resolution_set_has_a_name() -> None:
    for example in RESOLUTION:
        for s in example.statements:
            assert s.is_optional or (s.speaker and s.speaker_name), (example.id, s.number)


def test_marks_are_stripped_and_the_gold_shape_is_complete() -> None:
    for example in EXAMPLES:
        row = as_gold(example)
        assert "{" not in row["text"] and "}" not in row["text"]
        assert {"type", "speaker", "cue", "content", "optional"} <= set(row["statements"][0])
