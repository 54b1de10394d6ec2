"""The events of the patterns and of the learned head go in; a sentence's events come out.

The patterns know the trigger, the mode and the sides of what they know at all; the head knows
which words tell of an event, and of which type. What either found is a candidate, what both
found is one: the pattern's words, with the head's sides where it left them open, and without what
the head rules out (`hints.py`). Each candidate is weighed by facts that can be read (`FACTS`), and
its chance of being right is its confidence; the weights lie beside the model's
(`flows/train/event_joining.py` fits them on sentences kept from it). How often each pattern is
right in labelled sentences is one of the facts (`trusts.py`).
What the head alone found must reach a least chance, what a pattern found a share of it: the head
is shy of what stands in quotations, and the sentences that it is weighed by have few.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from flows.annotate.events.casualties import find_counts
from flows.annotate.events.doers import with_doers
from flows.annotate.events.found import Found
from flows.annotate.events.hints import allowed_or_named, sure_or_allowed
from flows.annotate.events.learned import agreed, in_own_clause, learned, with_own_sides
from flows.annotate.events.merge import HARM
from flows.annotate.events.misread import SPOKEN, is_misread, is_private
from flows.annotate.events.occurrence import read_occurrence
from flows.annotate.events.plainer import misnamed
from flows.annotate.events.trusts import trust
from flows.annotate.events.when import is_past
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import ORGANISED, weight
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.learned.decode import Happening
from flows.annotate.learned.heads import folded
from flows.annotate.learned.tagging import Found as Piece
from flows.annotate.learned.weighing import Facts, chances, facts_from, logit
from flows.annotate.text.words import Doc, Span, Token

FACTS = (
    "both", "both: chance of the type", "both: told", "both: the pattern's trust",
    "pattern", "pattern: told", "pattern: its trust", "pattern: another type at its words",
    "head", "head: chance of the type", "head: told", "head: sides", "head: beside a pattern",
    "head: at a pattern's words",
)  # fmt: skip
PLAIN = (1.5, 0.3, 0.1, 0.3, 0.2, 0.5, 0.5, -1.0, -0.6, 0.7, 0.3, 0.2, -0.4, 0.3)
LEAST = 0.37  # chance of being an event; on sentences kept F1 hardly differs from 0.33 to 0.4
OF_PATTERNS = 0.8  # share of it that what a pattern found must reach
LIKELY = 0.3  # chance from which on an event of the head's is counted among a sentence's
HARDLY = 0.02  # the chance of a type, or of any event, that the head does not name
NOTHING: Mapping[str, float] = MappingProxyType({})
_PLAIN_MODES = frozenset({("AGREE", "pledge"), ("JUSTICE", "jail"), ("SANCTION", "warning")})
_SPEAKER = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that may stand, what speaks for it, and whether only the head found it.

    What a pattern takes for its own content stands only where the pattern does not.
    """

    found: Found
    facts: Facts
    is_learned: bool = False
    taker: Found | None = None


def join(
    found: Sequence[Found],
    happenings: Sequence[Happening],
    sentence: Span,
    weights: Sequence[float] = PLAIN,
    trusts: Mapping[str, float] = NOTHING,
    *,
    is_after_harm: bool = False,
) -> list[Found]:
    """Return the events of one sentence in the order of the text; of two at one word the surer.

    `trusts` tell how often a pattern is right.
    `is_after_harm` says that the sentence before told of an attack, a disaster or the like.
    """
    some = list(candidates(found, happenings, sentence, trusts))
    likely = chances([candidate.facts for candidate in some], weights)
    sure = [each.found for each, chance in zip(some, likely, strict=True) if chance >= LEAST]
    kept: list[Found] = []
    for number in sorted(range(len(some)), key=lambda n: (some[n].taker is not None, -likely[n])):
        own = some[number].found
        is_learned = some[number].is_learned
        taker = some[number].taker
        if taker is not None and any(_meet(taker, each) for each in kept):
            continue
        is_light = is_learned or _only_carries(sentence.doc[own.head])
        if any(_meet(own, o) or (is_light and _is_one(own, o, sentence)) for o in kept):
            continue
        if is_private(own, sentence.doc):
            continue
        if is_learned and any(_bears(own, each, sentence) for each in sure):
            continue
        least = LEAST if is_learned else LEAST * OF_PATTERNS
        chance = likely[number]
        is_counted = _is_told_harm(own, is_after_harm) and not is_learned
        is_sure = is_counted and _is_counted(own, kept, sentence)
        if chance < least and (is_sure or (not is_learned and _is_plain(own, sentence))):
            chance = least
        if chance >= least:
            kept.append(replace(own, confidence=round(chance, 3)))
    return sorted(kept, key=lambda f: (f.trigger, f.event_type))


