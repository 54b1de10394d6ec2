"""The names of a text go in; each comes out as a person's or an organisation's.

A tagger that has never seen a foreign surname calls it a firm; its word is one piece of evidence
among the title before the name, a known first name, the words that only bodies bear, and what
stands behind it. The weights are rules of thumb, tried on texts written for it.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from flows.annotate.actors.namewords import ORGANISATION, PARTICLES, PERSON, Name, first_names
from flows.annotate.actors.titles import explains_title, title_before
from flows.annotate.grammar.classes import word_class
from flows.annotate.grammar.spellings import fold
from flows.annotate.lexicon import read_where, read_words
from flows.annotate.text.words import Doc

_JOINTS = frozenset({"of", "for", "and", "&", "on", "in"})
ACRONYM = 5  # longest run of capitals that is taken for letters rather than a loud name


def by_evidence(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Return the names, all that share their words with the kind that speaks for most of them."""
    counts = Counter(name.text for name in names)
    scores = {text: _within(text) for text in counts}
    for name in names:
        scores[name.text] += _around(doc, name) / counts[name.text]
    persons = {text for text, score in scores.items() if score > 0}
    surnames = {text.split()[-1] for text in persons if " " in text}
    for text in counts:
        if " " in text:
            continue
        if text in surnames or _begins(text, persons):
            persons.add(text)
        elif any(other.startswith(text + " ") for other in set(counts) - persons):
            persons.discard(text)
    names = [name for name in names if not _is_demonym(name) and not _is_spot(doc, name, counts)]
    return [
        Name(n.start, n.end, PERSON if n.text in persons else ORGANISATION, n.text) for n in names
    ]


def is_things(doc: Doc, name: Name) -> bool:
    """Say whether a ship, a train or a storm bears the name: "the trawler Mary Anne"."""
    first = name.start
    while first and doc.tokens[first - 1].lower_ in read_words(
        "roles", "word"
    ):  # "the yacht Sir Winston"
        first -= 1
    noun = doc.tokens[first - 1] if first else None
    if noun is None or not {noun.lower_, noun.lemma_.lower()} & _things():
        return False
    root = doc[name.start : name.end].root
    is_rented = noun.dep_ == "dobj" and root.dep_ == "nsubj"  # "the van Smith rented"
    return noun.i == root.head.i or (noun.head.i in (root.i, root.head.i) and not is_rented)


@cache
def _things() -> frozenset[str]:
    named = read_where("namesake_words", "word", key="position", value="before")
    drivers = read_words("roles", "word") | read_words("person_nouns", "word")
    return (named | word_class("vehicle")) - drivers


def _is_demonym(name: Name) -> bool:
    return name.text.endswith(("man", "woman", "men")) and name.text.casefold() in _demonyms()


@cache
def _demonyms() -> frozenset[str]:
    """Return "welshman" and "welshwoman" for "Welsh"."""
    stems = {word.removesuffix("s") for word in read_words("demonyms", "word")}
    return frozenset(s + end for s in stems for end in ("man", "woman", "men", "women"))


def _is_spot(doc: Doc, name: Name, counts: Counter[str]) -> bool:
    """Say whether a single word, seen once, stands where places stand: "in Split"."""
    if " " in name.text or counts[name.text] > 1 or not name.start:
        return False
    return doc[name.start - 1].lower_ in ("in", "near", "outside", "at")


def _begins(text: str, persons: set[str]) -> bool:
    return text in first_names() and any(p.startswith(text + " ") for p in persons)


def _within(text: str) -> float:
    """Weigh the words of the name itself: above 0 for a person."""
    words = text.split()
    score = 0.0
    if first_names().get(fold(words[0])) is not None and len(words) > 1:
        score += 1.5
    bodies = read_words("organisation_words", "word")
    if "&" in words or any(w.casefold().rstrip(".") in bodies for w in (words[0], words[-1])):
        score -= 3.0
    if any(word in _JOINTS for word in words[1:-1]) or any(map(str.isdigit, text)):
        score -= 2.0
    if len(words) > 1 and any(w.islower() and w not in PARTICLES | _JOINTS for w in words):
        score -= 1.0
    if text.isupper() and len(text) <= ACRONYM:
        score -= 2.0
    return score


def _around(doc: Doc, name: Name) -> float:
    """Weigh one mention's surroundings and what the tagger made of it."""
    tokens = doc.tokens
    first, last = tokens[name.start], tokens[name.end - 1]
    score = {"PERSON": 1.0, "ORG": -1.0}.get(last.ent_type_, 0.0)
    before = tokens[name.start - 1] if name.start else None
    if before is not None:
        score += _title(before.lower_)
        if before.lower_ == "the":
            score -= 1.5
    behind = tokens[name.end : name.end + 3]
    if len(behind) > 1 and behind[0].text == ",":
        score += 2.0 * (behind[1].lower_ == "who" or behind[1].text.isdigit())
        score -= 1.5 * (behind[1].lower_ == "which")
    noun = last.head if last.dep_ == "appos" else None
    if noun is not None and not explains_title(doc, name.start):
        score += _noun(noun.lemma_.lower())
    is_noun = before is not None and before.pos_ == "NOUN" and before.lower_ != first.lower_
    if before is not None and is_noun and title_before(doc, name.start) is None:
        score += _noun(before.lemma_.lower())
    score += sum(_noun(c.lemma_.lower()) for c in last.children if c.dep_ == "appos")
    return score


@cache
def _title(word: str) -> float:
    if word in read_words("person_titles", "word"):
        return 4.0
    titles = read_words("roles", "word")
    doubtful = read_where("roles", "word", key="is_ambiguous", value="1")
    return 0.0 if word not in titles else 1.0 if word in doubtful else 2.0


@cache
def _noun(lemma: str) -> float:
    if lemma in read_where("groups", "word", key="kind", value="organisation"):
        return -2.0
    return 1.5 if lemma in read_words("roles", "word") else 0.0
