"""A parsed sentence goes in; its event triggers come out, with type and the spans of their sides.

A learned model may take this module's place: what follows (occurrence, assertion, date, place,
counts) needs only the `Found` records, whose offsets are those of the article's text.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from flows.annotate import event_syntax as syntax
from flows.annotate.event_merge import merge
from flows.annotate.event_patterns import Pattern, harming_verb, holds, light_verb, patterns, reach
from flows.annotate.event_words import demonyms, is_actor, names, weight, word_class

METHOD = "event-rules-1"
_CERTAIN = 0.6  # a pattern with a condition on its words; bare words get less
_BARE = 0.45
_NEWS = frozenset({"after", "following", "during", "since", "amid", "despite", "before", "in"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "another", "its", "his", "their"})
_CONSUMING = frozenset({"AGREE", "REQUEST", "REJECT", "SUPPORT", "CONCEDE", "RETREAT"})


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
        _trigger_span(token),
        (),
        (),
        is_reciprocal,
        _CERTAIN if pattern.needs else _BARE,
        frozenset(t.i for t in used) if _takes_content(pattern) else frozenset(),
        tuple(t.i for t in sources),
        tuple(t.i for t in targets),
    )
    return _with_spans(found, token)


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


def _trigger_span(token: Token) -> tuple[int, int]:
    """The word with its particle, a noun with the nouns before it ("drone strikes")."""
    first = last = token
    if token.pos_ in ("VERB", "AUX"):
        for child in syntax.children(token, "prt"):
            last = child if child.i == token.i + 1 else last
    else:
        for child in token.children:
            is_plain = child.dep_ == "compound" and not child.ent_type_
            first = child if is_plain and child.i == first.i - 1 else first
    return first.idx, last.idx + len(last)


def _sides(pattern: Pattern, token: Token) -> tuple[list[Token], list[Token], bool]:
    is_both = "both" in (*pattern.source, *pattern.target)
    sources = _fill([s if s != "both" else "subj" for s in pattern.source], token, ())
    targets = _fill([t for t in pattern.target if t != "both"], token, sources)
    is_between = any(s.endswith("between") for s in pattern.source) and len(sources) > 1
    if is_between or (is_both and not targets and len(sources) > 1):
        return sources, list(sources), True
    is_mutual = is_both or (pattern.event_type == "CONSULT" and pattern.mode in ("meet", "talks"))
    return sources, targets, is_mutual and bool(sources and targets)


def _fill(paths: list[str], token: Token, taken: tuple[Token, ...] | list[Token]) -> list[Token]:
    for path in paths:
        found = [t for t in reach(token, path) if is_actor(t) and t.i != token.i]
        fresh = [t for t in syntax.coordinated(found) if t not in taken]
        if fresh:
            return fresh
    return []


def _who(rule: str, sources: list[Token], targets: list[Token]) -> bool:
    source = max((weight(t) for t in sources), default=-1)
    target = max((weight(t) for t in targets), default=-1)
    if rule == "any":
        return max(source, target) == 2 and source != 0
    if rule == "src":
        return source == 2
    if rule == "both":
        return min(source, target) >= 0 and max(source, target) == 2 and source >= 1
    if rule == "tgtperson":
        return target >= 0
    return True


def _is_specific(noun: Token, sources: list[Token], targets: list[Token]) -> bool:
    """A noun tells of a happening where something ties it down: sides, a count, a verb, "the"."""
    if sources or targets or light_verb(noun) is not None or harming_verb(noun) is not None:
        return True
    if noun.dep_ == "dobj" and not word_class("inverse").isdisjoint(syntax.verb_keys(noun.head)):
        return True
    if any(c.dep_ in ("nummod", "poss") or c.lower_ in _DEFINITE for c in noun.children):
        return True
    if noun.dep_ == "pobj" and noun.head.lower_ in _NEWS:
        return True
    return any(t.ent_type_ in ("DATE", "TIME", "GPE") for t in noun.subtree) or bool(demonyms(noun))
