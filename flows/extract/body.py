"""The tree of a page goes in, the text of its article comes out, a paragraph a line."""

import logging
import re
from functools import cache
from html import unescape
from importlib.metadata import version
from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from flows.extract.furniture import take_away_pointers, without_furniture
from flows.extract.tables import open_layout_tables
from flows.extract.wordlists import letters
from flows.lists import read_rows

# Tuned together on 181 news pages in eleven languages: the quick precise pass is right on most
# (F1 .944 by itself) and empty or nearly so on the rest, where the balanced one is right. Both
# together reach .971; flat for SHORT from 400 to 1,000, MORE from 1.3 to 3, RESCUE from 150 to 250.
SHORT = 500  # characters: what is longer is taken as it is
MORE = 2.0  # the balanced text must be this much longer
RESCUE = 150  # characters below which the balanced pass takes all text that the page has
PIECE = 200  # characters of its own paragraphs that a piece of a body has, and a teaser has not
KICKER = 60  # characters: a line over a headline is a section's or a series' name
KICKERS = 3  # such lines at most
STATED_MORE = 2.0  # the body that the markup states is plainer; it must be worth it

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f"
_BODY = re.compile(r"body|content|article|story|text|chunk|paragraph", re.I)
_SIGN = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def extract_text(
    root: HtmlElement, *, title: str | None, stated: str | None, url: str | None = None
) -> str:
    """Return the article's text without its headline, or "" where the page has none.

    `stated` is the body that the page's structured data give; it is taken where the page itself
    shows less than half of it.
    """
    open_layout_tables(root)
    join_pieces(root)
    take_away_pointers(root, url)
    text = _extract(root, "precise")
    if len(text) < SHORT:
        balanced = _extract(root, "balanced")
        text = balanced if len(balanced) > MORE * len(text) else text
    plain = plain_text(unescape(stated or ""))
    if len(plain) > STATED_MORE * len(text) or letters(plain) == letters(text):
        text = plain  # the extractor's last resort is that body too, its paragraphs run together
    return without_furniture(_below_headline(text, root, title) if title else text)


def _below_headline(text: str, root: HtmlElement, title: str) -> str:
    """Return the text without the headline, and without the kickers that stand over it."""
    lines, headline = text.split("\n"), letters(title)
    over = 0
    while over < min(KICKERS, len(lines)) and len(lines[over]) <= KICKER:
        if letters(lines[over]) == headline:
            break
        over += 1
    if over < len(lines) and letters(lines[over]) == headline:
        return "\n".join(lines[over + 1 :])
    if lines[0].startswith(f"{title} ") and not _has_opening(root, f"{title} "):
        lines[0] = lines[0][len(title) :].strip()  # the last resort runs all paragraphs together
    above = _above_heading(root, headline) if over else set()
    while lines[1:] and len(lines[0]) <= KICKER and letters(lines[0]) in above:
        del lines[0]
    return "\n".join(lines)


def _has_opening(root: HtmlElement, words: str) -> bool:
    """Tell whether some text of the page itself begins with these words and goes on."""
    return any((element.text or "").lstrip().startswith(words) for element in root.iter())


def _above_heading(root: HtmlElement, headline: str) -> set[str]:
    """Return the short texts that stand above the page's heading, where it has that heading."""
    above: set[str] = set()
    for element in root.iter("h1", "p", "div", "span", "a", "h2", "h3", "h4"):
        if element.tag == "h1" and letters(element.text_content()) == headline:
            return above
        text = " ".join((element.text or "").split())
        if 0 < len(text) <= KICKER and len(element) == 0:
            above.add(letters(text))
    return set()


@cache
def method() -> str:
    """Return the name of the extractor with its version."""
    return f"trafilatura {version('trafilatura')} precise+balanced 2"


def count_words(text: str) -> int:
    """Return the number of words; in scripts without blanks each character counts as one."""
    return len(_WORD.findall(text))


def measure_text(text: str) -> float:
    """Return the length of a text in words, two signs of a script without blanks to a word."""
    return count_words(text) - len(_SIGN.findall(text)) / 2


def plain_text(marked: str) -> str:
    """Return the text of a fragment of HTML, or of plain text, a paragraph a line."""
    text = re.sub(r"</?(?:p|br|div|h\d|li)\b[^>]{0,500}>|\n", "\n", marked)
    text = re.sub(r"<[a-zA-Z/][^>]{0,2000}>", "", text)
    return "\n".join(line for each in text.splitlines() if (line := " ".join(each.split())))


@cache
def _options(focus: str) -> Extractor:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of each page it leaves
    options = Extractor(
        output_format="python", fast=True, precision=focus == "precise", comments=False
    )
    options.min_extracted_size = RESCUE
    return options


def _extract(root: HtmlElement, focus: str) -> str:
    found: Any = bare_extraction(root, options=_options(focus))
    return str(found.text or "").strip() if found is not None else ""


# --- pieces of one body --------------------------------------------------------------------------


def join_pieces(root: HtmlElement) -> None:
    """Put the pieces of a body back together that a page cuts apart with advertisements.

    Extractors take the first element that looks like the body. Pieces are elements of one class
    that speaks of a body, each with paragraphs of its own, within the same article.
    """
    pieces: dict[tuple[HtmlElement | None, str], list[HtmlElement]] = {}
    for element in root.iter("div", "section"):
        name = element.get("class", "")
        if _BODY.search(name) and _paragraph_length(element) >= PIECE:
            pieces.setdefault((_article_of(element), name), []).append(element)
    for first, *others in pieces.values():
        for piece in others:
            if first not in piece.iterancestors():
                first.extend(list(piece))


def _paragraph_length(element: HtmlElement) -> int:
    return sum(len(child.text_content()) for child in element.iterchildren("p"))


def _article_of(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("article", "main"), None)


# --- what lies over the page ----------------------------------------------------------------------


@cache
def _frameworks(kind: str) -> tuple[str, ...]:
    return tuple(row["pattern"] for row in read_rows("consent_frameworks") if row["kind"] == kind)


def take_away_consent(root: HtmlElement) -> bool:
    """Take the layers of known consent frameworks out of the tree; tell whether any was there.

    A layer around the article itself stays.
    """
    ids, classes, actions = _frameworks("id"), _frameworks("class"), _frameworks("action")
    layers = [
        element
        for element in root.iter("div", "section", "aside", "form", "dialog")
        if element.get("id", "").startswith(ids)
        or any(name.startswith(classes) for name in element.get("class", "").split())
        or element.get("action", "").startswith(actions)
    ]
    for element in layers:
        if element.getparent() is not None and element.find(".//article") is None:
            element.drop_tree()
    return bool(layers)
