"""What the followers of mentions share: a mention, and the article laid out by token."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from flows.annotate.text.layout import Layout
from flows.annotate.text.quotes import Quotes
from flows.annotate.text.words import Doc, Token
from flows.records import PlaceMention

Key = tuple[str, str]  # kind of actor, casefolded name
MANY = "p"  # the gender of several


class Mention(NamedTuple):
    """The tokens [start, end) that stand for the actor with this key (kind, casefolded name)."""

    start: int
    end: int
    key: Key
    name: str
    gender: str  # m, f, n (thing), p (several) or "" (not known)
    is_quoted: bool
    is_pronoun: bool = False  # a pronoun or a description: it names nobody
    is_common: bool = False  # a noun phrase such as "officials", no proper name


@dataclass(frozen=True, slots=True)
class Scene:
    """One article's tokens, each with the number of its sentence and whether it is quoted."""

    doc: Doc
    layout: Layout
    quotes: Quotes
    places: Mapping[int, PlaceMention]  # by token
    tokens: list[Token] = field(repr=False)
    sentence_of: list[int] = field(repr=False)
    quoted: list[bool] = field(repr=False)

    def countries(self, start: int, end: int) -> frozenset[str]:
        """Return the country codes that the places and demonyms among the tokens stand for."""
        found = set()
        for index in range(start, end):
            spot = self.places.get(index)
            if spot is not None and spot.place is not None and spot.place.country_code:
                found.add(spot.place.country_code)
        return frozenset(found)

    def spots(self, start: int, end: int) -> Mapping[str, str]:
        """Return, by kind, the places below a country that the tokens name."""
        places = (spot.place for i in range(start, end) if (spot := self.places.get(i)) is not None)
        return {p.kind: p.place_id for p in places if p is not None and p.kind != "country"}


def read_scene(
    doc: Doc, layout: Layout, quotes: Quotes, places: Mapping[int, PlaceMention]
) -> Scene:
    """Lay an article out by token."""
    tokens = doc.tokens
    starts, quoted = [token.idx for token in tokens], [False] * len(tokens)
    opens = [bool(token.is_sent_start) for token in tokens]
    for quote in quotes.items:
        first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
        quoted[first:last] = [True] * (last - first)
        inside = bisect_right(starts, quote.start)  # what one says is one sentence
        opens[inside:last] = [False] * max(0, last - inside)
    numbers = list(accumulate(opens, initial=-1))[1:]
    return Scene(doc, layout, quotes, places, tokens, numbers, quoted)


def root_of(scene: Scene, mention: Mention) -> Token:
    """Return the head of a mention's words."""
    if mention.end - mention.start == 1:
        return scene.tokens[mention.start]
    root: Token = scene.doc[mention.start : mention.end].root
    return root
