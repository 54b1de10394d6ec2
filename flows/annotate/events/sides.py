"""A pattern that fits a trigger goes in; the heads of the event's two sides come out."""

from collections.abc import Callable, Sequence

from flows.annotate.actors.nouns import human_nouns
from flows.annotate.events.patterns import Pattern
from flows.annotate.events.reach import reach
from flows.annotate.events.targets import addressed
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import (
    NAMED,
    ORGANISED,
    PRONOUN,
    in_class,
    is_actor,
    is_human,
    weight,
)
from flows.annotate.text.words import Token

_PHYSICAL = frozenset(
    {"ASSAULT", "CRIME", "ACCIDENT", "DISASTER", "HEALTH", "ECONOMY", "ELECTION", "JUSTICE"}
    | {"OTHER", "ACCUSE", "REJECT", "COERCE"}
)  # what is hit is the target itself, not whoever owns it


def sides(pattern: Pattern, token: Token) -> tuple[list[Token], list[Token], bool]:
    """Return sources, targets and whether the event is mutual, by the pattern's places."""
    is_both = "both" in (*pattern.source, *pattern.target)
    sources = _fill([s if s != "both" else "subj" for s in pattern.source], token, ())
    is_physical = pattern.event_type in _PHYSICAL
    places = [t for t in pattern.target if t != "both"]
    targets = _fill(places, token, sources, is_first=is_physical)
    is_between = any(s.endswith("between") for s in pattern.source) and _is_between(sources)
    if is_between or (is_both and len(sources) > 1 and not any(map(is_human, targets))):
        return sources, list(sources), True
    is_met = pattern.event_type == "CONSULT" and pattern.mode in ("meet", "talks")
    if not (is_physical and targets) and not any(map(_is_somebody, targets)):
        targets = addressed(token, pattern.event_type, sources) or targets
    is_mutual = (is_both and any(map(_is_partner, targets))) or (is_met and bool(targets))
    is_group = is_both and bool(sources) and sources[0].tag_ in ("NNS", "NNPS")
    return sources, targets, bool(sources) and (is_mutual or (is_group and not targets))


def _is_between(sources: Sequence[Token]) -> bool:
    """Say whether sides are those "between" whom it is: several, or one word for several."""
    return len(sources) > 1 or any(t.tag_ == "NNS" and _is_led(t, "between") for t in sources)


def _is_led(token: Token, name: str) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ == name


def _is_partner(target: Token) -> bool:
    """Say whether something is done with somebody, not only about them: "agreed with Chad"."""
    while target.dep_ == "conj":
        target = target.head
    return target.dep_ == "pobj" and target.head.lower_ == "with"


def _is_somebody(token: Token) -> bool:
    """Say whether a noun means people, by kin and trade as well: "freed a football coach"."""
    return is_human(token) or (token.pos_ == "NOUN" and token.lemma_.lower() in human_nouns())


def _fill(
    paths: Sequence[str], token: Token, taken: Sequence[Token], *, is_first: bool = False
) -> list[Token]:
    """Return the actors of the first place that has any; organised ones are better if allowed."""
    best: list[Token] = []
    for path in paths:
        found = [t for t in reach(token, path) if is_actor(t) and t.i != token.i]
        fresh = [t for t in syntax.coordinated(found) if t not in taken]
        if not best or max(map(weight, fresh), default=0) > max(map(weight, best)):
            best = fresh or best
        if best and (is_first or max(map(weight, best)) == ORGANISED):
            break
    return best


def meets(rule: str, sources: Sequence[Token], targets: Sequence[Token]) -> bool:
    """Say whether the sides are as organised as a row of the lexicon asks."""
    source = max(map(weight, sources), default=-1)
    target = max(map(weight, targets), default=-1)
    return _RULES[rule](source, target) and (rule not in _TESTS or _TESTS[rule](sources))


def _is_many(sources: Sequence[Token]) -> bool:
    return len(sources) > 1 or any(t.tag_ in ("NNS", "NNPS") for t in sources)


def _is_firm(sources: Sequence[Token]) -> bool:
    return any(
        t.ent_type_ == "ORG" or in_class(t, "firm") or in_class(t, "market") for t in sources
    )


_RULES: dict[str, Callable[[int, int], bool]] = {  # of the weights of source and target
    "": lambda s, t: True,
    "any": lambda s, t: s != 0 and (max(s, t) == ORGANISED or min(s, t) >= NAMED),
    "src": lambda s, t: s == ORGANISED,
    "named": lambda s, t: s >= NAMED,
    "both": lambda s, t: s >= PRONOUN and t >= 0 and max(s, t) == ORGANISED,
    "two": lambda s, t: min(s, t) >= PRONOUN and max(s, t) == ORGANISED,
    "pair": lambda s, t: s == ORGANISED and t >= 0,
    "plural": lambda s, t: s == ORGANISED,
    "firm": lambda s, t: s >= 0,
    "tgtperson": lambda s, t: t >= 0,
    "tgtnamed": lambda s, t: t >= NAMED,
}
_TESTS: dict[str, Callable[[Sequence[Token]], bool]] = {"plural": _is_many, "firm": _is_firm}
