"""A speaker's words go in; out comes whether a person stands behind them whose name is kept back.

"An official", "two engineers" and "people who know the plan" are nameless; "the minister" is known
by the office, and "prosecutors" speak for one.
"""

from flows.annotate.actors.cast import Cast
from flows.annotate.actors.nouns import is_human
from flows.annotate.actors.phrases import stand_ins
from flows.annotate.lexicon import read_where, read_words
from flows.annotate.text.words import Token
from flows.records import Actor

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all"})
_COUNTING = frozenset({"a", "an", "another", "some", "several", "many", "few", "most"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_SOMEBODY = frozenset({"someone", "somebody", "others"})
_NUMBERS = frozenset({"one", "two", "three", "some", "several", "many"})
_MORE = frozenset({"another", "second", "third", "fourth"})  # "a third said"
_WHOLE = frozenset({"no", "every", "any", "each"})
_NEAR = 60  # tokens back to the people of whom "one said" takes up one


def is_nameless(head: Token, actor: Actor | None, cast: Cast) -> bool:
    """Say whether the phrase of this head keeps a source's name back.

    What a phrase or a pronoun takes up is told by its first mention: "a minister … he".
    """
    if actor is not None and actor.kind in ("person", "government"):
        return False
    is_group = actor is not None and actor.kind == "group"
    noun = (_first_noun(cast, actor) if is_group else None) or head
    if any(word.pos_ == "PROPN" for word in stand_ins(noun)):
        return False  # "one of the pair, Ana Costa"
    hidden = read_where("description_words", "word", key="kind", value="hidden")
    if any(child.lower_ in hidden for child in noun.children):
        return True
    if noun.lower_ in _NUMBERS | _MORE:
        return _counts_people(noun) or _takes_up_people(noun)
    return noun.lower_ in _SOMEBODY or _is_kept_back(noun)


def _first_noun(cast: Cast, actor: Actor | None) -> Token | None:
    """Return the head of the first words that mean the actor and are no pronoun."""
    own = (i for i in sorted(cast.by_token) if cast.by_token[i] is actor)
    first = next((i for i in own if cast.doc[i].pos_ in _NAMING), None)
    if first is None:
        return None
    while cast.by_token.get(first + 1) is actor and cast.doc[first + 1].pos_ in _NAMING:
        first += 1  # not to the "who" of "a man who lives here"
    return cast.doc[first]


def _counts_people(number: Token) -> bool:
    """Say whether a number counts people: "one of them", "two of the ministers"."""
    of = next((c for c in number.children if c.lower_ == "of"), None)
    counted = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if counted is None or any(word.pos_ == "PROPN" for word in stand_ins(counted)):
        return False  # "one of the attorneys, Ana Costa"
    return counted.pos_ == "PRON" or _is_person(counted)


def _takes_up_people(number: Token) -> bool:
    """Say whether a number alone is one of people told of before: "two aides … said one"."""
    leads = {child.lower_ for child in number.children if child.i < number.i}
    if leads & (_DEFINITE | _WHOLE) or any(c.lower_ in ("of", "in") for c in number.children):
        return False
    before = number.doc[max(number.i - _NEAR, 0) : number.i]
    return any(t.tag_ in ("NNS", "NNPS") and _is_person(t) for t in before)


def _is_person(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return is_human(lemma) or lemma in read_where("groups", "word", key="is_anonymous", value="1")


def _is_kept_back(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    counts, names = _counts(noun), _is_known(noun)
    is_office = lemma in read_where("groups", "word", key="is_office", value="1")
    if lemma in read_where("groups", "word", key="is_anonymous", value="1") and not is_office:
        return True
    some = noun.tag_ in ("NNS", "NNPS") and not names
    if not is_office and lemma in read_words("groups", "word"):
        some = False  # "prosecutors" and "Republicans" speak for a body
    return is_human(lemma) and (counts or some)


def _counts(noun: Token) -> bool:
    """Say whether the phrase opens with a number or an indefinite article."""
    first = noun.doc[noun.left_edge.i]
    return first.i < noun.i and (first.lower_ in _COUNTING or first.tag_ == "CD")


def _is_known(noun: Token) -> bool:
    """Say whether the phrase tells which one is meant: "the", "his", "Peru's"."""
    before = noun.doc[noun.left_edge.i : noun.i]
    return any(t.lower_ in _DEFINITE or t.tag_ in ("PRP$", "POS") for t in before)
