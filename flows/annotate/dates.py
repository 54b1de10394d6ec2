"""An article with its layout and parse goes in; every time expression comes out, with its days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flows.annotate.calendars import interval
from flows.annotate.datecontext import DATE, NONE, Context, Value
from flows.annotate.dategrammar import encode, readings
from flows.annotate.datevalues import value_of
from flows.annotate.datewords import Word, read_words
from flows.annotate.layout import Layout
from flows.annotate.tense import direction_at
from flows.annotate.words import Doc
from flows.keys import row_key
from flows.records import ArticleText, DateMention

_LOOKING_BACK = frozenset({"yearago", "ago", "later", "year_quarter"})  # no quarter of the present


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression: words [first, last) of the text, and the rule that reads them."""

    start: int
    end: int
    rule: str
    words: tuple[Word, ...]


def find_dates(article: ArticleText, layout: Layout, doc: Doc) -> list[DateMention]:
    """Return the time expressions in the order of the text, found by the grammar."""
    found = list(find_expressions(article.text))
    return date_mentions(article, doc, found)


def date_mentions(
    article: ArticleText, doc: Doc, expressions: Sequence[Expression]
) -> list[DateMention]:
    """Return the mentions of expressions, each read in the light of those before it."""
    anchor = article.published_at.date() if article.published_at else None
    reference = quarter = ""
    mentions = []
    for expression in expressions:
        ahead = direction_at(doc, expression.start, expression.end)
        context = Context(anchor, reference, quarter, ahead)
        value = value_of(expression.rule, expression.words, context)
        if value is None:
            continue
        if value.type == DATE and value.value[:4].isdigit():
            reference = value.value
            if "-Q" in value.value and expression.rule not in _LOOKING_BACK:
                quarter = value.value
        mentions.append(_mention(article, expression.start, expression.end, value))
    return mentions


def find_expressions(text: str) -> Iterator[Expression]:
    """Yield what the grammar reads as time expressions, the longest at each word."""
    words = read_words(text)
    coded, end = encode(words), 0
    for at in [spot for spot, letter in enumerate(coded) if letter != "-"]:
        if words[at].start < end:
            continue
        best = _best(words, coded, at)
        if best is not None:
            yield best
            end = best.end


def _best(words: Sequence[Word], coded: str, at: int) -> Expression | None:
    for reading in readings(coded, at):
        taken = tuple(words[reading.first : reading.last])
        if value_of(reading.rule, taken, _ANY) is not None:
            return Expression(taken[0].start, taken[-1].end, reading.rule, taken)
    return None


def normalise_date(text: str, context: Context) -> Value | None:
    """Return type and value of one expression's own words; None where no rule reads any of them."""
    found = list(find_expressions(text))
    if not found:
        return None
    widest = max(found, key=lambda e: e.end - e.start)
    return value_of(widest.rule, widest.words, context)


def _mention(article: ArticleText, start: int, end: int, value: Value) -> DateMention:
    known = interval(value.value) if value.type in ("DATE", "TIME") else None
    days = value.days or (known[:2] if known else None)
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


_ANY = Context(date(2001, 1, 1))  # only to ask whether a rule declines
