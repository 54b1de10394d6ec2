"""A verb goes in; whether a vote does what it says by itself comes out."""

from flows.annotate.grammar import syntax
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Token


def is_voted(act: Token) -> bool:
    """Say whether the vote itself does what it is for: "voted to censure", not "to strike"."""
    is_act = syntax.is_infinitive(act) and is_kind(act, "voted")
    return is_act and syntax.clause_verb(act).lemma_ == "vote"
