"""A parsed sentence goes in; how many were killed and hurt comes out, as intervals.

Words for numbers follow docs/event-guideline.md: "dozens" is 24 to 99, "at least five" has no
upper bound, "up to five" no lower one above zero.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.annotate.actors.nouns import human_nouns
from flows.annotate.events.found import Found
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, is_human, word_class
from flows.annotate.grammar.countwords import Interval, is_digits, read_number
from flows.annotate.text.words import Doc, Span, Token

_HURT_VERBS = frozenset({"injure", "wound", "hurt", "maim", "hospitalize", "hospitalise"})
_DEAD_NOUNS = frozenset({"death", "fatality", "killing", "toll", "dead"})
_HURT_NOUNS = frozenset({"injury", "wounded", "injured"})
_DEAD_WORDS = frozenset({"dead", "deaths"})
_HURT_WORDS = frozenset({"injured", "wounded", "hurt"})
_TAKING_LIVES = frozenset({"claim", "take", "cost"})
_REACHING = ("to", "at", "past", "above", "beyond", "over")
_LEAST = re.compile(
    r"\b(?:at least|more than|over|past|above|beyond|(?:top|exceed|pass|surpass)(?:s|es|ed|ped)|"
    r"no fewer than|not less than|some \d+ or more)\b",
    re.I,
)
_MOST = re.compile(
    r"\b(?:at most|up to|as many as|fewer than|less than|no more than|nearly|almost)\b", re.I
)
_YEARS = range(1800, 2100)


@dataclass(frozen=True, slots=True)
class Count:
    """One count of victims: `kind` is dead or injured, `anchor` the word that says so."""

    kind: str
    low: int
    high: int | None
    anchor: Token


def find_counts(sentence: Span) -> list[Count]:
    """Return the counts of dead and injured that a sentence gives, in the order of the text."""
    found: list[Count] = []
    for token in sentence:
        kind = _kind(token)
        if kind is None:
            continue
        for noun in _counted(token):
            interval = _sum(noun) if noun != token else read_interval(noun)
            if interval is not None and not in_class(noun, "animal"):
                found.append(Count(kind, *interval, token))
                break
    return found


def _kind(token: Token) -> str | None:
    lemma, lower = token.lemma_.lower(), token.lower_
    if token.pos_ in ("VERB", "AUX"):
        if _is_deadly(token) or lives_taken(token):
            return "dead"
        if lemma in _HURT_VERBS or lower in _HURT_WORDS:
            return "injured"
    if lemma in _DEAD_NOUNS or lower in _DEAD_WORDS:
        return "dead"
    return "injured" if lemma in _HURT_NOUNS or lower in _HURT_WORDS else None


def _is_deadly(verb: Token) -> bool:
    deadly = word_class("deadly")
    return verb.lemma_.lower() in deadly or not deadly.isdisjoint(syntax.verb_keys(verb))


def lives_taken(verb: Token) -> list[Token]:
    """Return whose lives a verb takes: "claimed 14 lives", "cost two men their lives"."""
    taken = syntax.children(verb, "dobj", "dative") if verb.lemma_.lower() in _TAKING_LIVES else []
    lives = [t for t in taken if t.lemma_.lower() == "life"]
    return [*(t for t in taken if t not in lives), *lives] if lives else []


def _counted(token: Token) -> list[Token]:
    """Return the nouns whose number may be the count, the likeliest first."""
    if token.pos_ in ("VERB", "AUX"):
        lives = lives_taken(token)
        if lives:
            return [*lives, *syntax.after(lives[-1], "of")]
        beside = _beside(token)
        if beside and read_interval(beside[0]):
            return beside
        if token.lemma_.lower() in ("die", "perish", "drown") and not syntax.is_passive(token):
            return [*syntax.subjects(token), *syntax.children(token, "dobj")]
        nouns = syntax.coordinated(syntax.objects(token)[:1])[:1]
        if nouns and nouns[0].dep_ == "pobj" and nouns[0].head.head.lemma_ == "number":
            return _reached(syntax.governor(nouns[0].head.head))  # "the number killed rose to 9"
        own = [
            c for c in token.children if c.dep_ in ("nummod", "nsubj", "npadvmod", "advmod", "dep")
        ]
        is_told = any(read_interval(c) for c in own) and not syntax.children(token, "dobj")
        is_elliptic = token.dep_ == "conj" and is_told
        return own if is_elliptic else nouns or own
    links = ("of", "to") if token.lemma_ in _HURT_NOUNS else ("of",)  # "injuries to four"
    near = [token, *syntax.after(token, *links), *_behind(token, links)]
    if token.lemma_ == "toll" or token.lower_ == "toll":
        verb = syntax.governor(token)
        near = [
            *_reached(verb),
            *_reached(token),
            *syntax.children(verb, "dobj", "attr", "nummod"),
            *near,
        ]
    if token.dep_ in ("acomp", "oprd", "ccomp", "conj", "amod"):
        near += syntax.children(token, "nsubj")
        near += syntax.children(token.head, "dobj", "nsubj", "nsubjpass")
        if token.head.pos_ in ("NOUN", "PROPN", "NUM"):  # "left nine people dead"
            near.append(token.head)
    return near


def _reached(word: Token) -> list[Token]:
    """Return what a number comes to: "rose to 40", "pushed the toll past 1,400"."""
    return syntax.after(word, *_REACHING)


def _behind(noun: Token, links: tuple[str, ...]) -> list[Token]:
    """Return what the word next to a noun leads to, if a parse hangs it elsewhere.

    "In nine deaths and injuries to four others".
    """
    link = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    return syntax.children(link, "pobj") if link.lower_ in links else []


def _beside(verb: Token) -> list[Token]:
    """Return the noun before a joined verb that a parse hangs elsewhere: "and six injured"."""
    if verb.dep_ != "conj" or syntax.has_subject(verb):
        return []
    first = min([verb.i, *(c.i for c in syntax.children(verb, "aux", "auxpass"))])
    noun = verb.doc[first - 1] if first else verb
    return [noun] if noun.pos_ in ("NOUN", "NUM") else []


def _sum(noun: Token) -> Interval | None:
    """Return the victims joined by "and" together: "four soldiers and a child" are five."""
    first = read_interval(noun) or _one_told(noun)
    if first is None or noun.pos_ not in ("NOUN", "PROPN"):
        return first
    low, high = first
    if not any(c.lower_ == "and" for t in (noun, *noun.conjuncts) for c in t.children):
        return first
    people = [t for t in noun.conjuncts if t.i > noun.i and _is_people(t)]
    for interval in filter(None, map(read_interval, people)):
        low += interval[0]
        high = None if high is None or interval[1] is None else high + interval[1]
    return low, high


def _one_told(noun: Token) -> Interval | None:
    """Return one for somebody whom a number follows: "killing the chief and 17 others"."""
    is_one = noun.tag_ in ("NN", "NNP") and (noun.ent_type_ == "PERSON" or is_human(noun))
    return (1, 1) if is_one and any(map(read_interval, noun.conjuncts)) else None


def _is_people(noun: Token) -> bool:
    """Say whether a noun counts people, no cattle: "gunmen", "Palestinians"."""
    return noun.tag_ == "NNPS" or in_class(noun, "victim")


def read_interval(noun: Token) -> Interval | None:
    """Return the least and greatest number that the phrase allows; None where it counts nothing."""
    value = _value(noun)
    if value is None:
        for child in noun.children:
            if child.dep_ in ("nummod", "amod", "det", "quantmod", "compound", "advmod"):
                value = value or _value(child)
    is_one = noun.tag_ == "NN" and any(c.lower_ in ("a", "an", "another") for c in noun.children)
    if value is None and not (is_one and _has_age(noun)):  # "a crew of five"
        read = read_interval if noun.lower_ == "total" else _value
        value = next(filter(None, map(read, syntax.after(noun, "of"))), None)
    if value is None:
        return (1, 1) if is_one and in_class(noun, "victim") else None
    return _bounded(noun, value)


def _has_age(noun: Token) -> bool:
    """Say whether the number behind "of" is that of years: "a boy of six"."""
    return noun.lemma_.lower() in human_nouns() and not in_class(noun, "collective")


def _bounded(noun: Token, value: Interval) -> Interval:
    first = min(t.i for t in noun.subtree)
    words = noun.doc[max(first - 3, noun.sent.start) : noun.i + 1].text
    if _LEAST.search(words):
        return value[0], None
    return (0, value[1] or value[0]) if _MOST.search(words) and value[1] else value


def _value(token: Token) -> Interval | None:
    lower = token.lower_
    if lower == "one" and any(c.lower_ == "no" for c in token.children):
        return 0, 0
    number = read_number(token)
    if number is None or not is_digits(lower):
        return number
    if token.ent_type_ in ("TIME", "PERCENT", "MONEY") or number[0] > 10_000_000:
        return None
    if token.ent_type_ == "DATE" and not _is_alone(token, number[0]):
        return None
    return number


def _is_alone(token: Token, number: int) -> bool:
    """Say whether a number is no year and has no other word of a date beside it."""
    around = token.doc[max(token.i - 1, 0) : token.i + 2]
    return number not in _YEARS and not any(t.ent_type_ == "DATE" for t in around if t != token)


@dataclass(frozen=True, slots=True)
class Toll:
    """The dead and injured of one event; None where the text gives no number or no bound."""

    dead_min: int | None = None
    dead_max: int | None = None
    injured_min: int | None = None
    injured_max: int | None = None


_HARMFUL = ("ASSAULT", "ACCIDENT", "DISASTER", "CRIME", "HEALTH", "COERCE", "PROTEST", "OTHER")
_DEADLY = ("", "death", "evacuate")  # of the kinds of OTHER: no law and no dismissal kills


def assign_counts(found: Sequence[Found], counts: Sequence[Count], doc: Doc) -> list[Toll]:
    """Return one toll an event: each count goes to the harmful event nearest to it in the tree."""
    rows: list[dict[str, int | None]] = [{} for _ in found]
    for count in counts:
        ranked = sorted(
            (_HARMFUL.index(f.event_type) >= 4, _distance(doc[f.head], count.anchor), n)
            for n, f in enumerate(found)
            if f.event_type in _HARMFUL and (f.event_type != "OTHER" or f.mode in _DEADLY)
        )
        if ranked:
            row = rows[ranked[0][2]]
            row.setdefault(f"{count.kind}_min", count.low)
            row.setdefault(f"{count.kind}_max", count.high)
    return [Toll(**row) for row in rows]


def _distance(one: Token, other: Token) -> int:
    """The steps from one token to the other through the tree of the sentence."""
    above = [one, *one.ancestors]
    for steps, node in enumerate([other, *other.ancestors]):
        if node in above:
            return steps + above.index(node)
    return abs(one.i - other.i)
