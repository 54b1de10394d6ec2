"""A robots.txt goes in, what it allows us comes out (RFC 9309, and Crawl-delay)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

TOKEN = "dateline"  # the product token that site owners address us by
MAX_BYTES = 512_000  # RFC 9309, section 2.5: at least 500 KiB are read
MAX_DELAY_SECONDS = 30.0
NAME = re.compile(r"[a-zA-Z_-]+")
KEPT = "/:@!$&'()*+,;=-._~%?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One allow or disallow line: `pattern` begins where the path begins."""

    is_allowed: bool
    pattern: str

    def matches(self, path: str) -> bool:
        """Say whether the pattern fits the path: * is anything, $ at the end is the end."""
        is_anchored = self.pattern.endswith("$")
        pieces = self.pattern.removesuffix("$").split("*")
        if not path.startswith(pieces[0]):
            return False
        position = len(pieces[0])
        for piece in pieces[1:-1]:
            position = path.find(piece, position)
            if position < 0:
                return False
            position += len(piece)
        if len(pieces) == 1:
            return not is_anchored or position == len(path)
        if is_anchored:
            return path.endswith(pieces[-1]) and len(path) - len(pieces[-1]) >= position
        return path.find(pieces[-1], position) >= 0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us, the pause that is asked for, and the sitemaps that are named."""

    rules: tuple[Rule, ...] = ()
    delay_seconds: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Say whether we may ask for an address: the longest rule that fits decides."""
        parts = urlsplit(url)
        path = _escaped(parts.path or "/") + (f"?{_escaped(parts.query)}" if parts.query else "")
        fitting = [rule for rule in self.rules if rule.matches(path)]
        best = max(fitting, key=lambda rule: (len(rule.pattern), rule.is_allowed), default=None)
        return best is None or best.is_allowed


def parse_robots(body: bytes) -> Robots:
    """Read a robots.txt: the groups that name us, or else those for everybody."""
    ours: list[tuple[str, str]] = []
    everybodys: list[tuple[str, str]] = []
    is_ours_named = False
    sitemaps: list[str] = []
    for names, lines in _groups(_lines(body[:MAX_BYTES]), sitemaps):
        if TOKEN in names:
            is_ours_named = True
            ours += lines
        elif "*" in names:
            everybodys += lines
    lines = ours if is_ours_named else everybodys
    delays = [_delay(value) for name, value in lines if name == "crawl-delay"]
    return Robots(
        rules=tuple(
            Rule(name == "allow", _escaped(value))
            for name, value in lines
            if name in {"allow", "disallow"} and value.startswith(("/", "*"))
        ),
        delay_seconds=max(delays, default=0.0),
        sitemaps=tuple(dict.fromkeys(sitemaps)),
    )


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield name (lower case) and value of every line."""
    for line in body.decode("utf-8-sig", "replace").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _groups(
    lines: Iterator[tuple[str, str]], sitemaps: list[str]
) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Yield each group's names and lines; sitemaps belong to no group."""
    names: set[str] = set()
    rules: list[tuple[str, str]] = []
    for name, value in lines:
        if name == "sitemap":
            sitemaps.append(value)
        elif name == "user-agent":
            if rules:
                yield names, rules
                names, rules = set(), []
            match = NAME.match(value)
            names.add(match[0].lower() if match else value[:1])
        elif names:
            rules.append((name, value))
    if names:
        yield names, rules


def _delay(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return min(seconds, MAX_DELAY_SECONDS) if seconds > 0 else 0.0


def _escaped(text: str) -> str:
    """Return a path with one spelling for each character."""
    return quote(re.sub(r"%([0-9a-fA-F]{2})", _unescaped, text), safe=KEPT)


def _unescaped(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char.isascii() and (char.isalnum() or char in "-._~") else match[0].upper()
