"""A place's tokens go in; whether it stands for a government ("Moscow said") comes out."""

from collections.abc import Sequence

from flows.annotate.gazetteer.gazetteer import Entry
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import seats
from flows.annotate.lexicon import read_words
from flows.annotate.text.words import Doc, Span, Token
from flows.records import PlaceMention

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_RELATION = frozenset({"between", "with", "against", "on", "to", "from", "by"})
_LED = frozenset({"led", "backed", "based", "brokered", "imposed", "allied", "appointed", "funded"})


def is_metonym(doc: Doc, start: int, end: int, entry: Entry) -> bool:
    """Tell whether the mention of a capital or seat means those who govern there."""
    if not (entry.is_capital or entry.kind == "country"):
        return False
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or entry.kind == "country":
        return False
    acts = _acts(span) or _fights(span) or _owns(span)
    return acts or _leads(span) or _relates(span) or _is_counted_on(span)


def without_seats(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places without seats that bear other names than their towns: "Wall Street"."""
    known = seats()
    keys = ((p, name_key(p.text)) for p in places)
    return [p for p, key in keys if key not in known or _is_called(p, key)]


def _is_called(mention: PlaceMention, key: str) -> bool:
    return mention.place is not None and name_key(mention.place.name) == key


def _acts(span: Span) -> bool:
    """As the subject of a verb of saying, wanting or deciding."""
    root = span.root
    head = root.head
    if root.dep_ == "conj":
        root, head = root.head, root.head.head
    verbs = read_words("government_verbs", "lemma")
    return root.dep_ in _SUBJECT and head.lemma_.casefold() in verbs


def _fights(span: Span) -> bool:
    """As who wages war: "Moscow shelled", "continued to shell"; what is shelled is the town."""
    verb = span.root.head
    deeds = [verb, *(child for child in verb.children if child.dep_ == "xcomp")]
    is_waged = any(v.lemma_.casefold() in read_words("government_verbs", "fights") for v in deeds)
    return span.root.dep_ == "nsubj" and is_waged


def _owns(span: Span) -> bool:
    """As whose forces or envoys something is: "Kyiv's troops"; its police are the town's."""
    root = span.root
    owned = read_words("government_verbs", "owns")
    return root.dep_ == "poss" and root.head.lemma_.casefold() in owned


def _leads(span: Span) -> bool:
    """As the first half of "Washington-led"."""
    after = span.doc[span.end : span.end + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ in _LED


def _relates(span: Span) -> bool:
    """As one of two that talk or quarrel: "ties between Kyiv and Moscow", not trains.

    Or as the other one: "ties with Moscow".
    """
    root = span.root
    if root.dep_ == "pobj" and root.head.lower_ == "with":
        return _is_relation(root.head)
    first = root.head if root.dep_ == "conj" else root
    paired = root.dep_ == "conj" or any(child.dep_ == "conj" for child in root.children)
    if not paired or first.dep_ != "pobj" or first.head.lower_ != "between":
        return False
    return _is_relation(first.head)


def _is_relation(link: Token) -> bool:
    """Tell whether "between" or "with" stands behind a relation: "areas of contact between".

    The parse hangs the preposition on "areas" as often as on the noun before it.
    """
    words = {
        link.head.lemma_.casefold(),
        *(t.lemma_.casefold() for t in link.doc[link.i - 1 : link.i]),
    }
    return not words.isdisjoint(read_words("government_verbs", "between"))


def _is_counted_on(span: Span) -> bool:
    """As what somebody counts on, asks or accuses."""
    root = span.root
    if root.dep_ in ("dobj", "obj"):
        return root.head.lemma_.casefold() in read_words("government_verbs", "object_of")
    if root.dep_ == "pobj" and root.head.lower_ in _RELATION:
        return root.head.head.lemma_.casefold() in read_words("government_verbs", "object_of")
    return False
