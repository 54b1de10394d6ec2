"""A trigger and words that measure time beside it go in; what they make of its day comes out.

"On Saturday, a day after the vote": the vote was on Friday. What is not counted to the day, as in
"weeks after", leaves the day open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from flows.annotate.events.steps import PERFECT
from flows.annotate.grammar import syntax
from flows.annotate.grammar.tense import is_of_cause
from flows.annotate.lexicon import read_where
from flows.annotate.text.words import Token
from flows.records import DateMention

_SIDES = {"after": -1, "before": 1}
_EXACT = re.compile(r"P(\d+)([DW])")
_UNTIL = frozenset({"until", "till", "than"})
_MOST = frozenset({"JJS", "RBS"})
_DAYS = {"D": 1, "W": 7}


@dataclass(frozen=True, slots=True)
class Measure:
    """What stands behind a length of time, and how far it lies from the day before it.

    `link` governs it: "after", or the verb that "after" marks; `days` is None where it is open.
    """

    link: Token
    days: int | None

    def holds(self, word: Token) -> bool:
        """Say whether a word stands behind the length itself."""
        return word == self.link or self.link.is_ancestor(word)

    def moved(self, mention: DateMention) -> DateMention | None:
        """Return a day before the length as that of what stands behind it; None where open."""
        if self.days is None or mention.date_start is None or mention.date_end is None:
            return None
        step = timedelta(self.days)
        start, end = mention.date_start + step, mention.date_end + step
        return replace(mention, date_start=start, date_end=end, basis="relative")


def measure_of(trigger: Token, dates: Sequence[DateMention]) -> Measure | None:
    """Return the length that a trigger stands behind: "a day after gunmen killed a judge"."""
    sentence = trigger.sent
    for mention in dates:
        if mention.type != "DURATION" or not sentence.start_char <= mention.start < trigger.idx:
            continue
        span = trigger.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or span.end >= sentence.end:
            continue
        word = trigger.doc[span.end]
        side = _SIDES.get(word.lower_)
        found = Measure(word.head if word.dep_ == "mark" else word, _days(mention, side or 0))
        if side is not None and found.holds(trigger):
            return found
    return None


def _days(mention: DateMention, side: int) -> int | None:
    """Return the days that a length counts, None for "weeks" and "more than two weeks"."""
    exact = _EXACT.fullmatch(mention.value)
    approx = read_where("date_words", "word", key="class", value="approx")
    if exact is None or any(mention.text.lower().startswith(f"{word} ") for word in approx):
        return None
    return side * int(exact[1]) * _DAYS[exact[2]]


def is_no_setting(when: Token, trigger: Token) -> bool:
    """Say whether words only measure or name what a deed is about.

    "Until June", "the highest since June", "their lowest this year", "sanctions over a May 9 vote".
    """
    if is_of_cause(when) and when.head != trigger:
        return True
    links = [t for t in (when.head, when.head.head) if t.lower_ in _UNTIL or _is_since(t)]
    if any(t.lower_ in _UNTIL for t in links) or _is_run(when) or _is_compared(when, trigger):
        return True
    verb = syntax.governor(trigger)
    return any(t.head != verb or syntax.auxiliaries(verb).isdisjoint(PERFECT) for t in links)


def _is_run(when: Token) -> bool:
    """Say whether words tell how long something runs: "through Friday", not "through the night"."""
    is_open = when.dep_ == "pobj" and when.head.lower_ == "through"
    return is_open and not syntax.children(when, "det")


def _is_compared(when: Token, trigger: Token) -> bool:
    """Say whether words tell among what a thing was most: "fell to its lowest level this year"."""
    first = min(word.i for word in when.subtree)
    before = when.doc[first - 1] if first else when
    is_most = before.tag_ in _MOST or any(c.tag_ in _MOST for c in before.children)
    return is_most and before != trigger


def _is_since(word: Token) -> bool:
    return word.lower_ == "since" and word.dep_ == "prep"
