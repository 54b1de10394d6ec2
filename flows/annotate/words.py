"""Words with their classes, heads and entities go in; a document to ask and walk comes out.

Every word is made once and holds what is known of it, so that rules that ask thousands of times
cost no more than a look. Names are those of spaCy's Doc, Span and Token, whose rules for sentences,
edges and spans these keep. Offsets are code points into the text.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, overload

from flows.annotate.edges import edges


class Token:
    """One word: where it stands, what it is, and the words above and below it."""

    __slots__ = (
        "called", "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_sent_start",
        "is_space", "left_edge", "lemma_", "lower_", "pos_", "right_edge", "sent", "tag_", "text",
    )  # fmt: skip
    head: "Token"  # itself at the root of a sentence
    children: Sequence["Token"]  # in the order of the text
    left_edge: "Token"  # the first of the words below it
    right_edge: "Token"
    sent: "Span"
    called: tuple[str, ...] | None  # by the lexicons of events, once they have asked

    def __init__(
        self, doc: "Doc", i: int, idx: int, text: str, dep: str, form: tuple[str, str, str]
    ) -> None:
        """Place the word; `Doc` says the rest of it."""
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = text.lower()
        self.is_space = text.isspace()
        self.dep_ = dep
        self.tag_, self.pos_, self.lemma_ = form
        self.ent_type_ = ""
        self.is_sent_start = False
        self.called = None

    def __len__(self) -> int:
        """Count its characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """Show the word."""
        return self.text

    @property
    def is_punct(self) -> bool:
        """Tell whether every character is a mark."""
        return is_punct(self.text)

    @property
    def is_digit(self) -> bool:
        """Tell whether every character is a digit."""
        return self.text.isdigit()

    @property
    def whitespace_(self) -> str:
        """The space behind the word, or nothing."""
        end = self.idx + len(self.text)
        return " " if self.doc.text[end : end + 1] == " " else ""

    def nbor(self, step: int = 1) -> "Token":
        """Return the word so many places on; raises IndexError beyond the text."""
        if self.i + step < 0:
            raise IndexError(f"no word {step} from word {self.i}")
        return self.doc.tokens[self.i + step]

    @property
    def subtree(self) -> list["Token"]:
        """The word with all below it: those before it, itself, those behind it."""
        found: list[Token] = []
        _gather(self, found)
        return found

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The words above it, from its head up."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: "Token") -> bool:
        """Tell whether the other word stands somewhere below."""
        return any(token is self for token in other.ancestors)

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The words joined with it by "and" or "or", without itself."""
        start = self
        while start.head is not start and start.dep_ == "conj":
            start = start.head
        found = [start]
        for word in found:  # which grows
            found += [c for c in word.children if c.dep_ == "conj" and c.i > word.i]
        return tuple(word for word in found if word is not self)


def _gather(token: Token, found: list[Token]) -> None:
    if not token.children:
        found.append(token)
        return
    is_open = True
    for child in token.children:
        if is_open and child.i > token.i:
            found.append(token)
            is_open = False
        _gather(child, found)
    if is_open:
        found.append(token)


@lru_cache(maxsize=65_536)
def is_punct(word: str) -> bool:
    """Tell whether every character of a word is a mark."""
    return all(unicodedata.category(mark).startswith("P") for mark in word)


class Span:
    """The words [start, end) of a document, in some uses with the kind of entity they are."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        """Mark the words; raises IndexError for bounds that are not in the document."""
        if not 0 <= start <= end <= len(doc.tokens):
            raise IndexError(f"words {start} to {end} of {len(doc.tokens)}")
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        """Count the words."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Give the words in order."""
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, index: int) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> "Span": ...

    def __getitem__(self, index: int | slice) -> "Token | Span":
        """Give a word, or a part as a span; numbers count from the span's start."""
        if isinstance(index, slice):
            start, end, _ = index.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][index]

    def __repr__(self) -> str:
        """Show the words."""
        return self.text

    @property
    def start_char(self) -> int:
        """Where its first word starts."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where its last word ends."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words as they stand in the document."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def sent(self) -> "Span":
        """The sentence in which it starts."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The word nearest to the top of the sentence; of several the first."""
        tokens = self.doc.tokens[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        heads = [t for t in tokens if not self.start <= t.head.i < self.end]
        if not heads:
            return self.doc.tokens[self.start]
        if len(heads) == 1:
            return heads[0]
        return min(heads, key=_depth)


def _depth(token: Token) -> int:
    """Count the words above one; marks and spaces that bear nothing are the last choice."""
    if not token.children and (token.is_space or token.is_punct):
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class Doc:
    """A text's words with all that is known of them."""

    __slots__ = ("_starts", "ents", "matched", "reached", "sents", "text", "tokens")

    def __init__(
        self,
        text: str,
        words: Sequence[str],
        starts: Sequence[int],
        forms: Sequence[tuple[str, str, str]],
        relations: Sequence[str],
        heads: Sequence[int],
    ) -> None:
        """Make the words: `forms` are their tags, classes and lemmas, `heads` numbers of words."""
        self.text = text
        self._starts = starts
        self.reached: dict[tuple[int, str], list[Token]] = {}  # by patterns, from each word
        self.matched: dict[int, Any] = {}  # what patterns of events made of each word
        self.tokens = tokens = [
            Token(self, i, idx, word, dep, form)
            for i, (idx, word, dep, form) in enumerate(
                zip(starts, words, relations, forms, strict=True)
            )
        ]
        self.ents: list[Span] = []
        below: dict[int, list[Token]] = {}  # most words have none
        for i, (token, head) in enumerate(zip(tokens, heads, strict=True)):
            token.head = tokens[head]
            if head != i:
                below.setdefault(head, []).append(token)
        for i, token in enumerate(tokens):
            token.children = below.get(i, ())
        self.sents = self._part(list(heads))

    def release(self) -> None:
        """Part the words of a text that is done with: circles wait for the garbage collector."""
        for token in self.tokens:
            del token.head, token.children, token.left_edge, token.right_edge
        self.tokens, self.sents, self.ents, self.reached = [], [], [], {}

    def mark_entities(self, spans: list[Span]) -> None:
        """Keep the entities, none of which lies over another, and tell their words the kind."""
        self.ents = spans
        for span in spans:
            for token in span:
                token.ent_type_ = span.label_

    def _part(self, heads: list[int]) -> list[Span]:
        """Tell every word its edges and its sentence, and return the sentences."""
        tokens = self.tokens
        if not tokens:
            return []
        left, right = edges(heads)
        for token, first, last in zip(tokens, left, right, strict=True):
            token.left_edge, token.right_edge = tokens[first], tokens[last]
        opens = {left[i] for i, head in enumerate(heads) if head == i}
        for first in opens:
            tokens[first].is_sent_start = True
        starts = sorted(opens | {0})
        spans = [Span(self, a, b) for a, b in zip(starts, [*starts[1:], len(tokens)], strict=True)]
        for span in spans:
            for token in span:
                token.sent = span
        return spans

    def __len__(self) -> int:
        """Count the words."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Give the words in order."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> Span: ...

    def __getitem__(self, index: int | slice) -> Token | Span:
        """Give a word, or a stretch of words as a span."""
        if isinstance(index, slice):
            start, end, _ = index.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[index]

    def char_span(
        self, start: int, end: int, *, alignment_mode: Literal["expand", "contract"]
    ) -> Span | None:
        """Return the words that offsets touch, or that lie wholly between them; None for none."""
        if not (0 <= start < len(self.text) and 0 < end <= len(self.text)):
            return None
        tokens, starts = self.tokens, self._starts
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        if alignment_mode == "contract":
            first += tokens[first].idx < start
            last -= end < tokens[last].idx + len(tokens[last].text)
            if last < first:
                return None
        else:
            first += start == tokens[first].idx + len(tokens[first].text)
        return Span(self, first, last + 1)
