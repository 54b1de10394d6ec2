"""One word and what is known of it: what `words` makes documents of.

Its names are those of spaCy's Token; every word is made once, so that rules that ask thousands of
times cost no more than a look.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flows.annotate.remembered import remembered

if TYPE_CHECKING:
    from flows.annotate.text.words import Doc, Span


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


@remembered
def is_punct(word: str) -> bool:
    """Tell whether every character of a word is a mark."""
    return all(unicodedata.category(mark).startswith("P") for mark in word)
