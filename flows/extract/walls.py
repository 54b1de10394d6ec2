"""A page and the text found in it go in; the text without the wall at its end comes out.

A wall is a line that says nothing but that the rest is for subscribers (`seeds/wall_lines.csv`), at
the end of the text, with what it offers below it. Articles that speak of walls do so in sentences.
"""

from functools import cache

from lxml.html import HtmlElement

from flows.extract.body import measure_text
from flows.extract.wordlists import letters, read_lines, read_list

FOOT = 5  # last lines among which a wall stands: what it offers stands below it
OFFER = 20  # words of such a line
LEAVES = ("p", "div", "a", "button", "h2", "h3", "h4", "span")


def cut_wall(text: str) -> tuple[str, bool]:
    """Return the text above a wall at its end, and whether there is one."""
    lines = text.split("\n")
    for number in range(max(0, len(lines) - FOOT), len(lines)):
        below = lines[number + 1 :]
        if is_wall(lines[number]) and all(measure_text(line) <= OFFER for line in below):
            return "\n".join(lines[:number]), True
    return text, False


def has_wall(root: HtmlElement, text: str) -> bool:
    """Tell whether a wall follows the text in the page's article, where extractors leave it out."""
    last = letters(text.split("\n")[-1])
    for article in root.iter("article"):
        leaves = [each.text_content() for each in article.iter(*LEAVES) if _is_leaf(each)]
        ends = [number for number, each in enumerate(leaves, start=1) if letters(each) == last]
        if ends and any(map(is_wall, leaves[ends[-1] : ends[-1] + FOOT])):
            return True
    return False


def _is_leaf(element: HtmlElement) -> bool:
    return all(len(child) == 0 for child in element)


def is_wall(line: str) -> bool:
    """Tell whether a line is a wall's, whatever its case and marks."""
    return len(line) <= _longest() and letters(line) in read_lines("wall_lines")


@cache
def _longest() -> int:
    return 2 * max(len(line) for line in read_list("wall_lines", "line"))
