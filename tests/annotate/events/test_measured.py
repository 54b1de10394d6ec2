"""Words that measure time beside a trigger, and the day that they leave it."""

from datetime import UTC, date, datetime

import pytest

from flows.annotate.article import annotate_article
from flows.records import ArticleText

WEDNESDAY = datetime(2026, 3, 18, tzinfo=UTC)


def day_of(text: str, trigger: str) -> date | None:
    """Return the day of the event that a word of a text of 18 March triggers."""
    found = annotate_article(ArticleText("a", 1, text, WEDNESDAY)).events
    (day,) = (e.date_start for e in found if text[e.trigger_start : e.trigger_end] == trigger)
    return day


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Police arrested two men on Saturday, a day after gunmen killed a judge.", "killed", 13),
        ("Police arrested two men on Saturday, a day after gunmen killed a judge.", "arrested", 14),
        ("Police arrested a man on Monday, two weeks after the murder of a cook.", "murder", 2),
        ("Police arrested a man on Monday, two days after rebels shelled a port.", "shelled", 14),
        # its own day, and nothing measured
        ("The attack came a day after mobs stormed the palace on Sunday.", "stormed", 15),
        ("He resigned on Monday after rebels shelled the port.", "shelled", 16),
        # not counted to the day, or from no day
        ("The cooks were freed on Monday, more than a week after rebels kidnapped them.",
         "kidnapped", None),
        ("The talks began on Monday, days after rebels shelled the port.", "shelled", None),
        ("He resigned on Monday, a month after rebels shelled the port.", "shelled", None),
        ("The king fled two days after his resignation.", "resignation", None),
        ("The king fled two days after his resignation.", "fled", 18),
    ],
)  # fmt: skip
def test_what_stands_behind_a_length_lies_so_far_from_the_day_before_it(
    text: str, trigger: str, day: int | None
) -> None:
    assert day_of(text, trigger) == (date(2026, 3, day) if day else None)
