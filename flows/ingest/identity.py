"""An address asked for, where it led and the page go in; the address that names it comes out.

The same article has many addresses: short links, tracking redirects, mobile and AMP pages. Where
they lead and what the page calls itself are believed only when they can be the same article: sites
redirect dead links to their front page, and name one address as canonical on every page. Two
addresses of one article cost a near-duplicate, two articles of one address an article: in doubt
the address asked for stands.
"""

import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from flows.errors import BadDocument
from flows.ingest.tags import start_tags
from flows.ingest.urls import canonical_url

HEAD_BYTES = 200_000  # in which a page that has rel=canonical says so
SAME_SITE = re.compile(r"^(?:www|m|mobile|amp|edition|en)\.")
AMP_PART = re.compile(r"(?:^|[./_-])amp(?:html)?$", re.IGNORECASE)
SUFFIX = re.compile(r"\.(?:html?|php|aspx?|amp)$", re.IGNORECASE)
NUMBER = re.compile(r"\d+", re.ASCII)
LONG_NUMBER = re.compile(r"\d{3}", re.ASCII)  # of an article; there are few pages, parts and days
WORD_END = re.compile(r"[-_.+,\s]+")


def page_identity(asked: str, final: str, body: bytes) -> str:
    """Return the canonical address of a page.

    Raises BadDocument("bad_url") where the address asked for is none.
    """
    identity = canonical_url(asked)
    reached = canonical_or_none(final)
    if reached is not None and _is_page(reached):
        identity = reached
    named = canonical_or_none(declared_url(body) or final, final)
    if named is not None and may_name(named, identity):
        return named
    return identity


def declared_url(body: bytes) -> str | None:
    """Return the address that the page calls its own."""
    for _, values in start_tags(body, "link", max_bytes=HEAD_BYTES):
        if "canonical" in values.get("rel", "").lower().split():
            return values.get("href")
    return None


def canonical_or_none(url: str, base: str = "") -> str | None:
    """Return the canonical address of what a page calls one, None where it is none."""
    try:
        return canonical_url(urljoin(base, url))
    except (BadDocument, ValueError):
        return None


def _is_page(url: str) -> bool:
    """Say whether an address has a path or query that can name an article."""
    parts = urlsplit(url)
    return len(parts.path) > 1 or bool(parts.query)


def may_name(named: str, identity: str) -> bool:
    """Say whether a page may call itself so: on its own site, by all that tells its address apart.

    A last part such as "talks-end-123" tells an article from all others of its site, whatever
    parameters follow; what tells less ("article.php", "index.html", "7") only does so with the
    whole path and its parameters. Numbers in the path, days above all, are never given up.
    """
    ours, theirs = urlsplit(identity), urlsplit(named)
    if SAME_SITE.sub("", ours.netloc) != SAME_SITE.sub("", theirs.netloc):
        return False
    slug = last_part(theirs.path)
    given, kept = _values(ours), _values(theirs)
    lost = [value for name, value in given.items() if kept.get(name) != value]
    if any(name in kept and kept[name] != value for name, value in given.items()):
        return False
    if not is_telling(slug):
        return bool(slug) and not lost and path_parts(ours.path) == path_parts(theirs.path)
    if slug != last_part(ours.path):
        lost = [value for value in lost if value.lower() != slug]
        return slug in map(str.lower, given.values()) and not any(map(NUMBER.search, lost))
    numbers = {int(number) for number in NUMBER.findall(theirs.path)}
    return all(int(number) in numbers for number in NUMBER.findall(ours.path))


def _values(parts: SplitResult) -> dict[str, str]:
    """Return the parameters of an address by name, but those that only ask for its AMP page."""
    pairs = [pair.partition("=")[::2] for pair in parts.query.split("&") if pair]
    return {
        name: unquote(value)
        for name, value in pairs
        if not (AMP_PART.fullmatch(name) or AMP_PART.fullmatch(value))
    }


def is_telling(slug: str) -> bool:
    """Say whether a last part names one article of its site: by number, or three words of it."""
    words = [word for word in WORD_END.split(unquote(slug)) if word]
    is_foreign = not unquote(slug).isascii()
    return len(words) >= 3 or is_foreign or bool(LONG_NUMBER.search(slug))


def last_part(path: str) -> str:
    """Return the last part of a path that can name an article, without file and AMP suffixes."""
    return next(reversed(path_parts(path)), "")


def path_parts(path: str) -> list[str]:
    """Return the parts of a path in lower case, without file suffixes and what only says AMP."""
    parts = [AMP_PART.sub("", SUFFIX.sub("", part)).lower() for part in path.split("/")]
    return [part for part in parts if part]
