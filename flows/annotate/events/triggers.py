"""A parsed sentence goes in; its event triggers come out, with type and the spans of their sides.

A learned model may take this module's place: what follows (occurrence, assertion, date, place,
counts) needs only the `Found` records, whose offsets are those of the article's text.
"""

from collections.abc import Sequence

from flows.annotate.events.found import Found
from flows.annotate.events.merge import merge
from flows.annotate.events.patterns import Pattern, holds, patterns
from flows.annotate.events.sides import meets, sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import carriers, in_class, is_human, meant, names
from flows.annotate.grammar.nounphrases import phrase
from flows.annotate.grammar.nouns import is_specific, named_span
from flows.annotate.text.words import Span, Token

CERTAIN = 0.6  # a pattern with a condition on its words; bare words get less
_BARE = 0.45
_STATES = frozenset({"be", "remain", "stand"})
_AROUND = frozenset({"nearby", "article"})  # words of no part in what happened
_TOLD_BY = frozenset({"VERB", "AUX", "NOUN", "PROPN"})


def find_triggers(sentence: Span) -> list[Found]:
    """Return the triggers of one sentence in the order of the text, one for each happening."""
    found = [f for token in sentence if token.pos_ in _TOLD_BY and (f := match(token)) is not None]
    return merge(found, sentence.doc)


def match(token: Token) -> Found | None:
    """Return what the first pattern that fits makes of the token, or None."""
    matched = token.doc.matched  # who asks whether something was said asks for its verb first
    if token.i not in matched:
        matched[token.i] = _match(token)
    found: Found | None = matched[token.i]
    return found


def _match(token: Token) -> Found | None:
    keys: Sequence[str]
    if token.pos_ in ("VERB", "AUX"):
        known, keys = patterns("v"), syntax.verb_keys(token)
    elif _is_event_noun(token):
        known, keys = patterns("n"), names(token)
    else:
        return None
    for key in keys:
        for pattern in known.get(key, ()):
            found = _try(pattern, token)
            if found is not None:
                return found
    return None


def _is_event_noun(token: Token) -> bool:
    if token.dep_ in ("compound", "amod", "nmod") or token.pos_ not in ("NOUN", "PROPN"):
        return False
    return token.pos_ == "NOUN" or token.ent_type_ in ("", "EVENT", "FAC")


def _try(pattern: Pattern, token: Token) -> Found | None:
    used: list[Token] = []
    for condition in pattern.needs:
        met = holds(condition, token)
        if met is None:
            return None
        is_subject = "subj" in condition.places
        is_beside = is_subject or not _AROUND.isdisjoint(condition.places)
        if not is_beside and (not condition.anything or "comp" in condition.places):
            used += met
    if any(holds(condition, token) for condition in pattern.unless):
        return None
    sources, targets, is_reciprocal = sides(pattern, token)
    if not meets(pattern.who, sources, targets):
        return None
    if pattern.pos == "n" and not is_specific(
        token, pattern.event_type, has_sides=bool(sources or targets)
    ):
        return None
    sources, targets = _meant(sources), _meant(targets)
    return Found(
        pattern.event_type,
        pattern.mode,
        token.i,
        _trigger_span(token, used),
        tuple(map(_span, sources)),
        tuple(map(_span, targets)),
        is_reciprocal,
        CERTAIN if pattern.needs else _BARE,
        frozenset(t.i for t in used) if _takes_content(pattern) else frozenset(),
        tuple(t.i for t in sources),
        tuple(t.i for t in targets),
    )


def _meant(some: Sequence[Token]) -> list[Token]:
    """Return the sides with those whom the same sentence reports for "it" and "they"."""
    found: list[Token] = []
    for token in some:
        named = meant(token)
        is_many = named != token and token.lower_ == "they"
        found += syntax.coordinated([named]) if is_many else [named]
    return found


def _takes_content(pattern: Pattern) -> bool:
    return pattern.pos == "v" and pattern.event_type not in ("ACCUSE", "THREATEN")


def _span(token: Token) -> tuple[int, int]:
    first, last = (token.i, token.i)
    if token.dep_ not in ("amod", "compound", "nmod") or token.pos_ == "PROPN":
        first, last = phrase(token)
    end = token.doc[last]
    return token.doc[first].idx, end.idx + len(end)


def _trigger_span(token: Token, used: list[Token]) -> tuple[int, int]:
    """The word with its particle; "drone strikes", "round of talks" as a whole."""
    start, last = token.idx, token
    borne = _borne(token, used)
    if borne is not None:
        return _trigger_span(borne, [])
    if token.pos_ in ("VERB", "AUX"):
        for child in syntax.children(token, "prt"):
            last = child if child.i == token.i + 1 and child.pos_ != "ADJ" else last
    else:
        start = named_span(token)[0]
        for other in used:
            is_joined = other.dep_ == "pobj" and other.head.lower_ == "of" and not is_human(other)
            last = other if is_joined and token.i < other.i <= token.i + 5 else last
    return start, last.idx + len(last)


def _borne(token: Token, used: list[Token]) -> Token | None:
    """Return the noun that names what a verb only carries: "held talks", "went on strike"."""
    keys = syntax.verb_keys(token) if syntax.is_verb(token) else []
    if carriers().isdisjoint(keys):
        return None
    nouns = [n for t in used for n in (t, *_counted(t)) if n.pos_ == "NOUN"]
    said = [t for t in used if t.pos_ in ("ADJ", "ADV", "ADP") and t.i > token.i]
    of_state = said if token.lemma_.lower() in _STATES else []  # "shares were down"
    return next((n for n in nouns if in_class(n, "eventnoun")), next(iter(of_state), None))


def _counted(noun: Token) -> list[Token]:
    """Return what a word of quantity counts: "staged a series of strikes"."""
    return syntax.after(noun, "of") if in_class(noun, "quantity") else []
