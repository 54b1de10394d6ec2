"""A clause and the noun that it hangs on go in; whether it is only what the noun says comes out."""

from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Token


def is_hearsay(clause: Token, noun: Token) -> bool:
    """Say whether nobody but a report vouches for a clause: "a report that Chad had agreed"."""
    if clause.dep_ not in ("acl", "relcl", "ccomp") or not in_class(noun, "hearsay"):
        return False
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


def is_rejected(noun: Token) -> bool:
    """Say whether somebody denies what the noun says: "dismissed the claim that …"."""
    verb = syntax.clause_verb(noun)
    is_object = noun.dep_ == "pobj" or noun in syntax.objects(verb)
    return is_object and is_kind(verb, "denying")
