"""A trigger and the words of a date or place go in; from how far they set it comes out.

What counts is the tree: a trigger's own phrase and clause, then the clauses that it hangs on.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from flows.annotate.grammar import syntax
from flows.annotate.grammar.nouns import is_charge, is_kind
from flows.annotate.text.words import Doc, Token
from flows.records import DateMention, PlaceMention

Mention = TypeVar("Mention", DateMention, PlaceMention)

PERFECT = frozenset({"has", "have", "'ve", "’ve"})
SHARED = 7  # clauses away: the words of the last of joined verbs
_THEN = frozenset({"later", "then", "afterwards", "subsequently", "eventually", "finally"})
_WHILE = frozenset({"when", "while", "as", "before", "after", "because", "until"})
_LIKE = re.compile(r" ?- ?(?:style|type|like)\b")
_ASIDE = frozenset({"since", "because", "although", "though", "while", "whereas"})


def heads_beside(trigger: Token, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Token]]:
    """Yield the mentions in the trigger's sentence, each with the head of its words."""
    sentence = trigger.sent
    start, end = sentence.start_char, sentence.end_char
    for mention in mentions:
        if mention.start < end and start < mention.end:
            head = head_of(trigger.doc, mention.start, mention.end)
            if head is not None and head.sent is sentence:
                yield mention, head


def head_of(doc: Doc, start: int, end: int) -> Token | None:
    """Return the head of the words text[start:end]."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def steps_from(trigger: Token, other: Token, barriers: frozenset[int]) -> int | None:
    """Return how many clauses lie between a trigger and the words that may set it in time or space.

    0: its own phrase or clause; each clause that it depends on adds one. None: the words belong to
    another trigger, or to a clause that does not govern this one.
    """
    parted = _parted(other)
    if parted is not None and trigger == parted.head.head:
        return 0
    if parted is not None and (trigger == parted or parted.is_ancestor(trigger)):
        return None
    chain, node = [], other
    while node.head != node and node != trigger:
        node = node.head
        chain.append(node)
    if node == trigger or trigger.is_ancestor(other):
        return _steps_below(trigger, [t for t in chain if t != trigger], barriers)
    home = syntax.governor(other.head) if other.head != other else other
    verb, steps = syntax.governor(trigger), 0
    if trigger.dep_ in ("nsubj", "nsubjpass"):
        home = _lifted(home, verb)
    while True:
        if verb == home:
            # Words that head their own sentence ("LERWICK") have nothing between.
            before = chain[: chain.index(home)] if home in chain else []
            between = [t for t in before if t.i in barriers]
            return None if between and home.i not in {t.i for t in between} else steps
        if verb.head == verb or verb.dep_ in ("ccomp", "parataxis") or _has_own_time(verb):
            return None
        verb, steps = syntax.clause_verb(verb), steps + 1


def _steps_below(trigger: Token, inside: list[Token], barriers: frozenset[int]) -> int | None:
    """Return the steps to words that hang on the trigger, given all that lies between."""
    # "the minister, who took office in 2019, resigned": a relative clause has its own setting
    if any(_tells_of(t, trigger) for t in inside):
        return None
    joined = [t for t in inside if t.dep_ == "conj" and syntax.is_verb(t)]
    if joined and syntax.is_verb(trigger):
        return SHARED if _is_shared(inside, joined, trigger) else None
    return None if any(t.i in barriers for t in inside) else 0


def _is_shared(inside: list[Token], joined: list[Token], trigger: Token) -> bool:
    """Say whether words behind the last of joined verbs may set the first one, too.

    "Killed two guards and arrested a third on Friday": but not where the second tells of what came
    of the first ("shot a guard and later seized him on Friday").
    """
    verb = joined[0]
    if len(inside) > len(joined) + 1 or any(v.tag_ != trigger.tag_ for v in joined):
        return False
    if syntax.has_subject(verb) or syntax.children(verb, "aux", "auxpass"):
        return False
    is_of_it = any(t.pos_ == "PRON" for t in syntax.children(verb, "dobj"))
    return not is_of_it and not any(t.lower_ in _THEN for t in syntax.children(verb, "advmod"))


def _parted(other: Token) -> Token | None:
    """Return the participle that a parse hangs words on from which its noun's verb parts them.

    "Hostages seized in March were freed on Sunday": nobody was seized on Sunday.
    """
    for node in other.ancestors:
        verb = node.head.head
        if node.dep_ == "acl" and syntax.is_verb(verb) and node.i < verb.i < other.i:
            return node if verb.is_ancestor(node) and not is_kind(node, "light") else None
    return None


def _has_own_time(verb: Token) -> bool:
    """Say whether what a verb tells lies before the clause that it hangs on.

    "A pier damaged in the storm reopened on Monday", "was set up in June and has met twice".
    """
    if verb.dep_ == "acl":  # but "talks held in Oslo" are no more than the talks
        return verb.tag_ == "VBN" and not is_kind(verb, "light")
    own = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    above = {c.lower_ for c in verb.head.children if c.dep_ == "aux"}
    return verb.dep_ == "conj" and not own.isdisjoint(PERFECT) and above.isdisjoint(PERFECT)


def _lifted(home: Token, verb: Token) -> Token:
    """Return the verb itself where its clause goes on: "talks are due to start in May"."""
    node = home
    while node != verb and node.dep_ in ("xcomp", "acomp"):
        node = node.head
    return verb if node == verb else home


def _tells_of(clause: Token, trigger: Token) -> bool:
    """Say whether words under the trigger are about one of its sides, or tell of something else."""
    if is_charge(clause):  # "convicted of the murder of a guard in 2019"
        return True
    if clause.dep_ in ("advcl", "pcomp", "xcomp") and "having" in syntax.auxiliaries(clause):
        return True  # "after having risen this year"
    if clause.dep_ == "pcomp" and clause.head.lower_ in ("for", "of", "with"):
        verb = clause.head.head  # "blamed the mayor for rigging the poll in 2019"
        return any(is_kind(verb, name) for name in ("charging", "blaming"))
    if clause.dep_ == "advcl":  # "its lowest level since records began in 1921"
        return any(c.dep_ == "mark" and c.lower_ in _ASIDE for c in clause.children)
    if clause.dep_ == "ccomp" or (clause.dep_ == "conj" and is_kind(clause, "leaving")):
        return True  # "visited Oslo and returned on Friday"
    return clause.dep_ == "relcl" and clause.head != trigger


def reports(when: Token, trigger: Token, barriers: frozenset[int]) -> bool:
    """Say whether the time is that of the clause which reports the trigger's own."""
    home = syntax.governor(when.head) if when.head != when else when
    is_free = not any(t.i in barriers for t in when.ancestors if t.i != home.i)
    between = [t for t in (trigger, *trigger.ancestors) if home.is_ancestor(t)]
    return is_free and bool(between) and not any(map(_has_own_time, between))


def is_likeness(doc: Doc, mention: PlaceMention) -> bool:
    """Say whether a place only tells how something is: "an Egypt-style revolt"."""
    return bool(_LIKE.match(doc.text, mention.end))


def is_goal(name: Token, trigger: Token) -> bool:
    """Say whether a place is only where somebody goes: "was flying to Zimbabwe when it crashed"."""
    clause = syntax.governor(trigger)
    goes = name.head.head
    if clause.dep_ != "advcl" or clause.head != goes or not syntax.is_verb(goes):
        return False
    return any(c.dep_ in ("mark", "advmod") and c.lower_ in _WHILE for c in clause.children)
