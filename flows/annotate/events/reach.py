"""A trigger and the name of a place beside it go in; the heads of the phrases there come out.

Places are those of `seeds/event_triggers.csv`: "obj", "prep.against", "obj.of" (the "of" of the
object), "comp.to" (the "to" below the complement), "act" (who does what a noun names) and so on.
"""

import re
from collections.abc import Callable

from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import demonyms, is_noun
from flows.annotate.grammar.nouns import (
    harmed,
    is_kind,
    is_naming,
    killing_verb,
    light_verb,
    noun_actor,
    sufferer,
)
from flows.annotate.remembered import remembered
from flows.annotate.text.words import Token

_SCORE = re.compile(r"\d+[-–]\d+[.,;]?")
_SAME_SPEAKER = frozenset({"it", "they", "he", "she", "we", "i"})
_LOCATIVE = ("in", "from", "at", "on", "near", "to", "with", "for", "against", "over")
_LOCATED = frozenset({"GPE", "NORP", "LOC", "ORG", "FAC"})
_PREDICATES = frozenset({"acomp", "attr", "oprd", "npadvmod", "advmod", "prt"})


def reach(token: Token, path: str, *, is_condition: bool = False) -> list[Token]:
    """Return the heads that stand at a place beside the trigger."""
    first, *rest = _steps(path)
    if first == "prep":
        found = _after_trigger(token, rest[0])
        return [o for f in found for o in syntax.after(f, rest[1])] if rest[1:] else found
    bases = _bases(token, first, is_condition)
    if not rest:
        if first == "comp" and not is_condition:
            return [s for verb in bases for s in _clause_subject(verb)]
        return bases
    return [o for base in bases for o in _step(base, rest[0])]


@remembered
def _steps(path: str) -> list[str]:
    return path.split(".")


def _clause_subject(verb: Token) -> list[Token]:
    return syntax.children(verb, "nsubj", "nsubjpass")


def _step(base: Token, name: str) -> list[Token]:
    if name == "obj":
        return syntax.objects(base) or [
            o for c in syntax.complements(base) for o in syntax.objects(c)
        ]
    if name == "subj":
        return _clause_subject(base)
    if name == "iobj":
        return syntax.children(base, "dative")
    if name == "poss":
        return syntax.children(base, "poss") or demonyms(base)
    found = syntax.after(base, name)
    if not found and syntax.is_verb(base):
        beyond = syntax.objects(base) + syntax.complements(base)
        found = [o for noun in beyond for o in syntax.after(noun, name)]
    return found


def _after_trigger(token: Token, name: str) -> list[Token]:
    found = syntax.after(token, name)
    if not found:
        found = [o for other in _beyond(token) for o in syntax.after(other, name)]
    return [o for o in found if o.ent_type_ not in ("DATE", "TIME")]


def _beyond(token: Token) -> list[Token]:
    """Return whose prepositions a trigger's may be: a verb's object's, the verb of a noun."""
    if syntax.is_verb(token):
        return syntax.children(token, "dobj", "attr", "acomp", "nsubjpass")
    carrier = light_verb(token)
    return [carrier] if carrier is not None else []


def _bases(token: Token, place: str, is_condition: bool) -> list[Token]:
    if place in _PREDICATES:
        found = syntax.children(token, place)
        return found if is_condition else [x for a in found for x in syntax.complements(a)] or found
    if place == "obj" and is_condition:
        return syntax.coordinated(syntax.objects(token))
    if place not in PLACES:
        raise KeyError(f"seeds/event_triggers.csv: no place is called {place!r}")
    return PLACES[place](token)


def _refused(token: Token) -> list[Token]:
    return [token] if _will(token) and syntax.has_negation(token) else []


def _promised(token: Token) -> list[Token]:
    is_plain = _will(token) and not syntax.has_negation(token)
    return [token] if is_plain and token.dep_ in ("ROOT", "ccomp", "conj") else []


def _owner(token: Token) -> list[Token]:
    return syntax.children(token, "poss") or demonyms(token)


def _agents(token: Token) -> list[Token]:
    return [o for agent in syntax.children(token, "agent") for o in agent.children]


def _will(verb: Token) -> bool:
    words = syntax.auxiliaries(verb)
    if words & {"will", "wo", "’ll", "'ll", "shall"}:
        return True
    return "would" in words and verb.dep_ in ("ccomp", "conj") and "have" not in words


