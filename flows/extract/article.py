"""A document's body goes in, its article with text and metadata comes out, or BadDocument."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from lxml.html import HtmlElement

from flows.errors import BadDocument
from flows.extract.agency import find_agency
from flows.extract.body import count_words, extract_text, method, take_away_consent
from flows.extract.bylines import choose_authors, people_among
from flows.extract.dates import choose_modified, choose_published
from flows.extract.furniture import without_blurb
from flows.extract.kinds import Evidence, judge_page
from flows.extract.language import detect_language
from flows.extract.markdown import read_markdown
from flows.extract.metadata import infer_date
from flows.extract.page import check_size, decode_text, parse_page
from flows.extract.structured import Markup, read_markup
from flows.extract.titles import choose_title, home_names, site_names
from flows.extract.walls import cut_wall
from flows.keys import content_hash
from flows.records import Article, Document, Hints
from flows.written_dates import Instant

MAX_SECTION = 60  # characters: what is longer names no section
SAME_DAY = timedelta(hours=14)  # the furthest that a zone lies from UTC


@dataclass(frozen=True, slots=True)
class Found:
    """What the body itself gives, before it is weighed against the hints."""

    text: str
    method: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    published: Instant | None = None
    modified: Instant | None = None
    language: str | None = None  # as the page claims it
    canonical_url: str | None = None
    partial_reason: str | None = None
    section: str | None = None


def extract_page(document: Document, body: bytes) -> Article:
    """Return the article in a document; plain text is taken to the byte.

    What a manifest says wins over what the page says, and that over the feed, but for dates see
    `weigh_dates`.

    Raises:
        BadDocument: empty, too_large, not_utf8, not_decodable or no_article.
    """
    check_size(body, document.name)
    if document.media_type == "text/plain":
        found = Found(decode_text(body, document.name, document.charset), "plain text 1")
    elif document.media_type == "text/markdown":
        title, text = read_markdown(decode_text(body, document.name))
        found = Found(text, "markdown 1", title=title)
    else:
        found = _read_html(document, body)
    if not found.text.strip():
        raise BadDocument("empty", f"{document.name} holds no text: fetch it again, or remove it")
    return _weigh(document, found)


def _read_html(document: Document, body: bytes) -> Found:
    root = parse_page(body, document.name, document.charset)
    had_consent = take_away_consent(root)
    markup = read_markup(root, document.url)
    title = choose_title(root, markup, document.url)
    outlets, homes = site_names(markup, document.url), home_names(root, document.url)
    authors = choose_authors(root, markup, (*markup.agencies, *outlets), homes=homes)
    text = extract_text(root, title=title, stated=markup.body, url=document.url)
    text, is_walled = cut_wall(without_blurb(text, authors))
    latest, told = document.fetched_at, document.hints
    evidence = Evidence(
        root,
        markup,
        text,
        title,
        told.summary,
        told.title,
        had_consent,
        latest,
        document.url,
        is_walled,
    )
    reason = judge_page(evidence, document.name)
    published = choose_published(root, markup, document.url, latest=latest)
    return Found(
        text=text,
        method=method(),
        title=title,
        authors=authors,
        agencies=markup.agencies,
        published=published,
        modified=choose_modified(markup, published.at if published else None, latest=latest),
        language=_claimed_language(root, markup),
        canonical_url=markup.canonical_url,
        partial_reason=reason,
        section=next((name for name in markup.sections if len(name) <= MAX_SECTION), None),
    )


def _claimed_language(root: HtmlElement, markup: Markup) -> str | None:
    given = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    return next((tag for tag in (*given, *markup.languages) if tag), None)


def _weigh(document: Document, found: Found) -> Article:
    """Put the body's own word and the hints together."""
    hints, text = document.hints, found.text
    published_at, basis, zone = weigh_dates(hints, found, first_seen=document.fetched_at)
    modified_at = found.modified.at if found.modified else hints.modified_at
    is_manifest = hints.published_basis == "manifest"
    return Article(
        article_id=document.article_id,
        document_id=document.document_id,
        source_id=document.source_id,
        url=document.url,
        canonical_url=document.canonical_url or found.canonical_url,
        title=hints.title if is_manifest and hints.title else found.title or hints.title,
        authors=found.authors or (hints.authors if is_manifest else people_among(hints.authors)),
        agency=hints.agency or find_agency(text, (*found.agencies, *hints.authors)),
        published_at=published_at,
        published_basis=basis,
        modified_at=modified_at,
        modified_basis=None if modified_at is None else "page" if found.modified else "feed",
        published_zone=zone,
        modified_zone=found.modified.zone if found.modified else hints.modified_zone,
        fetched_at=document.fetched_at,
        language=detect_language(text, found.language or hints.language),
        text=text,
        word_count=count_words(text),
        text_hash=content_hash(text),
        is_partial=found.partial_reason is not None,
        partial_reason=found.partial_reason,
        section=found.section,
        raw_ref=document.raw_ref,
        method=found.method,
    )


def weigh_dates(
    hints: Hints, found: Found, *, first_seen: datetime
) -> tuple[datetime | None, str, str | None]:
    """Return when the article was published, what says so, and in which zone it does.

    A manifest wins. The page's own instant wins over the feed's, as feeds renew their dates with
    each edit; but where the page gives the day alone and the feed a moment of that day, the feed's
    is the finer. Without either the text may give the day away (see `infer_date`).
    """
    if hints.published_basis == "manifest" and hints.published_at:
        return hints.published_at, "manifest", hints.published_zone
    page, feed = found.published, hints.published_at
    if page and not (page.is_day and feed and _is_of_day(feed, page.at)):
        return page.at, "page", page.zone
    if feed:
        basis = hints.published_basis if hints.published_basis != "unknown" else "feed"
        return feed, basis, hints.published_zone
    day = infer_date(found.text, first_seen=first_seen.date())
    return (datetime.combine(day, time(), UTC), "text", None) if day else (None, "unknown", None)


def _is_of_day(moment: datetime, midnight: datetime) -> bool:
    """Tell whether a moment may lie in the day that begins at a midnight in some zone."""
    return midnight - SAME_DAY <= moment <= midnight + timedelta(days=1) + SAME_DAY
