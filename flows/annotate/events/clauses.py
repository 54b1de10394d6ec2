"""A side and a trigger go in; whether it is another clause's comes out."""

from flows.annotate.grammar import syntax
from flows.annotate.grammar.cues import look_up
from flows.annotate.grammar.nouns import is_charge
from flows.annotate.text.words import Token

TEMPORAL = frozenset({"before", "after", "during", "since", "until", "following", "ahead", "amid"})
_TERMS = frozenset({"if", "unless", "until", "till", "before"})
_ASIDE = frozenset({"conj", "advcl", "relcl", "parataxis", "pcomp"})


def shares_clause(side: Token, trigger: Token, *labels: str) -> bool:
    """Say whether a word may be the trigger's side: no clause with its own subject has it first.

    Sides stand below the trigger, or in a clause that it is told in where it has no own subject;
    a pronoun that is the trigger's by one of the labels may stand for a word outside.
    """
    if is_of_joined(side, trigger):
        return False
    node = side
    while node.head != node and node != trigger:
        if _is_aside(node) and not node.is_ancestor(trigger):
            return False
        node = node.head
    is_open = any(t.pos_ == "PRON" for t in syntax.children(trigger, *labels))
    return node == trigger or is_open or not syntax.has_subject(trigger)


def is_of_joined(side: Token, trigger: Token) -> bool:
    """Say whether a word is what a verb joined to the trigger is done to: they share subjects only.

    "Fired tear gas and arrested the organisers", "named a judge and called the king".
    """
    verb = syntax.governor(side)
    if verb == trigger or _first_joined(verb) != _first_joined(trigger) or syntax.is_passive(verb):
        return False
    node = side
    while node.head != verb and node.head != node:
        node = node.head
    return node.dep_ not in ("nsubj", "nsubjpass") or verb.i > trigger.i


def is_teller(side: Token, trigger: Token) -> bool:
    """Say whether a word names who only reports the clause in which another does it.

    "The mayor said two guards had died in an attack": but "the mayor said he had refused".
    """
    while side.dep_ == "conj":
        side = side.head
    if side.dep_ != "nsubj" or look_up(side.head) is None:
        return False
    told = [c for c in syntax.children(side.head, "ccomp") if c in (trigger, *trigger.ancestors)]
    clauses = (*told, syntax.governor(trigger))
    named = [s for clause in clauses for s in syntax.children(clause, "nsubj", "nsubjpass")]
    return bool(told) and bool(named) and not any(t.pos_ == "PRON" for t in named)


def is_between(side: Token) -> bool:
    """Say whether something is between somebody and others: "fighting between two clans"."""
    while side.dep_ == "conj":
        side = side.head
    return side.dep_ == "pobj" and side.head.lower_ == "between"


def is_of_charge(side: Token, trigger: Token) -> bool:
    """Say whether a word only belongs to a charge: "sentenced for the murder of her husband"."""
    verb = trigger.head if trigger.dep_ == "dobj" else trigger  # "was given a life sentence for"
    return any(verb.is_ancestor(above) and is_charge(above) for above in side.ancestors)


def is_of_time(side: Token, trigger: Token) -> bool:
    """Say whether a word only tells when it was: "rioted after the arrest of their leader"."""
    above = (a for a in side.ancestors if a.head == trigger)
    return any(a.dep_ == "prep" and a.lower_ in TEMPORAL for a in above)


def _first_joined(verb: Token) -> Token:
    """Return the first of joined verbs, those that a parse takes for a clause aside among them."""
    while verb.dep_ == "conj" or (verb.dep_ == "advcl" and _is_told_on(verb)):
        verb = verb.head
    return verb


def _is_told_on(verb: Token) -> bool:
    """Say whether a clause goes on with the subject before it: "signed a law, named a judge"."""
    is_finite = verb.tag_ in ("VBD", "VBZ", "VBP")
    return is_finite and not syntax.has_subject(verb) and not syntax.children(verb, "mark", "aux")


def _is_aside(verb: Token) -> bool:
    """Say whether a clause beside others tells of its own subject: "and Paris recalled …".

    A condition does not: "threatened sanctions if Iran …", "will not end it until the firm pays".
    """
    is_clause = verb.dep_ in _ASIDE and syntax.is_verb(verb) and syntax.has_subject(verb)
    return is_clause and not _is_condition(verb)


def _is_condition(verb: Token) -> bool:
    while verb.dep_ == "conj":
        verb = verb.head
    is_past = verb.tag_ == "VBD" or any(
        c.tag_ == "VBD" for c in syntax.children(verb, "aux", "auxpass")
    )
    return not is_past and any(c.lower_ in _TERMS for c in syntax.children(verb, "mark"))
