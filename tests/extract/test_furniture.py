"""What pages set between the paragraphs of an article is no part of its text."""

import pytest
from lxml.html import fromstring

from flows.extract.furniture import take_away_pointers, without_blurb, without_furniture

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
    assert without_furniture(f"One.\n{line}\nTwo.") == f"One.\n{line}\nTwo."
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


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ann Holm and Li Wei in Norvik; Editing by Jo Pike)",
        "Additional reporting by Ann Holm; writing by Jo Pike.",
        "Ann Holm contributed reporting from Norvik.",
        "Norvik Press writers Ann Holm, Jo Pike and Li Wei contributed to this report.",
        "Updated at 1:23 p.m.",
        "Last updated on 3 March 2026, 10:05",
        "This story has been updated.",
        "This article was updated at 14:05 with a statement of the port.",
        "Sign up for our morning newsletter.",
        "Subscribe to the Harbour newsletter here",
        "Get the day's headlines delivered to your inbox every morning.",
        "Follow the Courier on Facebook and Instagram.",
        "Write to Ann Holm at ann.holm@courier.example",
        "ann.holm@courier.example",
    ],
)
def test_what_a_newsroom_says_of_itself_at_the_end_leaves_the_text(line: str) -> None:
    assert without_furniture(f"The wall fell.\nNobody was hurt.\n{line}\n{line}") == (
        "The wall fell.\nNobody was hurt."
    )
    assert without_furniture(f"One.\n{line}\nTwo.") == f"One.\n{line}\nTwo."
    assert without_furniture(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the Courier has shown that the minister knew of the cracks.",
        "Reporting by Courier journalists led to his resignation in May.",
        "Ann Holm contributed 40 crowns to this cause.",
        "Holm contributed to this report to parliament, the minister said.",
        "Published in 2019, the report warned of cracks in the wall.",
        "Updated plans for 40 houses were shown on Monday.",
        "This story has been told for centuries.",
        "Subscribers to the newsletter of the port were told first.",
        "Get out of the harbour, the coastguard told crews on channel 16.",
        "Followers of Lund on Facebook and Instagram were not amused.",
        "Contact with the ferry was lost at noon, the coastguard said.",
        "“Write to me,” Lund told them, and gave her address as lund@aldane.example.",
        "The wall was last updated in 1998.",
        "Ann Holm is a reporter at the Courier.",
    ],
)
def test_a_last_line_that_tells_something_stays(line: str) -> None:
    text = f"The wall fell.\n{line}"
    assert without_furniture(text) == text


def test_what_a_text_says_of_its_own_author_leaves_it() -> None:
    blurb = "Ann Holm is a reporter at the Courier.\nFollow her on Twitter @annholm"
    text = f"The wall fell.\n{blurb}"
    assert without_blurb(without_furniture(text), ("Ann Holm",)) == "The wall fell."
    assert without_blurb(text, ("Jo Pike", "Courier")) == "The wall fell.\n" + blurb.split("\n")[0]
    assert without_blurb(text, ()) == text
