"""The frozen records that stages hand to one another: their common tongue.

Offsets are Unicode code points, half open, into the article's text; instants are aware and in UTC.
Column meanings are those of the tables of the same names in sql/schema/.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

# --- ingest -> extract ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hints:
    """What a manifest row, a feed item or front matter says of a document; never invented."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    published_at: datetime | None = None
    published_basis: str = "unknown"  # manifest, feed or unknown
    modified_at: datetime | None = None
    language: str | None = None  # ISO 639-1
    summary: str | None = None
    wanted_since_at: datetime | None = None  # what is older, or bears no date, is passed over
    published_zone: str | None = None  # +hh:mm as it is written; None: read as UTC
    modified_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One distinct body of one article: a page, a seed, or a feed item's own content.

    `article_id` is the key of the article's identity (its canonical address, or the seed's name),
    `document_id` the key of that and the body; `raw_ref` says where the archive keeps the body.
    """

    document_id: str
    article_id: str
    source_id: str
    name: str  # what messages call it: the address, or the seed's file name
    url: str | None
    canonical_url: str | None
    media_type: str  # text/html, text/plain or text/markdown
    body_hash: str
    byte_count: int
    fetched_at: datetime
    raw_ref: str
    hints: Hints = field(default_factory=Hints)
    charset: str | None = None  # as the server named it


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that could not be read: the stage, the reason and the way to retry it."""

    stage: str  # ingest, extract, annotate or validate
    item: str  # file name, address or row key
    reason: str  # short slug: not_utf8, empty, too_large, no_article, timeout …
    message: str  # one sentence: the item, the value, the remedy
    source_id: str | None = None
    document_id: str | None = None
    raw_ref: str | None = None
    retry: str | None = None  # the command that tries it again; None: that of its stage


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and what came of it."""

    url: str
    purpose: str  # feed, page or robots
    source_id: str | None
    started_at: datetime
    seconds: float
    outcome: str  # ok, not_modified, gone, refused, unreachable, timeout, too_large, error
    status: int | None = None
    byte_count: int = 0
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    raw_ref: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A feed (or the seed folder) with the state of polling it."""

    source_id: str
    kind: str  # feed, site (pages that no feed named) or seeds
    name: str
    url: str | None = None
    home_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    next_poll_at: datetime | None = None
    failure_count: int = 0  # failures in a row
    last_outcome: str | None = None
    last_message: str | None = None
    item_count: int = 0  # items seen in the last readable answer
    raw_ref: str | None = None  # where the archive keeps the last body
    content: str = "auto"  # what articles are made of: page, feed, or auto
    last_changed_at: datetime | None = None
    change_seconds: float | None = None  # smoothed time between changes of the body
    minimum_seconds: int | None = None  # what the feed asks for: ttl, Cache-Control
    skip_hours: tuple[int, ...] = ()  # hours of the day (UTC) at which it asks to be left alone
    skip_days: tuple[int, ...] = ()  # days of the week, Monday 0
    failing_since: datetime | None = None
    failure_weight: float = 0.0  # failures in a row, soft ones counted in part
    moved_url: str | None = None  # where it says it has moved for good
    moved_count: int = 0  # how often in a row it said so
    retired_at: datetime | None = None  # since when it is given up (410, or long dead)
    validated_url: str | None = None  # the address whose answer had the validators


@dataclass(frozen=True, slots=True)
class Sighting:
    """One item of one feed, as last seen: the same article may be sighted through many feeds."""

    sighting_id: str  # key of source and item identity
    source_id: str
    article_id: str
    item_id: str  # the feed's own id (guid), or the link
    url: str | None
    title: str | None
    summary: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    modified_at: datetime | None
    fingerprint: (
        str  # content hash of what the feed says of the item: a change asks for the page again
    )
    first_seen_at: datetime
    last_seen_at: datetime
    wanted_since_at: datetime | None = None  # the page itself has to tell that it is no older
    published_zone: str | None = None  # +hh:mm as it is written; None: read as UTC
    modified_zone: str | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """What is known of a page that feeds link to: validators, and when to look again."""

    article_id: str
    source_id: str
    url: str
    canonical_url: str
    fingerprint: str | None  # the sighting's, when the page was last fetched
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    first_seen_at: datetime | None = None
    last_fetched_at: datetime | None = None
    next_check_at: datetime | None = None
    check_count: int = 0
    failure_count: int = 0
    raw_ref: str | None = None  # where the archive keeps the last body
    last_outcome: str | None = None  # as in Fetch
    validated_url: str | None = None  # the address whose answer had the validators


