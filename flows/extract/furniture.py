"""A page's tree and text go in; what leads elsewhere, advertises, signs or dates leaves them."""

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urljoin

from lxml.html import HtmlElement

from flows.extract.wordlists import letters, read_lines, read_list
from flows.lists import read_rows
from flows.written_dates import parse_visible
from flows.zones import named_zones

LEAD = 3  # words before the link of a line that only leads elsewhere: "You might like:"
LINKED = 3  # words that its link has: a headline's, where a name or a source has fewer
DATES = 3  # lines of dates that may stand over a text
DATED = 60  # characters of such a line
FOOT = 6  # lines at the end that may be the newsroom's own
LONGEST = 300  # characters of such a line
BESIDE = 3  # words beside the date and a zone's name in it: "Last updated at"

_LEADS = re.compile(r"[:|»›→]\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?:;,…–—-]$")


def take_away_pointers(root: HtmlElement, url: str | None) -> None:
    """Take the paragraphs out that only lead to another article: "Read more: …" and its headline.

    A few words that end in a colon or a bar, and then nothing but one link.
    """
    for element in [*root.iter("p", "li", "h4", "h5", "h6")]:
        links = list(element.iter("a"))
        headline = links[0].text_content() if len(links) == 1 else ""
        if headline.strip() and element.getparent() is not None:
            lead, _, rest = element.text_content().partition(headline)
            said = len(_WORD.findall(lead))
            is_lead = 0 < said <= LEAD and bool(_LEADS.search(lead))
            if is_lead and not rest.strip() and _is_headline(links[0], url):
                element.drop_tree()


def _is_headline(link: HtmlElement, url: str | None) -> bool:
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "mailto:", "tel:")):
        return False
    is_other = urljoin(url or "", href).partition("#")[0] != url
    return is_other and len(_WORD.findall(link.text_content())) >= LINKED


def without_furniture(text: str) -> str:
    """Return the text without lines that advertise, dates over its beginning, and its foot."""
    known = read_lines("page_lines")
    lines = [line for line in text.split("\n") if letters(line) not in known]
    for _ in range(DATES):
        if len(lines) > 1 and _is_date(lines[0]):
            del lines[0]
    return _without_foot(lines, _foot())


def without_blurb(text: str, authors: Iterable[str]) -> str:
    """Return the text without what it says of its authors, and what that stood over, at its end."""
    names = "|".join(re.escape(name) for name in authors if " " in name)
    if not names:
        return text
    (blurb,) = read_list("foot_forms", "pattern", kind="blurb")
    own = re.compile(blurb.replace("{author}", f"(?:{names})"))
    return _without_foot(text.split("\n"), _foot(), own)


def _without_foot(lines: list[str], *forms: re.Pattern[str]) -> str:
    """Return the text without the lines at its end in which the newsroom speaks of itself."""
    for _ in range(FOOT):
        last = lines[-1].strip()
        is_own = len(last) <= LONGEST and any(form.fullmatch(last) for form in forms)
        if is_own and len(lines) > 1:
            del lines[-1]
    return "\n".join(lines)


@cache
def _foot() -> re.Pattern[str]:
    """Match a line of seeds/foot_forms.csv: credits, "updated at", newsletters, whom to follow."""
    rows = [row for row in read_rows("foot_forms") if row["kind"] != "blurb"]
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows))


def _is_date(line: str) -> bool:
    """Tell whether a line says when, and nothing else; a place in capitals may be a dateline."""
    if len(line) > DATED or _ENDS.search(line.strip()) or parse_visible(line) is None:
        return False
    months = {word.casefold() for word in read_list("calendar_words", "word")}
    beside = [word for word in _WORD.findall(line) if word.casefold() not in months]
    named = [word for word in beside if word not in named_zones()]
    return len(named) <= BESIDE and not any(word.isupper() for word in named)
