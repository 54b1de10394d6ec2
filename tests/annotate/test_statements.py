"""Hard cases of who said what, each a short text written for it."""

from dataclasses import dataclass

import pytest

from flows.annotate.actors import read_cast
from flows.annotate.layout import read_layout
from flows.annotate.model import load_model
from flows.annotate.parse import parse
from flows.annotate.statements import find_statements
from flows.records import ArticleText, Statement


def read(text: str) -> list[Statement]:
    layout = read_layout(text)
    reading = load_model().read(text)
    doc = parse(text, layout, reading)
    article = ArticleText("a", 1, text)
    cast = read_cast(article, layout, doc, [])
    return find_statements(article, layout, doc, [], [], cast, read=reading)


@dataclass(frozen=True)
class Case:
    """One text, and the statements that it holds among others."""

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
        "Mayor Ana Costa said: “The bridge is safe.\n\n“It will reopen in May.”\n\nIt rained.",
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
        "Ana Costa's claim that they hid cracks angered the builders.",
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


def one(text: str, cue: str) -> Statement:
    """Return the only statement of the text with this cue."""
    (found,) = [s for s in read(text) if s.cue_text == cue]
    return found


def test_offsets_reproduce_every_text() -> None:
    text = "However, “it is late,” said Mayor Ana Costa.\n\nShe added that it “was closed” today."
    found = read(text)
    assert len(found) == 2
    for s in found:
        assert s.content == " … ".join(text[a:b] for a, b in s.content_spans)
        assert s.speaker_start is not None and s.cue_start is not None
        assert text[s.speaker_start : s.speaker_end] == s.speaker_text
        assert text[s.cue_start : s.cue_end] == s.cue_text


def test_scare_quotes_and_titles_are_no_statements() -> None:
    text = (
        "The so-called “bridge to nowhere” was built in 1990.\n"
        "Her film “The Long Way Home” won a prize. Joe “Red” Hill sang."
    )
    assert [s for s in read(text) if s.kind != "indirect"] == []


def test_statement_told_within_a_statement_has_a_parent() -> None:
    text = "Spokesman Jan Novak said that the mayor had said that the bridge was safe."
    outer, inner = read(text)
    assert outer.speaker_name == "Jan Novak"
    assert inner.content == "that the bridge was safe"
    assert inner.parent_statement_id == outer.statement_id
    assert outer.parent_statement_id is None


def test_denied_cues_are_negated() -> None:
    assert one("Mayor Ana Costa did not say when the bridge would open.", "say").is_negated
    assert one("Neither Costa nor Novak said when the bridge would open.", "said").is_negated
    assert not one("Mayor Ana Costa said when the bridge would open.", "said").is_negated


def test_lone_quote_takes_the_speaker_of_the_sentence_before() -> None:
    text = "Mayor Ana Costa was angry.\n“We have waited for ten years and nobody came to help us.”"
    (found,) = read(text)
    assert (found.cue_text, found.speaker_name) == (None, "Ana Costa")


def test_act_venue_and_addressee() -> None:
    found = one("Mayor Ana Costa told reporters on Friday that the bridge was safe.", "told")
    assert (found.act, found.addressee_text) == ("tell", "reporters")
    found = one("Ana Costa promised in a television interview to rebuild the bridge.", "promised")
    assert (found.act, found.venue_text) == ("promise", "in a television interview")


def test_thought_and_plan_are_told_apart_from_speech() -> None:
    assert one("Mayor Ana Costa believes that the bridge is safe.", "believes").act == "think"
    assert one("Mayor Ana Costa denied that the bridge was unsafe.", "denied").act == "deny"


def test_nameless_sources_are_anonymous() -> None:
    assert one("Officials said the bridge was safe.", "said").is_anonymous
    assert one("A source close to the builders said the bridge was safe.", "said").is_anonymous
    assert not one("Mayor Ana Costa said the bridge was safe.", "said").is_anonymous


def test_heading_between_paragraphs_is_no_statement() -> None:
    text = "Ana Costa said the bridge was safe.\nBuilders Say Work Goes On\nIt will open in May."
    assert [s.content for s in read(text)] == ["the bridge was safe"]


def test_keys_do_not_depend_on_the_run() -> None:
    text = "Ana Costa said the bridge was safe."
    assert read(text) == read(text)
