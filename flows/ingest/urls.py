"""Addresses go in; the one spelling that names the page comes out."""

import re
from functools import cache
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from flows.errors import BadDocument
from flows.lists import read_rows

DEFAULT_PORTS = {"http": 80, "https": 443}
KEPT_IN_PATH = "/:@!$&'()*+,;=-._~%"  # RFC 3986, section 3.3
KEPT_IN_QUERY = KEPT_IN_PATH + "?[]"
ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")  # RFC 3986, section 2.3
TRIMMED = "".join(map(chr, range(33)))  # what browsers strip from both ends
CREDENTIALS = re.compile(r"(?<=//)[^/?#]*@")


@cache
def tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the names of seeds/tracking_parameters.csv: whole names, and beginnings of names."""
    names = [row["parameter"] for row in read_rows("tracking_parameters")]
    whole = frozenset(name for name in names if not name.endswith("*"))
    return whole, tuple(name[:-1] for name in names if name.endswith("*"))


@cache
def _amp_caches() -> re.Pattern[str]:
    """Match addresses of pages that others keep for their sites (seeds/amp_caches.csv)."""
    caches = "|".join(row["pattern"] for row in read_rows("amp_caches"))
    return re.compile(
        rf"https?://(?:{caches})/(?P<is_https>s/)?(?P<rest>[\w-]+(?:\.[\w-]+)+[/:?#].*)",
        re.IGNORECASE,
    )


def publisher_url(url: str) -> str:
    """Return the site's own address of a page that an AMP cache keeps, any other as it is."""
    while found := _amp_caches().fullmatch(url):
        url = f"{'https' if found['is_https'] else 'http'}://{found['rest']}"
    return url


def canonical_url(url: str) -> str:
    """Return the address that names the page: http or https, nothing in it that only tracks.

    Raises BadDocument where the address is not one of a page on the web.
    """
    parts = _split(publisher_url(url.strip(TRIMMED)))
    scheme = parts.scheme.lower()
    path = _remove_dots(_escape(parts.path, KEPT_IN_PATH)) or "/"
    query = _escape(_without_tracking(parts.query), KEPT_IN_QUERY)
    return urlunsplit((scheme, _authority(parts, scheme), path, query, ""))


def without_credentials(url: str) -> str:
    """Return the address without user name and password, which no table or message repeats."""
    return CREDENTIALS.sub("", url, count=1)


def public_url(url: str) -> str:
    """Return the address that names the page, of an address that may be kept as it is written.

    Raises BadDocument where it is not of the web, or carries a user name or password.
    """
    bare = without_credentials(url)
    canonical = canonical_url(bare)
    if bare != url:
        message = f"{bare[:200]!r} carries a user name or password: remove them"
        raise BadDocument("bad_url", message)
    return canonical


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip(TRIMMED))
        if parts.scheme.lower() in DEFAULT_PORTS and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass  # an impossible port, or half an IPv6 address
    shown = url if len(url) <= 200 else f"{url[:200]}…"
    raise BadDocument("bad_url", f"{shown!r} is not an http or https address: correct or remove it")


def _authority(parts: SplitResult, scheme: str) -> str:
    """Return host and port without credentials, the host in ASCII, a default port left out."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = quote(host)
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"


def _without_tracking(query: str) -> str:
    """Return the query without the parameters that only say where the reader came from."""
    whole, beginnings = tracking_parameters()
    kept = []
    for pair in query.split("&"):
        name = pair.partition("=")[0].lower()
        if pair and name not in whole and not name.startswith(beginnings):
            kept.append(pair)
    return "&".join(kept)


def _escape(text: str, kept: str) -> str:
    """Return the text with one spelling for each character: escaped where it must be."""
    text = STRAY_PERCENT.sub("%25", text)
    return quote(ESCAPE.sub(_plain_if_unreserved, text), safe=kept, errors="replace")


def _plain_if_unreserved(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if UNRESERVED.fullmatch(char) else f"%{match[1].upper()}"


def _remove_dots(path: str) -> str:
    """Return the path without "." and ".." (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            kept = kept[:-1] if len(kept) > 1 else kept
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)
