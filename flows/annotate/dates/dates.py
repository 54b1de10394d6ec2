"""An article with its layout and parse goes in; every time expression comes out, with its days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from flows.annotate.dates.appointments import with_appointment
from flows.annotate.dates.calendars import Days, at_grain, interval
from flows.annotate.dates.coming import Coming, day_before, is_bracketed, with_coming
from flows.annotate.dates.context import (
    DATE,
    NONE,
    SET,
    SURELY_BACK,
    TIME,
    Context,
    Expression,
    Value,
    has,
    units_of,
)
from flows.annotate.dates.misread import is_described, is_misread, names_thing
from flows.annotate.dates.nameddays import with_named_day
from flows.annotate.dates.patterns import encode, opening_words, readings, rules
from flows.annotate.dates.ranges import dated_by, ended_quarter, lender, with_day_of, with_ranges
from flows.annotate.dates.values import value_of
from flows.annotate.dates.words import Word, read_words
from flows.annotate.grammar.tense import direction_at, is_of_since
from flows.annotate.text.layout import Layout
from flows.annotate.text.words import Doc
from flows.keys import row_key
from flows.records import ArticleText, DateMention, PlaceMention

_LOOKING_BACK = frozenset(
    {"yearago", "ago", "ago_day", "later", "year_quarter", "same_unit"}
)  # no quarter of the present
_CLOCKS = frozenset({"time", "time_zone", "the_part", "bare_part"})
_OWN_DAYS = ("weekday", "today", "month")  # words that say which day
TOLD = timedelta(7)  # so long ago may be the day that a story tells of, hour by hour
# So long ago where the story names no nearer day: a weekly's meeting, the case of a trial.
TOLD_OF = timedelta(60)
_SINCE = re.compile(r"\bsince\s+(?:(?:shortly|soon|just|right)\s+after\s+(?:the\s+)?)?$", re.I)
_ENDED = re.compile(r"\bended\s+(?:on\s+)?$")  # "the year ended March 31"


def find_dates(
    article: ArticleText, layout: Layout, doc: Doc, places: Sequence[PlaceMention] = ()
) -> list[DateMention]:
    """Return the time expressions in the order of the text, found by the grammar.

    `places` tell by what lies south of the equator when its summer is.
    """
    found = list(find_expressions(article.text, layout))
    return date_mentions(article, doc, found, is_south=is_south(places))


def is_south(places: Sequence[PlaceMention]) -> bool:
    """Tell whether more than half of the places that a text names lie south of the equator."""
    known = [m.place.latitude for m in places if m.place and m.place.latitude is not None]
    return 2 * sum(latitude < 0 for latitude in known) > len(known)


def date_mentions(
    article: ArticleText, doc: Doc, expressions: Sequence[Expression], *, is_south: bool = False
) -> list[DateMention]:
    """Return the mentions of expressions, each read in the light of those before it."""
    read = list(_read_values(article, doc, expressions, is_south))
    ranged = with_ranges(article, doc, read)
    return [_mention(article, expression.start, expression.end, v) for expression, v in ranged]


def _read_values(
    article: ArticleText, doc: Doc, expressions: Sequence[Expression], is_south: bool
) -> Iterator[tuple[Expression, Value]]:
    """Yield the expressions that have a value, with it."""
    reference = told_of = quarter = rule = ""  # `told_of` without days that only name something
    story: date | None = None  # the day that is being told of
    far: date | None = None  # the last one longer ago: background lies before a story's day
    day: date | None = None  # the last day named
    coming = Coming()
    expressions = [_without_link(article.text, doc, e) for e in expressions]
    for at, (expression, after) in enumerate(zip_longest(expressions, expressions[1:])):
        anchor = article.day_at(expression.start)
        before = expressions[at - 1] if at else None
        dating = dated_by(article.text, at, expressions)
        told = dating or expression
        ahead = _direction(article.text, doc, told, expressions, is_ended=rule == "year_ended")
        rule = expression.rule
        is_clock = rule in _CLOCKS
        lies_back = is_clock and ahead < 0 and not _opens(article.text, told)
        of_day = story or far if lies_back else None
        if is_clock and of_day is None:
            of_day = day_before(article.text, told, coming, ahead)
        is_in_day = rule == "within_unit" and units_of(expression.words) == ["D"]
        named_before = told_of if is_in_day else reference
        if is_clock and is_bracketed(article.text, told, before):
            of_day = day
        context = Context(anchor, named_before, quarter, ahead, of_day, day, is_south)
        context = with_coming(article.text, told, before, coming, context)
        context = with_appointment(doc, told, before, context)
        if dating and is_clock and has(dating.words, "month"):
            dated = value_of(dating.rule, dating.words, context)
            context = replace(context, story=named_day(dated) if dated else None)
        lent = lender(article.text, expression, after) if after else None
        value = value_of(rule, with_day_of(expression.words, dating), lent or context)
        value = ended_quarter(article.text, expression, after, context) or value
        value = with_named_day(article.text, expression, value, anchor)
        if value is None or is_described(doc, expression):
            continue
        story = told_day(expression, value, anchor, TOLD) or story
        far = max(filter(None, (far, told_day(expression, value, anchor, TOLD_OF))), default=None)
        day = named_day(value) or day
        if anchor and has(expression.words, *_OWN_DAYS) and (named := named_day(value)):
            coming = coming.after(expression, named, anchor)
        if rule == "duration_a" and is_rate(doc, expression.start, expression.end):
            value = replace(value, type=SET)
        told_of = _told_of(doc, expression, value, anchor) or told_of
        if value.type == DATE and value.value[:4].isdigit():
            reference = value.value
            if "-Q" in value.value and rule not in _LOOKING_BACK and _is_come(value, anchor):
                quarter = value.value
        yield expression, value


def _told_of(doc: Doc, expression: Expression, value: Value, today: date | None) -> str:
    """Return the time that is told of from here on, "" where a day only names something.

    A part of a day names it too: "… Monday night. Earlier in the day …", a week away at most.
    """
    if value.type == DATE and value.value[:4].isdigit():
        return "" if names_thing(doc, expression) else value.value
    day = named_day(value) if has(expression.words, *_OWN_DAYS) else None
    return day.isoformat() if day and today and abs(day - today) <= TOLD else ""


def _direction(
    text: str, doc: Doc, told: Expression, expressions: Sequence[Expression], *, is_ended: bool
) -> int:
    """Return where an expression looks; behind "the year ending" no further than the nearest."""
    ahead = direction_at(doc, told.start, told.end) or int(_is_listed(doc, told, expressions))
    before = max(told.start - 12, 0)
    is_since = _is_since(text, told.start) or is_of_since(doc, told.start, told.end)
    if is_since or _ENDED.search(text, before, told.start):
        return SURELY_BACK
    return min(ahead, 0) if is_ended else ahead


def _is_listed(doc: Doc, day: Expression, expressions: Sequence[Expression]) -> bool:
    """Tell whether a weekday stands with a clock in words without a verb: "Friday: choir, 8pm"."""
    span = doc.char_span(day.start, day.end, alignment_mode="expand")
    if span is None or not has(day.words, "weekday"):
        return False
    first, last = span.sent.start, span.sent.end
    if doc[last - 1].text == ":" and last < len(doc):  # "Monday, 8:15 a.m.: A car was stolen"
        last = doc[last].sent.end
    if any(token.pos_ in ("VERB", "AUX") for token in doc[first:last]):
        return False
    clocks = (e.start for e in expressions if has(e.words, "clock", "ampm", "point"))
    return any(span.sent.start_char <= start < span.sent.end_char for start in clocks)


def _is_come(value: Value, today: date | None) -> bool:
    """Tell whether a quarter is none of those to come: of them no results are told."""
    return today is None or value.value <= at_grain(today, "Q")


def _without_link(text: str, doc: Doc, expression: Expression) -> Expression:
    """Return an expression without a word that only links it: "said that Friday's vote …".

    So does the preposition of "fell following days of rain".
    """
    opening = expression.words[0]
    if opening.kind not in ("that", "following") or len(expression.words) == 1:
        return expression
    span = doc.char_span(opening.start, opening.end, alignment_mode="expand")
    if span is None:
        return expression
    word = span[0]
    opens = word.dep_ == "mark" and word.head.idx >= expression.end
    if not opens and not (opening.kind == "following" and word.dep_ == "prep"):
        return expression
    return _best(text, expression.words, encode(expression.words), 1) or expression


def _opens(text: str, clock: Expression) -> bool:
    """Tell whether a clock opens a paragraph as in a live report, which has no "about 8 p.m."."""
    is_first = text[: clock.start].rstrip(" ")[-1:] in ("", "\n")
    return is_first and not has(clock.words, "approx")


def told_day(
    expression: Expression, value: Value, today: date | None, reach: timedelta
) -> date | None:
    """Return the day that an expression names, None for one that is not so short ago, or none."""
    known = interval(value.value) if value.type in (DATE, TIME) else None
    if today is None or known is None or not has(expression.words, *_OWN_DAYS):
        return None
    is_day = known[2] in ("day", "time") and today - reach <= known[0] <= today
    return known[0] if is_day else None


def named_day(value: Value) -> date | None:
    """Return the day that a value names, None for a longer or an open one."""
    known = interval(value.value) if value.type in (DATE, TIME) else None
    return known[0] if known and known[2] in ("day", "time") else None


def is_rate(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a length is what something is counted by: "300 tonnes a year"."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    counted = span.root.head
    return (
        span.root.dep_ == "npadvmod" and counted.pos_ in ("NOUN", "NUM") and counted.i < span.start
    )


def find_expressions(text: str, layout: Layout | None = None) -> Iterator[Expression]:
    """Yield what the grammar reads as time expressions, the longest at each word.

    With the text's layout none runs from one paragraph into the next.
    """
    words = read_words(text, opening_words())
    coded, end = encode(words), 0
    openers = rules().keys()
    for at in [spot for spot, letter in enumerate(coded) if letter in openers]:
        if words[at].start < end:
            continue
        best = _best(text, words, coded, at, layout)
        if best is not None:
            yield best
            end = best.end


def _best(
    text: str, words: Sequence[Word], coded: str, at: int, layout: Layout | None = None
) -> Expression | None:
    for reading in readings(coded, at):
        taken = tuple(words[reading.first : reading.last])
        found = Expression(taken[0].start, taken[-1].end, reading.rule, taken)
        if layout is not None and _is_parted(text, found, layout):
            continue
        if value_of(reading.rule, taken, _ANY) is not None and not is_misread(text, found):
            return found
    return None


def _is_parted(text: str, found: Expression, layout: Layout) -> bool:
    if "\n" not in text[found.start : found.end]:
        return False  # as almost always
    return layout.paragraph_at(found.start) != layout.paragraph_at(found.end - 1)


def normalise_date(text: str, context: Context) -> Value | None:
    """Return type and value of one expression's own words; None where no rule reads any of them."""
    found = list(find_expressions(text))
    if not found:
        return None
    widest = max(found, key=lambda e: e.end - e.start)
    return value_of(widest.rule, widest.words, context)


def _mention(article: ArticleText, start: int, end: int, value: Value) -> DateMention:
    known = interval(value.value) if value.type in ("DATE", "TIME") else None
    days = _since(article, start, value.days or (known[:2] if known else None))
    precision = known[2] if known else "day" if days else "none"
    return DateMention(
        row_key(article.article_id, article.revision, "date", start, end),
        start,
        end,
        article.text[start:end],
        value.type,
        value.value,
        days[0] if days else None,
        days[1] if days else None,
        precision,
        value.basis if days else NONE,
        "",  # the method: `article` names it
    )


def _since(article: ArticleText, start: int, days: Days | None) -> Days | None:
    """Return the days of an expression; behind "since" they reach to the article's own."""
    today = article.day_at(start)
    if days is None or today is None or not _is_since(article.text, start):
        return days
    return (days[0], today) if days[0] <= today else days


def _is_since(text: str, start: int) -> bool:
    """Tell whether "since" stands before: what follows lies in the past."""
    return _SINCE.search(text, max(start - 30, 0), start) is not None


_ANY = Context(date(2001, 1, 1))  # only to ask whether a rule declines
