"""An event without a target goes in; it comes out with whom the words around its verb name.

"Filed a complaint with the court against the bank", "an attack in which gunmen stormed a mosque",
"threats that he would quit unless Chad paid", "a strike over the firm's decision".
"""

from collections.abc import Callable, Iterator

from flows.annotate.events.filled import phrases
from flows.annotate.events.found import Found, with_sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import (
    ORGANISED,
    POLITICAL,
    demonyms,
    in_class,
    is_human,
    weight,
)
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Doc, Token

_AGAINST_SOME = frozenset({"ACCUSE", "JUSTICE", "PROTEST", "THREATEN", "COERCE", "ASSAULT"})
_CONDITIONS = frozenset({"unless", "if", "until"})
_WHICH = frozenset({"which", "that"})
_OVER = ("over", "at", "about", "against", "to")


def with_aim(found: Found, doc: Doc) -> Found:
    """Return the event with a target where none is named beside its trigger."""
    trigger = doc[found.head]
    if found.is_reciprocal or found.target_heads:
        return found
    for find in _finders(found.event_type):
        aims = phrases(syntax.coordinated(list(find(trigger))), found.source_sides)
        if aims:
            return with_sides(found, found.source_sides, aims)
    return found


def _finders(event_type: str) -> Iterator[Callable[[Token], Iterator[Token]]]:
    if event_type in _AGAINST_SOME:
        yield _against
    if event_type in ("ASSAULT", "CRIME"):
        yield _struck
    if event_type == "PROTEST":
        yield from (_shunned, _asked, _blamed)
    if event_type == "THREATEN":
        yield from (_warned, _harmed)
    if event_type in ("SUPPORT", "ACCUSE"):
        yield _owners
    if event_type == "REJECT":
        yield _defied
    if event_type == "CONCEDE":
        yield _granted


def _words(trigger: Token) -> list[Token]:
    """Return the trigger, the verb that carries it and the object that it carries."""
    is_carried = trigger.dep_ in ("dobj", "nsubjpass") and syntax.is_verb(trigger.head)
    return [trigger, *([trigger.head] if is_carried else []), *syntax.children(trigger, "dobj")]


def _against(trigger: Token) -> Iterator[Token]:
    for word in _words(trigger):
        for aim in syntax.after(word, "against"):
            yield from [aim] if is_human(aim) else demonyms(aim) or [aim]


def _struck(trigger: Token) -> Iterator[Token]:
    """Yield what was hit in an attack: "in which gunmen stormed a mosque"."""
    for verb in (v for word in _words(trigger) for v in syntax.children(word, "relcl")):
        if any(t.lower_ in _WHICH for t in syntax.after(verb, "in", "during")):
            yield from syntax.children(verb, "dobj")


def _shunned(trigger: Token) -> Iterator[Token]:
    yield from syntax.objects(trigger) if is_kind(trigger, "shunning") else []


def _asked(trigger: Token) -> Iterator[Token]:
    """Yield who is to do something: "demanding that the council act", "the exit of the mayor"."""
    for word in _words(trigger):
        for verb in syntax.children(word, "advcl", "acl"):
            if not is_kind(verb, "demanding"):
                continue
            told = [s for c in syntax.complements(verb) for s in syntax.children(c, "nsubj")]
            told += [o for noun in syntax.objects(verb) for o in syntax.after(noun, "of")]
            yield from (t for t in (*told, *syntax.after(verb, "on")) if weight(t) == ORGANISED)


def _blamed(trigger: Token) -> Iterator[Token]:
    """Yield whose deed it is about: "a strike over the firm's decision", "in response to" it."""
    for word in _words(trigger):
        reasons = [o for t in syntax.after(word, "in") for o in syntax.after(t, "to", "at")]
        for deed in (*reasons, *syntax.after(word, *_OVER)):
            yield from (t for t in demonyms(deed) if t.ent_type_ in POLITICAL)


def _warned(trigger: Token) -> Iterator[Token]:
    """Yield of whom a threat asks something: "unless the bloc paid"."""
    for mark in trigger.sent:
        if mark.dep_ == "mark" and mark.lower_ in _CONDITIONS and mark.i > trigger.i:
            asked = syntax.children(mark.head, "nsubj")
            yield from (t for t in asked if weight(t) == ORGANISED and t.pos_ != "PRON")


def _harmed(trigger: Token) -> Iterator[Token]:
    """Yield what somebody announces to harm: "said they would boycott the vote"."""
    for verb in syntax.complements(trigger):
        yield from syntax.objects(verb) if is_kind(verb, "threatening") else []


def _owners(trigger: Token) -> Iterator[Token]:
    """Yield whose thing somebody praises or scolds: "Chad's policy", not his own "commitment"."""
    if not syntax.is_verb(trigger):
        return
    nouns = syntax.children(trigger, "dobj")
    nouns += [o for n in nouns for v in syntax.after(n, "to") for o in syntax.children(v, "dobj")]
    for noun in nouns:
        if not in_class(noun, "commitment"):
            yield from (t for t in demonyms(noun) if t.ent_type_ in POLITICAL)


def _defied(trigger: Token) -> Iterator[Token]:
    """Yield whose call somebody refuses: "despite calls from the army", "despite Chad asking"."""
    for word in (trigger, *syntax.complements(trigger)):
        for call in syntax.after(word, "despite"):
            asking = [*syntax.after(call, "from", "by"), *syntax.children(call, "nsubj", "poss")]
            yield from (t for t in asking or demonyms(call) if is_human(t))


def _granted(trigger: Token) -> Iterator[Token]:
    """Yield for whom a demand asks: "bowed to demands that migrants be allowed to vote"."""
    for demand in syntax.after(trigger, "to"):
        for verb in syntax.children(demand, "acl", "ccomp"):
            yield from (t for t in syntax.children(verb, "nsubj", "nsubjpass") if is_human(t))
