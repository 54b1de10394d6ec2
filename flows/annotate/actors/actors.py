"""An article's reading goes in; its cast comes out: who is in it, and whom any words mean.

Names are grouped by `names`, pronouns and titles are followed by `coreference`; this module makes
the actors and answers `Cast.resolve`. An actor's key depends on its kind and canonical name
alone; a government's on its place, and a state's body's on its country instead of the words for it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.annotate.actors.bearers import governments
from flows.annotate.actors.cast import Cast
from flows.annotate.actors.coreference import follow
from flows.annotate.actors.grouping import read_names
from flows.annotate.actors.keys import Home, actor_key, is_of_a_state, read_home
from flows.annotate.actors.mentions import MANY, Key, Mention, Scene, read_scene
from flows.annotate.actors.namewords import ORGANISATION, PERSON, Name
from flows.annotate.actors.phrases import acts, of_what
from flows.annotate.actors.roles import country_of, gender_of, role_of, sector_of
from flows.annotate.actors.titles import explains_title, title_before
from flows.annotate.lexicon import read_map, read_where, read_words
from flows.annotate.text.layout import Layout
from flows.annotate.text.quotes import read_quotes
from flows.annotate.text.words import Doc, Token
from flows.records import Actor, ArticleText, PlaceMention

_DETERMINERS = frozenset({"the", "a", "an", "some", "many", "several", "two", "three", "other"})


def read_cast(
    article: ArticleText, layout: Layout, doc: Doc, places: Sequence[PlaceMention]
) -> Cast:
    """Return everybody named in the article, with role, country and sector from its words."""
    by_place = _tokens_of_places(doc, places)
    scene = read_scene(doc, layout, read_quotes(article.text, layout), by_place)
    mentions = _named(scene)
    taken = {index for m in mentions for index in range(m.start, m.end)}
    mentions += _states(scene, taken)
    taken = {index for m in mentions for index in range(m.start, m.end)}
    mentions += _groups(scene, taken)
    mentions = follow(scene, sorted(mentions, key=lambda m: m.start))
    actors = _make_actors(scene, mentions, read_home(article, places))
    by_token = {
        index: actors[m.key] for m in mentions for index in range(m.start, m.end) if m.key in actors
    }
    return Cast(tuple(dict.fromkeys(actors.values())), doc, by_token)


def _tokens_of_places(doc: Doc, places: Sequence[PlaceMention]) -> dict[int, PlaceMention]:
    found = {}
    for place in places:
        span = doc.char_span(place.start, place.end, alignment_mode="expand")
        found.update({token.i: place for token in span} if span is not None else {})
    return found


def _named(scene: Scene) -> list[Mention]:
    """Return persons and organisations; a name that the gazetteer knows is left to the places."""
    doc, places = scene.doc, scene.places
    names, canonical = read_names(scene)
    spots = _mostly_places(names, canonical, places)
    names = [n for n in names if not {n.text, canonical[n.start]} <= spots]
    firms = {canonical[n.start] for n in names if _is_called_firm(doc, n)}
    names = [n._replace(kind=ORGANISATION) if canonical[n.start] in firms else n for n in names]
    states = governments(scene, names, canonical)
    return [
        _government(scene, n.start, n.end, n.text) if n.start in states else Mention(
            n.start, n.end, (n.kind, canonical[n.start].casefold()), canonical[n.start],
            gender_of(doc, n) if n.kind == PERSON else "n", scene.quoted[n.start],
        )
        for n in names
    ]  # fmt: skip


def _is_called_firm(doc: Doc, name: Name) -> bool:
    """Say whether the noun that a name explains is a body: "the company Petronorte".

    "General secretary of the Unity Party Kofi Mensah" is a man.
    """
    before = doc.tokens[name.start - 1] if name.start else None
    is_person = name.kind == PERSON and " " in name.text
    if is_person and _is_told_by_name(before) and title_before(doc, name.start) is not None:
        return False
    if is_person and explains_title(doc, name.start):
        return False
    last = doc.tokens[name.end - 1]
    noun = last.head if last.dep_ == "appos" else None
    if before is not None and before.pos_ in ("NOUN", "PROPN"):  # "Retailer Hanamaru"
        noun = before  # "the airline, its founder Ana Costa"
    bodies = read_where("groups", "word", key="kind", value="organisation")
    return noun is not None and noun.lemma_.lower() in bodies


def _is_told_by_name(body: Token | None) -> bool:
    """Say whether a noun has a name of its own: "the Kazan railway", not "the railway"."""
    if body is None or not body.i or body.pos_ == "PROPN":
        return body is not None and body.pos_ == "PROPN"
    return body.nbor(-1).pos_ in ("PROPN", "NOUN", "ADJ")


def _mostly_places(
    names: Sequence[Name], canonical: Mapping[int, str], places: Mapping[int, PlaceMention]
) -> set[str]:
    """Return the texts of names that the gazetteer has where they stand, half the time or more."""
    told = Counter(name.text for name in names)
    spots = Counter(n.text for n in names if _is_place(n, canonical[n.start], places))
    others = Counter(
        s.text for s in set(places.values()) if s.place is not None and not s.is_demonym
    )
    return {text for text in told if 2 * max(spots[text], others[text]) >= told[text] > 0}


def _is_place(name: Name, canonical: str, places: Mapping[int, PlaceMention]) -> bool:
    """Say whether the gazetteer has the whole name, and no fuller name in the text claims it."""
    spot = places.get(name.start)
    return (
        canonical == name.text
        and spot is not None
        and spot.place is not None
        and all(places.get(index) is spot for index in range(name.start, name.end))
    )


def _states(scene: Scene, taken: set[int]) -> list[Mention]:
    """Return places that act or speak: "Moscow said", "Ukraine’s allies" is not one of them."""
    found = []
    for token in scene.tokens:
        known = scene.places.get(token.i)
        if token.i in taken or not (known or token.ent_type_ == "GPE") or token.dep_ == "compound":
            continue
        if known is not None and (known.is_demonym or _is_within(token, known, scene.places)):
            continue
        start, end = _whole(token, scene.places)
        if start < end and taken.isdisjoint(range(start, end)):
            text = scene.doc[start:end].text.removeprefix("the ").removeprefix("The ")
            found.append(_government(scene, start, end, text))
    return found


def _is_within(token: Token, spot: PlaceMention, places: Mapping[int, PlaceMention]) -> bool:
    """Say whether another word heads the place: "Congo" in "the Republic of Congo"."""
    return token.head is not token and places.get(token.head.i) is spot


def _whole(token: Token, places: Mapping[int, PlaceMention]) -> tuple[int, int]:
    """Return the tokens of all of the place; of one that the gazetteer lacks, those before it."""
    spot, start, end = places.get(token.i), token.i, token.i + 1
    if spot is None:
        before = token.doc.tokens[token.left_edge.i : end]
        words = [t.i for t in before if t.ent_type_ == "GPE" and t.pos_ == "PROPN"]
        return (words[0], end) if words else (end, end)
    while places.get(start - 1) is spot:
        start -= 1
    while places.get(end) is spot:
        end += 1
    return start, end


def _government(scene: Scene, start: int, end: int, text: str) -> Mention:
    key = ("government", text.casefold())
    return Mention(start, end, key, text, "n", scene.quoted[end - 1])


def _groups(scene: Scene, taken: set[int]) -> list[Mention]:
    """Return phrases headed by a noun of seeds/groups.csv: "Ukrainian authorities", "officials"."""
    kinds = read_map("groups", "word", "kind")
    found = []
    for token in scene.tokens:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in taken:
            continue
        lemma = _noun(token)
        kind = kinds.get(lemma) or ("group" if _is_people(token) or acts(token) else None)
        kind = kind or ("organisation" if _is_of_official(token) else None)
        if kind is None:
            continue
        if token.dep_ in ("compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
            continue
        words = _phrase_of(token)
        text = scene.doc[words[0].i : token.i + 1].text
        text += _realm(scene, token) if lemma in kinds else of_what(token)
        words = [t for t in words if t.i not in taken and (t.dep_ != "case" or t == token)]
        key = (kind, text.casefold())
        number = MANY if token.tag_ in ("NNS", "NNPS") or lemma == "police" else "n"
        found.append(
            Mention(
                words[0].i, token.i + 1, key, text[0].upper() + text[1:], number,
                scene.quoted[token.i], is_common=True,
            )
        )  # fmt: skip
    return found


def _is_of_official(noun: Token) -> bool:
    """Say whether an office is that of whoever holds a post: "the sheriff's office"."""
    owners = [c for c in noun.children if c.dep_ == "poss" and c.pos_ == "NOUN"]
    return noun.lemma_ == "office" and any(_noun(c) in read_words("roles", "word") for c in owners)


def _realm(scene: Scene, noun: Token) -> str:
    """Return the words behind a noun that say of which place it is: " of Jordan"."""
    behind = scene.tokens[noun.i + 1 : noun.i + 4]
    if not behind or behind[0].lower_ != "of":
        return ""
    first = next((t for t in behind[1:] if t.lower_ != "the"), noun)
    spot = scene.places.get(first.i)
    if spot is None or spot.is_demonym or behind[-1].i < first.i:
        return ""
    return scene.doc.text[noun.idx + len(noun) : spot.end]


def _noun(token: Token) -> str:
    """Return the noun as the lists have it; the tagger leaves the "s" on "Republicans"."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.tag_ == "NNPS" else lemma


