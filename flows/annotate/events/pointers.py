"""A verb goes in; what it denies in words that name no event themselves comes out.

"Denied the accusation", "which Tehran denies", "is a lie" gainsay what somebody has claimed;
"denied responsibility", "had nothing to do with it" leave what happened and deny who did it.
"""

from dataclasses import dataclass
from typing import Literal

from flows.annotate.events.occurrence import read_occurrence
from flows.annotate.events.patterns import patterns
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, names
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Token

_POINTING = frozenset({"this", "that", "it", "these", "those", "which"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "any", "all", "both", "such"})
_CONTENT = frozenset({"acl", "relcl", "ccomp"})
_BEFORE = ("compound", "npadvmod", "dep")  # as the parser has an object put before its clause
_TOLD = frozenset({"happened", "ongoing"})
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """A verb with what it denies: a claim, an event, or that it is a deed of `doers`.

    `named` is the noun that names the deed or the event.
    """

    verb: Token
    thing: Token
    kind: Literal["claim", "deed", "event"]
    is_reported: bool = False  # only as the content of a statement is it anybody's denial
    doers: tuple[Token, ...] = ()
    named: Token | None = None
    predicate: Token | None = None  # what a claim is called: "baseless"

    @property
    def words(self) -> tuple[int, int]:
        """Where the words that deny stand in the text."""
        told = [self.verb, self.thing, *syntax.children(self.verb, "neg")]
        told += [self.predicate] if self.predicate is not None else []
        first, last = min(told, key=_number), max(told, key=_number)
        return first.idx, last.idx + len(last)


def _number(token: Token) -> int:
    return token.i


def read_denial(verb: Token) -> Pointer | None:
    """Return what the verb denies, or None: nothing, or what its own words tell.

    Only words of class "answering" are worth being asked.
    """
    if not syntax.is_verb(verb):
        return None
    if is_kind(verb, "denying"):
        found = _denied(verb)
        if found is not None:
            return found if _is_told(verb) and not _is_ruling(verb) else None
    if is_kind(verb, "branding"):
        return _branded(verb) if _is_told(verb) else None
    if verb.lemma_ == "be":
        return _untrue(verb) or _uninvolved(verb)
    return _without_part(verb)


def denies_fact(verb: Token) -> bool:
    """Say whether a verb says of something that it is not so, and refuses nothing."""
    if is_kind(verb, "gainsaying") and syntax.children(verb, "ccomp", "xcomp"):
        return True
    return is_kind(verb, "denying") and _denied(verb) is not None


def _is_told(verb: Token) -> bool:
    """Say whether it is told as a fact that somebody denies: not "neither confirmed nor denied"."""
    joined = (verb, *verb.conjuncts)
    is_open = any(c.lower_ in ("neither", "nor") for v in joined for c in v.children)
    return not is_open and not syntax.is_infinitive(verb) and read_occurrence(verb) in _TOLD


def _is_ruling(verb: Token) -> bool:
    """Say whether a court decides: "the judge dismissed the claim" denies nothing."""
    return any(in_class(t, "judging") for t in syntax.subjects(verb))


def _denied(verb: Token) -> Pointer | None:
    is_gainsaid = is_kind(verb, "gainsaying")
    for thing in _things(verb):
        noun = syntax.antecedent(thing, verb)  # "a charge that Chad denies"
        if _is_claim(noun, verb) or (is_gainsaid and in_class(thing, "gainsaid")):
            return Pointer(verb, noun, "claim")
        if thing.lower_ in _POINTING:
            return Pointer(verb, thing, "claim") if is_gainsaid else None
        if is_gainsaid and in_class(thing, "disowned"):
            doers = tuple(syntax.subjects(verb))
            return Pointer(verb, thing, "deed", doers=doers, named=_named(thing, verb))
        if is_gainsaid and _is_event(thing):  # "denied the abduction"
            return Pointer(verb, thing, "event", named=thing)
    so = next((so for c in syntax.children(verb, "xcomp") if (so := _so(c))), None)
    return Pointer(verb, so, "claim") if so is not None and is_gainsaid else None


def _things(verb: Token) -> list[Token]:
    """Return what is denied; nobody's if somebody is denied something ("denied it a visa")."""
    told = [c for c in syntax.children(verb, "ccomp") if c.i > verb.i]
    if told or len(syntax.children(verb, "dobj", "dative")) > 1:
        return []
    before = [c for c in syntax.children(verb, *_BEFORE) if c.i < verb.i]  # "a charge Chad denies"
    return syntax.children(verb, "dobj") or before or syntax.objects(verb)


