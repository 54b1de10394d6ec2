"""A country beside a trigger goes in; whether it is a party of the event, no place, comes out.

"Between Chad and Mali", "sanctions on Chad", "US bombing raids".
"""

from flows.annotate.grammar import syntax
from flows.annotate.grammar.classes import in_class
from flows.annotate.text.words import Token
from flows.records import PlaceMention

_OWNED = ("violence", "legation", "troops", "force", "vehicle")
_UPON = frozenset({"on", "upon", "against"})


def is_party(mention: PlaceMention, name: Token) -> bool:
    """Say whether a country is one of two sides: "between Chad and Mali", no road between towns.

    So is one that bears something: "sanctions on Chad", "tariffs imposed on Mali".
    """
    while name.dep_ == "conj":
        name = name.head
    if name.dep_ != "pobj" or mention.place is None or mention.place.kind != "country":
        return False
    above = name.head.head
    borne = [above, *(syntax.objects(above) if syntax.is_verb(above) else ())]
    is_borne = name.head.lower_ in _UPON and any(in_class(t, "burden") for t in borne)
    return is_borne or name.head.lower_ == "between"


def is_aimed_at(mention: PlaceMention, name: Token) -> bool:
    """Say whether another word's deed only goes to a country: "attacks on Chad"."""
    is_country = mention.place is not None and mention.place.kind == "country"
    return is_country and name.dep_ == "pobj" and name.head.lower_ in _UPON


def is_owner(mention: PlaceMention, name: Token) -> bool:
    """Say whether a country only tells whose attack or embassy it is: "US bombing raids"."""
    is_country = mention.place is not None and mention.place.kind == "country"
    is_before = name.dep_ in ("compound", "amod", "nmod", "poss")
    return is_country and is_before and any(in_class(name.head, each) for each in _OWNED)
