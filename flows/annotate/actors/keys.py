"""A mention with its country goes in; the key of the actor that it means comes out.

A person's spellings share a key. A state's body goes by its country, told in its words or by all
that the article names; where neither tells it, "the army" is one of this article alone. So are
"the judge" and "rebels", who bear no name; many of a kind ("residents") are one a country.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.annotate.actors.mentions import MANY, Mention, Scene
from flows.annotate.actors.namewords import PERSON
from flows.annotate.actors.roles import sector_of
from flows.annotate.grammar.spellings import spelling_key
from flows.annotate.lexicon import read_map, read_where
from flows.keys import row_key
from flows.records import ArticleText, PlaceMention

_OF_STATES = frozenset({"military", "government"})
_BODIES = frozenset({"organisation", "government"})


class Home(NamedTuple):
    """An article, and the country that it is about where it is about one alone."""

    article_id: str
    country: str | None


def read_home(article: ArticleText, places: Sequence[PlaceMention]) -> Home:
    """Return the country of all places that an article names, None where there is a second.

    One place may be where somebody fled to: there are two mentions, one of them below a country.
    """
    found = [p for p in places if p.place is not None and p.place.country_code]
    codes = {p.place.country_code for p in found if p.place is not None}
    spots = [p.place for p in found if not (p.is_demonym or p.is_metonym)]
    is_told = len(spots) > 1 and any(spot is not None and spot.kind != "country" for spot in spots)
    return Home(article.article_id, codes.pop() if len(codes) == 1 and is_told else None)


def is_of_a_state(kind: str, name: str) -> bool:
    """Say whether each state has a body of that name: "the army", "the ministry"."""
    return kind in _BODIES and sector_of(kind, name, None, is_national=False) in _OF_STATES


def actor_key(scene: Scene, mention: Mention, country: str | None, home: Home) -> str:
    """Return the key: a person's spellings share one, two countries' ministries have two."""
    kind, name = mention.key[0], mention.name.replace("’", "'").casefold()
    if kind == PERSON:
        return row_key("actor", kind, spelling_key(mention.name))
    spot = scene.places.get(mention.start)
    if kind == "government" and not mention.is_common and (own := _own_place(mention.name, spot)):
        return row_key("actor", kind, own)
    if country and (mention.is_common or _is_of_state(name)):
        return row_key("actor", kind, _without_country(scene, mention, name), country)
    if mention.is_common and is_of_a_state(kind, name):
        return row_key("actor", kind, name, home.article_id)
    if mention.is_common and not _bears_name(scene, mention):
        country = home.country if mention.gender == MANY else None
        return row_key("actor", kind, name, f"in {country or home.article_id}")
    return row_key("actor", kind, name)


def _bears_name(scene: Scene, mention: Mention) -> bool:
    """Say whether a proper name says who they are: "Republicans", "Hamas militants"."""
    head = scene.tokens[mention.end - 1]
    words = scene.tokens[head.left_edge.i : mention.end]
    is_told = any(word[0].isupper() for word in mention.name.split()[1:])  # "workers of Ketro"
    return is_told or any(word.pos_ == "PROPN" for word in words)


def _own_place(name: str, spot: PlaceMention | None) -> str | None:
    """Return the place by which a government is called, None for a seat there: "the Kremlin"."""
    if spot is None or spot.place is None or spot.is_demonym:
        return None
    return None if name in read_map("metonyms", "name", "place_id") else spot.place.place_id


def _without_country(scene: Scene, mention: Mention, name: str) -> str:
    """Return what is left of "Kenyan police", "Kenya's police" and "police of Kenya"."""
    start, end = mention.start, mention.end
    near = (start, start - 2, end + 1, end + 2)
    for spot in dict.fromkeys(scene.places.get(index) for index in near):
        if spot is not None and spot.place is not None and spot.place.kind == "country":
            country = re.escape(spot.text.replace("’", "'").casefold())
            name = re.sub(rf"^{country}(?:'s?)? | of (?:the )?{country}$", "", name)
    return name


def _is_of_state(name: str) -> bool:
    """Say whether a name has a word for a body of a state."""
    return not read_where("groups", "word", key="sector", value="government").isdisjoint(
        name.split()
    )
