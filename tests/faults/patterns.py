"""The package's regular expressions go in; for each, the texts that make it work hardest come out.

Patterns are found as values of modules, as what cached functions return, and as literals in calls
of `re`. An attack repeats, after what leads to it, what a repetition takes, and ends otherwise.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import flows

FUNCTIONS = {"compile", "sub", "match", "search", "fullmatch", "findall", "finditer", "split"}
MANY = 8  # a repetition that stops before this many rounds is no danger by itself
ENDS = ("", "\x00", "!", "\n", "a", " ")
CATEGORIES = {
    codes.CATEGORY_DIGIT: "7",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "aA7",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_SPACE: "aA.",
    codes.CATEGORY_NOT_WORD: ". ",
}
TRIED = "aA7 .,-\"'<>/=:;_\n\t\xa0\u201c\u0301\u6f22"


def patterns() -> dict[str, re.Pattern[Any]]:
    """Return every pattern of the package, by where it was found and what it says."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(flows.__path__, "flows."):
        if ".train" in module.name or module.name in ("flows.__main__", "flows.daily"):
            continue  # the training room has its own packages; daily.py wakes Prefect
        loaded = importlib.import_module(module.name)
        values = [*vars(loaded).values(), *_cached(loaded), *_literals(Path(str(loaded.__file__)))]
        found |= {f"{module.name}: {p.pattern!r}"[:200]: p for p in _within(values)}
    return found


def _cached(module: Any) -> Iterator[Any]:
    """Yield what the module's cached functions of no argument return."""
    for value in vars(module).values():
        inner = getattr(value, "__wrapped__", None)
        if hasattr(value, "cache_info") and inner is not None:
            code, home = inner.__code__, inner.__module__
            if home == module.__name__ and not (code.co_argcount or code.co_kwonlyargcount):
                yield value()


def _literals(path: Path) -> Iterator[re.Pattern[Any]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name),
                args=[ast.Constant(value=str() | bytes() as text), *_],
            ) if name in FUNCTIONS:
                yield re.compile(text)


def _within(values: Iterable[Any], depth: int = 4) -> Iterator[re.Pattern[Any]]:
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif depth and isinstance(value, Mapping):
            yield from _within(value.values(), depth - 1)
        elif depth and isinstance(value, list | tuple) and len(value) < 5_000:
            yield from _within(value, depth - 1)


def attacks(pattern: re.Pattern[Any], length: int) -> Iterator[str | bytes]:
    """Yield texts of about this length that each lead one of the pattern's repetitions astray."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    for before, pump in sorted(set(_pumps(tree, ""))):
        for end in ENDS:
            text = before + pump * (length // len(pump)) + end
            yield text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    for op, argument in tree:
        match op:
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                most, inside = argument[1], argument[2]
                if most >= MANY:
                    yield from ((before, pump) for pump in _samples(inside) if pump)
                    mixed = "".join(_samples(inside))
                    yield from [(before, mixed)] if mixed else []
                yield from _pumps(inside, before)
            case codes.SUBPATTERN:
                yield from _pumps(argument[-1], before)
            case codes.BRANCH:
                for branch in argument[1]:
                    yield from _pumps(branch, before)
            case codes.ASSERT | codes.ASSERT_NOT:
                yield from _pumps(argument[1], before)
            case _:
                pass
        before += next(iter(_samples([(op, argument)])), "")


def _samples(tree: Any) -> list[str]:
    """Return a few texts that this part of a pattern takes."""
    texts = [""]
    for op, argument in tree:
        parts = _of_one(op, argument)[:6] or [""]
        texts = [text + part for text in texts for part in parts][:12]
    return texts


def _of_one(op: Any, argument: Any) -> list[str]:
    match op:
        case codes.LITERAL:
            return [chr(argument)]
        case codes.NOT_LITERAL:
            return [c for c in TRIED if ord(c) != argument]
        case codes.ANY:
            return ["a", " "]
        case codes.IN:
            return _of_class(argument)
        case codes.SUBPATTERN:
            return _samples(argument[-1])
        case codes.BRANCH:
            return [text for branch in argument[1] for text in _samples(branch)[:2]]
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            return [text * max(1, argument[0]) for text in _samples(argument[2])]
        case _:
            return []


def _of_class(items: Any) -> list[str]:
    pattern = [text for op, argument in items for text in _of_member(op, argument)]
    if items and items[0][0] is codes.NEGATE:
        return [c for c in TRIED if c not in pattern][:6]
    return pattern[:6]


def _of_member(op: Any, argument: Any) -> list[str]:
    match op:
        case codes.LITERAL:
            return [chr(argument)]
        case codes.RANGE:
            return [chr(argument[0])]
        case codes.CATEGORY:
            return list(CATEGORIES.get(argument, ""))
        case _:
            return []
