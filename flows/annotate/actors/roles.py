"""A name's place in its phrase goes in; the bearer's role, sector, country and gender come out."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from flows.annotate.actors.mentions import Mention
from flows.annotate.actors.namewords import Name, first_names
from flows.annotate.actors.nouns import human_nouns, is_human
from flows.annotate.actors.titles import DEGREES, is_trade, lead, main_noun, run, tells_role
from flows.annotate.grammar.bodies import name_letters
from flows.annotate.grammar.spellings import fold
from flows.annotate.lexicon import read_map, read_words
from flows.annotate.text.words import Doc, Token
from flows.records import PlaceMention

ROLE_TOKENS = 12  # an appositive longer than this tells a story rather than a role
_ARTICLES = frozenset({"the", "a", "an", "then", "his", "her", "their", "its", "our"})
_ABROAD = frozenset({"to", "for"})  # "ambassador to China" is not China's
_HEADS = frozenset({"leader", "president", "secretary"})  # of whatever is named beside it


def role_of(doc: Doc, start: int, end: int) -> str | None:
    """Return the words before or behind the name [start, end) that give the bearer's role."""
    before, behind = _role_before(doc, start, end), _role_behind(doc, start, end)
    is_degree = all(word.lower_ in DEGREES for word in before)
    role = behind if behind and is_degree else before
    role = role or [
        t for t in doc.tokens[start:end] if t.text in name_letters() and tells_role([t])
    ]
    return doc[role[0].i : role[-1].i + 1].text if role else None


def _role_before(doc: Doc, start: int, end: int) -> list[Token]:
    words = [token for token in doc.tokens[slice(*lead(doc, start, end))] if not token.is_space]
    while words and (words[0].lower_ in _ARTICLES or words[0].is_punct):
        words.pop(0)
    while words and words[-1].is_punct:
        words.pop()
    while len(words) > 1 and words[-1].lower_ in DEGREES and tells_role(words[:-1]):
        words.pop()  # "lead author Dr Ana Costa"
    return words if tells_role(words) else []


def _role_behind(doc: Doc, start: int, end: int) -> list[Token]:
    titles = read_words("roles", "word")
    tokens = doc.tokens
    if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].pos_ == "ADP":
        return []  # "said, to general astonishment, that"
    if end + 3 < len(tokens) and tokens[end + 1].is_digit and tokens[end + 2].text == ",":
        end += 2  # "Ana Costa, 71, a widow"
    words: list[Token] = []
    for token in tokens[end + 1 : end + 1 + ROLE_TOKENS]:
        if _is_stop(token) or token.pos_ in ("VERB", "AUX", "PRON") or token.is_sent_start:
            break
        if token.tag_ == "WP$":  # "Jens Madsen, whose daughter"
            break
        words.append(token)
    while words and words[0].lower_ in _ARTICLES:
        words.pop(0)
    while words and words[-1].pos_ in ("ADP", "CCONJ", "DET"):
        words.pop()
    if not words or not (
        any(w.lemma_.lower() in titles for w in words) or is_trade(main_noun(words))
    ):
        return []
    is_bare = not any(w.pos_ == "ADP" for w in words)
    if is_bare and words[-1].ent_type_ == "PERSON":  # another, with a title: "Mr Ibrahim Danjuma"
        return []
    return words


def _is_stop(token: Token) -> bool:
    return token.is_punct and token.tag_ != "POS" and token.text != "&"


def gender_of(doc: Doc, name: Name) -> str:
    """Return m, f or "" from the honorific or the gendered title before the name."""
    genders = read_map("roles", "word", "gender")
    for token in doc.tokens[max(name.start - 2, 0) : name.start]:
        if genders.get(token.lower_):
            return genders[token.lower_]
    if name.end - name.start == 1:
        return ""
    return first_names().get(fold(doc.tokens[name.start].text), "")


def country_of(
    doc: Doc, mentions: Iterable[Mention], places: Mapping[int, PlaceMention]
) -> str | None:
    """Return the country code of the first place or demonym in the phrases of the mentions."""
    for mention in mentions:
        for index in _whose(doc, mention):
            spot = places.get(index)
            if spot is not None and spot.place is not None and spot.place.country_code:
                return spot.place.country_code
    return None


def _whose(doc: Doc, mention: Mention) -> Iterator[int]:
    """Yield the tokens that may name a mention's country; a person's own name does not."""
    start, end, kind = mention.start, mention.end, mention.key[0]
    tokens = doc.tokens
    if kind == "person":
        yield from _at_home(tokens[slice(*lead(doc, start, end))])
    else:
        yield from range(run(doc, start), end)
    if (
        (kind == "person" or mention.is_common)
        and end + 1 < len(tokens)
        and tokens[end].lower_ == "of"
    ):
        place = tokens[end + 1 : end + 3][int(tokens[end + 1].lower_ == "the") :]
        yield from (t.i for t in place[:1] if t.ent_type_ != "ORG")  # "King Abdullah of Jordan"
    if kind == "person":
        yield from _at_home(_role_behind(doc, start, end))


def _at_home(words: Iterable[Token]) -> Iterator[int]:
    return (word.i for word in takewhile(lambda word: word.lower_ not in _ABROAD, words))


def sector_of(kind: str, name: str, role: str | None, *, is_national: bool) -> str | None:
    """Return the sector that seeds/groups.csv or seeds/roles.csv gives for the words."""
    if kind == "government":
        return "government"
    groups = read_map("groups", "word", "sector")
    if kind == "person":
        named = _sector_of_role((role or "").casefold().replace("’", "'").split())
        return named or ("government" if is_national and role else None)
    words = [_singular(word) for word in name.casefold().split()]
    named = next((groups[w] for w in reversed(words) if groups.get(w)), None)
    return named or (_sector_of_role(words) if kind == "group" else None)


def _sector_of_role(said: list[str]) -> str | None:
    """Return the sector that a role tells: of a leader whose they are, of a trade civilians."""
    groups, roles = read_map("groups", "word", "sector"), read_map("roles", "word", "sector")
    words = [_singular(word.removesuffix("'s").rstrip("'")) for word in said]
    titles = [_title(roles, *pair) for pair in zip(["", *words], words, strict=False)]
    told = [roles.get(t) or groups.get(w) for t, w in zip(titles, words, strict=True)]
    own = [roles.get(t) for t in titles if t not in _HEADS]
    led = [groups.get(w) for w in words if w not in _HEADS]
    trades = ["civilians" for w in words if w not in roles and is_human(w)]
    return next((s for some in (own, led, told, trades) for s in reversed(some) if s), None)


def _title(titles: Mapping[str, str], before: str, word: str) -> str:
    """Return the word, with the one before it where both are one title: "attorney general"."""
    return f"{before} {word}" if f"{before} {word}" in titles else word


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    for ending, other in (("ies", "y"), ("men", "man"), ("s", "")):
        single = word.removesuffix(ending) + other
        is_noun = single in human_nouns() or single in read_words("groups", "word")
        if word.endswith(ending) and is_noun:
            return single
    return word
