"""A name's place in its phrase goes in; the bearer's role, sector, country and gender come out."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from flows.annotate.descriptions import (
    honorifics,
    human_nouns,
    is_human,
    name_letters,
    relational_nouns,
)
from flows.annotate.lexicon import read_map, read_words
from flows.annotate.mentions import Mention
from flows.annotate.names import Name, first_names
from flows.annotate.spellings import fold
from flows.annotate.words import Doc, Span, Token
from flows.records import PlaceMention

ROLE_TOKENS = 12  # an appositive longer than this tells a story rather than a role
_DEGREES = frozenset({"dr", "dr.", "prof", "prof."})
_ARTICLES = frozenset({"the", "a", "an", "then", "his", "her", "their", "its", "our"})
_ABROAD = frozenset({"to", "for"})  # "ambassador to China" is not China's
_HEADS = frozenset({"leader", "president", "secretary"})  # of whatever is named beside it
_PLAIN = frozenset({"man", "woman", "boy", "girl", "person"})  # no role of anybody
_CLOCK = frozenset({"am", "pm"})
_SEATS = frozenset({"GPE", "LOC", "ORG", "FAC"})


def role_of(doc: Doc, start: int, end: int) -> str | None:
    """Return the words before or behind the name [start, end) that give the bearer's role."""
    before, behind = _role_before(doc, start, end), _role_behind(doc, start, end)
    is_degree = all(word.lower_ in _DEGREES for word in before)
    role = behind if behind and is_degree else before
    role = role or [t for t in doc[start:end] if t.text in name_letters() and _has_title([t])]
    return doc[role[0].i : role[-1].i + 1].text if role else None


def _role_before(doc: Doc, start: int, end: int) -> list[Token]:
    words = [token for token in doc[slice(*_lead(doc, start, end))] if not token.is_space]
    while words and (words[0].lower_ in _ARTICLES or words[0].is_punct):
        words.pop(0)
    while words and words[-1].is_punct:
        words.pop()
    while len(words) > 1 and words[-1].lower_ in _DEGREES and _tells_role(words[:-1]):
        words.pop()  # "lead author Dr Ana Costa"
    return words if _tells_role(words) else []


