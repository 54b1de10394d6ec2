"""What a page calls its article in several places goes in; the headline alone comes out."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from flows.characters import MARKING
from flows.extract.structured import Markup
from flows.extract.values import clean

MAX_TITLE = 400
ALIKE = 0.5  # headlines are often said anew for search engines and for sharing
MIN_WORDS = 4  # two words in common make no headline
SECTION_WORDS = 4  # "UK & World News": longer parts of a title are part of what it says

_BORDER = re.compile(r"\s+(?:[|\-–—·•»«:~>]|::|//)\s+|\s*[|｜»]\s*|(?<=\S):\s+")
_STRONG = re.compile(r"\s*(?:\||｜|::|»|·|•)\s*")


def choose_title(root: HtmlElement, markup: Markup, url: str | None) -> str | None:
    """Return the article's headline without the site's name and the section's.

    The visible heading wins where another place says the same, as it is what readers see; without
    one, the headline of the structured data; then what Open Graph and the title element say.
    """
    names = {_key(name) for name in site_names(markup, url)} - {""}
    headings = [text for text in _headings(root) if _key(text) not in names]
    names |= {_key(name) for name in (*markup.sections, *_menu(root))}
    stated = _bare_titles(markup.headlines, headings, names)
    page_titles = [clean(each.text_content()) for each in root.iterfind(".//head/title")]
    told = stated + _bare_titles([*markup.titles, *page_titles], [*headings, *stated], names)
    for title in told:
        heading = max(headings, key=lambda each: _likeness(each, title), default="")
        if _likeness(heading, title) >= ALIKE:
            return _without_kicker(heading, title)
    return next(iter([*told, *headings]), None)


def site_names(markup: Markup, url: str | None) -> tuple[str, ...]:
    """Return what the page's site calls itself, and what its address may stand for.

    What is the page's title too is no site's name: some templates fill both alike.
    """
    titles = {_key(title) for title in (*markup.titles, *markup.headlines)}
    return (*(name for name in markup.sites if _key(name) not in titles), *_host_names(url))


def home_names(root: HtmlElement, url: str | None) -> tuple[str, ...]:
    """Return what the page's links to its site's front page say, in words or as a logo's."""
    host = urlsplit(url or "").netloc
    names: dict[str, None] = {}
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if href != "/" and not (host and re.fullmatch(rf"(?:https?:)?//{re.escape(host)}/?", href)):
            continue
        for text in (link.text_content(), *(image.get("alt", "") for image in link.iter("img"))):
            names[clean(text)] = None
    return tuple(name for name in names if name)


def _headings(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("h1"):
        text = clean(_text_of(element))
        if 0 < len(text) <= MAX_TITLE:
            yield text


def _text_of(heading: HtmlElement) -> str:
    """Return what a heading says: its parts apart, but no word cut by what marks a piece of it."""
    pieces = []
    for event, element in iterwalk(heading, events=("start", "end")):
        gap = "" if element.tag in MARKING else " "
        told = element.text if event == "start" else element.tail if element is not heading else ""
        pieces += [gap, told or ""]
    return "".join(pieces)


def _menu(root: HtmlElement) -> Iterator[str]:
    """Yield the names of sections that the page's menus lead to."""
    for link in root.iterfind(".//nav//a"):
        name = clean(link.text_content())
        if len(name.split()) < SECTION_WORDS:
            yield name


def _host_names(url: str | None) -> Iterator[str]:
    """Yield what a site may call itself after its address: bbc.co.uk, bbc."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    yield host
    yield from (
        label for label in host.split(".")[:-1] if len(label) > 3 or label == host.split(".")[0]
    )


def _key(text: str) -> str:
    """Return what two spellings of a name have in common."""
    return re.sub(r"[\W_]|^the\b", "", text.casefold())


def _bare_titles(titles: Iterable[str], others: list[str], names: set[str]) -> list[str]:
    known = {_key(other) for other in others}
    found = [_strip_names(title, known, names) for title in titles]
    return [
        title for title in found if title and len(title) <= MAX_TITLE and _key(title) not in names
    ]


def _strip_names(title: str, known: set[str], names: set[str]) -> str:
    """Take the site's name and the section's off both ends of a title.

    A part goes if it is such a name, if without it the title is a headline given elsewhere, or if
    it is short and stands behind a bar, which headlines do not use.
    """
    changed = True
    while changed and _key(title) not in known:
        changed = False
        for found in [*_BORDER.finditer(title)][::-1]:
            ahead, after = title[: found.start()].strip(), title[found.end() :].strip()
            is_bar = bool(_STRONG.fullmatch(found[0])) and len(ahead.split()) > len(after.split())
            for kept, dropped, may_go in ((ahead, after, is_bar), (after, ahead, False)):
                if kept and _may_drop(kept, dropped, known, names, may_go):
                    title, changed = kept, True
                    break
            if changed:
                break
    return title


def _may_drop(kept: str, dropped: str, known: set[str], names: set[str], is_bar: bool) -> bool:
    name = _key(dropped)
    return (
        _key(kept) in known
        or name in names
        or (len(name) > 4 and any(name.startswith(each) for each in names if len(each) > 2)
            and len(dropped.split()) <= SECTION_WORDS)
        or (is_bar and len(dropped.split()) <= SECTION_WORDS)
    )  # fmt: skip


def _likeness(heading: str, title: str) -> float:
    """Return how much of the shorter of two titles the other one says too (0 to 1)."""
    ours, theirs = _key(heading), _key(title)
    if ours == theirs or (min(len(ours), len(theirs)) > 15 and (ours in theirs or theirs in ours)):
        return 1.0
    left, right = (set(re.findall(r"\w+", each.casefold())) for each in (heading, title))
    return len(left & right) / max(MIN_WORDS, min(len(left), len(right)))


def _without_kicker(heading: str, title: str) -> str:
    """Return the heading, or the title where the heading says more in front of it or behind."""
    ours, theirs = _key(heading), _key(title)
    is_longer = (
        len(theirs) > 15 and ours != theirs and (ours.endswith(theirs) or ours.startswith(theirs))
    )
    return title if is_longer else heading
