"""Markdown goes in; its text without markup comes out, a block a line, and its first heading."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Between two lines of dashes and of lines with keys: a text may open with a rule, too.
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?=(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*[A-Za-z_][\w-]*[ \t]*:)"
    r".*?\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)",
    re.S,
)


def read_markdown(marked: str) -> tuple[str | None, str]:
    """Return the title (a heading of the first level that opens the text, or None) and the text.

    Front matter is left out: it has been read as hints. Images and raw HTML hold no text.
    """
    tokens = _parser().parse(_FRONT_MATTER.sub("", marked, count=1))
    blocks = [(_level(tokens, index), _inline(token)) for index, token in enumerate(tokens)
              if token.type in ("inline", "fence", "code_block")]  # fmt: skip
    blocks = [(level, text) for level, text in blocks if text]
    has_title = bool(blocks) and blocks[0][0] == 1
    title = blocks[0][1] if has_title else None
    return title, "\n".join(text for _, text in blocks[has_title:])


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _level(tokens: list[Token], index: int) -> int:
    """Return the level of the heading that a token is the text of, 0 where it is none."""
    opener = tokens[index - 1] if index else None
    return int(opener.tag[1]) if opener is not None and opener.type == "heading_open" else 0


def _inline(token: Token) -> str:
    if token.children is None:
        return token.content.strip()
    parts = []
    for child in token.children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())
