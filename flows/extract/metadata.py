"""A text goes in; the day it was written, as far as the text itself gives it away, comes out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from flows.extract.wordlists import read_list
from flows.lists import read_rows

YEARS_BACK = 12  # no weekday and date stay apart for longer (29 February excepted)
NEAR = timedelta(days=45)  # days that one report speaks of as its present
RECENT = timedelta(days=366)  # a stated year further back is history, unless it heads the text
LEAD = 400  # characters in which a report says its "today"
DATELINE = 80
READ = 20_000  # characters read: the look around each weekday would be slow on endless paragraphs
REACH = 3  # days around a stated day within which a bare weekday is understood


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that the text names by weekday and by calendar date; the year may be unsaid."""

    start: int
    weekday: int  # Monday is 0
    month: int
    day: int
    year: int | None
    role: str  # today, lead, dateline, end or other


def infer_date(text: str, *, first_seen: date) -> date | None:
    """Return the day the text was written, or None where it does not give it away.

    A weekday and a calendar date that name the same day fix the year: the latest that fits and
    puts the text no later than `first_seen`. They may stand together ("Friday, January 30",
    "Tuesday (3 March)") or state the end of one period twice ("ending on Sunday … until
    February 1"). The text's own day is then the day named in its dateline, beside "today", or in
    its lead as the day on which somebody said something; or, before the end of such a period, the
    last day of the weekday on which the text first says that something happened ("announced on
    Friday").

    Limits: English only, and the first 20,000 characters. A year is found among the last twelve, so
    a text older than that is dated too late, by 5, 6, 11 or 12 years. A statement may be a day or
    two old when it is reported. Silent where two named days do not fit one year or lie further
    apart than 45 days; where a stated year lies more than a year back; where the named day is that
    of an event, past or to come (weeks may lie between: of 588 local news texts it dated 22 when it
    took these, and 17 of them wrongly); where the period is over ("lasted until"); and where
    "yesterday (Thursday)" speaks against the result.
    """
    text = text[:READ]
    named = list(_named_days(text))
    if not named:
        return None
    for first in _candidates(named[0], first_seen):
        days = [_nearest(each, first, first_seen) for each in named]
        together = [day for day in days if day is not None and abs(day - first) <= NEAR]
        if len(together) < len(named):
            continue
        today = _today(text, named, together)
        if today is not None and today <= first_seen:
            return today if _is_unopposed(text, today) else None
    return None


