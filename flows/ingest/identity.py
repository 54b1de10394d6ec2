"""An address asked for, where it led and the page go in; the address that names it comes out.

The same article has many addresses: short links, tracking redirects, mobile and AMP pages. Where
they lead and what the page calls itself are believed only when they can be the same article: sites
redirect dead links to their front page, and name one address as canonical on every page.
"""

import re
from urllib.parse import urljoin, urlsplit

from flows.errors import BadDocument
from flows.ingest.tags import start_tags
from flows.ingest.urls import canonical_url

HEAD_BYTES = 200_000  # in which a page that has rel=canonical says so
SAME_SITE = re.compile(r"^(?:www|m|mobile|amp|edition|en)\.")
AMP_PART = re.compile(r"(?:^|[./_-])amp(?:html)?$", re.IGNORECASE)
SUFFIX = re.compile(r"\.(?:html?|php|aspx?|amp)$", re.IGNORECASE)


def page_identity(asked: str, final: str, body: bytes) -> str:
    """Return the canonical address of a page.

    Raises BadDocument("bad_url") where the address asked for is none.
    """
    identity = canonical_url(asked)
    reached = _canonical_or_none(final)
    if reached is not None and _is_page(reached):
        identity = reached
    named = _canonical_or_none(_declared(body) or final, final)
    if named is not None and _may_name(named, identity):
        return named
    return identity


def _declared(body: bytes) -> str | None:
    """Return the address that the page calls its own."""
    for _, values in start_tags(body, "link", max_bytes=HEAD_BYTES):
        if "canonical" in values.get("rel", "").lower().split():
            return values.get("href")
    return None


def _canonical_or_none(url: str, base: str = "") -> str | None:
    try:
        return canonical_url(urljoin(base, url))
    except (BadDocument, ValueError):
        return None


def _is_page(url: str) -> bool:
    """Say whether an address has a path or query that can name an article."""
    parts = urlsplit(url)
    return len(parts.path) > 1 or bool(parts.query)


def _may_name(named: str, identity: str) -> bool:
    """Say whether a page may call itself so: on its own site, and the same article by its slug."""
    ours, theirs = urlsplit(identity), urlsplit(named)
    if SAME_SITE.sub("", ours.netloc) != SAME_SITE.sub("", theirs.netloc):
        return False
    slug = _slug(theirs.path)
    return bool(slug) and (slug == _slug(ours.path) or slug in ours.query)


def _slug(path: str) -> str:
    """Return the last part of a path that can name an article, without file and AMP suffixes."""
    parts = [SUFFIX.sub("", part) for part in path.split("/") if part]
    while parts and AMP_PART.fullmatch(parts[-1]):
        parts.pop()
    return AMP_PART.sub("", parts[-1]).lower() if parts else ""
