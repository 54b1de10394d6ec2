"""A parsed sentence goes in; its event triggers come out, with type and the spans of their sides.

A learned model may take this module's place: what follows (occurrence, assertion, date, place,
counts) needs only the `Found` records, whose offsets are those of the article's text.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from flows.annotate import event_syntax as syntax
from flows.annotate.event_merge import merge
from flows.annotate.event_patterns import Pattern, harming_verb, holds, light_verb, patterns, reach
from flows.annotate.event_targets import addressed
from flows.annotate.event_words import (
    NAMED,
    ORGANISED,
    PRONOUN,
    demonyms,
    is_actor,
    is_human,
    named_by,
    names,
    weight,
    word_class,
)

METHOD = "event-rules-1"
_CERTAIN = 0.6  # a pattern with a condition on its words; bare words get less
_BARE = 0.45
_PHYSICAL = frozenset(
    {"ASSAULT", "CRIME", "ACCIDENT", "DISASTER", "HEALTH", "ECONOMY", "ELECTION", "JUSTICE", "OTHER",
     "ACCUSE", "REJECT"}
)  # what is hit is the target itself, not whoever owns it


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger with its type and sides, before anybody asks whether and when it happened.

    `head` is the token number of the trigger's head, `used` those of the words that the pattern
    took as parts of the trigger.
    """

    event_type: str
    mode: str
    head: int
    trigger: tuple[int, int]
    sources: tuple[tuple[int, int], ...]
    targets: tuple[tuple[int, int], ...]
    is_reciprocal: bool
    confidence: float
    used: frozenset[int] = frozenset()
    source_heads: tuple[int, ...] = ()
    target_heads: tuple[int, ...] = ()


def find_triggers(sentence: Span) -> list[Found]:
    """Return the triggers of one sentence in the order of the text, one for each happening."""
    found = [f for token in sentence if (f := match(token)) is not None]
    return merge(found, sentence.doc)


def match(token: Token) -> Found | None:
    """Return what the first pattern that fits makes of the token, or None."""
    if token.pos_ in ("VERB", "AUX"):
        rows = [p for key in syntax.verb_keys(token) for p in patterns("v").get(key, ())]
    elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod"):
        rows = [p for key in names(token) for p in patterns("n").get(key, ())]
    else:
        return None
    for pattern in rows:
        found = _try(pattern, token)
        if found is not None:
            return found
    return None


def _try(pattern: Pattern, token: Token) -> Found | None:
    used: list[Token] = []
    for condition in pattern.needs:
        met = holds(condition, token)
        if met is None:
            return None
        if not condition.anything or "comp" in condition.places:
            used += met
    if any(holds(condition, token) for condition in pattern.unless):
        return None
    sources, targets, is_reciprocal = _sides(pattern, token)
    if not _who(pattern.who, sources, targets):
        return None
    if pattern.pos == "n" and not _is_specific(token, sources, targets):
        return None
    found = Found(
        pattern.event_type,
        pattern.mode,
        token.i,
        _trigger_span(token, used),
        (),
        (),
        is_reciprocal,
        _CERTAIN if pattern.needs else _BARE,
        frozenset(t.i for t in used) if _takes_content(pattern) else frozenset(),
        tuple(_name(t).i for t in sources),
        tuple(_name(t).i for t in targets),
    )
    return _with_spans(found, token)


def _name(token: Token) -> Token:
    """Return the name for "it" and "they" where the same sentence reports it: "Iran said it"."""
    named = named_by(token) if token.lower_ in ("it", "they") else None
    return named if named is not None else token


def _takes_content(pattern: Pattern) -> bool:
    return pattern.pos == "v" and pattern.event_type not in ("ACCUSE", "THREATEN")


def _with_spans(found: Found, token: Token) -> Found:
    doc = token.doc
    return replace(
        found,
        sources=tuple(_span(doc[i]) for i in found.source_heads),
        targets=tuple(_span(doc[i]) for i in found.target_heads),
    )


