"""A page's structure and the text found in it go in; whether that is a whole article comes out."""

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Literal

from lxml.html import HtmlElement

from flows.errors import BadDocument
from flows.extract.body import measure_text
from flows.extract.dates import choose_published
from flows.extract.structured import Markup
from flows.extract.teasers import is_of_teasers
from flows.extract.values import clean
from flows.extract.walls import has_wall

Partial = Literal["paywall", "consent", "teaser", "login", "video", "audio", "gallery", "live_blog"]

# Words. A brief of an agency runs to 60 words and more; what stands around a player, a form or an
# error to fewer than 100.
BRIEF = 60
AROUND = 100
PICTURES = 5  # with captions of their own: a report has fewer beside so little text
LINKED_HEADINGS = 8  # an index has more; a page with "read also" boxes has fewer
WHOLE = 0.8  # the share of its stated word count that a whole text has, captions left out
LONGEST_MORE = 30  # characters of a link to the rest: "Continue reading"
METERED = 200  # words that a closed page without further word shows only if it is open after all

# HTTP's own statuses and names for them; in a headline the number stands among other words.
_STATUSES = {
    str(code): HTTPStatus(code).phrase.casefold()
    for code in (400, 401, 403, 404, 410, 429, 500, 502, 503, 504)
}
_WORDS = re.compile(r"\w+")
_TITLE_PARTS = re.compile(r"[|–—:·•»()\[\]!?.,/]|\s-\s")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells the kinds of pages apart."""

    root: HtmlElement
    markup: Markup
    text: str
    title: str | None
    summary: str | None  # the feed's
    told_title: str | None  # the feed's
    had_consent: bool
    latest: datetime  # when it was fetched
    url: str | None = None
    is_walled: bool = False  # a line at the end says that the rest is for subscribers


def judge_page(page: Evidence, name: str) -> Partial | None:
    """Return why the text is not the whole article, or None where it is.

    Structure decides: what the page says that it is, its forms, its links, the length of its text
    against the length that is stated. No phrase does, as articles quote phrases, but for a line at
    the end that says nothing else than that the rest is for subscribers.

    Raises:
        BadDocument: no_article, where the page is a login, an index, an error or a bare player.
    """
    words = measure_text(page.text)
    refusal = _refusal(page, words)
    if refusal:
        raise BadDocument("no_article", f"{name} holds no article: {refusal}; check its address")
    if "live_blog" in page.markup.kinds:
        return "live_blog"
    if page.markup.is_free is False and _is_locked(page, words):
        return "paywall"
    if words < METERED and (page.is_walled or has_wall(page.root, page.text)):
        return "paywall"
    return _short_reason(page, words)


def _refusal(page: Evidence, words: float) -> str | None:
    """Return what the page is instead of an article."""
    is_claimed = page.markup.has_article
    if words == 0:
        return "a consent wall hides all text" if page.had_consent else "no running text was found"
    if is_claimed:
        return None
    if words < AROUND and _has_password(page.root):
        return "it is a login page"
    if words < _error_words(page):
        return f"its title {(page.title or '')[:60]!r} is that of an error page"
    if _is_index(page, words):
        return "it is a list of links to other pages"
    if words < BRIEF and not _is_marked(page, words):
        return f"its text has only {words:.0f} words and nothing marks it as an article"
    return None


def _is_marked(page: Evidence, words: float) -> bool:
    """Tell whether a short text is news: the page says so or dates it, or a feed speaks of it.

    What says that a page is gone, or asks for consent, does so in a few sentences without a date.
    """
    if words < BRIEF / 3:
        return False
    opening = page.text.split("\n")[0].strip()
    in_article = any(opening in " ".join(each.itertext()) for each in page.root.iter("article"))
    if in_article or page.markup.kinds - {"index"}:
        return True
    if _says(page.text, page.summary) or _says(page.title, page.told_title):
        return True
    return choose_published(page.root, page.markup, None, latest=page.latest) is not None


def _says(text: str | None, told: str | None) -> bool:
    """Tell whether a text has more than half of the words that a feed has of it."""
    ours, theirs = (set(_WORDS.findall((each or "").casefold())) for each in (text, told))
    return len(ours & theirs) > len(theirs) / 2


def _error_words(page: Evidence) -> int:
    """Return below how many words the page is an error's by its title, 0 where that names none.

    "404" and "404 Not Found" by themselves are plain; "Error 404" may be "Flight 404".
    """
    parts = _TITLE_PARTS.split((page.title or "").casefold())
    whole = _TITLE_PARTS.split((page.root.findtext(".//title") or "").casefold())
    if any(_names_status(part, 0) for part in (*parts, *whole)):
        return AROUND
    return BRIEF if any(_names_status(part, 1) for part in parts) else 0


def _names_status(part: str, others: int) -> bool:
    """Tell whether a part of a title is a status with its own name, or with so many other words."""
    words = part.split()
    status = next((each for each in words if each in _STATUSES), None)
    if status is None:
        return False
    words.remove(status)
    return len(words) == others or " ".join(words) == _STATUSES[status]


def _has_password(root: HtmlElement) -> bool:
    return any(field.get("type", "").lower() == "password" for field in root.iter("input"))


def _is_index(page: Evidence, words: float) -> bool:
    """Tell whether a page mostly leads elsewhere: linked headings, and little text per heading."""
    linked = sum(1 for heading in page.root.iter("h2", "h3", "h4")
                 if heading.find(".//a[@href]") is not None or _is_in_link(heading))  # fmt: skip
    says_so = "index" in page.markup.kinds and "article" not in page.markup.kinds
    lines = page.text.splitlines()
    links = {clean(link.text_content()) for link in page.root.iter("a")}
    listed = sum(" ".join(line.split()) in links for line in lines)
    if listed >= max(LINKED_HEADINGS, WHOLE * len(lines)):
        return True  # hardly a line that is no link
    if is_of_teasers(page.root, page.text, links, page.url):
        return True
    longest = max((measure_text(line) for line in lines), default=0)
    return linked >= LINKED_HEADINGS and (says_so or longest < BRIEF) and words < 40 * linked


def _is_in_link(heading: HtmlElement) -> bool:
    return any(up.tag == "a" for up in heading.iterancestors())


def _is_locked(page: Evidence, words: float) -> bool:
    """Tell whether a page that says it is not free keeps back what is not free."""
    if page.markup.word_count:
        return words < WHOLE * page.markup.word_count
    if page.markup.free_selectors:
        return _locked_words(page) < min(BRIEF, words / 4)
    return words < METERED


def _locked_words(page: Evidence) -> float:
    """Return the words that stand in the parts for subscribers; only class selectors are read."""
    names = {
        name for each in page.markup.free_selectors for name in re.findall(r"\.([\w-]+)", each)
    }
    parts = [element for element in page.root.iterfind(".//*[@class]")
             if names & set(element.get("class", "").split())]  # fmt: skip
    return sum(measure_text(part.text_content()) for part in parts)


def _captions(root: HtmlElement) -> set[str]:
    """Return the captions of the page's pictures, each once."""
    return {text for each in root.iter("figcaption") if (text := clean(each.text_content()))}


