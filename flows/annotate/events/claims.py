"""A trigger and the article's statements go in; who vouches for the event comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.annotate.actors.cast import Cast
from flows.annotate.events.found import Found
from flows.annotate.events.occurrence import is_possible
from flows.annotate.grammar import syntax
from flows.annotate.grammar.votes import is_voted
from flows.annotate.text.words import Doc, Token
from flows.records import Statement

_ACCUSING = frozenset({"accuse", "blame", "allege"})
_CHARGING = frozenset({"accuse", "charge", "suspect", "convict", "blame", "allege", "condemn"})
_UNPROVED = frozenset({"accuse", "charge", "suspect", "allege"})


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether the outlet asserts an event or somebody claims it, and in which statement."""

    assertion: str  # asserted, claimed, accused or possible
    actor_id: str | None = None
    name: str | None = None
    statement_id: str | None = None


def read_claim(
    found: Found,
    doc: Doc,
    others: Sequence[Found],
    statements: Sequence[Statement],
    cast: Cast,
) -> Claim:
    """Return who vouches: the speaker of the innermost statement that holds the trigger.

    An accusation without a statement record is read from the syntax ("accused Russia of
    targeting"): its claimant is the accuser, nobody where none is named ("men accused of arson").
    """
    trigger = doc[found.head]
    told = statements
    if is_voted(trigger):  # "voted to reject it": the vote did
        told = [s for s in statements if s.cue_start != syntax.clause_verb(trigger).idx]
    around = statement_around(trigger.idx, told)  # "ordered the evacuation": the order's
    charge = _charge(trigger)
    accuser = _accuser(charge, others) if charge is not None else None
    if around is not None and _is_but_heard(around):
        return Claim("claimed", statement_id=around.statement_id)
    if around is not None:
        is_accused = around.act in _ACCUSING or accuser is not None
        return Claim(
            "accused" if is_accused else "claimed",
            around.actor_id,
            around.speaker_name or _called(around, doc),
            around.statement_id,
        )
    if accuser is not None:
        start, end = accuser
        actor = cast.resolve(start, end)
        words = doc.char_span(start, end, alignment_mode="expand")
        name = actor.name if actor else (words.text if words is not None else None)
        return Claim("accused", actor.actor_id if actor else None, name)
    if charge is not None and charge.lemma_ in _UNPROVED:
        return Claim("accused")
    return Claim("possible" if is_possible(trigger) else "asserted")


def _is_but_heard(statement: Statement) -> bool:
    """Say whether nobody is named who tells it: "the court heard that", "jurors were told"."""
    is_told = statement.cue_lemma == "tell" and statement.speaker_text is None
    return is_told or (statement.cue_lemma, statement.act) == ("hear", "tell")


def _called(statement: Statement, doc: Doc) -> str | None:
    """Return a speaker's own words; of "which" and "who" the noun that they stand for."""
    start, end = statement.speaker_start, statement.speaker_end
    words = (
        doc.char_span(start, end, alignment_mode="expand") if start is not None and end else None
    )
    if words is None:
        return statement.speaker_text
    noun = syntax.antecedent(words.root, words.root.head)
    return statement.speaker_text if noun is words.root else doc[noun.left_edge.i : noun.i + 1].text


def _charge(trigger: Token) -> Token | None:
    """Return the accusing verb whose content the trigger is: "accused of bombing a dam"."""
    node = trigger
    for _ in range(6):
        if node.dep_ in ("relcl", "ccomp") or node.head == node:
            return None
        is_content = node.dep_ in ("pcomp", "pobj") and node.head.lower_ in ("of", "with", "for")
        node = node.head
        if is_content:
            verb = node.head
            is_charge = syntax.is_verb(verb) and verb.lemma_ in _CHARGING
            return verb if is_charge and trigger.pos_ in ("VERB", "NOUN") else None
    return None


def _accuser(charge: Token, others: Sequence[Found]) -> tuple[int, int] | None:
    """Return the source of the accusation that the verb makes."""
    known = next((f for f in others if f.head == charge.i), None)
    is_known = known is not None and known.sources and charge.lemma_ != "condemn"
    return known.sources[0] if known is not None and is_known else None


def statement_around(offset: int, statements: Sequence[Statement]) -> Statement | None:
    """Return the innermost statement of somebody whose content holds the offset."""
    around = [s for s in statements for a, b in s.content_spans if a <= offset < b]
    # "is expected to": nobody's
    around = [s for s in around if s.speaker_text or s.actor_id or _is_but_heard(s)]
    return min(around, key=lambda s: sum(b - a for a, b in s.content_spans), default=None)
