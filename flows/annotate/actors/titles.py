"""A name's place in a text goes in; the words before it that give the bearer's title come out."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

from flows.annotate.actors.nouns import honorifics, human_nouns, is_human, relational_nouns
from flows.annotate.lexicon import read_words
from flows.annotate.text.words import Doc, Token

TITLE_TOKENS = 12  # words before a name that are looked at
DEGREES = frozenset({"dr", "dr.", "prof", "prof."})
_PLAIN = frozenset({"man", "woman", "boy", "girl", "person"})  # no role of anybody
_CLOCK = frozenset({"am", "pm"})
_SEATS = frozenset({"GPE", "LOC", "ORG", "FAC"})
_JOINTS = frozenset({"of", "for", "in", "at", "from"})
_AND = frozenset({"and", "&"})
_PAIRS = _AND | {","}


def lead(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of what stands before the name [start, end) and tells whose it is.

    "Its secretary general, Asha Mwangi,": a name between commas explains the title before it.
    """
    start = _before_honorifics(doc, start)
    if (title := _title_of(doc, start) or _pair_of(doc, start)) is not None:
        return title[0], title[2]
    first = run(doc, start)
    comma = first - 1
    end = _behind_home(doc, end)
    title = _title_of(doc, comma) if comma > 0 and doc.tokens[comma].text == "," else None
    is_aside = (
        end == len(doc) or doc.tokens[end].is_punct or (title and doc.tokens[end].pos_ == "AUX")
    )
    if comma > 0 and doc.tokens[comma].text == "," and is_aside and start - first <= 1:
        title = title or (run(doc, comma), comma, comma)
        if _is_kins(doc, title[0]):
            return start, start
        if tells_role(doc.tokens[title[0] : title[2]]):
            return title[0], title[2]
    return _with_body(doc, first, start), start


def _is_kins(doc: Doc, title: int) -> bool:
    """Say whether a title is another's, whose kin is named: "the wife of the mayor, Ana Costa"."""
    joint = _joint(doc, title, title + 1)
    if joint is None or doc.tokens[joint].lower_ != "of":
        return False
    return doc.tokens[joint - 1].lemma_.lower() in relational_nouns()


def _with_body(doc: Doc, first: int, end: int) -> int:
    """Return where a body's name starts that goes on before an "of": "Bank of England governor"."""
    if (
        not 1 < first < end
        or doc.tokens[first - 1].lower_ != "of"
        or doc.tokens[first].pos_ != "PROPN"
    ):
        return first
    start = first - 1
    while (
        start
        and doc.tokens[start - 1].pos_ == "PROPN"
        and not _has_title(doc.tokens[start - 1 : start])
    ):
        start -= 1
    is_body = start < first - 1 and _has_title(doc.tokens[first:end])
    return start if is_body else first


def title_before(doc: Doc, start: int) -> tuple[int, Token] | None:
    """Return the first token and the noun of a title of something, or of two, that a name ends.

    "The head of the port Ana Lis", "Oxfam president and founder Ana Lis".
    """
    start = _before_honorifics(doc, start)
    title = _title_of(doc, start) or _pair_of(doc, start)
    return (title[0], doc.tokens[title[1] - 1]) if title is not None else None


def explains_title(doc: Doc, start: int) -> bool:
    """Say whether a name follows the comma behind such a title: "the head of the port, Ana Lis"."""
    return start > 1 and doc.tokens[start - 1].text == "," and _title_of(doc, start - 1) is not None


def _pair_of(doc: Doc, end: int) -> tuple[int, int, int] | None:
    """Return where two titles of one bearer, and their "and", stand; with an article two men do."""
    joint = run(doc, end) - 1
    if joint < 1 or doc.tokens[joint].lower_ not in _AND or joint + 1 == end:
        return None
    first = run(doc, joint)
    before = doc.tokens[first - 1] if first else None
    is_owned = any(token.tag_ == "POS" for token in doc.tokens[first:joint])
    is_one = is_owned or before is None or before.pos_ not in ("DET", "PRON")
    both = all(is_trade(doc.tokens[i - 1]) or _has_title([doc.tokens[i - 1]]) for i in (joint, end))
    return (first, joint, end) if is_one and both and first < joint else None


def _before_honorifics(doc: Doc, start: int) -> int:
    while start and doc.tokens[start - 1].lower_ in honorifics():
        start -= 1
    return start