def _so(clause: Token) -> Token | None:
    words = clause.children if clause.lemma_ == "do" else []
    return next((c for c in words if c.lower_ == "so"), None)


def _is_claim(noun: Token, verb: Token) -> bool:
    """Say whether a noun stands for what somebody has claimed, without telling it again."""
    if not in_class(noun, "hearsay") or noun.pos_ != "NOUN":
        return False
    below = [c for c in syntax.children(noun, *_CONTENT) if c != verb]
    if any(c.dep_ != "relcl" for c in below):
        return False
    owners = syntax.children(noun, "poss")
    is_definite = any(c.lower_ in _DEFINITE for c in syntax.children(noun, "det", "predet"))
    return bool(owners) or is_definite or noun.tag_ in _PLURAL or noun.i < verb.i


def _is_event(noun: Token) -> bool:
    is_the = any(c.lower_ in _DEFINITE for c in syntax.children(noun, "det"))
    return is_the and any(name in patterns("n") for name in names(noun))


def _named(thing: Token, verb: Token) -> Token | None:
    """Return the noun of the deed that somebody had no part in: "involvement in the attack"."""
    nouns = syntax.after(thing, "in", "for", "to", "with", "of")
    nouns = nouns or syntax.after(verb, "in", "for", "with")
    return nouns[0] if nouns else None


def _branded(verb: Token) -> Pointer | None:
    """Return the claim that is called untrue: "called the report a fabrication"."""
    below = syntax.children(verb, "oprd", "acomp", "xcomp", "ccomp", "attr", "dobj")
    called = [*below, *syntax.after(verb, "as"), *(t for c in below for t in c.conjuncts)]
    called += [o for p in syntax.children(verb, "prep") for o in syntax.children(p, "amod", "prep")]
    things = syntax.children(verb, "dobj", "nsubjpass")
    things += [s for c in below for s in syntax.children(c, "nsubj")]
    false = next((t for t in called if in_class(t, "falsity")), None)
    if false is None:
        return None
    return next(
        (
            Pointer(verb, thing, "claim", predicate=false)
            for thing in things
            if thing.lower_ in _POINTING or _is_claim(thing, verb)
        ),
        None,
    )


def _untrue(verb: Token) -> Pointer | None:
    """Return what a speaker says is not true: "this is a lie", "the reports are not true"."""
    name = "truth" if syntax.has_negation(verb) else "falsity"
    words = syntax.children(verb, "attr", "acomp")
    predicate = next((t for t in words if in_class(t, name)), None)
    if predicate is None:
        return None
    for thing in syntax.children(verb, "nsubj"):
        if thing.lower_ in _POINTING or _is_claim(thing, verb):
            return Pointer(verb, thing, "claim", is_reported=True, predicate=predicate)
    return None


def _uninvolved(verb: Token) -> Pointer | None:
    """Return the deed that a speaker was not part of: "its men were not involved"."""
    if not syntax.has_negation(verb):
        return None
    for word in syntax.children(verb, "acomp", "prep"):
        if in_class(word, "uninvolved"):
            nouns = syntax.after(word, "in", "for", "with") or syntax.children(word, "pobj")
            return _disowned(verb, word, nouns)
    return None


def _without_part(verb: Token) -> Pointer | None:
    """Return the deed of which a speaker says so: "had nothing to do with it", "played no role"."""
    if verb.lemma_ == "involve" and syntax.is_passive(verb) and syntax.has_negation(verb):
        return _disowned(verb, verb, syntax.after(verb, "in"))
    for thing in syntax.children(verb, "dobj"):
        if thing.lower_ == "nothing" and verb.lemma_ == "have":
            to_do = next((c for c in thing.subtree if c.lemma_ == "do"), None) or next(
                (c for c in syntax.children(verb, "xcomp", "advcl") if c.lemma_ == "do"), None
            )
            return _disowned(verb, thing, syntax.after(to_do, "with")) if to_do else None
        is_none = any(c.lower_ == "no" for c in syntax.children(thing, "det"))
        if is_none and in_class(thing, "disowned") and verb.lemma_ in ("have", "play", "take"):
            return _disowned(verb, thing, syntax.after(thing, "in", "of", "for", "with", "to"))
    return None


def _disowned(verb: Token, thing: Token, nouns: list[Token]) -> Pointer:
    doers = tuple(syntax.children(verb, "nsubj", "nsubjpass"))
    noun = nouns[0] if nouns else None
    return Pointer(verb, noun or thing, "deed", True, doers, noun)
