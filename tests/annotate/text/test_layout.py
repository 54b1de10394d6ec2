"""Paragraphs, headings, credits and datelines, by rules on the text alone."""

import pytest

from flows.annotate.text.layout import read_layout

STORY = "The bridge was closed on Monday.\nWhat Comes Next\nIt will open in May.\nAFP"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.kind) for p in read_layout(text).paragraphs]


def test_headings_and_credit_are_told_from_the_story() -> None:
    assert kinds(STORY) == [
        ("The bridge was closed on Monday.", "body"),
        ("What Comes Next", "heading"),
        ("It will open in May.", "body"),
        ("AFP", "credit"),
    ]


@pytest.mark.parametrize(
    "credit", ["Reuters", "(AP)", "© AFP", "With inputs from AFP", "AP/Reuters"]
)
def test_credit_lines(credit: str) -> None:
    assert kinds(f"The bridge was closed.\n{credit}")[-1] == (credit, "credit")


def test_agency_named_within_the_story_is_no_credit() -> None:
    assert kinds("The bridge was closed.\nThe AP was told so.")[-1][1] == "body"


def test_text_of_one_line_is_body_whatever_it_looks_like() -> None:
    assert kinds("Bridge Closed In Storm") == [("Bridge Closed In Storm", "body")]


def test_quoted_short_line_is_no_heading() -> None:
    assert kinds("She spoke.\n“We Are Late”\nShe left.")[1][1] == "body"


def test_hard_wrapped_lines_stay_in_their_paragraph() -> None:
    text = (
        "The bridge over the river\nwas closed on Monday after\nthe storm.\n\nIt will open\nin May."
    )
    assert [kind for _, kind in kinds(text)] == ["body", "body"]
    assert kinds(text)[0][0] == "The bridge over the river\nwas closed on Monday after\nthe storm."


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("KYIV, Jan 30 (Reuters) - The bridge closed.", "KYIV, Jan 30 (Reuters) -"),
        ("NAIROBI, Kenya (AP) _ The bridge closed.", "NAIROBI, Kenya (AP) _"),
        ("Lima (AFP) – The bridge closed.", "Lima (AFP) –"),
        ("(Reuters) - The bridge closed.", "(Reuters) -"),
        ("PARIS — The bridge closed.", "PARIS —"),
        ("The White House - which said so - closed.", None),
        ("TRUMP: We will win.", None),
        ("MUMBAI: The rupee fell.", "MUMBAI:"),
        ("New Delhi: The rupee fell.", "New Delhi:"),
        ("FRANKFURT: The euro fell.", "FRANKFURT:"),
        ("LAHORE/ISLAMABAD: The minister left.", "LAHORE/ISLAMABAD:"),
        ("OTTAWA, 4 June – The bridge closed.", "OTTAWA, 4 June –"),
        ("OTTAWA, 4 June 2025 – The bridge closed.", "OTTAWA, 4 June 2025 –"),
        ("BEIJING, Nov 20: Exports fell.", "BEIJING, Nov 20:"),
        ("UPDATE: The strike is off.", None),
        ("CHARLOTTE: I saw it.\nDENVER: So did I.\nCHARLOTTE: Good.", None),
        ("Johannesburg - The rand weakened.", "Johannesburg -"),
        ("Sydney, Australia – Police found him.", "Sydney, Australia –"),
        ("London - The bank held its rate - the lowest yet - on Monday.", "London -"),
        ("Paris - France's capital - is full.", None),
        ("Manchester United - Chelsea was a draw.", None),
    ],
)
def test_dateline(text: str, dateline: str | None) -> None:
    found = read_layout(text).dateline
    assert (text[slice(*found)] if found else None) == dateline


def test_paragraph_at_an_offset() -> None:
    layout = read_layout(STORY)
    assert layout.paragraph_at(0) == layout.paragraphs[0]
    assert layout.paragraph_at(STORY.index("\n")) is None
    assert layout.paragraph_at(len(STORY)) is None


def test_empty_text_has_no_paragraphs() -> None:
    assert read_layout(" \n ").paragraphs == ()