def _is_own_promise(verb: Token) -> bool:
    if verb.dep_ == "xcomp" or not syntax.children(verb, "nsubj"):
        return verb.tag_ in ("VB", "VBG") or verb.dep_ == "xcomp"
    subject = syntax.children(verb, "nsubj")[0]
    return subject.lower_ in _SAME_SPEAKER and _will(verb)


def _obliged(verb: Token) -> list[Token]:
    is_must = bool(syntax.auxiliaries(verb) & {"must", "should"})
    is_need = verb.lemma_ in ("need", "have") and bool(syntax.children(verb, "xcomp"))
    is_own = any(s.lower_ in _SAME_SPEAKER for s in syntax.children(verb, "nsubj"))
    if verb.lemma_ == "be" and syntax.children(verb, "acomp"):  # "must be responsible"
        return []
    if not (is_must or is_need) or is_own:
        return []
    return syntax.children(verb, "nsubj", "nsubjpass")


def _bidden(token: Token) -> list[Token]:
    """Return what is to be done, not what is said to be so: "insisted that he go" or "must go"."""
    return [c for c in syntax.complements(token) if _is_bidden(c, token)]


def _is_bidden(verb: Token, told: Token) -> bool:
    words = syntax.auxiliaries(verb)
    if words or verb.dep_ != "ccomp":
        return bool(words & {"must", "should", "shall"})
    is_past = told.tag_ in ("VBD", "VBN")
    is_plain = verb.tag_ == "VB" or (verb.tag_ == "VBP" and is_past)
    return is_plain and syntax.has_subject(verb) and verb.lower_ not in ("are", "have", "am")


def _of(token: Token) -> list[Token]:
    base = [token] if not syntax.is_verb(token) else syntax.children(token, "dobj", "nsubjpass")
    return [o for noun in base for o in syntax.after(noun, "of")]


def _modifiers(token: Token) -> list[Token]:
    nouns = [token]
    if syntax.is_verb(token):
        nouns = syntax.coordinated(syntax.objects(token)) + syntax.children(token, "attr")
    found = []
    for noun in nouns:
        for child in syntax.children(noun, "compound", "amod", "nmod", "poss", "nummod"):
            found += [child, *syntax.children(child, "compound", "npadvmod", "conj", "amod")]
        found += [o for o in syntax.after(noun, "of")]
    return found


def _scores(token: Token) -> list[Token]:
    """Return the words of a match's score in the sentence: "beat Hamlin 34-0"."""
    return [t for t in token.sent if _SCORE.fullmatch(t.doc[t.i : t.i + 3].text.split(" ")[0])]


def _between(token: Token) -> list[Token]:
    """Return whom a noun is between: "clashes broke out between two gangs" as well."""
    is_told = token.dep_ == "nsubj" and is_kind(token.head, "breaking")
    return syntax.after(token, "between") or (
        syntax.after(token.head, "between") if is_told else []
    )


def _located(token: Token) -> list[Token]:
    bases = [token]
    if syntax.is_verb(token):
        bases += syntax.children(token, "dobj", "nsubjpass", "xcomp")
    found = [o for base in bases for name in _LOCATIVE for o in syntax.after(base, name)]
    return [o for o in found if o.ent_type_ in _LOCATED]


PLACES: dict[str, Callable[[Token], list[Token]]] = {
    "obj": syntax.objects,
    "subj": syntax.subjects,
    "comp": syntax.complements,
    "agent": _agents,
    "iobj": lambda token: syntax.children(token, "dative"),
    "of": _of,
    "poss": _owner,
    "mod": _modifiers,
    "neg": lambda token: [token] if syntax.has_negation(token) else [],
    "bidden": _bidden,
    "naming": lambda token: [token] if is_naming(token) else [],
    "article": lambda token: [t for t in token.doc if t.pos_ == "NOUN"],
    "nearby": lambda token: [t for t in token.sent if t != token and is_noun(t)],
    "act": noun_actor,
    "between": _between,
    "did": sufferer,
    "hit": harmed,
    "killing": killing_verb,
    "loc": _located,
    "score": _scores,
    "willnot": _refused,
    "willdo": _promised,
    "commissive": lambda token: [c for c in syntax.complements(token) if _is_own_promise(c)],
    "toinf": lambda token: [c for c in syntax.complements(token) if syntax.is_infinitive(c)],
    "mustsubj": lambda token: [s for c in syntax.complements(token) for s in _obliged(c)],
}
