"""A name's place in its phrase goes in; the bearer's role, sector, country and gender come out."""

from collections.abc import Iterable, Mapping

from flows.annotate.lexicon import read_map, read_words
from flows.annotate.mentions import Mention
from flows.annotate.names import Name, first_names
from flows.annotate.spellings import fold
from flows.annotate.words import Doc, Token
from flows.records import PlaceMention

ROLE_TOKENS = 12  # an appositive longer than this tells a story rather than a role
_HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir", "dame", "lady"})
_ARTICLES = frozenset({"the", "a", "an", "former", "then", "his", "her", "their", "its", "our"})


def role_of(doc: Doc, start: int, end: int) -> str | None:
    """Return the words before or behind the name [start, end) that give the bearer's role."""
    return _role_before(doc, start) or _role_behind(doc, start, end)


def _role_before(doc: Doc, start: int) -> str | None:
    titles = read_words("roles", "word")
    if start > 1 and doc[start - 1].text == "," and doc[start - 2].lower_ in titles:
        start -= 1  # "its secretary general, Asha Mwangi": the name explains the role
    first = start
    while first > 0 and start - first < ROLE_TOKENS:
        if first < start and doc[first].is_sent_start:
            break
        if not (_belongs(doc[first - 1]) or _joins_title(doc, first - 1, start)):
            break
        first -= 1
    words = [token for token in doc[first:start] if not token.is_space]
    while words and (words[0].lower_ in _ARTICLES - {"former"} or words[0].is_punct):
        words.pop(0)
    while words and words[-1].is_punct:
        words.pop()
    if not words or words[-1].lower_ in _HONORIFICS:
        return None
    if not any(w.lower_ in titles or w.lemma_.lower() in titles for w in words):
        return None
    return doc[words[0].i : words[-1].i + 1].text


def _belongs(token: Token) -> bool:
    """Say whether a word before a name is part of a title: "US", "Vice" and "President" are."""
    if token.is_sent_start and token.pos_ in ("ADP", "SCONJ", "CCONJ", "ADV"):
        return False
    hyphen = token.text in ("-", "–")
    return hyphen or (
        token.pos_ in ("PROPN", "NOUN", "ADJ")
        and not token.is_punct
        and token.ent_type_ not in ("DATE", "TIME")
    ) or token.text in ("'s", "’s")  # fmt: skip


def _joins_title(doc: Doc, at: int, start: int) -> bool:
    """Say whether an "of" belongs to the title before it: "Secretary of State", "head of the army".

    Before another's title it tells whose: "adviser of President".
    """
    of = at - 1 if doc[at].lower_ == "the" else at
    if of < 1 or doc[of].lower_ not in ("of", "for") or at + 1 >= start:
        return False
    titles = read_words("roles", "word")
    return doc[of - 1].lower_ in titles and not any(t.lower_ in titles for t in doc[at:start])


def _role_behind(doc: Doc, start: int, end: int) -> str | None:
    titles = read_words("roles", "word")
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    words: list[Token] = []
    for token in doc[end + 1 : end + 1 + ROLE_TOKENS]:
        if token.is_punct or token.pos_ in ("VERB", "AUX", "PRON") or token.is_sent_start:
            break
        if token.tag_ == "WP$":  # "Jens Madsen, whose daughter"
            break
        words.append(token)
    while words and words[0].lower_ in _ARTICLES - {"former"}:
        words.pop(0)
    while words and words[-1].pos_ in ("ADP", "CCONJ", "DET"):
        words.pop()
    if not words or not any(w.lemma_.lower() in titles for w in words):
        return None
    is_bare = not any(w.pos_ == "ADP" for w in words)
    if is_bare and words[-1].ent_type_ == "PERSON":  # another, with a title: "Mr Ibrahim Danjuma"
        return None
    return doc[words[0].i : words[-1].i + 1].text


def gender_of(doc: Doc, name: Name) -> str:
    """Return m, f or "" from the honorific or the gendered title before the name."""
    genders = read_map("roles", "word", "gender")
    for token in doc[max(name.start - 2, 0) : name.start]:
        if genders.get(token.lower_):
            return genders[token.lower_]
    if name.end - name.start == 1:
        return ""
    return first_names().get(fold(doc[name.start].text), "")


def country_of(
    doc: Doc, mentions: Iterable[Mention], places: Mapping[int, PlaceMention]
) -> str | None:
    """Return the country code of the first place or demonym in the phrases of the mentions."""
    for mention in mentions:
        first = mention.start
        while first > 0 and mention.start - first < ROLE_TOKENS and _belongs(doc[first - 1]):
            first -= 1
        for index in range(first, mention.end):
            spot = places.get(index)
            if spot is not None and spot.place is not None and spot.place.country_code:
                return spot.place.country_code
    return None


def sector_of(kind: str, name: str, role: str | None, *, is_national: bool) -> str | None:
    """Return the sector that seeds/groups.csv or seeds/roles.csv gives for the words."""
    if kind == "government":
        return "government"
    groups = read_map("groups", "word", "sector")
    roles = read_map("roles", "word", "sector")
    if kind == "person":
        words = [_singular(word) for word in (role or "").casefold().split()]
        named = next((roles[w] for w in reversed(words) if roles.get(w)), None)
        named = named or next((groups[w] for w in reversed(words) if groups.get(w)), None)
        return named or ("government" if is_national and words else None)
    words = [_singular(word) for word in name.casefold().split()]
    return next((groups[w] for w in reversed(words) if groups.get(w)), None)


def _singular(word: str) -> str:
    groups = read_words("groups", "word")
    for ending, other in (("ies", "y"), ("men", "man"), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + other in groups:
            return word[: -len(ending)] + other
    return word
