"""A page's tree and the text found in it go in; whether that is many pieces' text comes out.

A front page may tell each story in a long paragraph, a blog in full: every heading leads to the
story's own page, and what stands below one is a small part of all.
"""

from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from flows.extract.body import measure_text
from flows.extract.values import clean

PIECES = 8  # headings that lead to as many addresses: boxes of related stories have fewer
TOLD = 4  # pieces that show a text to be of many
STANDS_OUT = 1.5  # times the usual piece: where the text is of one or two, an article is longer
LARGEST = 0.5  # of the text; an article among teasers has more
WITHIN = 0.9  # of the text: an article stands beside its teasers

_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_BLOCKS = frozenset({"p", "li", "dd", "td", "blockquote"})


def is_of_teasers(root: HtmlElement, text: str, links: set[str], url: str | None) -> bool:
    """Tell whether a text is put together of many pieces, each below a heading of its own.

    `links` are the texts of the page's links: a line that is one is a headline. Pieces within one
    element `article` are parts of one piece: a digest, or a list of things to buy.
    """
    headings = _leading_headings(root, url or "")
    if len(headings) < PIECES or _share_article(headings):
        return False
    piece_of = _paragraphs(headings)
    sizes: Counter[int] = Counter()
    total = 0.0
    for line in map(_plain, text.splitlines()):
        words = 0.0 if line in links else measure_text(line)
        total += words
        if line in piece_of:
            sizes[piece_of[line]] += int(words)
    told = [size for size in sizes.values() if size]
    if not told or sum(told) < WITHIN * total:
        return False
    if len(told) >= TOLD:
        return max(told) <= LARGEST * total
    return max(told) <= STANDS_OUT * _usual_size(piece_of)


def _usual_size(piece_of: dict[str, int]) -> float:
    """Return how many words a piece has, the middle one of all; 0 where few have any."""
    sizes: Counter[int] = Counter()
    for line, number in piece_of.items():
        sizes[number] += int(measure_text(line))
    filled = sorted(size for size in sizes.values() if size)
    return filled[len(filled) // 2] if len(filled) >= PIECES else 0


def _leading_headings(root: HtmlElement, url: str) -> list[HtmlElement]:
    """Return the headings that lead to other pages of the site, the first of each address."""
    found: dict[str, HtmlElement] = {}
    for heading in root.iter(*_HEADINGS):
        link = heading.find(".//a[@href]")
        link = next(heading.iterancestors("a"), None) if link is None else link
        address = _own_address(link.get("href", ""), url) if link is not None else None
        if address:
            found.setdefault(address, heading)
    return list(found.values())


def _own_address(href: str, url: str) -> str | None:
    """Return the address of a link that leads to another page of the same site, else None."""
    try:
        address = urldefrag(urljoin(url, href.strip())).url
        hosts = [(urlsplit(each).hostname or "").removeprefix("www.") for each in (address, url)]
    except ValueError:
        return None
    return address if hosts[0] == hosts[1] and address != urldefrag(url).url else None


def _share_article(headings: list[HtmlElement]) -> bool:
    """Tell whether one element `article` holds all but a few of the headings."""
    holders = Counter(up for each in headings for up in each.iterancestors("article"))
    return max(holders.values(), default=0) >= PIECES


def _paragraphs(headings: list[HtmlElement]) -> dict[str, int]:
    """Return of each paragraph that stands in a heading's piece the number of the heading.

    A piece is the largest element with that heading alone. Where headings and paragraphs stand
    side by side, the one paragraph below a heading is its piece: of several, an article's body may
    have been cut by links to other stories.
    """
    held = Counter(up for each in headings for up in (each, *each.iterancestors()))
    found: dict[str, int] = {}
    for number, heading in enumerate(headings):
        top = heading
        while (up := top.getparent()) is not None and held[up] == 1:
            top = up
        below = _below(top, held) if top is heading else []
        for part in [top, *below] if len(below) == 1 else [top]:
            for line in _lines(part):
                found.setdefault(line, number)
    return found


def _below(heading: HtmlElement, held: Counter[HtmlElement]) -> list[HtmlElement]:
    """Return what stands beside a heading, down to the next one."""
    parts = []
    following = heading.getnext()
    while following is not None and not held[following]:
        parts.append(following)
        following = following.getnext()
    return parts


def _lines(part: HtmlElement) -> list[str]:
    """Return the paragraphs in a part of a page, and its boxes that hold nothing but text."""
    return [
        _plain(element.text_content())
        for element in part.iter("p", "li", "dd", "td", "blockquote", "div", "section", "article")
        if element.tag in _BLOCKS or len(element) == 0
    ]


def _plain(text: str) -> str:
    return " ".join((clean(text) or "").split())
