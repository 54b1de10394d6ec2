"""Hard cases of who said what, each a short text written for it."""

from dataclasses import dataclass

import pytest

from flows.annotate.actors import read_cast
from flows.annotate.layout import read_layout
from flows.annotate.parse import parse
from flows.annotate.statements import find_statements
from flows.records import ArticleText, Statement


def read(text: str) -> list[Statement]:
    layout = read_layout(text)
    doc = parse(text, layout)
    article = ArticleText("a", 1, text)
    cast = read_cast(article, layout, doc, [])
    return find_statements(article, layout, doc, [], [], cast)


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    contents: list[str]  # joined spans, in order
    speakers: list[str | None]
    kinds: list[str]


CASES = [
    Case(
        "quote before the cue",
        "“The bridge will reopen in May,” said Mayor Ana Costa.",
        ["“The bridge will reopen in May,”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "cue before the quote",
        "Mayor Ana Costa said: “The bridge will reopen in May. We are late.”",
        ["“The bridge will reopen in May. We are late.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "quote broken by the cue",
        "“The bridge,” Mayor Ana Costa said, “will reopen in May.”",
        ["“The bridge,” … “will reopen in May.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "quote that goes on behind the cue's sentence",
        "“The bridge is safe,” said Mayor Ana Costa. “It will reopen in May.”",
        ["“The bridge is safe,” … “It will reopen in May.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "quote over paragraphs with the opening mark repeated",
        "Mayor Ana Costa said: “The bridge is safe.\n\n“It will reopen in May.”\n\nWork began in June.",
        ["“The bridge is safe. … “It will reopen in May.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "mixed",
        "Mayor Ana Costa said that the bridge was “a danger to everybody” in winter.",
        ["that the bridge was “a danger to everybody” in winter"],
        ["Ana Costa"],
        ["mixed"],
    ),
    Case(
        "indirect with that",
        "Mayor Ana Costa said that the bridge would reopen in May.",
        ["that the bridge would reopen in May"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "indirect, cue behind",
        "The bridge will reopen in May, Mayor Ana Costa said.",
        ["The bridge will reopen in May"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "according to, behind",
        "The bridge lost two of its pillars, according to the Roads Ministry.",
        ["The bridge lost two of its pillars"],
        ["Roads Ministry"],
        ["indirect"],
    ),
    Case(
        "according to, in front",
        "According to the Roads Ministry, the bridge lost two of its pillars.",
        ["the bridge lost two of its pillars"],
        ["Roads Ministry"],
        ["indirect"],
    ),
    Case(
        "accusation",
        "Mayor Ana Costa accused the builders of hiding the cracks.",
        ["the builders of hiding the cracks"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "participle that adds a second statement",
        "Mayor Ana Costa said the bridge would reopen in May, adding that the work was cheap.",
        ["the bridge would reopen in May", "that the work was cheap"],
        ["Ana Costa", "Ana Costa"],
        ["indirect", "indirect"],
    ),
    Case(
        "participle with a quote",
        "Mayor Ana Costa had welcomed the news, saying: “We waited for years.”",
        ["“We waited for years.”"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "nominal cue",
        "In a statement on the bridge, the builders rejected Ana Costa's claim that they hid cracks.",
        ["that they hid cracks"],
        ["Ana Costa"],
        ["indirect"],
    ),
    Case(
        "straight marks",
        'The bridge is "a danger," said Mayor Ana Costa. "Nobody should use it."',
        ['The bridge is "a danger," … "Nobody should use it."'],
        ["Ana Costa"],
        ["mixed"],
    ),
    Case(
        "German marks",
        "„The bridge is a danger,“ said Mayor Ana Costa.",
        ["„The bridge is a danger,“"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "guillemets",
        "Mayor Ana Costa said: «The bridge is a danger to everybody.»",
        ["«The bridge is a danger to everybody.»"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "single marks",
        "‘The bridge is a danger,’ said Mayor Ana Costa.",
        ["‘The bridge is a danger,’"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "LaTeX marks",
        "``The bridge is a danger,'' said Mayor Ana Costa.",
        ["``The bridge is a danger,''"],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "curly mark closed by a straight one",
        'Mayor Ana Costa told reporters: “The bridge is a danger." She then left.',
        ['“The bridge is a danger."'],
        ["Ana Costa"],
        ["direct"],
    ),
    Case(
        "mark that is never closed",
        "Mayor Ana Costa said: “The bridge is a danger. The crowd went home.",
        ["“The bridge is a danger."],
        ["Ana Costa"],
        ["direct"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_contents_speakers_and_kinds(case: Case) -> None:
    found = [s for s in read(case.text)]
    wanted = [s for s in found if s.content in case.contents]
    assert [s.content for s in wanted] == case.contents
    assert [s.speaker_name for s in wanted] == case.speakers
    assert [s.kind for s in wanted] == case.kinds