def _title_of(doc: Doc, end: int) -> tuple[int, int, int] | None:
    """Return where a title that ends before `end`, its "of" or "for", and the words of it stand.

    "Secretary of State for Wales", "head of the army"; before another's title an "of" tells whose:
    "adviser of President".
    """
    last = _before_asides(doc, end)
    for pairs in (False, True):
        nearest = run(doc, last, pairs=pairs)
        words = doc.tokens[nearest:last]
        if nearest == last or _names_person(words) or _is_of_people(words[-1]):
            return None
        if words[-1].tag_ == "POS" or (pairs and words[0].ent_type_ == "PERSON"):
            return None
        while (joint := _joint(doc, nearest, last)) is not None and last - joint < TITLE_TOKENS:
            nearest = run(doc, joint)
            if tells_role(doc.tokens[nearest:joint]):
                return nearest, joint, last
    return None


def _is_of_people(word: Token) -> bool:
    """Say whether a word tells whose people a name is of: "the lawyer for Palestinian Ana Lis"."""
    return word.ent_type_ == "NORP" or word.lower_ in read_words("demonyms", "word")


def _before_asides(doc: Doc, end: int) -> int:
    """Return where words end before a degree or short letters in brackets: "Party (NPP) Dr"."""
    if end > 1 and doc.tokens[end - 1].lower_ in DEGREES:
        end -= 1
    is_bracket = end > 3 and doc.tokens[end - 1].text == ")" and doc.tokens[end - 3].text == "("
    return end - 3 if is_bracket else end


def run(doc: Doc, end: int, *, pairs: bool = False) -> int:
    """Return where the words of a title that end before `end` start.

    With `pairs` an "and" may join two of them: "Water and Power".
    """
    first = end
    while first > 0 and end - first < TITLE_TOKENS:
        is_pair = pairs and first < end and doc.tokens[first - 1].lower_ in _PAIRS
        is_pair = is_pair and doc.tokens[first].pos_ == "PROPN" or _is_joined(doc, first, end)
        if not (_belongs(doc.tokens[first - 1]) or is_pair):
            break
        if first < end and doc.tokens[first].is_sent_start:
            break
        first -= 1
    return first


def _is_joined(doc: Doc, first: int, end: int) -> bool:
    """Say whether an "and" joins words of one title: "Trade and Rural Affairs Minister"."""
    if (
        not 1 < first < end
        or doc.tokens[first - 1].pos_ != "CCONJ"
        or doc.tokens[first].pos_ != "PROPN"
    ):
        return False
    before = doc.tokens[first - 2]
    is_title = before.dep_ in ("nmod", "compound") and first <= before.head.i <= end
    return is_title and before.text[0].isupper() and before.pos_ in ("PROPN", "NOUN")


def _joint(doc: Doc, first: int, end: int) -> int | None:
    """Return the number of the "of", "for" or "in" before the phrase that starts at `first`."""
    joint = first - 1
    while joint > 1 and doc.tokens[joint].tag_ in ("VBG", "VBN"):  # "the ruling party"
        joint -= 1
    joint = joint - 1 if joint > 0 and doc.tokens[joint].lower_ == "the" else first - 1
    word = doc.tokens[joint].lower_ if joint > 0 else ""
    is_joint = word in _JOINTS or (word == "to" and doc.tokens[end - 1].ent_type_ in _SEATS)
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


def _behind_home(doc: Doc, end: int) -> int:
    """Return where "of Erie County" behind a name that ends there is over."""
    if end == len(doc) or doc.tokens[end].lower_ not in ("of", "from"):
        return end
    return (
        end
        + 1
        + sum(1 for _ in takewhile(lambda t: t.pos_ in ("PROPN", "DET"), doc.tokens[end + 1 :]))
    )


def tells_role(words: list[Token]) -> bool:
    """Say whether the words say what somebody is: "Health Minister", "retired railwayman"."""
    return bool(words) and (_has_title(words) or is_trade(main_noun(words)))


def main_noun(words: list[Token]) -> Token:
    """Return the noun that words lead to: "a pensioner from Chernihiv"."""
    led = list(takewhile(lambda w: w.pos_ != "ADP", words))
    return led[-1] if led else words[0]


def is_trade(word: Token) -> bool:
    """Say whether a word is a noun of one person; a people, a faith or a rival is no role."""
    lemma = word.lemma_.lower()
    is_noun = word.tag_ == "NN" or (word.tag_ == "NNP" and lemma in human_nouns())
    if word.ent_type_ == "NORP" or lemma in _PLAIN or lemma in relational_nouns():
        return False
    return is_noun and is_human(lemma)


@cache
def _titles() -> frozenset[str]:
    return read_words("roles", "word") - honorifics()  # "Mr Costa" tells no role


def _has_title(words: Iterable[Token]) -> bool:
    titles = _titles()
    return any(w.lower_ in titles or w.lemma_.lower() in titles for w in words)


def _names_person(words: Sequence[Token]) -> bool:
    """Say whether the words are somebody's own: "the father of the teenager Ana"."""
    return _has_title(words) or any(w.pos_ == "NOUN" and is_human(w.lemma_.lower()) for w in words)
