"""Words that name a time of day go in; its value, by the text's own clock, comes out."""

from flows.annotate.dates.anchors import day_of, day_of_part
from flows.annotate.dates.context import TIME, Context, Value, Words, first, has, unknown_day
from flows.annotate.dates.words import Word

_OF_DAYS = ("weekday", "today", "the", "this", "that", "same", "last", "previous", "next",
            "coming", "following")  # fmt: skip
EVENING = 5  # o'clock: at an earlier hour a night is the next day's


def clock(words: Words, context: Context) -> Value | None:
    """Read "10 p.m. Wednesday", "0900 GMT", "May 3 at noon"; the zone stays in the text."""
    time = clock_time(words)
    if time is None:
        return None
    if has(words, "month"):
        day = day_of(date_words(words), context)
    else:
        day = day_of_part([w for w in words if w.kind in _OF_DAYS], context)
    return Value(TIME, f"{day.isoformat() if day else unknown_day(words)}{time}")


def date_words(words: Words) -> Words:
    """Return the words without the hour."""
    hour = next((i for i, w in enumerate(words) if w.kind == "ampm"), 0)
    return [w for i, w in enumerate(words) if i != hour - 1 or not hour]


def clock_time(words: Words) -> str | None:
    """Return the time of day as "T22:00"; None where the words hold none."""
    if has(words, "point"):
        return f"T{first(words, 'point')}"
    if has(words, "clock"):
        hour, minute = (int(part) for part in first(words, "clock").split(":")[:2])
    else:
        at = _behind_hour(words)
        hour_and_minute = _told_by(words[at - 1])
        if hour_and_minute is None:
            return None
        hour, minute = hour_and_minute
    half = first(words, "ampm") or _half(first(words, "part"), hour)
    hour += 12 if half == "pm" and hour < 12 else -12 if half == "am" and hour == 12 else 0
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute <= 59 else None


def _behind_hour(words: Words) -> int:
    """Return where what follows the hour stands: "10 | p.m.", "four | in the morning"."""
    for kinds in (("ampm", "zone"), ("in",), ("at",)):
        at = next((i for i, w in enumerate(words) if w.kind in kinds), 0)
        if at:
            return at
    return 0


def _half(part: str, hour: int) -> str:
    """Return the half of the day that its part tells: "11:52 on Saturday night"; "" for either."""
    return "pm" if part in ("AF", "EV") or (part == "NI" and hour >= EVENING) else ""


def _told_by(word: Word) -> tuple[int, int] | None:
    """Return hour and minute of "ten", "10", "0900" or "10.30"; None for another number."""
    hour, point, minute = word.text.partition(".")
    if point:
        is_time = len(hour) <= 2 and len(minute) == 2
        return (int(hour), int(minute)) if is_time else None
    if word.kind == "word":
        return int(word.value), 0
    number = int(word.text.replace(",", ""))
    return divmod(number, 100) if len(word.text) == 4 else (number, 0)
