"""What a page says of its authors goes in; the people among them come out, none invented."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lxml.html import HtmlElement

from flows.extract.page import is_elsewhere
from flows.extract.structured import Author, Markup
from flows.extract.values import clean
from flows.extract.wordlists import read_list
from flows.lists import read_rows

MAX_BYLINE = 200  # characters: what is longer is a text, not a byline
MAX_AUTHORS = 12
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|authors|writer|reporter|art-?author|autor|auteur|autore)"
    r"(?:$|[\s_-](?:names?|link|info|title|text|wrapper|list|item|block|container)?)", re.I
)  # fmt: skip
_UNCASED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def choose_authors(
    root: HtmlElement, markup: Markup, strangers: Iterable[str], *, homes: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the people that the page names as authors, in its order.

    The article's own structured data are asked first, then meta elements, then the visible byline;
    what names no person (`strangers` are the site and its agencies) is passed over, and so is what
    links to the site's front page say (`homes`), word for word.
    """
    outlets = frozenset(_key(name) for name in homes)
    not_people = frozenset(_key(name) for name in strangers if name) | _agencies()
    stated = [each for each in markup.authors if _may_be_person(each)]
    sources = (
        (name for each in stated for name in _split(each.name, is_sure=each.kind is not None)),
        (name for each in markup.meta_authors for name in _split(each, is_sure=False)),
        (name for each in _visible_bylines(root) for name in _split(each, is_sure=False)),
    )
    for source in sources:
        people = [
            name
            for name in source
            if _key(name) not in outlets and not _is_stranger(name, not_people)
        ]
        if people:
            return tuple(dict.fromkeys(people))[:MAX_AUTHORS]
    return ()


def people_among(written: Iterable[str]) -> tuple[str, ...]:
    """Return the people among what a feed gives for authors: no agency, no desk, no "by"."""
    found = (name for each in written for name in _split(each, is_sure=False))
    people = (name for name in found if not _is_stranger(name, _agencies()))
    return tuple(dict.fromkeys(people))[:MAX_AUTHORS]


def _may_be_person(author: Author) -> bool:
    return author.kind is None or "Person" in author.kind


@cache
def _agencies() -> frozenset[str]:
    rows = read_rows("agencies")
    return frozenset(_key(row[column]) for row in rows for column in ("agency", "spelling"))


def _is_stranger(name: str, strangers: frozenset[str]) -> bool:
    """Tell whether a name is the site's or an agency's, or made of one ("CNN Business")."""
    words = [_key(word) for word in name.split()]
    return (
        _key(name) in strangers
        or any(word in strangers for word in words)
        or (len(words) == 1 and any(each.startswith(words[0]) for each in strangers))
    )


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


# --- the visible byline ---------------------------------------------------------------------------


def _visible_bylines(root: HtmlElement) -> Iterator[str]:
    """Yield the short texts that the page marks as its byline, those of other articles left out."""
    for element in root.iterfind(".//body//*"):
        marks = f"{element.get('class', '')} {element.get('id', '')}"
        is_author = element.get("rel") == "author" or "author" in (element.get("itemprop") or "")
        if (is_author or _BYLINE.search(marks)) and not is_elsewhere(element):
            text = "\n".join(piece for each in element.itertext() if (piece := clean(each)))
            if text and len(text) <= MAX_BYLINE and (is_author or _is_byline(element, text)):
                yield text


def _is_byline(element: HtmlElement, text: str) -> bool:
    """Tell whether a marked text is a byline: it opens with "by", or its mark says so."""
    marks = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(_opening().match(text)) or bool(re.search(r"byline|name|author", marks, re.I))


# --- names ----------------------------------------------------------------------------------------


@cache
def _opening() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in read_list("byline_words", "word", kind="by"))
    return re.compile(
        rf"\s{{0,9}}(?:(?:[A-Z]\w{{1,40}}\s){{0,2}}by|{words})(?:\s{{0,9}}[:：／/]\s*|\s+)", re.I
    )


@cache
def _border() -> re.Pattern[str]:
    words = "|".join(read_list("byline_words", "word", kind="and"))
    return re.compile(rf"\s*[,;、，·•|/&\n]\s*|\s+(?:{words})\s+(?=\S)", re.I)


@cache
def _tail() -> re.Pattern[str]:
    words = "|".join(read_list("byline_words", "word", kind="place"))
    return re.compile(rf"\s+(?:{words})\s.*$|\s*[(\[–—|].*$|\s+-\s.*$|\s*\S+@\S+.*$")


@cache
def _agency_tail() -> re.Pattern[str]:
    """Match what American agencies put after a name: "By ADA HOLM Associated Press"."""
    names = {row[column] for row in read_rows("agencies") for column in ("agency", "spelling")}
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\s+(?:The\s)?(?:{words})$")


@cache
def _roles() -> frozenset[str]:
    return frozenset(word.casefold() for word in read_list("byline_words", "word", kind="role"))


def _split(byline: str, *, is_sure: bool) -> Iterator[str]:
    """Yield the names in a byline; one that is surely a person's may be a single word."""
    if "://" in byline or byline.startswith("www."):
        return
    pieces = [piece for piece in _border().split(_opening().sub("", byline, count=1)) if piece]
    for piece in pieces:
        name = _agency_tail().sub("", _tail().sub("", piece))
        name = _opening().sub("", name, count=1).strip(' .,:;|-–—"“”')
        if _is_name(name, is_sure=is_sure and len(pieces) == 1):
            yield name


def _is_name(name: str, *, is_sure: bool) -> bool:
    """Tell whether words look like a person's name: two to five capitalised words, no role."""
    words = name.split()
    if not words or len(name) > 60 or re.search(r"[\d@/\\<>{}=#_]", name):
        return False
    if any(word.casefold().strip(".") in _roles() for word in words):
        return False
    if words[0].casefold() == "the" or re.search(r"\w{4}\.\s", name):
        return False
    if _UNCASED.search(name):
        return len(words) <= 5 and 2 <= len(name) <= 40
    capitals = [word for word in words if word[0].isupper() or word[0] in "'’"]
    is_framed = words[-1] in capitals and (words[0] in capitals or is_sure)
    return (
        (is_sure or len(words) >= 2)
        and len(words) <= 6
        and is_framed
        and len(capitals) >= len(words) / 2
    )