def _lead(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of what stands before the name [start, end) and tells whose it is.

    "Its secretary general, Asha Mwangi,": a name between commas explains the title before it.
    """
    while start and doc[start - 1].lower_ in honorifics():
        start -= 1
    first = _run(doc, start)
    comma = first - 1
    end = _behind_home(doc, end)
    is_aside = comma > 0 and doc[comma].text == "," and (end == len(doc) or doc[end].is_punct)
    if is_aside and start - first <= 1:
        title = _with_what_it_is_of(doc, comma)
        if _is_kins(doc, title):
            return start, start
        if _tells_role(list(doc[title:comma])):
            return title, comma
    return _with_what_it_is_of(doc, start), start


def _is_kins(doc: Doc, title: int) -> bool:
    """Say whether a title is another's, whose kin is named: "the wife of the mayor, Ana Costa"."""
    joint = _joint(doc, title, title + 1)
    if joint is None or doc[joint].lower_ != "of":
        return False
    return doc[joint - 1].lemma_.lower() in relational_nouns()


def _behind_home(doc: Doc, end: int) -> int:
    """Return where "of Erie County" behind a name that ends there is over."""
    if end == len(doc) or doc[end].lower_ not in ("of", "from"):
        return end
    return end + 1 + sum(1 for _ in takewhile(lambda t: t.pos_ in ("PROPN", "DET"), doc[end + 1 :]))


def _with_what_it_is_of(doc: Doc, end: int) -> int:
    """Return where the phrase that ends before `end` starts, with the title that it belongs to.

    "Secretary of State for Wales", "head of the army"; before another's title an "of" tells whose:
    "adviser of President".
    """
    first = nearest = _behind_body(doc, _run(doc, end), end)
    if first == end or _names_person(doc[first:end]) or doc[end - 1].ent_type_ == "NORP":
        return first
    while (joint := _joint(doc, nearest, end)) is not None and end - joint < ROLE_TOKENS:
        nearest = _run(doc, joint)
        if _has_title(doc[nearest:joint]):
            return nearest
    return first


def _behind_body(doc: Doc, first: int, end: int) -> int:
    """Return where a body's name starts that goes on before an "of": "Bank of England governor"."""
    if not 1 < first < end or doc[first - 1].lower_ != "of" or doc[first].pos_ != "PROPN":
        return first
    start = first - 1
    while start and doc[start - 1].pos_ == "PROPN" and not _has_title(doc[start - 1 : start]):
        start -= 1
    is_body = start < first - 1 and _has_title(doc[first:end])
    return start if is_body else first


def _run(doc: Doc, end: int) -> int:
    """Return where the words of a title that end before `end` start."""
    first = end
    while first > 0 and end - first < ROLE_TOKENS:
        if not _belongs(doc[first - 1]) and not _is_joined(doc, first, end):
            break
        if first < end and doc[first].is_sent_start:
            break
        first -= 1
    return first


def _is_joined(doc: Doc, first: int, end: int) -> bool:
    """Say whether an "and" joins words of one title: "Trade and Rural Affairs Minister"."""
    if first < 2 or doc[first - 1].pos_ != "CCONJ" or doc[first].pos_ != "PROPN":
        return False
    before = doc[first - 2]
    is_title = before.dep_ in ("nmod", "compound") and first <= before.head.i <= end
    return is_title and before.text[0].isupper() and before.pos_ in ("PROPN", "NOUN")


def _joint(doc: Doc, first: int, end: int) -> int | None:
    """Return the number of the "of", "for", "at" or "to" before the phrase that starts there."""
    joint = first - 2 if first > 1 and doc[first - 1].lower_ == "the" else first - 1
    word = doc[joint].lower_ if joint > 0 else ""
    is_joint = word in ("of", "for", "at") or (word == "to" and doc[end - 1].ent_type_ in _SEATS)
    return joint if is_joint else None


def _belongs(token: Token) -> bool:
    """Say whether a word before a name is part of a title: "US", "Vice" and "President" are."""
    if token.is_sent_start and token.pos_ in ("ADP", "SCONJ", "CCONJ", "ADV"):
        return False
    if token.lower_ in _CLOCK and token.i and token.nbor(-1).is_digit:
        return False  # "at 5 PM Ana Costa said"
    hyphen = token.text in ("-", "–")
    return hyphen or (
        token.pos_ in ("PROPN", "NOUN", "ADJ")
        and not token.is_punct
        and token.ent_type_ not in ("DATE", "TIME")
    ) or token.tag_ == "POS"  # fmt: skip


def _has_title(words: Iterable[Token]) -> bool:
    titles = read_words("roles", "word") - honorifics()  # "Mr Costa" tells no role
    return any(w.lower_ in titles or w.lemma_.lower() in titles for w in words)


def _tells_role(words: list[Token]) -> bool:
    """Say whether the words say what somebody is: "Health Minister", "retired railwayman"."""
    return _has_title(words) or (bool(words) and _is_trade(words[-1]))


def _is_trade(word: Token) -> bool:
    """Say whether a word is a noun of one person; a people, a faith or a rival is no role."""
    lemma = word.lemma_.lower()
    is_noun = word.tag_ == "NN" or (word.tag_ == "NNP" and lemma in human_nouns())
    if word.ent_type_ == "NORP" or lemma in _PLAIN or lemma in relational_nouns():
        return False
    return is_noun and is_human(lemma)


def _head(words: list[Token]) -> Token:
    """Return the noun that words behind a name lead to: "a pensioner from Chernihiv"."""
    lead = list(takewhile(lambda w: w.pos_ != "ADP", words))
    return lead[-1] if lead else words[0]


def _names_person(words: Span) -> bool:
    """Say whether the words are somebody's own: "the father of the teenager Ana"."""
    return _has_title(words) or any(w.pos_ == "NOUN" and is_human(w.lemma_.lower()) for w in words)


def _role_behind(doc: Doc, start: int, end: int) -> list[Token]:
    titles = read_words("roles", "word")
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].pos_ == "ADP":
        return []  # "said, to general astonishment, that"
    if end + 3 < len(doc) and doc[end + 1].is_digit and doc[end + 2].text == ",":
        end += 2  # "Ana Costa, 71, a widow"
    words: list[Token] = []
    for token in doc[end + 1 : end + 1 + ROLE_TOKENS]:
        if _is_stop(token) or token.pos_ in ("VERB", "AUX", "PRON") or token.is_sent_start:
            break
        if token.tag_ == "WP$":  # "Jens Madsen, whose daughter"
            break
        words.append(token)
    while words and words[0].lower_ in _ARTICLES:
        words.pop(0)
    while words and words[-1].pos_ in ("ADP", "CCONJ", "DET"):
        words.pop()
    if not words or not (any(w.lemma_.lower() in titles for w in words) or _is_trade(_head(words))):
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
        for index in _whose(doc, mention):
            spot = places.get(index)
            if spot is not None and spot.place is not None and spot.place.country_code:
                return spot.place.country_code
    return None


def _whose(doc: Doc, mention: Mention) -> Iterator[int]:
    """Yield the tokens that may name a mention's country; a person's own name does not."""
    start, end, kind = mention.start, mention.end, mention.key[0]
    if kind == "person":
        yield from _at_home(doc[slice(*_lead(doc, start, end))])
    else:
        yield from range(_run(doc, start), end)
    if (kind == "person" or mention.is_common) and end + 1 < len(doc) and doc[end].lower_ == "of":
        place = doc[end + 1 : end + 3][int(doc[end + 1].lower_ == "the") :]
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