def _is_people(token: Token) -> bool:
    """Say whether the word is one for many of a people ("Ukrainians")."""
    return token.ent_type_ == "NORP" and token.tag_ in ("NNPS", "NNS")


def _phrase_of(head: Token) -> list[Token]:
    """Return the head with what stands before it: "Ukrainian authorities", "Costa’s critics"."""
    tokens, start = head.doc.tokens, head.i
    while start > head.left_edge.i and (
        _modifies(tokens[start - 1]) or tokens[start].text == "-"  # "Democrat-led"
    ):
        start -= 1
    words = [t for t in tokens[start : head.i + 1] if not t.is_space]
    while len(words) > 1 and _is_outside(words[0]):
        words.pop(0)
    return words


def _is_outside(token: Token) -> bool:
    return token.lower_ in _DETERMINERS or token.is_punct or token.dep_ == "case"


def _modifies(token: Token) -> bool:
    kinds = ("amod", "compound", "nmod", "punct", "case", "poss")
    return token.dep_ in kinds and token.pos_ != "PRON" and token.text not in (",", ";", ":")


def _make_actors(scene: Scene, mentions: Sequence[Mention], home: Home) -> dict[Key, Actor]:
    by_key: dict[Key, list[Mention]] = {}
    for mention in mentions:
        by_key.setdefault(mention.key, []).append(mention)
    made = {key: _make_actor(scene, key, own, home) for key, own in by_key.items()}
    same: dict[str, list[Actor]] = {}
    for actor in made.values():
        same.setdefault(actor.actor_id, []).append(actor)
    joined = {actor_id: _join(actors) for actor_id, actors in same.items()}
    return {key: joined[actor.actor_id] for key, actor in made.items()}