def _is_told_harm(own: Found, is_after_harm: bool) -> bool:
    """Say whether an event has victims; deaths by themselves are told of an earlier event."""
    return own.event_type in HARM or (own.mode == "death" and is_after_harm)


def _is_counted(own: Found, kept: Sequence[Found], sentence: Span) -> bool:
    """Say whether a pattern's harm is told by its number of victims: "the landslides killed 30".

    Only the dead speak for an attack: players are hurt in clashes.
    """
    if any(_is_told_harm(each, True) for each in kept):
        return False
    is_of_nature = own.event_type in ("DISASTER", "ACCIDENT")
    kinds = ("dead", "injured") if is_of_nature else ("dead",)
    counts = [c for c in find_counts(sentence) if c.kind in kinds and c.low > 0]
    return any(is_past(c.anchor) and not _is_aside(c.anchor) for c in counts)


def _is_plain(own: Found, sentence: Span) -> bool:
    """Say whether a pattern's words leave no doubt: "I asked the minister to resign".

    Nor do those of a sentence, of a pledge of money and of a warning to travellers: "received a
    two-year jail term", "pledged €5m".
    """
    is_plain = (own.event_type, own.mode) in _PLAIN_MODES
    if not (is_plain or _is_own_word(own, sentence)):
        return False
    return read_occurrence(sentence.doc[own.head], own.mode) == "happened"


def _is_own_word(own: Found, sentence: Span) -> bool:
    """Say whether somebody tells what he asked of an organised side, or blamed it for.

    "I asked the minister to resign": the head says nothing of most such quotations.
    """
    doc = sentence.doc
    is_mine = any(doc[i].lower_ in _SPEAKER for i in own.source_heads)
    is_to = any(weight(doc[i]) == ORGANISED for i in own.target_heads)
    return own.event_type in SPOKEN and is_mine and is_to


def _is_aside(word: Token) -> bool:
    """Say whether words only say which one is meant: "grief over the fire that killed nine"."""
    while word.head != word:
        if word.dep_ in ("relcl", "acl"):
            return True
        word = word.head
    return False


def candidates(
    found: Sequence[Found],
    happenings: Sequence[Happening],
    sentence: Span,
    trusts: Mapping[str, float] = NOTHING,
) -> Iterator[Candidate]:
    """Yield what both found and what the patterns found, then what only the head found."""
    start, end = sentence.start_char, sentence.end_char
    here = [h for h in happenings if start <= h.trigger.start < end]
    chance = max((h.told for h in here), default=HARDLY)
    told = logit(chance)
    used: set[int] = set()
    for each in found:
        partner = _partner(each, here, sentence.doc)
        trusted = logit(trust(each, sentence.doc, trusts))
        if partner is None:
            is_other = float(any(_touches(h.trigger, each) for h in here))
            yield Candidate(each, _facts(4, 1, told, trusted, is_other))
            continue
        used.add(partner)
        is_only = len(found) == 1 and not found[0].is_reciprocal
        is_alone = is_only and not _others(here, here[partner])
        each = _at_own_word(each, here[partner], sentence)
        both = each
        is_renamed = misnamed(each, here[partner].label) and bool(each.sources or each.targets)
        if not is_renamed and not _is_anothers(here[partner], each, found):
            both = agreed(each, here[partner], sentence, is_only=is_only, is_alone=is_alone)
            both = allowed_or_named(both, here[partner], sentence)
        facts = _facts(0, 1, logit(here[partner].score), told, trusted)
        yield Candidate(both, facts)
    for number, happening in enumerate(here):
        fresh = learned(happening, sentence) if number not in used else None
        if fresh is not None:
            taker = next((each for each in found if _is_content(fresh, each)), None)
            beside = next((each for each in found if _meet(fresh, each)), None)
            if is_misread(fresh, beside, sentence.doc):
                continue
            sides = float(bool(fresh.sources)) + float(bool(fresh.targets))
            where = float(bool(found) and beside is None), float(beside is not None)
            facts = _facts(8, 1, logit(happening.score), told, sides, *where)
            is_alone = not found and not _others(here, happening)
            own = fresh if is_alone else in_own_clause(fresh, sentence.doc)
            own = with_doers(_with_sides(own, beside), sentence.doc)
            own = sure_or_allowed(with_own_sides(own, sentence.doc), happening, sentence)
            yield Candidate(own, facts, is_learned=True, taker=taker)