# --- days named twice -----------------------------------------------------------------------------


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a weekday and date side by side, a weekday alone, a date alone."""
    weekdays = read_list("calendar_words", "word", language="en", kind="weekday")
    names = "|".join(word for word in weekdays if word.endswith("day"))
    weekday = rf"\b(?P<weekday>{names}|(?:{'|'.join(weekdays)})\b\.?)"
    gap = r"(?:,?\s\(?|\s?\()(?:the\s)?"
    pair = _choice(weekday + gap + _date(1), weekday + gap + _date(2),
                   _date(1) + gap + weekday, _date(2) + gap + weekday)  # fmt: skip
    return pair, re.compile(rf"\b(?:{names})\b"), _choice(_date(1), _date(2))


def _date(order: int) -> str:
    """Return the pattern of "February 1" (1) or "1 February" (2), with the year if it is said."""
    months = "|".join(read_list("calendar_words", "word", language="en", kind="month"))
    month = rf"\b(?P<month>{months})\b\.?"
    day = r"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.:]\d)"
    day_and_month = rf"{month}\s{day}" if order == 1 else rf"{day}\s(?:of\s)?{month}"
    return day_and_month + r"(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"


def _choice(*patterns: str) -> re.Pattern[str]:
    """Join patterns that name the same groups: the groups of the nth end in n."""
    return re.compile(
        "|".join(
            re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{n}>", each) for n, each in enumerate(patterns)
        )
    )


@cache
def _numbers(kind: str) -> dict[str, int]:
    rows = read_rows("calendar_words")
    return {r["word"]: int(r["number"]) for r in rows if (r["language"], r["kind"]) == ("en", kind)}


@cache
def _cue(*kinds: str) -> re.Pattern[str]:
    """Match text that ends in a cue of one of the kinds, right before a day."""
    words = "|".join(word for kind in kinds for word in read_list("own_day_cues", "word", cue=kind))
    return re.compile(
        rf"\b(?:{words})\s(?:(?:on|at|the|late|early|midnight|end|of|this)\s){{0,4}}$", re.I
    )


def _before(text: str, start: int, length: int = 60) -> str:
    """Return the words of the same clause that lead up to an offset."""
    return re.split(r"[.;!?\n]\s", text[max(0, start - length) : start])[-1]


def _day_of(found: re.Match[str], role: str, weekday: str | None = None) -> NamedDay:
    parts = {k.rstrip("0123"): v for k, v in found.groupdict().items() if v is not None}
    return NamedDay(
        found.start(),
        _numbers("weekday")[(weekday or parts["weekday"]).rstrip(".")] - 1,
        _numbers("month")[parts["month"]],
        int(parts["day"]),
        int(parts["year"]) if "year" in parts else None,
        role,
    )


def _named_days(text: str) -> Iterator[NamedDay]:
    pair, _, _ = _patterns()
    rest = text
    for found in pair.finditer(text):
        yield _day_of(found, _role(text, found))
        rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]
    yield from _period_ends(rest)


def _role(text: str, found: re.Match[str]) -> str:
    ahead = _before(text, found.start())
    after = text[found.end() : found.end() + 25]
    if found.end() < DATELINE and re.match(r"[^.\n]{0,20}?\s?[-–—]{1,2}\s|\s*\n", after):
        return "dateline"
    if re.search(r"\btoday[\s,(]{1,3}(?:is\s)?$", ahead, re.I):
        return "today"
    is_lead = found.start() < LEAD and "\n" not in text[: found.start()].strip()
    is_told = bool(_cue("say").search(ahead)) and not _is_quoted(text, found.start())
    return "lead" if is_lead and is_told else "other"


@cache
def _future() -> str:
    return "|".join(read_list("own_day_cues", "word", cue="future"))


def _period_ends(text: str) -> Iterator[NamedDay]:
    """Yield the one day that "until February 1" and "ending on Sunday" both name.

    Where several weekdays end something, the one that ends a period of the date's length
    ("for one week" both times) is meant.
    """
    _, weekday, calendar = _patterns()
    weekdays, dates = _ends(weekday, text), _ends(calendar, text)
    if len({found[0] for found in weekdays}) > 1:
        lengths = {length for found in dates for length in _lengths(text, found)}
        weekdays = [found for found in weekdays if lengths & _lengths(text, found)]
    words, days = {found[0] for found in weekdays}, {found[0] for found in dates}
    if len(words) == len(days) == 1 and not any(_is_over(text, f) for f in weekdays + dates):
        yield _day_of(dates[0], "end", words.pop())


def _ends(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    cue = _cue("end")
    return [found for found in pattern.finditer(text) if cue.search(_before(text, found.start()))]


def _lengths(text: str, found: re.Match[str]) -> set[str]:
    """Return the lengths of time ("one week") named in the words before a day."""
    return set(re.findall(r"\b\w+[\s-](?:day|week|month)s?\b", _before(text, found.start())))


def _is_over(text: str, found: re.Match[str]) -> bool:
    over = "|".join(read_list("own_day_cues", "word", cue="over"))
    return bool(re.search(rf"\b(?:{over})\b", _before(text, found.start())))


def _candidates(named: NamedDay, first_seen: date) -> Iterator[date]:
    """Yield the days that fit, latest first; a stated year is taken at its word, if recent."""
    if named.year is not None:
        years = range(named.year, named.year - 1, -1)
    else:
        years = range(first_seen.year + 1, first_seen.year - YEARS_BACK - 1, -1)
    for year in years:
        try:
            day = date(year, named.month, named.day)
        except ValueError:  # 29 February, 31 April
            continue
        is_history = named.year is not None and day < first_seen - RECENT
        if day.weekday() == named.weekday and not (is_history and named.role != "dateline"):
            yield day


def _nearest(named: NamedDay, other: date, first_seen: date) -> date | None:
    return min(_candidates(named, first_seen), key=lambda day: abs(day - other), default=None)


# --- the text's own day ---------------------------------------------------------------------------


def _today(text: str, named: list[NamedDay], days: list[date]) -> date | None:
    """Return the text's own day among or around the days that it names."""
    by_role: dict[str, list[date]] = {}
    for each, day in zip(named, days, strict=True):
        by_role.setdefault(each.role, []).append(day)
    for role in ("dateline", "today"):
        if role in by_role:
            return by_role[role][0]
    happened = list(_weekdays_of_events(text))
    if "end" in by_role:
        end = by_role["end"][0]
        earlier = [weekday for weekday in happened if weekday != end.weekday()]
        return _on_or_before(end, earlier[0]) if earlier else None
    if "lead" in by_role:
        around = [_around(max(by_role["lead"]), weekday) for weekday in happened]
        return max([*by_role["lead"], *around])
    return None


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _around(day: date, weekday: int) -> date:
    """Return the day of that weekday that lies at most three days away."""
    return _on_or_before(day + timedelta(days=REACH), weekday)


def _weekdays_of_events(text: str) -> Iterator[int]:
    """Yield the bare weekdays on which the text itself, in its own voice, says what happened."""
    pair, weekday, _ = _patterns()
    for found in weekday.finditer(pair.sub(lambda pair: " " * len(pair[0]), text)):
        ahead, after = _before(text, found.start(), 160), text[found.end() : found.end() + 2]
        if (
            not _is_quoted(text, found.start())
            and not _cue("end", "over", "future", "other").search(ahead)
            and not re.search(rf"\b(?:{_future()})\b", ahead, re.I)
            and not re.search(r"\S\s[A-Z]\w*\s$|yesterday[\s,(]{1,3}$|tomorrow[\s,(]{1,3}$", ahead)
            and not re.match(r"\s[A-Z]|['’-]", after)
        ):
            yield _numbers("weekday")[found[0]] - 1


def _is_quoted(text: str, offset: int) -> bool:
    """Tell whether the offset stands inside quotation marks opened in its paragraph."""
    ahead = text[text.rfind("\n", 0, offset) + 1 : offset]
    return ahead.count("“") > ahead.count("”") or ahead.count('"') % 2 == 1


def _is_unopposed(text: str, today: date) -> bool:
    """Tell whether "yesterday (Thursday)", "today (Friday)" … agree with the day."""
    _, weekday, _ = _patterns()
    shifts = {"yesterday": -1, "today": 0, "tomorrow": 1}
    said = rf"\b({'|'.join(shifts)})\b[\w\s]{{0,15}}[(,]\s?({weekday.pattern})"
    return all(
        (today + timedelta(days=shifts[found[1].lower()])).weekday()
        == _numbers("weekday")[found[2]] - 1
        for found in re.finditer(said, text, re.I)
        if found[2] in _numbers("weekday")
    )