def _span(token: Token) -> tuple[int, int]:
    first, last = (token.i, token.i)
    if token.dep_ not in ("amod", "compound", "nmod") or token.pos_ == "PROPN":
        first, last = syntax.phrase(token)
    end = token.doc[last]
    return token.doc[first].idx, end.idx + len(end)


def _trigger_span(token: Token, used: list[Token]) -> tuple[int, int]:
    """The word with its particle; "drone strikes", "round of talks" as a whole."""
    first = last = token
    if token.pos_ in ("VERB", "AUX"):
        for child in syntax.children(token, "prt"):
            last = child if child.i == token.i + 1 else last
    else:
        for child in token.children:
            is_plain = child.dep_ == "compound" and not child.ent_type_
            first = child if is_plain and child.i == first.i - 1 else first
        for other in used:
            is_joined = other.dep_ == "pobj" and other.head.lower_ == "of"
            last = other if is_joined and token.i < other.i <= token.i + 5 else last
    return first.idx, last.idx + len(last)


def _sides(pattern: Pattern, token: Token) -> tuple[list[Token], list[Token], bool]:
    is_both = "both" in (*pattern.source, *pattern.target)
    sources = _fill([s if s != "both" else "subj" for s in pattern.source], token, ())
    targets = _fill([t for t in pattern.target if t != "both"], token, sources)
    is_between = any(s.endswith("between") for s in pattern.source) and len(sources) > 1
    if is_between or (is_both and len(sources) > 1 and not any(map(is_human, targets))):
        return sources, list(sources), True
    if pattern.event_type not in _PHYSICAL and not any(map(is_human, targets)):
        targets = addressed(token, pattern.event_type, sources) or targets
    is_mutual = is_both or (pattern.event_type == "CONSULT" and pattern.mode in ("meet", "talks"))
    return sources, targets, is_mutual and bool(sources and targets)


def _fill(paths: list[str], token: Token, taken: tuple[Token, ...] | list[Token]) -> list[Token]:
    """Return the actors of the first place that has any; a place with an organised one is better."""
    best: list[Token] = []
    for path in paths:
        found = [t for t in reach(token, path) if is_actor(t) and t.i != token.i]
        fresh = [t for t in syntax.coordinated(found) if t not in taken]
        if not best or max(map(weight, fresh), default=0) > max(map(weight, best)):
            best = fresh or best
        if best and max(map(weight, best)) == ORGANISED:
            break
    return best


def _who(rule: str, sources: list[Token], targets: list[Token]) -> bool:
    source = max((weight(t) for t in sources), default=-1)
    target = max((weight(t) for t in targets), default=-1)
    if rule == "any":
        return source != 0 and (max(source, target) == ORGANISED or min(source, target) >= NAMED)
    if rule == "src":
        return source == ORGANISED
    if rule == "named":
        return source >= NAMED
    if rule == "both":
        return min(source, target) >= 0 and max(source, target) == ORGANISED and source >= PRONOUN
    if rule == "tgtperson":
        return target >= 0
    return True


def _is_specific(noun: Token, sources: list[Token], targets: list[Token]) -> bool:
    """A noun is a row where its own words say who, whom, when, where or how many, or what it did."""
    if sources or targets or light_verb(noun) is not None or harming_verb(noun) is not None:
        return True
    if noun.dep_ == "dobj" and not word_class("inverse").isdisjoint(syntax.verb_keys(noun.head)):
        return True
    if any(c.dep_ == "nummod" for c in noun.children):
        return True
    own = [noun, *syntax.children(noun, "acl", "relcl", "prep", "npadvmod", "nmod", "compound")]
    near = [t for child in own[1:] for t in child.subtree]
    if syntax.is_verb(noun.head) and noun.dep_ in ("nsubj", "nsubjpass", "attr"):
        near += [t for c in noun.head.children if c.dep_ in ("npadvmod", "prep") for t in c.subtree]
    return any(t.ent_type_ in ("DATE", "TIME", "GPE") for t in near) or bool(demonyms(noun))