def _is_cut(page: Evidence) -> bool:
    """Tell whether a text ends in an ellipsis, or in one and the link to the rest."""
    text = page.text.rstrip()
    for link in page.root.iter("a"):
        more = " ".join(link.text_content().split())
        if 0 < len(more) <= LONGEST_MORE and text.endswith(more):
            text = text[: -len(more)].rstrip()
            break
    return text.endswith(("…", "...", "[…]", "[...]"))


def _short_reason(page: Evidence, words: float) -> Partial | None:
    """Return why a short text is short, where the page shows why."""
    markup = page.markup
    if markup.word_count and words < markup.word_count / 2:
        return "teaser"
    is_article = "article" in markup.kinds
    if "gallery" in markup.kinds and not is_article:
        return "gallery"  # its captions may be many
    captions = _captions(page.root)
    own_words = words - sum(measure_text(each) for each in captions if each in page.text)
    if len(captions) >= PICTURES and own_words < AROUND:
        return "gallery"
    if words >= AROUND:
        return None
    for kind in ("video", "audio"):
        if kind in markup.kinds and not is_article:
            return kind
    if _has_password(page.root):
        return "login"
    if _is_cut(page):
        return "teaser"
    if page.summary and words <= 1.1 * measure_text(page.summary):
        return "teaser"
    return "consent" if page.had_consent and words < BRIEF else None