# --- extract -> annotate ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """Clean text and metadata of one document; the revision number is given by the warehouse."""

    article_id: str
    document_id: str
    source_id: str
    url: str | None
    canonical_url: str | None
    title: str | None
    authors: tuple[str, ...]
    agency: str | None
    published_at: datetime | None
    published_basis: str  # feed, page, manifest, text or unknown
    modified_at: datetime | None
    fetched_at: datetime
    language: str | None  # ISO 639-1; None where the text is too short to tell
    text: str
    word_count: int
    text_hash: str
    is_partial: bool
    partial_reason: str | None  # paywall, consent, teaser, login …
    raw_ref: str
    method: str
    section: str | None = None  # of the outlet, as the page names it
    modified_basis: str | None = None  # page or feed; None where nothing says of a change
    published_zone: str | None = None  # +hh:mm as it is written; None: read as UTC
    modified_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What one revision of an article changed, as its row tells, and when."""

    revision: int
    published_at: datetime | None  # as this revision has it
    day: date | None  # on which it was changed; None: unknown, or the first revision
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What the annotator is given of one revision of an article."""

    article_id: str
    revision: int
    text: str
    published_at: datetime | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    document_id: str | None = None
    later: tuple[tuple[int, int, date], ...] = ()  # stretches that edits brought, with their days

    def day_at(self, offset: int) -> date | None:
        """Return the day on which the words at an offset were published; None: unknown."""
        for start, end, day in self.later:
            if start <= offset < end:
                return day
        return self.published_at.date() if self.published_at else None


# --- annotate -> normalize --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer, as table `places` shows it."""

    place_id: str  # "gn:703448"; "post:22314680" for a village without a GeoNames id
    name: str
    kind: str  # country, admin1, admin2, city, region, water
    latitude: float | None
    longitude: float | None
    country_code: str | None  # ISO 3166-1 alpha-2
    admin1_code: str | None = None
    admin1_name: str | None = None
    population: int | None = None
    geonames_id: int | None = None
    wikidata_id: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One mention of a place; `place` is None where the gazetteer has none."""

    mention_id: str
    start: int
    end: int
    text: str
    place: Place | None
    is_metonym: bool = False
    is_demonym: bool = False
    role: str = "other"  # dateline, event, speaker or other
    confidence: float = 0.5
    method: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """One time expression with its TIMEX3 type and value and the days it covers, inclusive."""

    mention_id: str
    start: int
    end: int
    text: str
    type: str  # DATE, TIME, DURATION or SET
    value: str
    date_start: date | None
    date_end: date | None
    precision: str  # time, day, week, month, year or none
    basis: str  # explicit, relative, publication or none
    method: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, government or group, as one article shows it."""

    actor_id: str
    name: str  # canonical
    kind: str  # person, organisation, government, group
    aliases: tuple[str, ...] = ()
    role: str | None = None
    country_code: str | None = None
    sector: str | None = (
        None  # government, military, rebels, civilians, media, business, ngo, international
    )


@dataclass(frozen=True, slots=True)
class OtherSpeaker:
    """Somebody who says something together with a statement's speaker."""

    actor_id: str
    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that somebody is reported to have said."""

    statement_id: str
    kind: str  # direct, mixed or indirect
    content_spans: tuple[tuple[int, int], ...]
    content: str  # the spans' texts joined by " … "
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    actor_id: str | None
    speaker_name: str | None
    speaker_role: str | None
    other_speakers: tuple[OtherSpeaker, ...]  # "Ann Lee and Bo Ray said": Ray
    is_anonymous: bool
    cue_text: str | None
    cue_start: int | None
    cue_end: int | None
    cue_lemma: str | None
    act: str
    is_negated: bool
    addressee_text: str | None
    venue_text: str | None
    said_date_start: date | None
    said_date_end: date | None
    said_date_basis: str | None
    parent_statement_id: str | None
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class EventActor:
    """One side of an event: the words in the text and who that is."""

    text: str
    start: int
    end: int
    actor_id: str | None = None
    country_code: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of something that happens, happened, will, might, or is said not to have."""

    event_id: str
    sentence_start: int
    sentence_end: int
    event_type: str
    event_mode: str | None
    contexts: tuple[str, ...]
    cameo_root: str | None
    quad_class: int | None
    intensity: float | None
    trigger_text: str
    trigger_start: int
    trigger_end: int
    sources: tuple[EventActor, ...]
    targets: tuple[EventActor, ...]
    is_reciprocal: bool
    occurrence: str  # happened, ongoing, attempted, planned, hypothetical, denied
    assertion: str  # asserted, claimed, accused, possible
    claimant_actor_id: str | None
    claimant_name: str | None
    statement_id: str | None
    antecedent_event_id: str | None  # what words that name no event point back to: "denied it"
    date_start: date | None
    date_end: date | None
    date_precision: str  # time, day, week, month, year, none
    date_basis: str  # explicit, relative, publication, none
    date_text_start: int | None
    date_text_end: int | None
    place_id: str | None
    place_basis: str | None  # clause, sentence, dateline, article
    dead_min: int | None
    dead_max: int | None
    injured_min: int | None
    injured_max: int | None
    is_lead: bool
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was read out of one revision of an article, in the order of the text."""

    article_id: str
    revision: int
    language: str | None
    method: str  # the annotator and its version
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    actors: tuple[Actor, ...] = ()
    skipped: str | None = None  # why nothing was read, where nothing was (a language not read)
