"""The days of appointments that something came between."""

import pytest

from tests.annotate.dates.test_dates import values

TUESDAY = "2026-07-14"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The fair was to be opened Sunday but was put off to Monday.", "12 13"),
        ("The final was due to be played Sunday, but snow put it off until late Monday.", "12 13"),
        ("The vote was scheduled for Sunday but was postponed until Saturday.", "12 18"),
        ("The pact was to be signed Sunday, but the clans stayed away.", "12"),
        ("The vote was originally planned for Sunday.", "12"),
        ("The hearing, which was to be held Sunday, has been moved to Thursday.", "12 16"),
        ("The vote was postponed from Sunday to Monday.", "12 13"),
        ("The vote was moved forward from Sunday to Saturday.", "12 18"),
        # nearer ahead
        ("The vote was pushed back from Friday to Saturday.", "17 18"),
        ("The minister was scheduled to speak on Friday, but cancelled the trip.", "17"),
        ("A rally planned for Saturday was cancelled.", "11"),
        # nothing came between
        ("The fair was to be opened Sunday.", "19"),
        ("The fair is to be opened Sunday but was put off before.", "19"),
        ("The fair was put off until Monday.", "20"),
        ("The fair was to be opened next Sunday but was put off.", "26"),
    ],
)
def test_a_missed_appointment_had_the_nearest_day_and_is_put_off_to_a_later_one(
    text: str, days: str
) -> None:
    assert [value for _, _, value in values(text, TUESDAY)] == [
        f"2026-07-{day}" for day in days.split()
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The vote on Thursday may be close.", "16"),
        ("The blast on Thursday may be the work of rebels.", "09"),
        ("Thursday's deadline passed without a deal.", "09"),
        ("A Thursday deadline looms.", "16"),
        ("Ruiz will miss Thursday's game.", "16"),
        ("Fans queued for Thursday's final.", "16"),
        ("The party urged a boycott of Friday's referendum.", "17"),
        ("The mayor cancelled Thursday's parade.", "16"),
        ("Ruiz won Thursday's race.", "09"),
        ("Two men were held after Thursday's match.", "09"),
        ("Thursday's raid was the third.", "09"),
        ("Fans queued for Sunday's final.", "12"),
    ],
)
def test_what_is_fixed_beforehand_has_the_nearest_day(text: str, day: str) -> None:
    assert [value for _, _, value in values(text, TUESDAY)] == [f"2026-07-{day}"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Her surgery was set for May 3, but she fell ill.", "2026-05-03"),
        ("The vote, which was due May 3, was put off.", "2026-05-03"),
        ("Her surgery is set for May 3.", "2027-05-03"),
        ("He will stand trial for the May 3 slaying of a guard.", "2026-05-03"),
        ("The flight was scheduled for May, but it was put off.", "2026-05"),
        ("Ruiz spoke in an interview airing Friday.", "2026-07-17"),
    ],
)
def test_a_missed_date_is_the_nearest(text: str, date: str) -> None:
    assert [value for _, _, value in values(text, TUESDAY)] == [date]


@pytest.mark.parametrize(
    ("published", "date"), [("2024-08-30", "2024-09-02"), ("2024-08-20", "2023-09-04")]
)
def test_a_holiday_a_few_days_off_is_no_last_year_s(published: str, date: str) -> None:
    assert values("Police stressed safety on Labor Day.", published)[0][2] == date
