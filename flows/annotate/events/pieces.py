"""A side as the learned head marked it goes in; its root and its whole noun phrase come out."""

from collections.abc import Sequence

from flows.annotate.events.found import Sides
from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import is_actor, is_human
from flows.annotate.grammar.nounphrases import phrase
from flows.annotate.learned.tagging import Found as Piece
from flows.annotate.text.words import Span, Token

_OF_NUMBERS = frozenset({"amod", "advmod", "quantmod"})
_OF_NOUNS = frozenset({"nummod", "det", "quantmod"})
_WHICH = frozenset({"compound", "amod", "nmod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_OF_VERBS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos"})
_OPENING = frozenset({"ADP", "DET", "CCONJ"})


def root_of(piece: Piece, sentence: Span) -> Token | None:
    """Return the word of the sentence on which the others of a piece hang."""
    words = sentence.doc.char_span(piece.start, piece.end, alignment_mode="expand")
    return words.root if words is not None and words.root.sent.start == sentence.start else None


def sides_of(
    pieces: Sequence[Piece],
    trigger: Token,
    taken: Sequence[tuple[int, int]],
    others: Sequence[Piece] = (),
) -> Sides:
    """Return the head's spans of one side as whole noun phrases, without those taken.

    What reaches into the `others`, the pieces of the other side, only tells more of these.
    """
    found: Sides = {}
    for piece in pieces:
        words = trigger.doc.char_span(piece.start, piece.end, alignment_mode="expand")
        words = _bearer(words, trigger)
        if words is None or not is_actor(words.root) or not any(map(str.isalnum, words.text)):
            continue
        span, root = phrase_of(words), words.root
        if any(_is_within(piece, span, other) for other in others):
            continue
        known = (*taken, *found.values())
        if root.i not in found and not any(a < span[1] and span[0] < b for a, b in known):
            found[root.i] = span
    return found


def _is_within(piece: Piece, span: tuple[int, int], other: Piece) -> bool:
    """Say whether a piece is part of a longer one, or its phrase takes in what that has."""
    if other.start <= piece.start and piece.end <= other.end:
        return (piece.start, piece.end) != (other.start, other.end)
    is_apart = piece.end <= other.start or other.end <= piece.start
    return is_apart and span[0] < other.end and other.start < span[1]


def _bearer(words: Span | None, trigger: Token) -> Span | None:
    """Return the words with the noun that their number, article or title is of: "40 homes".

    So with what only tells which people they are: "a Democratic former mayor". None for a number
    that is nobody's, as of votes ("ruled 6-3"), and a word that tells which thing is meant
    ("the school safety package").
    """
    root = words.root if words is not None else None
    if words is None or root is None:
        return words
    if root.dep_ in _OF_NUMBERS and root.head.pos_ == "NUM":  # "more than 36,000 people"
        root = root.head
    if root.dep_ == "compound" and root.pos_ == root.head.pos_ == "PROPN":
        while root.dep_ == "compound" and root.head.pos_ == "PROPN":  # "US President Ann Lee"
            root = root.head
        return words.doc[words.start : max(words.end, root.i + 1)]
    noun = root.head
    if noun == trigger and root.dep_ in _WHICH and syntax.children(root, "nummod"):
        return None  # "a two-alarm fire"
    if root.dep_ in _WHICH and noun.pos_ in _NOUNS and noun != trigger and noun.i >= words.end:
        if is_human(noun):
            return words.doc[words.start : noun.i + 1]
        return None if root.pos_ in ("NOUN", "ADJ") and not root.ent_type_ else words
    if root.pos_ not in ("NUM", "DET"):
        return words
    if root.dep_ in _OF_NOUNS and noun.pos_ in _NOUNS:
        return words.doc[min(words.start, noun.i) : max(words.end, noun.i + 1)]
    return words if root.dep_ in _OF_VERBS else None


def phrase_of(words: Span) -> tuple[int, int]:
    """Return the phrase of the words' head where it begins or ends with them, else the words."""
    root = words.root
    first, last = phrase(root)
    if first <= words.start and root.dep_ not in ("amod", "compound", "nmod"):
        end = max(words.end - 1, root.i, last if last - root.i <= 6 else root.i)
        token = _last(root.doc[end], root)
        return root.doc[first].idx, token.idx + len(token)
    token = _last(words[-1], root)
    return words.start_char, token.idx + len(token)


def _last(token: Token, root: Token) -> Token:
    """Return the word that ends a phrase which the head cut behind a preposition or a "'s"."""
    while token.i > root.i and (token.pos_ in _OPENING or _is_owners(token, root)):
        token = token.nbor(-1)
    return token


def _is_owners(token: Token, root: Token) -> bool:
    return token.tag_ == "POS" and root.dep_ == "poss"
