r"""Texts of strangers go in; texts that every file, table, log and terminal takes come out.

Unicode's directions, which turn a line around, and its other invisible steering are shown as what
they are: `\u202e` is six characters.
"""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
# C0 and C1 controls and overrides of direction: they steer a terminal or turn its lines around.
_OVERRIDES = "\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_OVERRIDING = re.compile(f"[{_OVERRIDES}]")
# With them line and paragraph separators and marks of direction.
_STEERING = re.compile(f"[{_OVERRIDES}\u061c\u200e\u200f\u2028\u2029\ufeff]")
# Controls that separate nothing: those that do (\t, \n, \x1c …) are white space to Python.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Elements that mark words inside a sentence; a span or a link may as well stand for a part.
MARKING = frozenset({"b", "cite", "code", "em", "i", "mark", "q", "s", "strong", "sub", "sup", "u"})


def whole_text(text: str) -> str:
    """Return the text without halves of surrogate pairs: each is one replacement character.

    No UTF-8 holds them, and JSON that was cut inside an emoji does.
    """
    return _SURROGATE.sub(REPLACEMENT, text)


def without_controls(text: str) -> str:
    """Return the text without the control characters that broken feeds and pages have in words."""
    return _CONTROL.sub("", text)


def without_overrides(text: str, *, by: str = REPLACEMENT, kept: str = "") -> str:
    """Return the text with another sign in the place of each that would steer a terminal.

    Those of `kept` stay. The text is as long as before, so that offsets into it stay right.
    """
    return _OVERRIDING.sub(lambda found: found[0] if found[0] in kept else by, text)


def one_line(text: object) -> str:
    """Return the text on one line that steers no terminal and forges no line of a log.

    Line breaks become spaces where they only fold a message.
    """
    return _STEERING.sub(_shown, whole_text(" ".join(str(text).split("\n"))))


def _shown(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def indented(text: str) -> str:
    """Return a text of several lines, the later ones set in: none can pass for a line of ours."""
    return "\n  ".join(one_line(line) for line in text.split("\n"))
