"""A feed as it was read goes in; the items that are articles themselves come out as Documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flows.ingest.archive import Archive
from flows.ingest.items import Feed, Item, plain_text
from flows.ingest.urls import canonical_url
from flows.keys import content_hash, row_key
from flows.records import Document, Fetch, Hints, PageState, Sighting, Source

SHORTEST_CONTENT = 500  # characters of markup that can hold an article
SHORTEST_ARTICLE = 1200  # characters of text: a teaser is shorter
FULL_SHARE = 0.75  # of a feed's items that must be whole for its content to be trusted
CUT_ENDS = ("…", "...", "[…]", "[...]", "»", ">")


@dataclass(frozen=True, slots=True)
class OwnContent:
    """Items that are articles in themselves, and the pages that need not be fetched for them."""

    documents: tuple[Document, ...] = ()
    pages: tuple[PageState, ...] = ()


def take_content(
    source: Source,
    feed: Feed,
    sightings: Iterable[tuple[Sighting, Item]],
    fetch: Fetch,
    *,
    archive: Archive,
    known: frozenset[str],
) -> OwnContent:
    """Archive the contents that stand for their articles and are not `known`.

    `source.content` says whether content is the article ("feed"), never is ("page"), or is where
    the feed shows whole articles ("auto"). An item without link has nothing but its content.
    """
    is_full = source.content == "feed" or (source.content == "auto" and has_whole_articles(feed))
    documents: list[Document] = []
    pages: list[PageState] = []
    for sighting, item in sightings:
        if len(item.content or "") < SHORTEST_CONTENT or not (is_full or item.url is None):
            continue
        if source.content == "auto" and item.url is not None and not _is_whole(item):
            continue
        document = _document(sighting, item, feed, fetch, archive, known)
        if document is not None:
            documents.append(document)
        if item.url is not None:
            pages.append(whole_page(sighting, item.url))
    return OwnContent(tuple(documents), tuple(pages))


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


def _document(
    sighting: Sighting,
    item: Item,
    feed: Feed,
    fetch: Fetch,
    archive: Archive,
    known: frozenset[str],
) -> Document | None:
    body = (item.content or "").encode("utf-8", "replace")
    if row_key("document", sighting.article_id, content_hash(body)) in known:
        return None
    raw_ref = archive.write_resource(
        f"item:{sighting.sighting_id}",
        body,
        media_type=item.content_type,
        fetched_at=fetch.started_at,
        labels={"Source": sighting.source_id, "Article": sighting.article_id},
    )
    return item_document(
        sighting,
        body,
        media_type=item.content_type,
        fetched_at=fetch.started_at,
        raw_ref=raw_ref,
        language=feed.language,
    )


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
        document_id=row_key("document", sighting.article_id, body_hash),
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
