"""The marked articles themselves: their spans, kinds, names and lengths are what they claim."""

from collections import Counter

import pytest

from tests.data import Example, as_gold, load
from tests.data.quotations import PAIRS, kind_of, quotations, quoted_share

GENRES, RESOLUTION = load("genres"), load("resolution")
EXAMPLES = GENRES + RESOLUTION


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
        assert (s.number, s.kind) == (s.number, kind_of(example.text, s.content))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.id)
def test_content_keeps_its_quotation_marks_but_no_closing_stop(example: Example) -> None:
    for s in example.statements:
        for start, end in s.content:
            words = example.text[start:end]
            is_transcript = example.text[:start].rstrip().endswith(":")
            if s.kind == "indirect" and not is_transcript:
                assert words[-1] not in ".,;"
            is_quoted = quoted_share(example.text, s.content) == 1
            if s.kind == "direct" and is_quoted and not s.is_optional:
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