def _join(actors: Sequence[Actor]) -> Actor:
    """Return one actor for those who share a key: "the US" and "the United States"."""
    first, *others = actors
    if not others:
        return first
    names = dict.fromkeys(name for one in actors for name in (one.name, *one.aliases))
    return replace(
        first,
        aliases=tuple(name for name in names if name != first.name),
        role=next((one.role for one in actors if one.role), None),
    )


def _make_actor(scene: Scene, key: Key, own: list[Mention], home: Home) -> Actor:
    doc = scene.doc
    named = [m for m in own if not m.is_pronoun]
    aliases = dict.fromkeys(doc[m.start : m.end].text for m in named)
    is_place = key[0] == "government"  # "a nurse from Austin, Texas"
    proper = [m for m in named if not (m.is_common or is_place)]  # "a council spokeswoman" has none
    role = next((r for m in proper if (r := role_of(doc, m.start, m.end))), None)
    name = own[0].name
    country = country_of(doc, named, scene.places)
    if country is None and all(m.is_common for m in own) and is_of_a_state(key[0], name):
        country = home.country
    return Actor(
        actor_id=actor_key(scene, next(iter(named), own[0]), country, home),
        name=name,
        kind=key[0],
        aliases=tuple(alias for alias in aliases if alias != name),
        role=role,
        country_code=country,
        sector=sector_of(key[0], name, role, is_national=country is not None),
    )
