"""The rows of the trigger lexicon go in; patterns that can be asked of a token come out.

A condition is `where=what`: `where` names one or more places beside the trigger ("obj",
"prep.against"), `what` words, classes ("@aid") or anything ("*"). All conditions must hold.
"""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from flows.annotate import event_syntax as syntax
from flows.annotate.event_words import NAMED, demonyms, names, weight, word_class
from flows.annotate.lexicon import read_rows

_BORDER = re.compile(r"\s+(?=[\w.|]+=)")
_SAME_SPEAKER = frozenset({"it", "they", "he", "she", "we", "i"})
_LOCATIVE = ("in", "from", "at", "on", "near", "to", "with", "for", "against", "over")
_POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my"})
_LINKING = ("come_under", "be_under", "come", "be", "remain")


@dataclass(frozen=True, slots=True)
class Condition:
    """One demand on what stands beside a trigger."""

    places: tuple[str, ...]
    words: frozenset[str]
    anything: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the lexicon."""

    event_type: str
    mode: str
    pos: str
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    who: str


def _condition(text: str) -> Condition:
    places, _, values = text.partition("=")
    words: set[str] = set()
    for value in values.split("|"):
        words |= word_class(value[1:]) if value.startswith("@") else {value}
    return Condition(tuple(places.split("|")), frozenset(words), "*" in words)


def _conditions(cell: str) -> tuple[Condition, ...]:
    return tuple(_condition(part) for part in _BORDER.split(cell.strip()) if part)


@cache
def patterns(pos: str) -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns of a part of speech ("v" or "n") by lemma, in the lexicon's order."""
    found: dict[str, list[Pattern]] = {}
    for row in read_rows("event_triggers"):
        if row["pos"] != pos:
            continue
        pattern = Pattern(
            row["event_type"],
            row["event_mode"],
            pos,
            _conditions(row["with"]),
            _conditions(row["unless"]),
            tuple(row["source"].split("|")) if row["source"] else (),
            tuple(row["target"].split("|")) if row["target"] else (),
            row["who"],
        )
        for lemma in _lemmas(row["lemma"]):
            found.setdefault(lemma, []).append(pattern)
    return {lemma: tuple(rows) for lemma, rows in found.items()}


def _lemmas(cell: str) -> list[str]:
    lemmas: dict[str, None] = {}
    for part in cell.split("|"):
        for word in sorted(word_class(part[1:])) if part.startswith("@") else [part]:
            lemmas[word] = None
    return list(lemmas)


def holds(condition: Condition, token: Token) -> list[Token] | None:
    """Return the tokens that meet the condition, or None where none does."""
    met: list[Token] = []
    for place in condition.places:
        for found in reach(token, place, is_condition=True):
            if condition.anything or _is_word(found, condition.words):
                met.append(found)
    return met or None


def _is_word(token: Token, words: frozenset[str]) -> bool:
    if not words.isdisjoint(names(token)):
        return True
    if "%named" in words and (weight(token) >= NAMED or token.ent_type_ == "NORP"):
        return True
    if not word_class("quantity").isdisjoint(names(token)):  # "hundreds of prisoners"
        return any(_is_word(o, words) for o in syntax.after(token, "of"))
    return False


def reach(token: Token, path: str, *, is_condition: bool = False) -> list[Token]:
    """Return the heads that stand at a place beside the trigger."""
    first, *rest = path.split(".")
    if first == "prep":
        found = _after_trigger(token, rest[0])
        return [o for f in found for o in syntax.after(f, rest[1])] if rest[1:] else found
    bases = _bases(token, first, is_condition)
    if not rest:
        if first == "comp" and not is_condition:
            return [s for verb in bases for s in _clause_subject(verb)]
        return bases
    return [o for base in bases for o in _step(base, rest[0])]


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
    if syntax.is_verb(token):
        beyond = syntax.children(token, "dobj", "attr", "acomp", "nsubjpass")
    else:
        carrier = light_verb(token)
        beyond = [carrier] if carrier is not None else []
    return found or [o for other in beyond for o in syntax.after(other, name)]


def light_verb(noun: Token) -> Token | None:
    """Return the verb that only carries the noun's meaning: "carried out", "launched", "held"."""
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass") and not (
        noun.dep_ == "conj" and noun.head.dep_ == "dobj"
    ):
        if noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "dozens of strikes"
            return light_verb(noun.head.head)
        return _reduced(noun)
    if noun.dep_ == "conj":
        verb = noun.head.head
    keys = syntax.verb_keys(verb) if syntax.is_verb(verb) else []
    return verb if not word_class("light").isdisjoint(keys) else None


