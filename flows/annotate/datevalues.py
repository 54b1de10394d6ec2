"""A rule of the date grammar and its words go in; TIMEX3 type and value, in context, come out."""

from collections.abc import Callable

from flows.annotate import caldates, clocktimes, durations, quarters, reldates
from flows.annotate.datecontext import Context, Value, Words

Handler = Callable[[Words, Context], Value | None]


def value_of(rule: str, words: Words, context: Context) -> Value | None:
    """Return the value that a rule of seeds/date_patterns.csv gives these words; None: no date."""
    try:
        return HANDLERS[rule](words, context)
    except (ValueError, OverflowError):  # "February 30", a year beyond the calendar
        return None


HANDLERS: dict[str, Handler] = {
    "iso": caldates.iso,
    "slash": caldates.slash,
    "mdy": caldates.mdy,
    "md": caldates.md,
    "md_range": caldates.day_range,
    "dm_range": caldates.day_range,
    "dm_pair": caldates.day_pair,
    "md_pair": caldates.day_pair,
    "month_year": caldates.month_year,
    "month_spoken": caldates.month_spoken,
    "month_rel": caldates.month_rel,
    "month_named": caldates.month_named,
    "year": caldates.year_only,
    "year_the": caldates.year_only,
    "spoken_year": caldates.spoken_year,
    "fiscal": caldates.year_only,
    "years": caldates.years,
    "decade": caldates.decade,
    "nineties": caldates.nineties,
    "century": reldates.century,
    "holiday": caldates.named_holiday,
    "year_ended": durations.year_ended,
    "fiscal_unit": quarters.fiscal_unit,
    "season_year": quarters.season_year,
    "season_rel": quarters.season,
    "season": quarters.season,
    "quarter_year": quarters.quarter,
    "year_quarter": quarters.year_quarter,
    "quarter": quarters.quarter,
    "yearago": quarters.year_ago,
    "today": reldates.today,
    "tonight": reldates.tonight,
    "today_part": reldates.part_of_day,
    "part_today": reldates.part_of_day,
    "weekday": reldates.weekday,
    "weekday_ref": reldates.weekday_ref,
    "weekday_part": reldates.part_of_day,
    "part_weekday": reldates.part_of_day,
    "rel_unit": reldates.rel_unit,
    "rel_part": reldates.part_of_day,
    "the_part": reldates.part_of_day,
    "rel_units": reldates.rel_units,
    "these_units": reldates.these_units,
    "future_units": reldates.rel_units,
    "recent_units": durations.recent,
    "units_ahead": reldates.rel_units,
    "ago_units": reldates.rel_units,
    "ago": reldates.ago,
    "later": reldates.ago,
    "day_after": reldates.day_after,
    "now": reldates.vague,
    "past_ref": reldates.past_ref,
    "current": reldates.these_units,
    "yearend": reldates.year_end,
    "end_of": reldates.end_of,
    "the_unit": reldates.the_unit,
    "the_unit_in": reldates.the_unit_in,
    "full_unit": reldates.the_unit_in,
    "within_unit": reldates.within_unit,
    "day_only": reldates.day_only,
    "week_of": reldates.week_of,
    "time": clocktimes.clock,
    "time_zone": clocktimes.clock,
    "day_time": clocktimes.clock,
    "rel_few": durations.duration,
    "rel_num": durations.rel_num,
    "rel_range": durations.rel_range,
    "rel_seasons": durations.seasons,
    "duration_adj": durations.duration,
    "duration": durations.duration,
    "duration_a": durations.duration,
    "duration_half": durations.duration,
    "duration_few": durations.duration,
    "duration_range": durations.duration_range,
    "duration_units": durations.duration,
    "bare_units": durations.bare_units,
    "units_or": durations.units_or,
    "units_long": durations.duration,
    "weekdays": durations.every,
    "weekday_nights": durations.every,
    "set_every": durations.every,
    "set_per": durations.per_unit,
    "set_daily": durations.daily,
}
