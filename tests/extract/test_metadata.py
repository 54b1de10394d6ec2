"""What a text gives away of the day it was written, and when the rule must keep silent."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.extract.metadata import infer_date

SEEN = date(2026, 11, 23)

TOLD = {
    # a period stated twice
    "The ministry said on Wednesday that the bridge will be shut for repairs, ending on Monday.\n"
    "Ferries run until June 8.": date(2026, 6, 3),
    "A strike that ends on Sunday began overnight, unions announced on Thursday.\n"
    "Trains stop until 15 March.": date(2026, 3, 12),
    # weekday and date side by side in the lead
    "The council said on Tuesday (3 March) that the port will close.": date(2026, 3, 3),
    "Floods hit the valley, officials said on Friday, January 30.": date(2026, 1, 30),
    "Prices rose again, the bank announced on Thursday, 5 February 2026.": date(2026, 2, 5),
    "Two ferries collided, police said Monday (Feb 9).\nThe captain was detained on Tuesday.": date(
        2026, 2, 10
    ),
    "Rescuers reached the mine, they reported late on Saturday 14th March.": date(2026, 3, 14),
    # dateline and today
    "OSLO, Friday, January 30 — The central bank held its rate.": date(2026, 1, 30),
    "LIMA, Sunday, February 1, 2015 -- The miners went back to work.": date(2015, 2, 1),
    "The rains have not stopped. Today, Wednesday 8 April, two more dams gave way.": date(
        2026, 4, 8
    ),
    # the year is the latest that fits and not after the day it was first seen
    "The court declared on Tuesday (24 November) that the levy stands.": date(2020, 11, 24),
}

SILENT = {
    "no weekday with a date": "The Kremlin said on Friday that talks go on until February 1.",
    "no date with a weekday": "Talks end on Sunday, officials said on Friday.",
    "no day at all": "The river rose above the quay and the market was closed.",
    "a date that is not that weekday in any year at once": (
        "Shops shut on Monday, 2 March.\nThey opened again on Monday, 3 March."
    ),
    "two stated years": (
        "The accord was signed on Friday, January 30, 2026.\n"
        "An earlier one dates from Sunday, February 1, 2015."
    ),
    "a stated year and weekday that do not meet": "He resigned on Friday, January 29, 2026.",
    "history": "Gandhi was shot on Friday, January 30, 1948. Crowds laid wreaths on Monday.",
    "a day ahead by date alone": "Envoys will meet on Tuesday, 3 March, the UN said on Friday.",
    "a named day deep in the text": (
        "The mayor resigned.\nHer party had met on Saturday, 7 February, and split."
    ),
    "a period that is over": (
        "The truce ended on Sunday. It lasted until February 1.\nShelling resumed on Monday."
    ),
    "no reporting weekday before the end of a period": (
        "The curfew ends on Sunday. Shops stay shut until February 1."
    ),
    "two periods": (
        "The ban ends on Sunday, police said on Friday.\n"
        "Roads are closed until February 1 and the park until March 3."
    ),
    "yesterday speaks against it": (
        "The halt, ending on Sunday, was agreed, it said on Friday.\n"
        "It holds until February 1. Yesterday (Monday) shells fell."
    ),
    "a quoted day": '"I saw him on Friday, January 30," the guard said.',
    "an impossible date": "The fair opens on Friday, February 30.",
    "an event in the lead, which may be weeks old": (
        "Ada Holm, 91, died on Thursday, March 5, at her home in Norrvik."
    ),
    "a period that ends on the only day named": (
        "Funds dry up on Friday. The clinic stays open until Friday, or until April 3 at most."
    ),
    "a feast": "Crowds gathered on Good Friday until dark.",
}


@pytest.mark.parametrize("text", TOLD)
def test_day_is_read_out_of_the_text(text: str) -> None:
    assert infer_date(text, first_seen=SEEN) == TOLD[text]


@pytest.mark.parametrize("why", SILENT)
def test_rule_keeps_silent(why: str) -> None:
    assert infer_date(SILENT[why], first_seen=SEEN) is None


def test_a_text_is_never_dated_after_the_day_it_was_first_seen() -> None:
    text = "Floods hit the valley, officials said on Friday, January 30."
    for days in range(0, 12 * 366, 17):
        seen = SEEN - timedelta(days=days)
        told = infer_date(text, first_seen=seen)
        assert told is not None
        assert told <= seen
        assert (told.month, told.day, told.weekday()) == (1, 30, 4)


@pytest.mark.parametrize("seen", [date(2026, 1, 31), date(2026, 6, 1), SEEN, date(2031, 12, 31)])
def test_seed_article_is_dated_from_its_text(seen: date) -> None:
    text = Path(__file__).parents[2] / "seeds/articles/000_6c258933aee72175.txt"
    assert infer_date(text.read_text(encoding="utf-8"), first_seen=seen) == date(2026, 1, 30)


def test_time_is_bounded_on_endless_paragraphs() -> None:
    started = time.process_time()
    infer_date('Floods hit on Friday, January 30, "until Sunday" ' * 40_000, first_seen=SEEN)
    assert time.process_time() - started < 2
