"""What pages set between the paragraphs of an article is no part of its text."""

import pytest
from lxml.html import fromstring

from flows.extract.furniture import take_away_pointers, without_furniture

URL = "https://times.example/news/harbour-wall"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read more: <a href='/x'>Ferry strike called off at last</a></p>",
        "<p><b>RELATED |</b> <a href='https://else.example/y'>Storm hits the western isles</a></p>",
        "<li>Lesen Sie auch: <a href='/z'>Fähre fällt wieder aus</a></li>",
    ],
)
def test_a_paragraph_that_only_leads_elsewhere_is_taken_away(line: str) -> None:
    root = fromstring(f"<div><p>The wall fell.</p>{line}<p>Nobody was hurt.</p></div>")
    take_away_pointers(root, URL)
    assert root.text_content() == "The wall fell.Nobody was hurt."


@pytest.mark.parametrize(
    "line",
    [
        "<p>Source: <a href='/x'>Reuters</a></p>",
        "<p>By: <a href='/jane'>Jane Doe</a></p>",
        "<p>The council said: <a href='/x'>The wall must be rebuilt</a> before the winter.</p>",
        "<p>The harbour master's letter said: <a href='/x'>the wall must be rebuilt</a></p>",
        "<p>Contents: <a href='#part-2'>What will happen next</a></p>",
        "<p><a href='/x'>The wall must be rebuilt</a></p>",
        "<p>Picture: <a href='/x'></a>the wall on Sunday</p>",
        "<p>Both: <a href='/x'>one wall has gone</a> <a href='/y'>one wall still stands</a></p>",
    ],
)
def test_a_paragraph_that_says_something_stays(line: str) -> None:
    root = fromstring(f"<div>{line}</div>")
    before = root.text_content()
    take_away_pointers(root, URL)
    assert root.text_content() == before


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Story continues below…",
        "Anzeige",
    ],
)
def test_lines_of_advertisements_go(line: str) -> None:
    assert without_furniture(f"One.\n{line}\nTwo.") == "One.\nTwo."
    assert without_furniture(f"{line} was sold for two pounds.") != ""


@pytest.mark.parametrize(
    "line",
    [
        "29 November 2026, 09:12 GMT",
        "Last updated: 29 November 2026 at 11:05 GMT",
        "Veröffentlicht am 29.11.2026",
        "Nov. 29, 2026 10:00 a.m. EST",
    ],
)
def test_a_date_over_the_text_goes(line: str) -> None:
    assert without_furniture(f"{line}\n{line}\nThe wall fell.") == "The wall fell."
    assert without_furniture(f"The wall fell.\n{line}") == f"The wall fell.\n{line}"
    assert without_furniture(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "LONDON, 29 November 2026",
        "PARIS – 29 November 2026",
        "On 29 November 2026 the harbour wall fell",
        "The wall fell on 29 November 2026.",
        "Harbour wall gives way",
    ],
)
def test_a_first_line_that_says_more_than_a_date_stays(line: str) -> None:
    assert without_furniture(f"{line}\nNobody was hurt.") == f"{line}\nNobody was hurt."
