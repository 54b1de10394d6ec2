"""A trigger goes in; whether its words are a figure of speech, or only tell of what came after.

Which words, and of which type they are mistaken, stands in `seeds/event_words.csv` (`idiom`).
"""

from flows.annotate.events.found import Found
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class, weight, word_class
from flows.annotate.grammar.nouns import is_kind
from flows.annotate.text.words import Doc, Token


def is_figure(fresh: Found, doc: Doc) -> bool:
    """Say whether a word with what it takes is a figure of speech: "lock horns".

    Some are one for a type alone: who breaks down yields nothing, talks that do have failed.
    """
    if _is_of_a_list(doc[fresh.head]):
        return True
    said = _said(doc[fresh.head])
    typed = {f"{fresh.event_type} {words}" for words in said}
    return not word_class("idiom").isdisjoint(said | typed)


def _is_of_a_list(noun: Token) -> bool:
    """Say whether a noun tells which list or drill is meant: "sanctions list", "fire drill"."""
    kinds = ("register", "drill")
    return noun.dep_ == "compound" and any(in_class(noun.head, kind) for kind in kinds)


def _said(word: Token) -> set[str]:
    """Return a word by itself, with its object and with what its prepositions lead to."""
    keys = syntax.verb_keys(word) if syntax.is_verb(word) else [word.lemma_.lower()]
    behind = {t.lemma_.lower() for t in syntax.objects(word)} if syntax.is_verb(word) else set()
    for prep in syntax.children(word, "prep"):
        behind |= {f"{prep.lower_} {t.lemma_.lower()}" for t in syntax.children(prep, "pobj")}
    return {*keys, *(f"{key} {each}" for key in keys for each in behind)}


def is_of_a_mishap(fresh: Found, doc: Doc) -> bool:
    """Say whether an inquiry asks what came about, and of nobody: "investigates the cause"."""
    word = doc[fresh.head]
    if not (is_kind(word, "inquiring") or in_class(word, "probe")):
        return False
    asked = syntax.objects(word) if syntax.is_verb(word) else syntax.after(word, "into", "of")
    return any(in_class(t, "unblamed") for t in asked)


def is_blame_of_things(fresh: Found, doc: Doc) -> bool:
    """Say whether nobody blames anybody: "deaths, blamed mostly on ice"."""
    verb = doc[fresh.head]
    if verb.lemma_ != "blame" or not syntax.is_passive(verb) or syntax.children(verb, "agent"):
        return False
    blamed = syntax.coordinated(syntax.after(verb, "on"))
    return bool(blamed) and not any(weight(t) for t in blamed)


def is_daily_opening(fresh: Found, doc: Doc) -> bool:
    """Say whether premises only open for the day, not for the first time: "banks opened Friday"."""
    verb = doc[fresh.head]
    if verb.lemma_ not in ("open", "reopen") or syntax.is_passive(verb):
        return False
    opened = [] if syntax.children(verb, "dobj") else syntax.children(verb, "nsubj")
    return any(t.tag_ == "NNS" and in_class(t, "premises") and not _is_new(t) for t in opened)


def _is_new(noun: Token) -> bool:
    return any(c.lower_ in ("new", "first") or c.dep_ == "nummod" for c in noun.children)


def is_by_rescuers(fresh: Found, doc: Doc) -> bool:
    """Say whether those who attack are there to help: "firefighters attacked the blaze"."""
    heads = fresh.source_heads
    return bool(heads) and all(in_class(doc[head], "rescuer") for head in heads)
