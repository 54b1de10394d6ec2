"""A feed as it was read goes in; the items that are articles themselves come out as Documents."""

from collections.abc import Callable, Collection, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import datetime

from flows.ingest.archive import Archive
from flows.ingest.items import TAG, Feed, Item, plain_text
from flows.ingest.urls import canonical_url
from flows.keys import content_hash, document_key
from flows.records import Document, Fetch, Hints, PageState, Sighting, Source

SHORTEST_CONTENT = 500  # characters of markup that can hold an article
SHORTEST_ARTICLE = 1200  # characters of text: a teaser is shorter
FULL_SHARE = 0.75  # of a feed's items that must be whole for its content to be trusted
CUT_ENDS = ("…", "...", "[…]", "[...]", "»", ">")


Known = Callable[[Collection[str]], Set[str]]  # which of these keys are stored


@dataclass(frozen=True, slots=True)
class OwnContent:
    """An item that is an article in itself, and the key of the Document that it is."""

    sighting: Sighting
    body: bytes
    media_type: str
    language: str | None
    document_id: str

    def page(self) -> PageState | None:
        """Return the state of the page that need not be fetched, where the item links to one."""
        return whole_page(self.sighting, self.sighting.url) if self.sighting.url else None

    def archived(self, archive: Archive, fetch: Fetch) -> Document:
        """Write the content into the archive as what this request gave."""
        raw_ref = archive.write_resource(
            f"item:{self.sighting.sighting_id}",
            self.body,
            media_type=self.media_type,
            fetched_at=fetch.started_at,
            labels={"Source": self.sighting.source_id, "Article": self.sighting.article_id},
        )
        return item_document(
            self.sighting,
            self.body,
            media_type=self.media_type,
            fetched_at=fetch.started_at,
            raw_ref=raw_ref,
            language=self.language,
        )


def own_contents(
    source: Source, feed: Feed, sightings: Iterable[tuple[Sighting, Item]]
) -> Iterator[OwnContent]:
    """Yield the contents that stand for their articles.

    `source.content` says whether content is the article ("feed"), never is ("page"), or is where
    the feed shows whole articles ("auto"). An item without link has nothing but its content. RSS
    without content has it in the description, as far as it is known that it is no summary.
    """
    is_full = source.content == "feed" or (source.content == "auto" and has_whole_articles(feed))
    for sighting, item in sightings:
        if source.content == "feed" or item.url is None:
            item = _with_description(item)
        if len(item.content or "") < SHORTEST_CONTENT or not (is_full or item.url is None):
            continue
        if source.content == "auto" and item.url is not None and not _is_whole(item):
            continue
        body = (item.content or "").encode("utf-8", "replace")
        document_id = document_key(sighting.article_id, content_hash(body))
        yield OwnContent(sighting, body, item.content_type, feed.language, document_id)


def _with_description(item: Item) -> Item:
    """Return an item that has nothing but a description with that as its content."""
    if item.content is not None or item.description is None:
        return item
    is_html = TAG.search(item.description) is not None
    kind = "text/html" if is_html else "text/plain"
    return replace(item, content=item.description, content_type=kind)


def has_whole_articles(feed: Feed) -> bool:
    """Say whether the feed shows whole articles: most of its items do, by their length and end."""
    whole = sum(1 for item in feed.items if _is_whole(item))
    return bool(feed.items) and whole / len(feed.items) >= FULL_SHARE


def sighting_hints(sighting: Sighting, language: str | None = None) -> Hints:
    """Return what a feed says of the article that it links to."""
    return Hints(
        title=sighting.title,
        authors=sighting.authors,
        published_at=sighting.published_at,
        published_basis="unknown" if sighting.published_at is None else "feed",
        modified_at=sighting.modified_at,
        language=language,
        summary=sighting.summary,
        wanted_since_at=sighting.wanted_since_at,
        published_zone=sighting.published_zone,
        modified_zone=sighting.modified_zone,
    )


def _is_whole(item: Item) -> bool:
    text = plain_text(item.content, is_html=item.content_type == "text/html") or ""
    is_more = len(text) > 2 * len(item.summary or "") or text == item.summary
    return len(text) >= SHORTEST_ARTICLE and is_more and not text.endswith(CUT_ENDS)


def item_document(
    sighting: Sighting,
    body: bytes,
    *,
    media_type: str,
    fetched_at: datetime,
    raw_ref: str,
    language: str | None,
) -> Document:
    """Return the Document of an item whose content stands in the archive."""
    body_hash = content_hash(body)
    return Document(
        document_id=document_key(sighting.article_id, body_hash),
        article_id=sighting.article_id,
        source_id=sighting.source_id,
        name=sighting.url or sighting.item_id,
        url=sighting.url,
        canonical_url=canonical_url(sighting.url) if sighting.url else None,
        media_type=media_type,
        body_hash=body_hash,
        byte_count=len(body),
        fetched_at=fetched_at,
        raw_ref=raw_ref,
        hints=sighting_hints(sighting, language),
    )


def whole_page(sighting: Sighting, url: str) -> PageState:
    """Return the state of a page that is not to be fetched: the feed says it all."""
    return PageState(
        article_id=sighting.article_id,
        source_id=sighting.source_id,
        url=url,
        canonical_url=canonical_url(url),
        fingerprint=sighting.fingerprint,
        first_seen_at=sighting.first_seen_at,
        last_outcome="ok",
    )
