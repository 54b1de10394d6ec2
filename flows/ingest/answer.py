"""What a response said goes in, an Answer with its Fetch record comes out; no network here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.client import responses
from importlib.metadata import version
from urllib.parse import urldefrag, urljoin

from flows.ingest.decode import decode_body
from flows.ingest.urls import without_credentials
from flows.keys import content_hash
from flows.records import Fetch

REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE | re.ASCII)
PERMANENT = frozenset({301, 308})
ACCEPT = {
    "feed": "application/atom+xml, application/rss+xml, application/rdf+xml, "
    "application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the record, and the last response without its codings."""

    fetch: Fetch
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    permanent_url: str | None = None  # where 301 and 308 alone have led

    def header(self, name: str) -> str | None:
        """Return the first header of this name (lower case)."""
        return header_value(self.headers, name)


@dataclass(frozen=True, slots=True)
class Hop:
    """One response on the way: its status, its headers, its body as it was sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    wire: bytes


@dataclass(slots=True)
class Trip:
    """A request on its way through redirects."""

    url: str
    purpose: str
    source_id: str | None
    started_at: datetime
    final_url: str = ""
    seconds: float = 0.0
    status: int | None = None
    permanent_url: str | None = None
    is_permanent: bool = True
    validators: dict[str, str] = field(default_factory=dict)
    validated_url: str = ""  # the address that they are of

    def __post_init__(self) -> None:
        """Start where the request starts."""
        self.final_url = urldefrag(self.url.strip()).url

    @property
    def is_conditional(self) -> bool:
        """Say whether what is asked now is asked whether it has changed."""
        return bool(self.validators) and self.final_url == self.validated_url

    def redirect(self, target: str) -> None:
        """Go on to where a redirect points."""
        self.final_url = urldefrag(urljoin(self.final_url, target.strip())).url
        self.is_permanent = self.is_permanent and self.status in PERMANENT
        if self.is_permanent:
            self.permanent_url = self.final_url

    def record(self, outcome: str, message: str | None) -> Fetch:
        """Return the record of the request."""
        return Fetch(
            url=without_credentials(self.url),
            purpose=self.purpose,
            source_id=self.source_id,
            started_at=self.started_at,
            seconds=round(self.seconds, 3),
            outcome=outcome,
            status=self.status,
            final_url=without_credentials(self.final_url),
            message=message,
        )

    def failure(self, outcome: str, message: str) -> Answer:
        """Return the answer of a request that gave nothing to read."""
        return Answer(self.record(outcome, f"{without_credentials(self.url)[:300]}: {message}"))

    def answer(self, hop: Hop, max_bytes: int) -> Answer:
        """Return the answer that the last response makes."""
        coding = ",".join(v for key, v in hop.headers if key.lower() == "content-encoding")
        body = decode_body(hop.wire, coding, max_bytes=max_bytes)
        outcome = _outcome(hop.status, is_conditional=self.is_conditional)
        message = (
            None if outcome in {"ok", "not_modified"} else f"{self.url[:300]}: {_named(hop.status)}"
        )
        fetch = replace(
            self.record(outcome, message),
            byte_count=len(body),
            etag=header_value(hop.headers, "etag"),
            last_modified=header_value(hop.headers, "last-modified"),
            body_hash=content_hash(body) if body else None,
        )
        return Answer(fetch, hop.headers, body, self.permanent_url)


def _outcome(status: int, *, is_conditional: bool) -> str:
    """Return what a status comes to; "not modified" unasked says nothing of what we have."""
    if status in {200, 203}:
        return "ok"
    if status == 304 and is_conditional:
        return "not_modified"
    return "gone" if status == 410 else "error"


def _named(status: int) -> str:
    """Return a status with what it is called, where it has a name."""
    return f"HTTP {status} {responses.get(status, '')}".strip()


def header_value(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """Return the first header of this name (lower case)."""
    return next((value for key, value in headers if key.lower() == name), None)


def header_charset(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type header names."""
    found = CHARSET.search(content_type or "")
    return found[1].lower() if found else None


def user_agent(contact: str | None) -> str:
    """Return who we say we are, with the address to complain to where there is one."""
    name = f"Dateline/{version('dateline')}"
    return f"{name} (+{contact})" if contact else f"{name} (news reader)"
