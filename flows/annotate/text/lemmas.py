"""A word and its label go in; its tag, class and lemma come out, by the tables of spaCy's package.

Follows spaCy's ruler and lemmatizer for English, on a word alone, but for verbs that differ by a
silent e: to spaCy "hoped" is a form of "hop".
"""

import re
from functools import cache
from typing import Any

from flows.annotate.remembered import remembered
from flows.annotate.text.english import inflections, word_rules

_FORMS = {  # of the open classes, by which lemmas are found; the ruler knows the others
    "NN": "Number=Sing", "NNS": "Number=Plur", "NNP": "Number=Sing", "NNPS": "Number=Plur",
    "JJ": "Degree=Pos", "JJR": "Degree=Cmp", "JJS": "Degree=Sup", "CD": "NumType=Card",
    "VBG": "Aspect=Prog|Tense=Pres|VerbForm=Part",
    "VBN": "Aspect=Perf|Tense=Past|VerbForm=Part",
}  # fmt: skip
_DOUBLES = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")  # its last letter before an ending: "hopped"


@remembered
def describe(labelled: tuple[str, str]) -> tuple[str, str, str]:
    """Return tag, class and lemma of a word with this label."""
    word, label = labelled
    tag, _, pos = label.partition("|")
    told = {"MORPH": _FORMS[tag]} if tag in _FORMS else _ruled(word.lower(), tag)
    lemma = told.get("LEMMA") or lemma_of(word, pos.lower(), told.get("MORPH", ""))
    return tag, pos, lemma


def _ruled(lowered: str, tag: str) -> dict[str, str]:
    """Return what the rules for a word of this tag say; later ones have the last word."""
    told: dict[str, str] = {}
    for needs, attributes in _rules_of(tag):
        if needs is None or _holds(needs, lowered):
            told |= attributes
    return told


@cache
def _rules_of(tag: str) -> list[tuple[Any, dict[str, str]]]:
    """Return the rules that a tag admits, each with its demand on the word, if it has one."""
    return [
        (pattern.get("LOWER"), attributes)
        for pattern, attributes in word_rules()
        if "IS_SPACE" not in pattern and ("TAG" not in pattern or _holds(pattern["TAG"], tag))
    ]


def _holds(needs: Any, value: str) -> bool:
    if isinstance(needs, str):
        return value == needs
    if "REGEX" in needs:
        return re.search(needs["REGEX"], value) is not None
    return value in needs["IN"] if "IN" in needs else value not in needs["NOT_IN"]


def lemma_of(word: str, pos: str, morph: str) -> str:
    """Return the lemma of a word of this class and form."""
    lowered = word.lower()
    table = inflections().get(pos)
    if pos == "space" or _is_base(pos, dict(f.split("=") for f in morph.split("|") if "=" in f)):
        return lowered
    if table is None:
        return word if pos == "propn" else lowered
    found: dict[str, None] = {}
    unknown: list[str] = []
    for old, new in table.endings:
        form = lowered[: len(lowered) - len(old)] + new if lowered.endswith(old) else ""
        if form in table.known:
            found = {form: None} | {f: None for f in found if f != form}
        elif form and not form.isalpha():
            found.setdefault(form)
        elif form:
            unknown.append(form)
    first = [form for form in table.exceptions.get(lowered, ()) if form not in found][::-1]
    lemma = next(iter([*first, *found, *unknown, word]))
    return f"{lemma}e" if _lacks_e(lemma, lowered) and f"{lemma}e" in table.known else lemma


def _lacks_e(lemma: str, form: str) -> bool:
    """Tell whether a form would double the lemma's last letter if it were this lemma's."""
    is_plain = form in (f"{lemma}ed", f"{lemma}es", f"{lemma}ing")
    return is_plain and _DOUBLES.search(lemma) is not None


def _is_base(pos: str, form: dict[str, str]) -> bool:
    """Tell whether a word is its own lemma by its form."""
    if "Inf" in form.get("VerbForm", "") or form.get("Degree") == "Pos":
        return True
    if pos == "noun":
        return form.get("Number") == "Sing"
    is_finite = form.get("VerbForm") == "Fin" and form.get("Tense") == "Pres"
    return pos == "verb" and is_finite and "Number" not in form
