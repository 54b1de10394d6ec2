"""Words with their classes, heads and entities go in; a document to ask and walk comes out.

Every word is made once and holds what is known of it, so that rules that ask thousands of times
cost no more than a look. Names are those of spaCy's Doc, Span and Token, whose rules for sentences,
edges and spans these keep. Offsets are code points into the text.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import count, repeat
from typing import Any, Literal, overload

from flows.annotate.text.tokens import Token

__all__ = ["Doc", "Span", "Token"]


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
        if self.end == self.start:
            return ""
        first, last = self.doc.tokens[self.start], self.doc.tokens[self.end - 1]
        return self.doc.text[first.idx : last.idx + len(last.text)]

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
        self.tokens = list(map(Token, repeat(self), count(), starts, words, relations, forms))
        self.ents: list[Span] = []
        self._hang(heads)
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

    def _hang(self, heads: Sequence[int]) -> None:
        """Tell every word its head and its children, of which most have none."""
        tokens = self.tokens
        below: dict[int, list[Token]] = {}
        for i, (token, head) in enumerate(zip(tokens, heads, strict=True)):
            token.head = tokens[head]
            if head != i:
                below.setdefault(head, []).append(token)
        for i, token in enumerate(tokens):
            token.children = below.get(i, ())

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


def edges(heads: list[int]) -> tuple[list[int], list[int]]:
    """Return the first and the last word of all below each word.

    As spaCy does it: forth and back, again only while a head lies beyond its sentence; where
    branches cross, an edge may so fall short.
    """
    count = len(heads)
    left, right = list(range(count)), list(range(count))
    for _ in range(12):
        for order in (range(count), range(count - 1, -1, -1)):
            for i in order:
                head = heads[i]
                if left[i] < left[head]:
                    left[head] = left[i]
                if right[i] > right[head]:
                    right[head] = right[i]
        if _heads_inside(heads, left):
            break
    return left, right


def _heads_inside(heads: list[int], left: list[int]) -> bool:
    """Tell whether every word's head lies in its own sentence."""
    opens = {left[i] for i, head in enumerate(heads) if head == i}
    start = 0
    for end in [*sorted(opens - {0}), len(heads) - 1]:
        own = heads[start:end]
        if own and not start <= min(own) <= max(own) <= end:
            return False
        start = end
    return True