def _reduced(noun: Token) -> Token | None:
    for verb in syntax.children(noun, "acl", "relcl"):
        if not word_class("light").isdisjoint(syntax.verb_keys(verb)) and noun in syntax.objects(
            verb
        ):
            return verb
    return None


def _bases(token: Token, place: str, is_condition: bool) -> list[Token]:
    simple = {
        "obj": lambda: (
            syntax.coordinated(syntax.objects(token)) if is_condition else syntax.objects(token)
        ),
        "subj": lambda: syntax.subjects(token),
        "comp": lambda: syntax.complements(token),
        "agent": lambda: [o for a in syntax.children(token, "agent") for o in a.children],
        "iobj": lambda: syntax.children(token, "dative"),
        "of": lambda: _of(token),
        "poss": lambda: syntax.children(token, "poss") or demonyms(token),
        "mod": lambda: _modifiers(token),
        "neg": lambda: [token] if syntax.has_negation(token) else [],
        "nearby": lambda: [t for t in token.sent if t != token and t.pos_ == "NOUN"],
        "act": lambda: _noun_actor(token),
        "between": lambda: syntax.after(token, "between"),
        "did": lambda: _sufferer(token),
        "hit": lambda: _harmed(token),
        "loc": lambda: _located(token),
    }
    if place in simple:
        return simple[place]()
    if place in ("acomp", "attr", "oprd", "npadvmod", "advmod", "prt"):
        found = syntax.children(token, place)
        return found if is_condition else [x for a in found for x in syntax.complements(a)] or found
    return _clause_test(token, place)


def _clause_test(token: Token, place: str) -> list[Token]:
    if place == "willnot":
        return [token] if _will(token) and syntax.has_negation(token) else []
    if place == "willdo":
        is_plain = _will(token) and not syntax.has_negation(token)
        return [token] if is_plain and token.dep_ in ("ROOT", "ccomp", "conj") else []
    if place == "commissive":
        return [c for c in syntax.complements(token) if _is_own_promise(c)]
    if place == "mustsubj":
        return [s for c in syntax.complements(token) for s in _obliged(c)]
    raise KeyError(f"seeds/event_triggers.csv: no place is called {place!r}")


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
    if not (is_must or is_need) or is_own:
        return []
    return syntax.children(verb, "nsubj", "nsubjpass")


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


def _noun_actor(noun: Token) -> list[Token]:
    own = syntax.children(noun, "poss") or demonyms(noun)
    by = syntax.after(noun, "by")
    carrier = light_verb(noun)
    is_named = bool(own) and own[0].lower_ not in _POSSESSIVES
    if by or is_named or carrier is None and own:
        return by or own
    if carrier is not None:  # "continued their attacks": the subject names them
        return [s for s in syntax.subjects(carrier) if s.i != noun.i] or own
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return syntax.children(noun.head, "poss") or demonyms(noun.head)
    return []


def _sufferer(noun: Token) -> list[Token]:
    if noun.dep_ == "dobj" and not word_class("inverse").isdisjoint(syntax.verb_keys(noun.head)):
        return syntax.subjects(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "under":
        verb = noun.head.head
        if f"{verb.lemma_}" in _LINKING:
            return syntax.subjects(verb) or syntax.children(verb, "nsubj")
    return []


def _harmed(noun: Token) -> list[Token]:
    verb = harming_verb(noun)
    return syntax.objects(verb) if verb is not None else []


def harming_verb(noun: Token) -> Token | None:
    """Return the verb that says what the event did: "the attacks damaged", "a blast killed"."""
    verb = noun.head
    if noun.dep_ in ("nsubj", "pobj") and noun.dep_ == "pobj":
        verb = noun.head.head if noun.head.dep_ == "agent" else noun
    elif noun.dep_ != "nsubj":
        verb = noun
    if verb != noun and not word_class("harming").isdisjoint(syntax.verb_keys(verb)):
        return verb
    for child in syntax.children(noun, "relcl", "acl"):
        if not word_class("harming").isdisjoint(syntax.verb_keys(child)):
            return child
    return None


def _located(token: Token) -> list[Token]:
    bases = [token]
    if syntax.is_verb(token):
        bases += syntax.children(token, "dobj", "nsubjpass", "xcomp")
    found = [o for base in bases for name in _LOCATIVE for o in syntax.after(base, name)]
    return [o for o in found if o.ent_type_ in ("GPE", "NORP", "LOC", "ORG", "FAC")]