_facts = partial(facts_from, count=len(FACTS))


def _partner(found: Found, here: Sequence[Happening], doc: Doc) -> int | None:
    """Return the number of the head's event of the same type at the pattern's words.

    Where there is none, what the head only misnames is the pattern's: "adopted new sanctions".
    """
    same = [n for n, h in enumerate(here) if h.label == folded(found.event_type)]
    own = [n for n in same if _touches(here[n].trigger, found)]
    used = [doc[i].idx for i in found.used]
    near = (
        n for n in same if any(here[n].trigger.start <= at < here[n].trigger.end for at in used)
    )
    likely = (n for n, h in enumerate(here) if h.score >= LIKELY and misnamed(found, h.label))
    alike = (n for n in likely if _touches(here[n].trigger, found))
    return next(iter(own), next(near, next(alike, None)))


def _at_own_word(found: Found, happening: Happening, sentence: Span) -> Found:
    """Return the pattern's event at the word that the head names: the drop that was reported."""
    own = learned(happening, sentence)
    if own is None or _touches(happening.trigger, found) or own.head not in found.used:
        return found
    return replace(found, trigger=own.trigger)


def _others(here: Sequence[Happening], own: Happening) -> list[Happening]:
    """Return the head's likely events at other words of the sentence."""
    return [h for h in here if h.score >= LIKELY and h.trigger.start != own.trigger.start]


def _is_anothers(happening: Happening, each: Found, found: Sequence[Found]) -> bool:
    """Say whether the head's event, sides and all, is that of other words of its type."""
    same = [f for f in found if folded(f.event_type) == happening.label]
    return not _touches(happening.trigger, each) and any(
        _touches(happening.trigger, f) for f in same
    )


def _touches(piece: Piece, found: Found) -> bool:
    return piece.start < found.trigger[1] and found.trigger[0] < piece.end


def _meet(one: Found, other: Found) -> bool:
    """Say whether two events share a word, or the verb that carries it: "suspended its strike"."""
    is_same = one.head == other.head
    return is_same or one.trigger[0] < other.trigger[1] and other.trigger[0] < one.trigger[1]


def _bears(fresh: Found, other: Found, sentence: Span) -> bool:
    """Say whether words only carry an event: "stepped up its attacks", "fighting broke out"."""
    verb = sentence.doc[fresh.head]
    if is_kind(verb, "breaking"):
        return sentence.doc[other.head] in syntax.children(verb, "nsubj")
    is_carrier = is_kind(verb, "light") or "call_off" in syntax.verb_keys(verb)
    return is_carrier and _is_object(sentence.doc[other.head], verb)


def _is_one(one: Found, other: Found, sentence: Span) -> bool:
    """Say whether a verb and its object are one event, told by two words: "won the election"."""
    if one.event_type != other.event_type:
        return False
    heads = sentence.doc[one.head], sentence.doc[other.head]
    return any(_is_object(a, b) for a, b in (heads, heads[::-1]))


def _only_carries(verb: Token) -> bool:
    """Say whether a verb says no more than what befell whom: "received", "filed complaints"."""
    return any(is_kind(verb, name) for name in ("inverse", "receiving", "light"))


def _is_object(noun: Token, verb: Token) -> bool:
    """Say whether a noun is what a verb is about, or what a passive gives: "was given a term"."""
    return noun in syntax.objects(verb) or noun in syntax.children(verb, "dobj")


def _is_content(fresh: Found, pattern: Found) -> bool:
    """Tell whether a word belongs to a pattern: what is agreed or refused is no other event."""
    return fresh.head in pattern.used and not _meet(fresh, pattern)


def _with_sides(fresh: Found, beside: Found | None) -> Found:
    """Return the head's event, with the sides of a pattern at the same word if it has none."""
    if beside is None or fresh.sources or fresh.targets:
        return fresh
    return replace(
        fresh,
        sources=beside.sources,
        source_heads=beside.source_heads,
        targets=beside.targets,
        target_heads=beside.target_heads,
    )
